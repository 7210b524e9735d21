/*
 * csv - rows as comma-separated values (RFC 4180), in UTF-8, with headings.
 *
 * A figure, section or mention has its report and its document beside it,
 * in columns that begin with report_ and document_: a spreadsheet joins
 * badly.
 *
 * Reports come from anywhere, and a spreadsheet runs a cell that begins
 * with one of = + - @ as a formula (OWASP, "CSV Injection"): such a text,
 * numbers aside, gets an apostrophe in front, which spreadsheets take away
 * again.
 */
#include <stdlib.h>

#include "client/export/cells.h"
#include "client/export/sink.h"
#include "client/export/text_file.h"

struct sink {
    struct text_file file;
    enum row_kind kind;
    bool is_verbatim;
};

static enum status
csv_open(const struct sink_wish *wish, struct sink **out, struct error *err)
{
    struct sink *s = calloc(1, sizeof *s);
    enum status st;

    *out = s;
    if (!s)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    s->is_verbatim = wish->is_verbatim;
    st = text_file_open(&s->file, wish, err);
    if (st == STATUS_OK && wish->has_bom)
        fputs("\xEF\xBB\xBF", s->file.to);
    return st;
}

static void
collect(const struct sink *s, const struct row *row, struct cells *c)
{
    static void (*const own[])(struct cells *, const struct row *) = {
        [ROW_REPORT] = cells_add_report,
        [ROW_SECTION] = cells_add_section,
        [ROW_FIGURE] = cells_add_figure,
        [ROW_MENTION] = cells_add_mention,
    };

    own[s->kind](c, row);
    if (s->kind != ROW_REPORT) {
        c->prefix = "report_";
        cells_add_report(c, row);
    }
    c->prefix = "document_";
    cells_add_document(c, row);
}

static bool
is_formula(struct str text)
{
    static const struct str begins = STR_INIT("=+-@\t\r");

    return text.len && str_contains(begins, str_slice(text, 0, 1));
}

static bool
needs_quotes(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] == ',' || text.ptr[i] == '"' || text.ptr[i] == '\n' ||
            text.ptr[i] == '\r')
            return true;
    return false;
}

static void
print_quoted(FILE *to, struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '"')
            putc('"', to);
        putc(text.ptr[i], to);
    }
}

static void
print_cell(const struct sink *s, const struct cell *cell)
{
    FILE *to = s->file.to;
    bool is_quoted = needs_quotes(cell->text);

    if (is_quoted)
        putc('"', to);
    if (cell->type == CELL_TEXT && !s->is_verbatim && is_formula(cell->text))
        putc('\'', to);
    if (is_quoted)
        print_quoted(to, cell->text);
    else if (cell->text.len)
        fwrite(cell->text.ptr, 1, cell->text.len, to);
    if (is_quoted)
        putc('"', to);
}

static enum status
csv_begin(struct sink *s, enum row_kind kind, struct error *err)
{
    struct arena a = {0};
    struct cells cells = {.arena = &a};

    s->kind = kind;
    collect(s, cells_nothing(kind), &cells);
    for (size_t i = 0; i < cells.count; i++)
        fprintf(s->file.to, "%s%s%s", i ? "," : "", cells.items[i].prefix,
                cells.items[i].name);
    fputs("\r\n", s->file.to);
    arena_release(&a);
    return text_file_check(&s->file, err);
}

static enum status
csv_add(struct sink *s, const struct row *row, struct arena *a,
        struct error *err)
{
    struct cells cells = {.arena = a};

    collect(s, row, &cells);
    for (size_t i = 0; i < cells.count; i++) {
        if (i)
            putc(',', s->file.to);
        print_cell(s, &cells.items[i]);
    }
    fputs("\r\n", s->file.to);
    return text_file_check(&s->file, err);
}

static enum status
csv_finish(struct sink *s, uint64_t as_of, struct error *err)
{
    (void)as_of;
    return text_file_finish(&s->file, err);
}

static void
csv_close(struct sink **sink)
{
    if (*sink)
        text_file_close(&(*sink)->file);
    free(*sink);
    *sink = NULL;
}

static const char *const suffixes[] = {".csv", NULL};

const struct sink_format csv_format = {
    .suffixes = suffixes,
    .open = csv_open,
    .begin = csv_begin,
    .add = csv_add,
    .finish = csv_finish,
    .close = csv_close,
};
