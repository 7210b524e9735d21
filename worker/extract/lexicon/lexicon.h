/*
 * lexicon - words from data files, found in folded text.
 *
 * For each lexicon/NAME.tsv the generated "tables.h" declares the trie
 * lexicon_NAME and the typed rows NAME_rows, which a hit's row indexes:
 *
 *     if (lexicon_longest(&lexicon_units, codes, count, &hit))
 *         unit = units_rows[hit.row].unit;
 *
 * Spellings are folded like the text itself, so that a Traditional or
 * full-width spelling in either meets its counterpart. Columns and the way
 * to add a row are in lexicon/README.md.
 */
#ifndef WORKER_EXTRACT_LEXICON_LEXICON_H
#define WORKER_EXTRACT_LEXICON_LEXICON_H

#include <stdint.h>

#include "base/str.h"

/*
 * A trie as a double array: the child of a node by the character with number
 * `i` is in cell `base` + `i`, if that cell is labelled `i`: no two nodes
 * have the same base. A cell holds its label, whether the child is a leaf,
 * and of a leaf the row, of others the node: most of what is asked is told by
 * one word, near others.
 */
enum { LEXICON_LABEL_BITS = 13, LEXICON_LEAF = 1 << LEXICON_LABEL_BITS };

struct lexicon_node {
    uint32_t base; /* 0: it has no children */
    int32_t row;   /* the spelling that ends here, -1: none */
};

/* A character beyond the basic plane that a spelling has. */
struct lexicon_rarity {
    uint32_t code;
    uint32_t number;
};

enum { LEXICON_PAGE_CODES = 64, LEXICON_PAGE_INDEX = 1024 };

struct lexicon {
    const uint32_t *cells;
    const struct lexicon_node *nodes; /* the root's children by their numbers,
                                         from 1; then what has children */
    /* The characters are numbered from 1, those that begin a spelling first.
       Pages of the basic plane have the numbers, 0: it is in none. */
    const uint16_t *page_index;
    const uint16_t (*pages)[LEXICON_PAGE_CODES];
    const struct lexicon_rarity *rarities;
    uint32_t rarity_count;
    uint32_t first_count; /* how many characters begin a spelling */
    uint32_t longest_chars;
};

struct lexicon_hit {
    uint32_t chars; /* length of the spelling */
    uint32_t row;   /* index into the lexicon's rows */
};

/* The number of a character beyond the basic plane. */
uint32_t lexicon_rarity_number(const struct lexicon *lexicon, uint32_t code);

static inline uint32_t
lexicon_number(const struct lexicon *lexicon, uint32_t code)
{
    if (code >= LEXICON_PAGE_CODES * LEXICON_PAGE_INDEX)
        return lexicon_rarity_number(lexicon, code);
    return lexicon->pages[lexicon->page_index[code / LEXICON_PAGE_CODES]]
                         [code % LEXICON_PAGE_CODES];
}

/* The root's child by `code`, as a node; 0: there is none. */
static inline uint32_t
lexicon_first(const struct lexicon *lexicon, uint32_t code)
{
    uint32_t number = lexicon_number(lexicon, code);

    return number <= lexicon->first_count ? number : 0;
}

/* The cell of a node's child by `code`, 0: there is none. */
static inline uint32_t
lexicon_cell(const struct lexicon *lexicon, const struct lexicon_node *node,
             uint32_t code)
{
    uint32_t number, cell;

    if (node->base == 0)
        return 0;
    number = lexicon_number(lexicon, code);
    cell = lexicon->cells[node->base + number];
    return number != 0 && cell % LEXICON_LEAF == number ? cell : 0;
}

/* The row of a leaf, the node of what is none. */
static inline uint32_t
lexicon_value(uint32_t cell)
{
    return cell >> (LEXICON_LABEL_BITS + 1);
}

/* lexicon_longest() where the root has `child` for codes[0]. */
bool lexicon_longest_from(const struct lexicon *lexicon, uint32_t child,
                          const uint32_t *codes, uint32_t count,
                          struct lexicon_hit *hit);

/*
 * The longest spelling that begins at codes[0] and fits in `count`. Most
 * places of a text hold none, which is told here.
 */
static inline bool
lexicon_longest(const struct lexicon *lexicon, const uint32_t *codes,
                uint32_t count, struct lexicon_hit *hit)
{
    uint32_t child = count > 0 ? lexicon_first(lexicon, codes[0]) : 0;

    return child != 0 &&
           lexicon_longest_from(lexicon, child, codes, count, hit);
}

/* The spelling that is the one character `code`: its row, -1: none. */
static inline int32_t
lexicon_char(const struct lexicon *lexicon, uint32_t code)
{
    uint32_t node = lexicon_first(lexicon, code);

    return node != 0 ? lexicon->nodes[node].row : -1;
}

/* Where a walk over the spellings that begin at one place stands. */
struct lexicon_walk {
    const struct lexicon *lexicon;
    uint32_t node;  /* 0: none, or behind a leaf; begin with 0 */
    uint32_t chars; /* already read; begin with 0 */
};

/*
 * The next longer spelling that begins at codes[0] and fits in `count`;
 * false: there is none.
 */
static inline bool
lexicon_next(struct lexicon_walk *walk, const uint32_t *codes, uint32_t count,
             struct lexicon_hit *hit)
{
    const struct lexicon *lexicon = walk->lexicon;

    while (walk->chars < count) {
        uint32_t code = codes[walk->chars], cell;

        if (walk->chars == 0) {
            walk->node = lexicon_first(lexicon, code);
            if (walk->node == 0)
                return false;
        } else {
            cell = lexicon_cell(lexicon, &lexicon->nodes[walk->node], code);
            if (cell == 0)
                return false;
            walk->node = lexicon_value(cell);
            if (cell & LEXICON_LEAF) {
                *hit = (struct lexicon_hit){++walk->chars, walk->node};
                walk->node = 0;
                return true;
            }
        }
        walk->chars++;
        if (lexicon->nodes[walk->node].row >= 0) {
            *hit = (struct lexicon_hit){
                walk->chars, (uint32_t)lexicon->nodes[walk->node].row};
            return true;
        }
    }
    return false;
}

/* The spelling that is exactly codes[0..count). */
bool lexicon_exact(const struct lexicon *lexicon, const uint32_t *codes,
                   uint32_t count, struct lexicon_hit *hit);

/* The spelling that is exactly `folded`, in UTF-8: a unit, a noun. */
bool lexicon_exact_text(const struct lexicon *lexicon, struct str folded,
                        struct lexicon_hit *hit);

/*
 * The longest spelling that ends at codes[at] (excluded) and begins at
 * codes[begin] or later.
 */
bool lexicon_longest_before(const struct lexicon *lexicon,
                            const uint32_t *codes, uint32_t begin, uint32_t at,
                            struct lexicon_hit *hit);

#endif
