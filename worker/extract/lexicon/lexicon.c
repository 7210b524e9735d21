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

/* The child of `node` by `code`, 0: there is none. */
static inline uint32_t
step(const struct lexicon *lexicon, uint32_t node, uint32_t code)
{
    uint32_t number = lexicon_number(lexicon, code);
    uint32_t child = lexicon->nodes[node].base + number;

    return number != 0 && lexicon->labels[child] == number ? child : 0;
}

bool
lexicon_longest_begun(const struct lexicon *lexicon, const uint32_t *codes,
                      uint32_t count, struct lexicon_hit *hit)
{
    uint32_t node = lexicon_first(lexicon, codes[0]);
    bool found = false;

    for (uint32_t i = 1; node != 0; i++) {
        int32_t row = lexicon->nodes[node].row;

        if (row >= 0) {
            *hit = (struct lexicon_hit){i, (uint32_t)row};
            found = true;
        }
        if (i == count)
            break;
        node = step(lexicon, node, codes[i]);
    }
    return found;
}

bool
lexicon_next(struct lexicon_walk *walk, const uint32_t *codes, uint32_t count,
             struct lexicon_hit *hit)
{
    const struct lexicon *lexicon = walk->lexicon;

    while (walk->chars < count) {
        uint32_t code = codes[walk->chars];
        int32_t row;

        walk->node = walk->chars == 0 ? lexicon_first(lexicon, code)
                                      : step(lexicon, walk->node, code);
        if (walk->node == 0)
            return false;
        walk->chars++;
        row = lexicon->nodes[walk->node].row;
        if (row >= 0) {
            *hit = (struct lexicon_hit){walk->chars, (uint32_t)row};
            return true;
        }
    }
    return false;
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
