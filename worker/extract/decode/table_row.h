/*
 * table_row - the cells of a row as one line of text.
 *
 * Tabs set cells apart. A cell of several lines is page layout rather than
 * a table's: the next cell begins a line of its own.
 */
#ifndef WORKER_EXTRACT_DECODE_TABLE_ROW_H
#define WORKER_EXTRACT_DECODE_TABLE_ROW_H

#include "worker/extract/decode/line_writer.h"

struct table_row {
    size_t first_line; /* lines begun when its line began */
};

/* A row begins, or ends: so does a line. */
struct table_row table_row_begin(struct line_writer *w);
void table_row_end(struct line_writer *w);
/* A cell of `row` begins. */
void table_row_cell(struct table_row *row, struct line_writer *w);

#endif
