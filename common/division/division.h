/*
 * division - China's administrative divisions through time, as GB/T 2260
 * lists them: provinces, prefectures and counties.
 *
 * A division is renamed, raised and recoded and stays the same one: its
 * lineage, the first code it is known by. Each row is one version of it, in
 * force from the end of `first_year` to the end of `last_year`. All rows are
 * constants of the program; where they come from is told in README.md.
 */
#ifndef DIVISION_DIVISION_H
#define DIVISION_DIVISION_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

enum division_level {
    DIVISION_COUNTRY, /* in no row */
    DIVISION_PROVINCE,
    DIVISION_PREFECTURE,
    DIVISION_COUNTY,
};

struct division {
    struct str name;     /* 广信区 */
    struct str code;     /* 361104 */
    struct str lineage;  /* 362321 */
    uint16_t first_year; /* 0: it begins before the oldest list */
    uint16_t last_year;  /* 9999: in force */
    uint8_t level;       /* an enum division_level */
};

/* Some rows, by their numbers. */
struct division_list {
    const uint16_t *rows;
    size_t count;
};

const struct division *division_row(uint16_t row);

/* The rows called `name`, in full; older ones of a lineage come first. */
struct division_list division_named(struct str name);

/* The rows that had the code. One code may have been of several divisions. */
struct division_list division_coded(struct str code);

/* Whose code it was at the end of `year` (0: today), else the last before that
 * or the first after. NULL: nobody's. */
const struct division *division_coded_at(struct str code, unsigned year);

/* Rows that stand side by side. */
struct division_span {
    const struct division *first;
    size_t count;
};

/* All versions of the division, the oldest first. */
struct division_span division_versions(const struct division *division);

/*
 * The version of the division that was in force at the end of `year` (0:
 * the newest); before the first its first, after the last its last.
 */
const struct division *division_at(const struct division *division,
                                   unsigned year);

/*
 * The division around it at the end of `year` (0: today): a county's
 * prefecture, or its province where it has none. NULL: a province.
 */
const struct division *division_above(const struct division *division,
                                      unsigned year);

#endif
