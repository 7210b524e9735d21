/*
 * noun - the noun that is counted or measured, beside a quantity.
 */
#ifndef WORKER_EXTRACT_FIGURE_NOUN_H
#define WORKER_EXTRACT_FIGURE_NOUN_H

#include "worker/extract/figure/verb.h"

/*
 * What a noun phrase is about: 宣传资料 of 政策、法规等宣传资料, 提案 of
 * 有关环境治理的提案; short modifiers stay.
 */
struct range noun_head(const struct words *w, struct range r);

/* The same of a subject, whose clause in front tells what is measured. */
struct range noun_subject_head(const struct words *w, struct range r);

/* Whether `r` ends with those who act: 各级政府, 企业. */
bool noun_names_agent(const struct text *t, struct range r);

/* Which verbs end a noun behind a quantity. */
enum noun_end {
    NOUN_ALONE,     /* none that may be part of it: the clause has its verb */
    NOUN_PREDICATE, /* also one that ends the clause: 3家企业上市 */
    NOUN_AFFECTED,  /* any: 给320户危房户补助资金 */
};

/*
 * The noun that begins `r`, what stands right after a quantity, up to the
 * verb behind it. *predicate is that verb, with those that touch it; an
 * empty range where there is none.
 */
struct range noun_after(const struct words *w, struct range r,
                        enum noun_end may, struct verb *predicate);

/*
 * What a classifier in front of the noun `r` counts, whose something is named
 * behind 的: 国家和地区 of 国家和地区的贸易伙伴. Behind an adjective it is that.
 */
struct range noun_counted(const struct words *w, struct range r);

/* Whether `r` begins with 将 for 把, an object behind it: 将旧楼改建. */
bool noun_takes_object(const struct words *w, struct range r);

/*
 * What in `r`, the words before a predicate, is its subject: without the
 * verbs that bring it about (带动投资 + 增长) and places in front.
 */
struct range noun_subject(const struct words *w, struct range r);

#endif
