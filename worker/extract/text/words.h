/*
 * words - a stretch of text cut into words.
 *
 * Chinese writes no spaces. The cut is the likeliest one by the counts of
 * words.tsv; what verbs.tsv and not_verbs.tsv spell are words as well. A
 * place inside a word is no place where a verb begins: 生产 is none in
 * 生产总值. Names that the text gives itself are words before all others.
 */
#ifndef WORKER_EXTRACT_TEXT_WORDS_H
#define WORKER_EXTRACT_TEXT_WORDS_H

#include "tables.h"
#include "worker/extract/text/text.h"

struct word {
    struct range range;
    enum words_class class;
    bool is_listed; /* in verbs.tsv; then `role` says how it governs */
    enum verbs_role role;
};

/* Words in text order, in an arena; those of gaps that were cut apart. */
struct words {
    const struct text *t;
    struct word *items;
    size_t count;
    size_t capacity;
    const struct range *names; /* where such a name stands in the text */
    size_t name_count;
    uint64_t name_starts; /* words_name_bit() of each first character */
    /*
     * Of the characters [indexed.begin, indexed.end): how many words begin
     * in front of each.
     */
    struct range indexed;
    uint32_t *index;
    size_t index_capacity;
};

/* One bit of name_starts, which rules out most places at once. */
static inline uint64_t
words_name_bit(uint32_t code)
{
    return UINT64_C(1) << (code & 63);
}

/*
 * Cut `r`, which lies behind all words, and append its own. Of a stretch too
 * long to matter only the ends are cut, so that the work stays linear.
 * False: no memory.
 */
bool words_cut(struct range r, struct arena *arena, struct words *words);

/*
 * The index of the first word that begins at character `at` or behind it;
 * words->count: none.
 */
static inline size_t
words_from(const struct words *words, uint32_t at)
{
    if (words->count == 0 || at < words->indexed.begin)
        return 0;
    return at < words->indexed.end ? words->index[at - words->indexed.begin]
                                   : words->count;
}

/* The word that begins at `at` and ends at or before `end`, or NULL. */
static inline const struct word *
words_at(const struct words *words, uint32_t at, uint32_t end)
{
    size_t i = words_from(words, at);

    return i < words->count && words->items[i].range.begin == at &&
                   words->items[i].range.end <= end
               ? &words->items[i]
               : NULL;
}

/* Whether a word ends right before `at`, or none covers that place. */
static inline bool
words_break(const struct words *words, uint32_t at)
{
    size_t i = words_from(words, at);

    return i == 0 || words->items[i - 1].range.end <= at;
}

#endif
