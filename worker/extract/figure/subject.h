/*
 * subject - what stands before a predicate.
 */
#ifndef WORKER_EXTRACT_FIGURE_SUBJECT_H
#define WORKER_EXTRACT_FIGURE_SUBJECT_H

#include "worker/extract/figure/clause.h"
#include "worker/extract/text/words.h"

/*
 * The subject that a clause between two quantities leaves for the second
 * one: the last that is a noun and no more. `since` begins right behind the
 * first quantity, or with the sentence where `is_first`.
 */
struct range subject_between(const struct words *w, struct range since,
                             bool is_first);

/* `left` without the verb at its end: 汽车产量继续保持. */
struct range subject_before_verb(const struct words *w, struct range left);

/* X of 对X, which the verb after it affects: 对工作批示. */
struct range subject_affected(const struct words *w, struct range before);

/* Whether `r` is a noun and no more, without any verb or preposition. */
bool subject_is_noun(const struct words *w, struct range r);

/* 它, 他们又: nothing but a word for what was named before. */
bool subject_points_back(const struct words *w, struct range r);

/* 政府, 我: does what the verb says, is not what it is done to. */
bool subject_acts(const struct words *w, struct range subject);

/* 农业、林业等方面 of 在农业、林业等方面支出. */
struct range subject_field(const struct words *w, struct range before);

/* 从, 由 right before the number, or before its date. */
bool subject_is_origin(const struct text *t, struct range left);

/* What stands before that 从 or 由. */
struct range subject_before_origin(const struct text *t, struct range left);

/* 其中: part of the figure before. */
bool subject_is_part(const struct text *t, struct range left);

#endif
