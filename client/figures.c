/* figures - the numbers that reports state. */
#include "client/figure_text.h"
#include "client/filters.h"
#include "client/listing.h"
#include "record/names.h"

static const struct column columns[] = {
    {"figure", false, 0, 0},   {"place", false, 3, 6},
    {"year", true, 1, 0},      {"section", false, 4, 8},
    {"action", false, 0, 6},   {"object", false, 0, 10},
    {"value", true, 0, 0},     {"unit", false, 0, 4},
    {"period", false, 5, 0},   {"status", false, 0, 0},
    {"document", false, 2, 8},
};

static void
add_row(struct table *t, const struct row *row, struct arena *a)
{
    const struct figure *f = row->figure;

    if (!f || !row->report)
        return;
    table_add(t, short_id(row->id, a));
    table_add(t, row->report->place.name);
    table_add(t, year_text(row->report->year, a));
    table_add(t, row->section_title);
    table_add(t, f->action);
    table_add(t, f->object);
    table_add(t, figure_value_text(f, a));
    table_add(t, figure_unit_text(f, a));
    table_add(t, f->period);
    table_add(t, str_from(name_of(&figure_status_names, f->status)));
    table_add(t, row->document_name);
}

static enum exit_code
run(struct invocation *inv)
{
    static const struct listing listing = {
        .rows = ROW_FIGURE,
        .noun = "figures",
        .columns = columns,
        .column_count = sizeof columns / sizeof *columns,
        .add_row = add_row,
    };

    return listing_run(inv, &listing);
}

const struct command figures_command = {
    .name = "figures",
    .operands = "",
    .summary = "list the figures that reports state",
    .details =
        "Lists figures, each with the place and year of its report, the\n"
        "section and the document it stands in. Filters narrow the list; all\n"
        "given must hold. baogao cite FIGURE shows the sentence of one.\n\n"
        "  baogao figures --place 浙江省 --year 2023 --object 生产总值\n",
    .options = listing_options,
    .shared = filter_options,
    .run = run,
};
