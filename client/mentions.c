/* mentions - the names and dates that reports hold. */
#include "client/figure_text.h"
#include "client/filters.h"
#include "client/listing.h"
#include "record/names.h"

static const struct column columns[] = {
    {"mention", false, 0, 0}, {"place", false, 3, 6},    {"year", true, 1, 0},
    {"type", false, 0, 0},    {"text", false, 0, 12},    {"value", false, 4, 8},
    {"report", false, 5, 8},  {"document", false, 2, 8},
};

static void
add_row(struct table *t, const struct row *row, struct arena *a)
{
    const struct mention *m = row->mention;

    if (!m || !row->report)
        return;
    table_add(t, short_id(row->id, a));
    table_add(t, row->report->place.name);
    table_add(t, year_text(row->report->year, a));
    table_add(t, str_from(name_of(&mention_type_names, m->type)));
    table_add(t, m->text);
    table_add(t, m->value);
    table_add(t, row->report->title);
    table_add(t, row->document_name);
}

static enum exit_code
run(struct invocation *inv)
{
    static const struct listing listing = {
        .rows = ROW_MENTION,
        .noun = "mentions",
        .columns = columns,
        .column_count = sizeof columns / sizeof *columns,
        .add_row = add_row,
    };

    return listing_run(inv, &listing);
}

const struct command mentions_command = {
    .name = "mentions",
    .operands = "",
    .summary = "list the names and dates that reports hold",
    .details =
        "Lists mentions: meetings, organizations, places, persons, documents,\n"
        "programmes, honours and dates. Filters narrow the list; all given\n"
        "must hold.\n\n"
        "  baogao mentions --mention-type organization --mention 教育局\n",
    .options = listing_options,
    .shared = filter_options,
    .run = run,
};
