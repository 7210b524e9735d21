/*
 * clause - a quantity between the words to its left and to its right.
 *
 * The sentence is cut at its marks and at its quantities; each quantity
 * gets the words since the last cut and those up to the next one.
 */
#ifndef WORKER_EXTRACT_FIGURE_CLAUSE_H
#define WORKER_EXTRACT_FIGURE_CLAUSE_H

#include "worker/extract/quantity/quantities.h"

struct slot {
    const struct quantity *q;
    struct range left;   /* up to the expression */
    struct range right;  /* after it, up to a mark or the next quantity */
    struct range before; /* the clause before, where it has no quantity */
    uint32_t mark;       /* that opens `left`; 0: begin of the sentence */
    bool follows;        /* another quantity of the same clause is before */
};

/* How far around a figure its sentence is looked at for what it leaves out. */
enum { CLAUSE_REACH_CHARS = 160 };

/* 五年累计5亿元: such a time is no figure that others could follow. */
bool clause_is_passing_time(const struct quantity *q);

/* Fill `slots`, one for each of the quantities of the sentence `within`. */
void clause_cut(const struct text *t, struct range within,
                const struct quantity *quantities, size_t count,
                struct slot *slots);

/*
 * What 以5万个单位为目标 aims at, 单位: the noun between the number and 为;
 * empty where the quantity is no aim.
 */
struct range clause_aim(const struct text *t, const struct slot *slot);

/*
 * 2014年的预计产量如下 of 2014年的预计产量如下：钢5万吨；…: what leads in the list
 * that the figure stands in; empty where nothing near the beginning does.
 */
struct range clause_list_lead(const struct text *t, struct range sentence,
                              const struct slot *slot);

#endif
