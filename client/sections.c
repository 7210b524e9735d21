/* sections - the headings of reports. */
#include "client/figure_text.h"
#include "client/filters.h"
#include "client/listing.h"
#include "record/names.h"

static const struct column columns[] = {
    {"section", false, 0, 0},  {"place", false, 3, 6},
    {"year", true, 1, 0},      {"level", true, 0, 0},
    {"label", false, 0, 4},    {"title", false, 0, 12},
    {"kind", false, 0, 0},     {"report", false, 5, 8},
    {"document", false, 2, 8},
};

static void
add_row(struct table *t, const struct row *row, struct arena *a)
{
    const struct section *s = row->section;

    if (!s || !row->report)
        return;
    table_add(t, short_id(row->id, a));
    table_add(t, row->report->place.name);
    table_add(t, year_text(row->report->year, a));
    table_add(t, arena_format(a, "%u", (unsigned)s->level));
    table_add(t, s->label);
    table_add(t, s->title);
    table_add(t, str_from(name_of(&section_kind_names, s->kind)));
    table_add(t, row->report->title);
    table_add(t, row->document_name);
}

static enum exit_code
run(struct invocation *inv)
{
    static const struct listing listing = {
        .rows = ROW_SECTION,
        .noun = "sections",
        .columns = columns,
        .column_count = sizeof columns / sizeof *columns,
        .add_row = add_row,
    };

    return listing_run(inv, &listing);
}

const struct command sections_command = {
    .name = "sections",
    .operands = "",
    .summary = "list the sections of reports",
    .details = "Lists sections: headings, and run-in headings of paragraphs.\n"
               "Filters narrow the list; all given must hold.\n\n"
               "  baogao sections --section-kind problem --year 2023\n",
    .options = listing_options,
    .shared = filter_options,
    .run = run,
};
