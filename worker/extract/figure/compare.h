/*
 * compare - what a change, gap, share or index is measured against.
 */
#ifndef WORKER_EXTRACT_FIGURE_COMPARE_H
#define WORKER_EXTRACT_FIGURE_COMPARE_H

#include "worker/extract/figure/verb.h"

/* X of 比X, 较X, 同X相比 in `r`; empty: none. */
struct range compare_base(const struct text *t, struct range r);

/* X of the last clause 同X相比 or 与X比较 in `r`; empty: there is none. */
struct range compare_stated_base(const struct text *t, struct range r);

/* X of the last clause 在X中 in `r`; empty: there is none. */
struct range compare_stated_whole(const struct text *t, struct range r);

/* Part and whole of 在X中Y所占的比重 or Y占X的比重; false: it is neither. The
 * whole of Y所占的比重 is empty. */
bool compare_share_parts(const struct words *w, struct range r,
                         struct range *part, struct range *whole);

/* 同比, 环比: a base that is not named. */
bool compare_is_on_year(const struct text *t, struct range r);

/* `r` without such a comparison at its end or beginning. */
struct range compare_cut(const struct text *t, struct range r);

/* Whether a base is something beside (全国, 计划), not an earlier time. */
bool compare_is_beside(const struct text *t, struct range base);

/* The whole in 占X的, 占X比重. */
struct range compare_share_base(const struct text *t, struct range r);

/* The verb of 是X的, 为X的, 完成X的 in `r`. */
bool compare_index_verb(const struct words *w, struct range r,
                        struct verb *out);

enum direction compare_gap_direction(const struct text *t, struct range verb);

/* A base without adverbs behind it; places in front of it stay. */
struct range compare_trim(const struct text *t, struct range r);

/* 涨幅, 增长率: a noun that makes the figure a change. */
bool compare_change_noun(const struct text *t, struct range noun,
                         enum direction *out);

#endif
