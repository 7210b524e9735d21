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
 * The tries of all lexicons are one double array: the child of a node by the
 * character with number `i` is in cell `base` + `i`, if that cell is labelled
 * `i`: no two nodes have the same base. A cell holds all there is of a child:
 * its label, which is 0 where none is, the row of the spelling that ends there
 * + 1, 0: none, and the base of its own children, 0: none.
 */
enum { LEXICON_LABEL_BITS = 16, LEXICON_ROW_BITS = 24 };
extern const uint64_t lexicon_cells[];

struct lexicon {
    uint32_t root; /* its base */
    uint32_t longest_chars;
};

/* The characters of all lexicons are numbered from 1; 0: it is in none. */
enum { LEXICON_BASIC_PLANE = 0x10000 };
extern const uint16_t lexicon_numbers[LEXICON_BASIC_PLANE];

/* Those beyond the basic plane, the last 0. */
struct lexicon_rarity {
    uint32_t code;
    uint32_t number;
};
extern const struct lexicon_rarity lexicon_rarities[];

struct lexicon_hit {
    uint32_t chars; /* length of the spelling */
    uint32_t row;   /* index into the lexicon's rows */
};

/* The number of a character beyond the basic plane. */
uint32_t lexicon_rarity_number(uint32_t code);

static inline uint32_t
lexicon_number(uint32_t code)
{
    return code < LEXICON_BASIC_PLANE ? lexicon_numbers[code]
                                      : lexicon_rarity_number(code);
}

/* The cell of the child by `code` of the node with `base`, 0: there is none. */
static inline uint64_t
lexicon_child(uint32_t base, uint32_t code)
{
    uint32_t number = lexicon_number(code);
    uint64_t cell = lexicon_cells[base + number];

    return cell % (1 << LEXICON_LABEL_BITS) == number ? cell : 0;
}

/* The row of the spelling that ends at a cell, -1: none. */
static inline int32_t
lexicon_row(uint64_t cell)
{
    return (int32_t)(cell >> LEXICON_LABEL_BITS &
                     ((1 << LEXICON_ROW_BITS) - 1)) -
           1;
}

/* The base of its children, 0: it has none. */
static inline uint32_t
lexicon_base(uint64_t cell)
{
    return (uint32_t)(cell >> (LEXICON_LABEL_BITS + LEXICON_ROW_BITS));
}

/* lexicon_longest() where the root's child for codes[0] is `cell`. */
bool lexicon_longest_from(uint64_t cell, const uint32_t *codes, uint32_t count,
                          struct lexicon_hit *hit);

/*
 * The longest spelling that begins at codes[0] and fits in `count`. Most
 * places of a text hold none, which is told here.
 */
static inline bool
lexicon_longest(const struct lexicon *lexicon, const uint32_t *codes,
                uint32_t count, struct lexicon_hit *hit)
{
    uint64_t cell = count > 0 ? lexicon_child(lexicon->root, codes[0]) : 0;

    return cell != 0 && lexicon_longest_from(cell, codes, count, hit);
}

/* The spelling that is the one character `code`: its row, -1: none. */
static inline int32_t
lexicon_char(const struct lexicon *lexicon, uint32_t code)
{
    return lexicon_row(lexicon_child(lexicon->root, code));
}

/* Where a walk over the spellings that begin at one place stands. */
struct lexicon_walk {
    uint32_t base;  /* of what is read so far, 0: nothing goes on */
    uint32_t chars; /* already read */
};

static inline struct lexicon_walk
lexicon_begin(const struct lexicon *lexicon)
{
    return (struct lexicon_walk){.base = lexicon->root};
}

/*
 * The next longer spelling that begins at codes[0] and fits in `count`;
 * false: there is none.
 */
static inline bool
lexicon_next(struct lexicon_walk *walk, const uint32_t *codes, uint32_t count,
             struct lexicon_hit *hit)
{
    while (walk->chars < count && walk->base != 0) {
        uint64_t cell = lexicon_child(walk->base, codes[walk->chars]);
        int32_t row = lexicon_row(cell);

        if (cell == 0)
            return false;
        walk->base = lexicon_base(cell);
        walk->chars++;
        if (row >= 0) {
            *hit = (struct lexicon_hit){walk->chars, (uint32_t)row};
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
