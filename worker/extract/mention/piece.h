/*
 * piece - a sentence cut into the words of names/ and what lies between.
 *
 * One pass from left to right, the longest word first. What no word covers
 * becomes a piece by itself: each Chinese character, each run of letters, of
 * digits and Chinese numerals, each mark. Proper names are what the words
 * leave over: two characters in a row that belong to no word.
 */
#ifndef WORKER_EXTRACT_MENTION_PIECE_H
#define WORKER_EXTRACT_MENTION_PIECE_H

#include "tables.h"
#include "worker/extract/text/text.h"

enum piece_kind {
    PIECE_WORD,  /* a word of names/; role says which list has it */
    PIECE_HANZI, /* one character that no word covers */
    PIECE_LETTERS,
    PIECE_NUMBER, /* digits and Chinese numerals */
    PIECE_MARK,   /* one mark or blank */
};

struct piece {
    struct range range;
    enum piece_kind kind;
    enum names_role role; /* of words */
};

struct piece_list {
    struct piece *items;
    size_t count;
    size_t capacity;
};

/* The short name of the reporter's division (海拉尔 of 海拉尔区), or none. */
struct own_name {
    const uint32_t *codes; /* folded */
    uint32_t count;
};

/*
 * Replace `list` by the pieces of `r`; `own` counts as a division's name.
 * False: no memory.
 */
bool pieces_cut(const struct text *t, struct range r,
                const struct own_name *own, struct arena *arena,
                struct piece_list *list);

/* A set of roles, as bits. */
#define ROLE(name) (UINT64_C(1) << NAMES_ROLE_##name)

static inline bool
piece_is(const struct piece *p, uint64_t roles)
{
    return p->kind == PIECE_WORD && (roles >> p->role & 1) != 0;
}

static inline uint32_t
piece_chars(const struct piece *p)
{
    return p->range.end - p->range.begin;
}

#endif
