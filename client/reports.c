/* reports - the reports in the store. */
#include "client/figure_text.h"
#include "client/filters.h"
#include "client/listing.h"
#include "record/names.h"

static const struct column columns[] = {
    {"report", false, 0, 0},   {"title", false, 0, 12},
    {"genre", false, 0, 0},    {"place", false, 0, 8},
    {"year", true, 0, 0},      {"session", false, 2, 8},
    {"document", false, 1, 8},
};

static void
add_row(struct table *t, const struct row *row, struct arena *a)
{
    const struct report *r = row->report;

    if (!r)
        return;
    table_add(t, short_id(row->id, a));
    table_add(t, r->title);
    table_add(t, str_from(name_of(&genre_names, r->genre)));
    table_add(t, r->place.name);
    table_add(t, year_text(r->year, a));
    table_add(t, r->session);
    table_add(t, row->document_name);
}

static enum exit_code
run(struct invocation *inv)
{
    static const struct listing listing = {
        .rows = ROW_REPORT,
        .noun = "reports",
        .columns = columns,
        .column_count = sizeof columns / sizeof *columns,
        .add_row = add_row,
    };

    return listing_run(inv, &listing);
}

const struct command reports_command = {
    .name = "reports",
    .operands = "",
    .summary = "list the reports in the store",
    .details = "Lists reports. Filters narrow the list; all given must hold.\n"
               "baogao show REPORT shows what is in one.\n\n"
               "  baogao reports --genre cppcc --place 万年县\n",
    .options = listing_options,
    .shared = filter_options,
    .run = run,
};
