/*
 * verb - the verbs in a stretch of words.
 *
 * A verb is a word of its own: those of verbs.tsv with their role, others by
 * their class as nominal ones.
 */
#ifndef WORKER_EXTRACT_FIGURE_VERB_H
#define WORKER_EXTRACT_FIGURE_VERB_H

#include "worker/extract/text/words.h"

struct verb {
    struct range range; /* empty: none */
    enum verbs_role role;
    bool is_listed; /* in verbs.tsv */
};

/*
 * The word as a verb; those that verbs.tsv does not list govern like nominal
 * ones. False: it is none.
 */
bool verb_of_word(const struct word *word, struct verb *out);

/* The verb that ends `r`, 了 after it not counted. */
bool verb_at_end(const struct words *w, struct range r, struct verb *out);

/* The verb of verbs.tsv that ends `r`, whatever words it stands in. */
bool verb_spelled_at_end(const struct text *t, struct range r,
                         struct verb *out);

/* 开展, 进行: what they do is said by the noun behind them. */
bool verb_is_light(const struct text *t, const struct verb *v);

/* 增长, 下降: how much, not what, is told behind them. */
static inline bool
verb_changes(enum verbs_role role)
{
    return role == VERBS_ROLE_UP || role == VERBS_ROLE_DOWN;
}

/* Whether a verb may as well name what another one does. */
static inline bool
verb_names_deed(enum verbs_role role)
{
    return role == VERBS_ROLE_NOMINAL || role == VERBS_ROLE_DO ||
           role == VERBS_ROLE_VO;
}

/* Whether a verb has what is counted as its object. */
bool verb_takes_object(enum verbs_role role);

/* Whether it may: not 增长, 达到, which state how much. */
bool verb_takes_what_it_counts(enum verbs_role role);

/* 降到, 提高至: a change that ends at a level. */
bool verb_moves(const struct text *t, const struct verb *v);

/* The verb that begins `r`. */
bool verb_at_begin(const struct words *w, struct range r, struct verb *out);

/* The first verb of `role` in `r`. */
bool verb_of_class(const struct words *w, struct range r, enum verbs_role role,
                   struct verb *out);

/* Where to look on in `r`: past a noun that holds a verb, or one character. */
uint32_t verb_next_place(const struct words *w, struct range r);

#endif
