/*
 * moment - the forms in which a sentence writes a date.
 */
#ifndef WORKER_EXTRACT_MENTION_MOMENT_H
#define WORKER_EXTRACT_MENTION_MOMENT_H

#include "worker/extract/mention/scan.h"
#include "worker/extract/text/date.h"

/* What stands at a place as a date. */
struct moment {
    uint32_t end;    /* 0: none */
    uint32_t before; /* characters in front that belong to it: 上世纪 */
    struct date date;
    struct str value; /* where it is no plain date */
};

/*
 * The date that begins at character `at`, in the first of its forms that
 * fits: 2013年2月28日, 1998-2002年, 90年代, 6月15日至18日. `year` is that of
 * what has none, 0: not known.
 */
struct moment moment_at(const struct scan *s, uint32_t at, unsigned year);

/* Only a date with its own year, or a month and day of `year`. */
struct moment moment_plain(const struct scan *s, uint32_t at, unsigned year);

/*
 * The part of `year` at `at`, as 上半年 in 2012年上半年; where it ends, 0: none.
 * *value is set where the year is known.
 */
uint32_t moment_part(const struct scan *s, uint32_t at, unsigned year,
                     struct str *value);

/* Go on over what closes a year: 底, 末, 初, 度 or a part of it. */
void moment_close_year(const struct scan *s, struct moment *m);

/* Go on over 至 and a second date. */
void moment_join(const struct scan *s, struct moment *m);

/* The moment as ISO 8601; no value: its year is not known. */
struct str moment_value(const struct scan *s, const struct moment *m);

#endif
