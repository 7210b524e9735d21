#include "worker/extract/decode/table_row.h"

struct table_row
table_row_begin(struct line_writer *w)
{
    line_writer_end_line(w);
    return (struct table_row){.first_line = w->line_count};
}

void
table_row_end(struct line_writer *w)
{
    line_writer_end_line(w);
}

void
table_row_cell(struct table_row *row, struct line_writer *w)
{
    size_t lines = w->line_count - row->first_line;

    if (lines == 1) {
        line_writer_gap(w, GAP_TAB);
        return;
    }
    line_writer_end_line(w);
    row->first_line = w->line_count;
}
