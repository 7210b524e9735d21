/*
 * noun_around - what touches the noun that is counted and is none of it.
 */
#ifndef WORKER_EXTRACT_FIGURE_NOUN_AROUND_H
#define WORKER_EXTRACT_FIGURE_NOUN_AROUND_H

#include "worker/extract/figure/noun.h"

/* 城市道路 of 19公里城市道路等改扩建工程: 等 sums up what was counted. */
struct range noun_without_rest(const struct words *w, struct range r);

/* 聆讯 of 8次聆讯后: what only makes a place or a time of it. */
struct range noun_without_locative(const struct words *w, struct range r);

/* Where 高效 of 51项事项高效实施 begins: how it is done is none of the noun. */
uint32_t noun_before_manner(const struct words *w, uint32_t begin,
                            uint32_t end);

/*
 * 改革 of 推动8项改革全部落地见效, 行动 of 抓好8项行动的落实: that it takes
 * effect is none of what is counted.
 */
struct range noun_before_effect(const struct words *w, struct range r);

#endif
