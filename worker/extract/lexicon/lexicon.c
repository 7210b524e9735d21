#include "worker/extract/lexicon/lexicon.h"

#include <stddef.h>

#include "base/utf8.h"

uint32_t
lexicon_rarity_number(const struct lexicon *lexicon, uint32_t code)
{
    for (uint32_t i = 0; i < lexicon->rarity_count; i++) {
        if (lexicon->rarities[i].code == code)
            return lexicon->rarities[i].number;
    }
    return 0;
}

bool
lexicon_longest_from(const struct lexicon *lexicon, uint32_t child,
                     const uint32_t *codes, uint32_t count,
                     struct lexicon_hit *hit)
{
    const struct lexicon_node *node = &lexicon->nodes[child];
    uint32_t chars = 1;
    int32_t row = node->row;

    for (uint32_t i = 1; i < count; i++) {
        uint32_t cell = lexicon_cell(lexicon, node, codes[i]);

        if (cell == 0)
            break;
        if (cell & LEXICON_LEAF) {
            *hit = (struct lexicon_hit){i + 1, lexicon_value(cell)};
            return true;
        }
        node = &lexicon->nodes[lexicon_value(cell)];
        if (node->row >= 0) {
            chars = i + 1;
            row = node->row;
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
