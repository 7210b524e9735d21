/*
 * noun_ends - what stands at the end of the words behind a quantity and is
 * none of the noun there.
 */
#ifndef WORKER_EXTRACT_FIGURE_NOUN_ENDS_H
#define WORKER_EXTRACT_FIGURE_NOUN_ENDS_H

#include "worker/extract/text/words.h"

/* 县 of 县(包括相当于县的旗，…: without an aside of many words. */
struct range noun_before_aside(const struct words *w, struct range r);

/* 改革 of 改革全部落地见效: without that it takes effect. */
struct range noun_before_effect(const struct words *w, struct range r);

/* Where 高效 of 事项高效, which ends at `end`, begins; else `end`. */
uint32_t noun_before_manner(const struct words *w, uint32_t begin,
                            uint32_t end);

/* 城市道路 of 城市道路等改扩建工程: without what 等 sums up. */
struct range noun_without_rest(const struct words *w, struct range r);

/* 聆讯 of 聆讯后, 水库 of 水库方面: without what makes a place of it. */
struct range noun_without_locative(const struct words *w, struct range r);

#endif
