/*
 * sink - where exported rows go: a CSV file, JSON Lines, a SQLite database.
 *
 * Calls come in the order open, (begin, add*)*, finish, close; close alone
 * at any time, and then nothing of the output stays but what went to
 * standard output. Memory is constant, however many rows there are.
 */
#ifndef CLIENT_EXPORT_SINK_H
#define CLIENT_EXPORT_SINK_H

#include "base/error.h"
#include "record/names.h"
#include "wire/message.h"

/* How the caller wants it. */
struct sink_wish {
    const char *path; /* NULL: standard output */
    bool may_replace; /* a file that is there */
    bool has_bom;     /* CSV: begin with U+FEFF, for some spreadsheets */
    bool is_verbatim; /* CSV: nothing in front of what a program may run */
};

struct sink;

struct sink_format {
    const char *const *suffixes; /* of file names; ends with NULL */
    /* Takes rows of every kind, side by side, and a file only. */
    bool is_database;
    enum status (*open)(const struct sink_wish *wish, struct sink **out,
                        struct error *err);
    /* What follows are rows of this kind. */
    enum status (*begin)(struct sink *s, enum row_kind kind, struct error *err);
    enum status (*add)(struct sink *s, const struct row *row, struct arena *a,
                       struct error *err);
    /* All rows were added, as of this change of the store. */
    enum status (*finish)(struct sink *s, uint64_t as_of, struct error *err);
    void (*close)(struct sink **sink);
};

extern const struct sink_format csv_format;
extern const struct sink_format jsonl_format;
extern const struct sink_format sqlite_format;

/* All formats, and what they are called, in the same order. */
extern const struct sink_format *const sink_formats[];
extern const struct name_table sink_format_names;

#endif
