/*
 * govern_joint - two verbs that touch each other, as one or the other governs.
 *
 * Internal to the search of govern.c.
 */
#ifndef WORKER_EXTRACT_FIGURE_GOVERN_JOINT_H
#define WORKER_EXTRACT_FIGURE_GOVERN_JOINT_H

#include "worker/extract/figure/verb.h"

/* A clause being searched for its verb, word by word. */
struct search {
    const struct words *w;
    struct range r;
    uint32_t last_de; /* the last 的 with a noun behind it; r.begin: none */
    bool is_sum;      /* ends with 等: a list follows the verb */
    bool may_lead;    /* best may as well be a preposition: 通过 */
    bool is_led;      /* a preposition leads to a verb that is yet to come */
    struct verb best; /* empty: none so far */
};

static inline bool
joint_has_best(const struct search *s)
{
    return s->best.range.end > 0;
}

/* 和, 、, 并, 及 between two verbs of one action. */
bool joint_mark(uint32_t code);

/* 加快: the best so far only tells how what the next verb says goes on. */
bool joint_hastens(const struct search *s);

/* 节约 of 采购节约资金: what came of the deed in front of it. */
bool joint_saves(const struct search *s, const struct verb *v);

/* Whether `v` and the best so far are joined, or one tells of the other. */
bool joint_touches(const struct search *s, const struct verb *v,
                   bool is_listed);

/* Make one of the two, or of both, the best. */
void joint_join(struct search *s, const struct verb *v);

#endif
