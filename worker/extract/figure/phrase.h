/*
 * phrase - the noun in a stretch of words, without what only surrounds it.
 *
 * A filler is cut only where a word ends or begins: 会 not from 学习会.
 */
#ifndef WORKER_EXTRACT_FIGURE_PHRASE_H
#define WORKER_EXTRACT_FIGURE_PHRASE_H

#include "worker/extract/text/words.h"

/* Without fillers and dates at both ends. */
struct range phrase_trim(const struct words *w, struct range r);

/* Without those in front only. */
struct range phrase_trim_lead(const struct words *w, struct range r);

/* The characters of a date, 2016—2020年 or 1至9月 that begins `r`; 0: none. */
uint32_t phrase_date(const struct text *t, struct range r);

/* Its folded text without quotation marks; no value where it is empty. */
struct str phrase_text(const struct text *t, struct range r,
                       struct arena *arena);

/* A quotation mark of any kind, or a mark of a title, 《. */
bool phrase_is_quote(uint32_t code);

/* Behind a name in quotation marks that begins `r`; r.begin: none does. */
uint32_t phrase_past_quoted(const struct text *t, struct range r);

/* The first `code` in r, or r.end. */
uint32_t phrase_find(const struct text *t, struct range r, uint32_t code);

static inline bool
range_is_empty(struct range r)
{
    return r.end <= r.begin;
}

/* The end of `r` without the adverbs there: 增长了, 保持在, 达到约. */
uint32_t phrase_trim_adverbs(const struct words *w, struct range r);

#endif
