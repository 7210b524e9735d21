/*
 * reading - a text literal taken through the first stages, for tests.
 */
#ifndef TESTS_UNIT_READING_H
#define TESTS_UNIT_READING_H

#include "worker/extract/extract.h"
#include "worker/extract/outline/outline.h"

struct reading {
    struct arena arena;
    struct text text;
    struct line *lines;
    size_t line_count;
    struct report_range *reports;
    size_t report_count;
};

/* Normalise, split and find the reports; fails the test on any error. */
void reading_open(struct reading *r, const char *utf8);
void reading_close(struct reading *r);

/* A slice as a NUL-terminated string of the reading's arena. */
const char *reading_string(struct reading *r, struct str s);

/* Extract all of `utf8` into `arena`; fails the test on any error. */
struct extraction extract_text(struct arena *arena, const char *utf8);

#endif
