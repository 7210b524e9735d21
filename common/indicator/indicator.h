/*
 * indicator - what reports measure again and again, by id and by name.
 *
 * The table is compiled from indicators.tsv. All strings live as long as
 * the program. Names are compared as records spell objects: Simplified,
 * half-width, without quotation marks.
 */
#ifndef INDICATOR_INDICATOR_H
#define INDICATOR_INDICATOR_H

#include "record/record.h"

enum indicator_nature {
    NATURE_STOCK, /* counted at a day: 贷款余额 */
    NATURE_FLOW,  /* counted over a time: 贷款增量 */
};

/* How a target for it is meant. */
enum indicator_target {
    TARGET_NONE,
    TARGET_FLOOR, /* at least: growth */
    TARGET_CAP,   /* at most: unemployment */
};

/* A year from which its figures no longer compare with earlier ones. */
struct indicator_break {
    uint16_t year; /* 0: not one year */
    struct str note;
};

struct indicator {
    struct str id;
    const struct str *names; /* the first is the usual one */
    size_t name_count;
    uint32_t kinds; /* 1 << enum kind, or-ed: the units of its levels */
    enum indicator_nature nature;
    enum indicator_target target;
    const struct indicator_break *breaks; /* in order of years */
    size_t break_count;
};

/* The indicator called `id`, NULL: none. */
const struct indicator *indicator_by_id(struct str id);

/* The indicator that `name` is a name of, NULL: none. */
const struct indicator *indicator_by_name(struct str name);

/*
 * Whether a figure of that kind and measure can be one of the indicator:
 * levels and shares come in its units, changes, gaps, ranks and indices in
 * any.
 */
bool indicator_fits(const struct indicator *indicator, enum kind kind,
                    enum measure measure);

/* All of them, sorted by id. */
size_t indicator_count(void);
const struct indicator *indicator_at(size_t index);

#endif
