/*
 * cells - a row of an answer as named cells: the columns of an export.
 *
 * The one list of what is exported, in which order and under which names:
 * CSV prints the cells side by side, SQLite makes tables of them. A row of
 * nothing (cells_nothing) has the same names and types as any other of its
 * kind, so that it serves for headings and schemas. Names are those of the
 * records, but for words that SQL keeps for itself: span_begin, span_end,
 * and part_of, the number of the figure that is the whole.
 */
#ifndef CLIENT_EXPORT_CELLS_H
#define CLIENT_EXPORT_CELLS_H

#include "wire/message.h"

enum cell_type {
    CELL_TEXT,
    CELL_INTEGER,
    CELL_DECIMAL, /* exact, in plain notation, as text */
};

/* Its column is called `prefix` and `name` together. */
struct cell {
    const char *prefix;
    const char *name;
    enum cell_type type;
    struct str text; /* no value: the cell is empty */
    int64_t integer; /* of CELL_INTEGER, where the text has a value */
};

enum { CELLS_MAX = 80 };

struct cells {
    struct cell items[CELLS_MAX];
    size_t count;
    const char *prefix; /* of the cells that are added next */
    struct arena *arena;
};

/* A row of `kind` in which nothing has a value. Not to be released. */
const struct row *cells_nothing(enum row_kind kind);

/* Add the cells of one record of the row; report and document: of any row. */
void cells_add_document(struct cells *c, const struct row *row);
void cells_add_report(struct cells *c, const struct row *row);
void cells_add_section(struct cells *c, const struct row *row);
void cells_add_figure(struct cells *c, const struct row *row);
void cells_add_mention(struct cells *c, const struct row *row);

#endif
