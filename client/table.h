/*
 * table - columns of text, aligned by the width they have on a terminal.
 *
 * On a terminal the widest text columns are shortened, and columns that may
 * be missing left out, until a line fits; elsewhere nothing
 * is lost. Cells are cleaned (client/screen.h) and kept until the flush.
 */
#ifndef CLIENT_TABLE_H
#define CLIENT_TABLE_H

#include <stdio.h>

#include "base/arena.h"

struct column {
    const char *title;
    bool is_right; /* aligned right, as numbers are */
    /* 0: always there; else the greatest is left out first, to fit. */
    unsigned spare;
    /* Columns of the terminal that it keeps; 0: it is never shortened. */
    size_t min_width;
};

enum { TABLE_COLUMNS_MAX = 16 };

struct table {
    const struct column *columns;
    size_t column_count;
    FILE *to;
    size_t line_width; /* 0: no limit */
    bool has_styles;
    bool is_untitled; /* set it after table_init() to have no titles */
    bool is_begun;
    const char *indent; /* in front of each line; spaces only */
    struct arena cells;
    struct str *texts; /* row by row */
    size_t count, capacity;
    size_t widths[TABLE_COLUMNS_MAX]; /* 0: left out */
};

/* The table borrows `columns`, at most TABLE_COLUMNS_MAX, and `to`. */
void table_init(struct table *t, const struct column *columns, size_t count,
                FILE *to);
void table_release(struct table *t);

/* The next cell, row by row. */
void table_add(struct table *t, struct str text);
/* How many whole rows there are. */
size_t table_rows(const struct table *t);
/*
 * Settle the widths for the rows so far; never less than they were at an
 * earlier call, but for what the terminal's width asks.
 */
void table_lay_out(struct table *t);
/* Print rows [from, to) as laid out; the titles before the first of all. */
void table_print(struct table *t, size_t from, size_t to);
/*
 * Lay out, print and forget the rows so far.
 * False: memory ran out, and rows are missing.
 */
bool table_flush(struct table *t) __attribute__((warn_unused_result));

#endif
