/*
 * sqlite - rows as a SQLite database: a table for documents and for each
 * kind of record, indexes, and a view that has figures beside what they
 * stand in.
 *
 * Journal and syncs are off: until it is whole the file is nobody's.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "client/export/cells.h"
#include "client/export/part_file.h"
#include "client/export/sink.h"

enum {
    /* "baog": tells this file from other databases (PRAGMA application_id). */
    APPLICATION_ID = 0x62616f67,
    /* Raised whenever a query on an older file would no longer work. */
    SCHEMA_VERSION = 1,
};

/* A table: its columns are the cells, the first of them the key. */
struct table_kind {
    const char *name;
    void (*cells)(struct cells *, const struct row *);
    enum row_kind of; /* a row that has them */
    bool in_report;   /* report_id stands beside the cells */
    bool in_document;
};

enum { DOCUMENTS, REPORTS, SECTIONS, FIGURES, MENTIONS, TABLE_COUNT };

static const struct table_kind tables[TABLE_COUNT] = {
    [DOCUMENTS] = {"documents", cells_add_document, ROW_REPORT, false, false},
    [REPORTS] = {"reports", cells_add_report, ROW_REPORT, false, true},
    [SECTIONS] = {"sections", cells_add_section, ROW_SECTION, true, false},
    [FIGURES] = {"figures", cells_add_figure, ROW_FIGURE, true, false},
    [MENTIONS] = {"mentions", cells_add_mention, ROW_MENTION, true, false},
};

static const char *const begin_statements[] = {
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA locking_mode = EXCLUSIVE",
    "PRAGMA encoding = 'UTF-8'",
    "BEGIN",
    "CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
};

/* Indexes are made at the end, where that costs one sort each. */
static const char *const end_statements[] = {
    "CREATE INDEX reports_by_place ON reports (place_lineage, year)",
    "CREATE INDEX reports_by_document ON reports (document_id)",
    "CREATE INDEX sections_by_report ON sections (report_id, number)",
    "CREATE INDEX figures_by_report ON figures (report_id, number)",
    "CREATE INDEX figures_by_object ON figures (object, period)",
    "CREATE INDEX figures_by_indicator ON figures (indicator, period)"
    " WHERE indicator IS NOT NULL",
    "CREATE INDEX mentions_by_report ON mentions (report_id)",
    "CREATE INDEX mentions_by_value ON mentions (type, value)",
    "CREATE VIEW figures_in_context AS"
    " SELECT f.*, r.title AS report_title, r.genre, r.author, r.place,"
    " r.place_code, r.place_lineage, r.year, r.period AS report_period,"
    " d.id AS document_id, d.name AS document_name, d.source_uri"
    " FROM figures f JOIN reports r ON r.id = f.report_id"
    " JOIN documents d ON d.id = r.document_id",
    "ANALYZE",
    "COMMIT",
};

struct sink {
    struct part_file part;
    sqlite3 *db;
    sqlite3_stmt *inserts[TABLE_COUNT];
    enum row_kind kind;
    /* Rows come report by report: the last one is in its tables already. */
    char last_report[128];
};

static enum status
failed(struct sink *s, struct error *err)
{
    return error_set(err, STATUS_UNAVAILABLE, "cannot write %s: %s",
                     s->part.part, sqlite3_errmsg(s->db));
}

static enum status
run(struct sink *s, const char *statement, struct error *err)
{
    if (sqlite3_exec(s->db, statement, NULL, NULL, NULL) == SQLITE_OK)
        return STATUS_OK;
    return failed(s, err);
}

static enum status
run_all(struct sink *s, const char *const *statements, size_t count,
        struct error *err)
{
    enum status st = STATUS_OK;

    for (size_t i = 0; i < count && st == STATUS_OK; i++)
        st = run(s, statements[i], err);
    return st;
}

/* ---- tables ------------------------------------------------------------ */

static const char *
type_of(const struct cell *cell)
{
    switch (cell->type) {
    case CELL_INTEGER:
        return "INTEGER";
    case CELL_DECIMAL:
        /* A number where a double has it exactly, else its digits as text. */
        return "NUMERIC";
    case CELL_TEXT:
        break;
    }
    return "TEXT";
}

static struct str
definition(const struct table_kind *t, const struct cells *c, struct arena *a)
{
    struct str text = arena_format(a, "CREATE TABLE %s (", t->name);

    for (size_t i = 0; i < c->count; i++)
        text = arena_format(a, "%.*s%s\"%s\" %s%s", STR_ARG(text),
                            i ? ", " : "", c->items[i].name,
                            type_of(&c->items[i]), i ? "" : " PRIMARY KEY");
    if (t->in_report)
        text = arena_format(a,
                            "%.*s, report_id TEXT NOT NULL REFERENCES "
                            "reports (id)",
                            STR_ARG(text));
    if (t->in_document)
        text = arena_format(a,
                            "%.*s, document_id TEXT NOT NULL REFERENCES "
                            "documents (id)",
                            STR_ARG(text));
    return arena_format(a, "%.*s)", STR_ARG(text));
}

static struct str
insertion(const struct table_kind *t, const struct cells *c, struct arena *a)
{
    size_t count = c->count + t->in_report + t->in_document;
    struct str text =
        arena_format(a, "INSERT OR REPLACE INTO %s VALUES (?", t->name);

    for (size_t i = 1; i < count; i++)
        text = arena_format(a, "%.*s, ?", STR_ARG(text));
    return arena_format(a, "%.*s)", STR_ARG(text));
}

static enum status
create_table(struct sink *s, int table, struct error *err)
{
    struct arena a = {0};
    struct cells cells = {.arena = &a};
    struct str create, insert;
    enum status st;

    tables[table].cells(&cells, cells_nothing(tables[table].of));
    create = definition(&tables[table], &cells, &a);
    insert = insertion(&tables[table], &cells, &a);
    if (a.exhausted) {
        st = error_set(err, STATUS_UNAVAILABLE, "out of memory");
    } else {
        st = run(s, create.ptr, err);
        if (st == STATUS_OK &&
            sqlite3_prepare_v2(s->db, insert.ptr, (int)insert.len,
                               &s->inserts[table], NULL) != SQLITE_OK)
            st = failed(s, err);
    }
    arena_release(&a);
    return st;
}

static int
bind_text(sqlite3_stmt *insert, int at, struct str text)
{
    if (!record_has(text))
        return sqlite3_bind_null(insert, at);
    return sqlite3_bind_text(insert, at, text.ptr, (int)text.len,
                             SQLITE_STATIC);
}

static int
bind_cell(sqlite3_stmt *insert, int at, const struct cell *cell)
{
    if (cell->type == CELL_INTEGER && record_has(cell->text))
        return sqlite3_bind_int64(insert, at, cell->integer);
    return bind_text(insert, at, cell->text);
}

static enum status
insert_row(struct sink *s, int table, const struct row *row, struct arena *a,
           struct error *err)
{
    sqlite3_stmt *insert = s->inserts[table];
    struct cells cells = {.arena = a};
    int at = 0, result = SQLITE_OK;

    tables[table].cells(&cells, row);
    for (size_t i = 0; i < cells.count && result == SQLITE_OK; i++)
        result = bind_cell(insert, ++at, &cells.items[i]);
    if (tables[table].in_report && result == SQLITE_OK)
        result = bind_text(insert, ++at, row->report_id);
    if (tables[table].in_document && result == SQLITE_OK)
        result = bind_text(insert, ++at, row->document_id);
    if (result == SQLITE_OK && sqlite3_step(insert) == SQLITE_DONE)
        result = sqlite3_reset(insert);
    else
        result = SQLITE_ERROR;
    return result == SQLITE_OK ? STATUS_OK : failed(s, err);
}

/* ---- the format -------------------------------------------------------- */

static enum status
note(struct sink *s, const char *key, const char *value, struct error *err)
{
    char *statement =
        sqlite3_mprintf("INSERT INTO about VALUES (%Q, %Q)", key, value);
    enum status st = statement
                         ? run(s, statement, err)
                         : error_set(err, STATUS_UNAVAILABLE, "out of memory");

    sqlite3_free(statement);
    return st;
}

static enum status
create_all(struct sink *s, struct error *err)
{
    char marks[96];
    enum status st;

    snprintf(marks, sizeof marks,
             "PRAGMA application_id = %d; PRAGMA user_version = %d",
             APPLICATION_ID, SCHEMA_VERSION);
    st = run(s, marks, err);
    if (st == STATUS_OK)
        st = run_all(s, begin_statements,
                     sizeof begin_statements / sizeof *begin_statements, err);
    for (int i = 0; i < TABLE_COUNT && st == STATUS_OK; i++)
        st = create_table(s, i, err);
    if (st == STATUS_OK)
        st = note(s, "baogao_version", BAOGAO_VERSION, err);
    return st;
}

static enum status
sqlite_open(const struct sink_wish *wish, struct sink **out, struct error *err)
{
    struct sink *s = calloc(1, sizeof *s);
    enum status st;

    *out = s;
    if (!s)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    st = part_file_open(&s->part, wish->path, wish->may_replace, err);
    if (st != STATUS_OK)
        return st;
    if (sqlite3_open(s->part.part, &s->db) != SQLITE_OK)
        return failed(s, err);
    return create_all(s, err);
}

static enum status
sqlite_begin(struct sink *s, enum row_kind kind, struct error *err)
{
    (void)err;
    s->kind = kind;
    s->last_report[0] = '\0';
    return STATUS_OK;
}

/* The report of a row, and its document, unless the row before had it. */
static enum status
insert_report(struct sink *s, const struct row *row, struct arena *a,
              struct error *err)
{
    enum status st;

    if (str_equal(row->report_id, str_from(s->last_report)))
        return STATUS_OK;
    st = insert_row(s, DOCUMENTS, row, a, err);
    if (st == STATUS_OK)
        st = insert_row(s, REPORTS, row, a, err);
    snprintf(s->last_report, sizeof s->last_report, "%.*s",
             STR_ARG(row->report_id));
    return st;
}

static enum status
sqlite_add(struct sink *s, const struct row *row, struct arena *a,
           struct error *err)
{
    static const int table_of[] = {
        [ROW_SECTION] = SECTIONS,
        [ROW_FIGURE] = FIGURES,
        [ROW_MENTION] = MENTIONS,
    };
    enum status st = insert_report(s, row, a, err);

    if (st == STATUS_OK && s->kind != ROW_REPORT)
        st = insert_row(s, table_of[s->kind], row, a, err);
    return st;
}

static enum status
sqlite_finish(struct sink *s, uint64_t as_of, struct error *err)
{
    char text[CLOCK_TEXT_BYTES];
    enum status st;

    st = note(s, "exported", clock_print(clock_wall_ms(), text), err);
    snprintf(text, sizeof text, "%llu", (unsigned long long)as_of);
    if (st == STATUS_OK)
        st = note(s, "as_of", text, err);
    if (st == STATUS_OK)
        st = run_all(s, end_statements,
                     sizeof end_statements / sizeof *end_statements, err);
    return st == STATUS_OK ? part_file_finish(&s->part, err) : st;
}

static void
sqlite_close(struct sink **sink)
{
    struct sink *s = *sink;

    if (!s)
        return;
    for (int i = 0; i < TABLE_COUNT; i++)
        sqlite3_finalize(s->inserts[i]);
    sqlite3_close(s->db);
    part_file_close(&s->part);
    free(s);
    *sink = NULL;
}

static const char *const suffixes[] = {".sqlite", ".sqlite3", ".db", NULL};

const struct sink_format sqlite_format = {
    .suffixes = suffixes,
    .is_database = true,
    .open = sqlite_open,
    .begin = sqlite_begin,
    .add = sqlite_add,
    .finish = sqlite_finish,
    .close = sqlite_close,
};
