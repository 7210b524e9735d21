#include "worker/extract/lexicon/lexicon.h"

#include <stddef.h>

#include "base/utf8.h"

uint32_t
lexicon_rarity_number(uint32_t code)
{
    const struct lexicon_rarity *r = lexicon_rarities;

    while (r->number != 0 && r->code != code)
        r++;
    return r->number;
}

bool
lexicon_longest_from(uint64_t cell, const uint32_t *codes, uint32_t count,
                     struct lexicon_hit *hit)
{
    uint32_t chars = 1, base = lexicon_base(cell);
    int32_t row = lexicon_row(cell);

    for (uint32_t i = 1; i < count && base != 0; i++) {
        cell = lexicon_child(base, codes[i]);
        if (cell == 0)
            break;
        base = lexicon_base(cell);
        if (lexicon_row(cell) >= 0) {
            chars = i + 1;
            row = lexicon_row(cell);
        }
    }
    if (row >= 0)
        *hit = (struct lexicon_hit){chars, (uint32_t)row};
    return row >= 0;
}

bool
lexicon_exact(const struct lexicon *lexicon, const uint32_t *codes,
              uint32_t count, struct lexicon_hit *hit)
{
    return lexicon_longest(lexicon, codes, count, hit) && hit->chars == count;
}

bool
lexicon_exact_text(const struct lexicon *lexicon, struct str folded,
                   struct lexicon_hit *hit)
{
    enum { CHARS_MAX = 32 };
    uint32_t codes[CHARS_MAX], count = 0;
    size_t width;

    for (size_t at = 0; at < folded.len; at += width) {
        if (count == CHARS_MAX)
            return false;
        codes[count++] = utf8_decode(folded, at, &width);
    }
    return lexicon_exact(lexicon, codes, count, hit);
}

bool
lexicon_longest_before(const struct lexicon *lexicon, const uint32_t *codes,
                       uint32_t begin, uint32_t at, struct lexicon_hit *hit)
{
    uint32_t chars = at - begin;

    if (chars > lexicon->longest_chars)
        chars = lexicon->longest_chars;
    for (; chars > 0; chars--) {
        if (lexicon_exact(lexicon, codes + at - chars, chars, hit))
            return true;
    }
    return false;
}
