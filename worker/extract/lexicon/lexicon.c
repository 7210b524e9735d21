#include "worker/extract/lexicon/lexicon.h"

#include <stddef.h>

#include "base/utf8.h"

/* The node behind `node`'s edge `code`, or NULL. */
static const struct lexicon_node *
step(const struct lexicon *lexicon, const struct lexicon_node *node,
     uint32_t code)
{
    const struct lexicon_edge *edges = lexicon->edges + node->first_edge;
    uint32_t low = 0, high = node->edge_count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (edges[middle].code == code)
            return lexicon->nodes + edges[middle].node;
        if (edges[middle].code < code)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static const struct lexicon_node *
first_step(const struct lexicon *lexicon, uint32_t code)
{
    uint32_t node;

    if (code >= LEXICON_PAGE_CODES * LEXICON_PAGE_INDEX)
        return step(lexicon, lexicon->nodes, code);
    node = lexicon->pages[lexicon->page_index[code / LEXICON_PAGE_CODES]]
                         [code % LEXICON_PAGE_CODES];
    return node ? lexicon->nodes + node : NULL;
}

bool
lexicon_longest_begun(const struct lexicon *lexicon, const uint32_t *codes,
                      uint32_t count, struct lexicon_hit *hit)
{
    const struct lexicon_node *node = first_step(lexicon, codes[0]);
    bool found = false;

    for (uint32_t i = 0; node; i++) {
        if (node->row >= 0) {
            *hit = (struct lexicon_hit){i + 1, (uint32_t)node->row};
            found = true;
        }
        if (i + 1 == count)
            break;
        node = step(lexicon, node, codes[i + 1]);
    }
    return found;
}

bool
lexicon_next(struct lexicon_walk *walk, const uint32_t *codes, uint32_t count,
             struct lexicon_hit *hit)
{
    const struct lexicon_node *nodes = walk->lexicon->nodes;

    while (walk->chars < count) {
        const struct lexicon_node *node =
            walk->chars == 0
                ? first_step(walk->lexicon, codes[0])
                : step(walk->lexicon, nodes + walk->node, codes[walk->chars]);
        if (!node)
            return false;
        walk->node = (uint32_t)(node - nodes);
        walk->chars++;
        if (node->row >= 0) {
            *hit = (struct lexicon_hit){walk->chars, (uint32_t)node->row};
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
