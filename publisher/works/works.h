/*
 * works - which reports are the same work.
 *
 * A report that was crawled three times is in three documents. They are one
 * work when genre, place, year and session are equal and at least 0.8 of
 * their figures: of those of the shorter one, since a crawl may have lost
 * the end. A report that names no session may be of any; one without a
 * place, a year or figures is a work of its own. Nothing is kept of this: it
 * is found in what the store holds when it is asked for, so that it is right
 * after every change, and the same in every copy.
 */
#ifndef PUBLISHER_WORKS_WORKS_H
#define PUBLISHER_WORKS_WORKS_H

#include "publisher/report/version.h"

/*
 * Set `best` of each version: the most complete one of its work, then the
 * one accepted first. Those with equal genre, place and year must all be in
 * the list. `a` holds what is compared. What is left at the deadline (of
 * clock_monotonic_ms()) is taken for works of their own, and *is_cut set.
 */
enum status works_find(struct version_list *list, int64_t deadline_ms,
                       struct arena *a, bool *is_cut, struct error *err)
    __attribute__((warn_unused_result));

/* Whether the version stands for its work. */
static inline bool
is_best(const struct version *v)
{
    return v->best == v;
}

#endif
