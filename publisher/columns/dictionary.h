/*
 * dictionary - words that many figures share, each kept once.
 *
 * With it a column of words is one of small numbers (dictionary encoding, as
 * column stores have it), and whether a word has what is asked for is found
 * out once, however many figures have the word. A word that nobody has any
 * more is gone from memory, and its number is given to another.
 */
#ifndef PUBLISHER_COLUMNS_DICTIONARY_H
#define PUBLISHER_COLUMNS_DICTIONARY_H

#include "base/str.h"

/* {0} has no words; dictionary_release() ends it. */
struct dictionary {
    struct word *by_text; /* a hash table */
    struct word **words;  /* by number; NULL: the number is free */
    /* By number: what was found out, and of which asking; or the next free. */
    uint32_t *verdicts;
    uint32_t count, capacity, next_free;
    size_t words_bytes;
    char *asked; /* the words of asking number `asking` */
    size_t asked_bytes;
    bool is_asked_exact;
    uint32_t asking;
};

/* The number of "no word": nothing asked for is in it. */
enum { DICTIONARY_NONE = 0 };

void dictionary_release(struct dictionary *d);

/*
 * The number of `text`, which has one user more; DICTIONARY_NONE of no text.
 * False: out of memory.
 */
bool dictionary_take(struct dictionary *d, struct str text, uint32_t *number);
/* One user fewer. */
void dictionary_give_back(struct dictionary *d, uint32_t number);

struct str dictionary_word(const struct dictionary *d, uint32_t number);
size_t dictionary_bytes(const struct dictionary *d);

/*
 * From now on dictionary_holds() tells whether a word has `words` in it, or
 * is them where `is_exact`. False: out of memory.
 */
bool dictionary_ask(struct dictionary *d, struct str words, bool is_exact);
bool dictionary_holds(struct dictionary *d, uint32_t number);

#endif
