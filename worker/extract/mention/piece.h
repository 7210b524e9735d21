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

#include "worker/extract/mention/own.h"

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

/*
 * Replace `list` by the pieces of `r`; the report's own names are words as
 * well. False: no memory.
 */
bool pieces_cut(const struct text *t, struct range r,
                const struct own_names *own, struct arena *arena,
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
