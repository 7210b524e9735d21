/* show - a report with its outline and its figures. */
#include <stdio.h>
#include <string.h>

#include "client/connect.h"
#include "client/output.h"
#include "client/report_view.h"
#include "client/row_reader.h"
#include "wire/row_json.h"

/* All rows of one kind. */
struct rows {
    const struct row **rows;
    size_t count;
    size_t capacity;
};

static bool
keep_page(const struct page *page, struct arena *a, struct rows *out)
{
    for (size_t i = 0; i < page->row_count; i++) {
        const struct row **rows =
            arena_grow(a, out->rows, out->count, &out->capacity, sizeof *rows);
        if (!rows)
            return false;
        out->rows = rows;
        rows[out->count++] = &page->rows[i];
    }
    return true;
}

static enum status
fetch(struct exchange *exchange, enum row_kind kind, struct str report,
      struct arena *a, struct rows *out, struct error *err)
{
    struct query query = {.rows = kind, .report = report};
    struct row_reader reader;
    struct page page;
    enum status st = STATUS_OK;

    *out = (struct rows){0};
    row_reader_init(&reader, exchange, &query, ROW_READER_ALL);
    while (st == STATUS_OK) {
        st = row_reader_next(&reader, a, &page, err);
        if (st == STATUS_OK && !keep_page(&page, a, out))
            st = error_set(err, STATUS_UNAVAILABLE, "out of memory");
    }
    row_reader_release(&reader);
    return st == STATUS_NOT_FOUND ? STATUS_OK : st;
}

static enum status
show_as_json(const struct row *report, const struct rows *sections,
             const struct rows *figures)
{
    print_json(json_of_row(report));
    for (size_t i = 0; i < sections->count; i++)
        print_json(json_of_row(sections->rows[i]));
    for (size_t i = 0; i < figures->count; i++)
        print_json(json_of_row(figures->rows[i]));
    return STATUS_OK;
}

static enum status
show_as_text(const struct row *row, const struct rows *sections,
             const struct rows *figures, struct arena *a, struct error *err)
{
    struct report_source source = {row->id, row->document_id,
                                   row->document_name};
    struct report report = *row->report;

    report.sections = ARENA_ARRAY(a, struct section, sections->count);
    report.figures = ARENA_ARRAY(a, struct figure, figures->count);
    if (!report.sections || !report.figures)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    for (size_t i = 0; i < sections->count; i++)
        if (sections->rows[i]->section)
            report.sections[report.section_count++] =
                *sections->rows[i]->section;
    for (size_t i = 0; i < figures->count; i++)
        if (figures->rows[i]->figure)
            report.figures[report.figure_count++] = *figures->rows[i]->figure;
    report_view_header(&report, &source, a);
    if (!report_view_body(&report, &source, a))
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    return STATUS_OK;
}

static enum status
show_report(struct invocation *inv, struct exchange *exchange,
            const struct row *report, struct error *err)
{
    struct arena a = {0};
    struct rows sections, figures;
    enum status st =
        fetch(exchange, ROW_SECTION, report->id, &a, &sections, err);

    if (st == STATUS_OK)
        st = fetch(exchange, ROW_FIGURE, report->id, &a, &figures, err);
    if (st == STATUS_OK && inv->is_json)
        st = show_as_json(report, &sections, &figures);
    else if (st == STATUS_OK)
        st = show_as_text(report, &sections, &figures, &a, err);
    arena_release(&a);
    return st;
}

static enum exit_code
run(struct invocation *inv)
{
    struct str wanted = str_from(inv->operands[0]);
    struct exchange *exchange = NULL;
    enum exit_code code = EXIT_CODE_DONE;
    struct rows reports;
    struct error err;
    enum status st;

    if (!connect_publisher(inv, &exchange, &code))
        return code;
    st = fetch(exchange, ROW_REPORT, wanted, inv->arena, &reports, &err);
    if (st == STATUS_OK && reports.count == 0)
        st = error_set(&err, STATUS_NOT_FOUND, "there is no report %.*s",
                       STR_ARG(wanted));
    for (size_t i = 0; st == STATUS_OK && i < reports.count; i++) {
        if (i > 0 && !inv->is_json)
            putchar('\n');
        st = show_report(inv, exchange, reports.rows[i], &err);
    }
    if (st != STATUS_OK)
        code = fail_asking(inv, st, &err);
    exchange_close(&exchange);
    return code;
}

const struct command show_command = {
    .name = "show",
    .operands = "REPORT",
    .summary = "show a report: what it is, its outline, its figures",
    .details =
        "Shows a report by its id, as baogao reports prints it. The first\n"
        "digits of a document's id, at least four, show all its reports.\n",
    .min_operands = 1,
    .max_operands = 1,
    .run = run,
};
