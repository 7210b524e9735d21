/* series - what reports state of one thing, side by side. */
#include <stdio.h>

#include "client/connect.h"
#include "client/exchange.h"
#include "client/figure_text.h"
#include "client/options.h"
#include "client/output.h"
#include "client/table.h"
#include "record/names.h"
#include "wire/series_json.h"

static const struct option_spec series_options[] = {
    {"indicator", "NAME", "of this indicator: its id or a name of it, gdp"},
    {"object", "TEXT", "of figures with just this object (Simplified)"},
    {"place", "PLACE", "of this place: a full name or code"},
    {"over", "WHAT", "one place, or one period, over these"},
    {"from", "YEAR", "only periods that end in this year or later"},
    {"to", "YEAR", "only periods that end in this year or earlier"},
    {"period", "PERIOD", "over places: of this period, such as 2023"},
    {"measure", "MEASURE", "only such figures"},
    {"kind", "KIND", "only this kind"},
    {"per", "UNIT", "only rates per UNIT"},
    {"accrual", "ACCRUAL", "only what is counted so"},
    {"status", "STATUS", "of this status instead of done and estimate"},
    {"genre", "GENRE", "only what such reports state"},
    {NULL, NULL, NULL},
};

static const struct column columns[] = {
    {"period", false, 0, 0}, {"value", true, 0, 0},  {"", false, 0, 0},
    {"status", false, 2, 0}, {"report", true, 1, 0}, {"figure", false, 0, 0},
};

static const struct column place_columns[] = {
    {"place", false, 0, 8},  {"value", true, 0, 0},  {"", false, 0, 0},
    {"status", false, 2, 0}, {"report", true, 1, 0}, {"figure", false, 0, 0},
};

enum { COLUMN_COUNT = sizeof columns / sizeof *columns };

/* The value in the unit of the line, with its bound; a fall with a sign. */
static struct str
point_text(const struct series_point *point, struct arena *a)
{
    struct figure f = *point->row.figure;
    const char *sign = f.direction == DIRECTION_DOWN ? "-" : "";

    f.value = point->value;
    f.upper = point->upper;
    return arena_format(a, "%s%.*s", sign, STR_ARG(figure_value_text(&f, a)));
}

static void
add_point(struct table *t, const struct series_step *step, size_t index,
          struct arena *a)
{
    const struct series_point *point = &step->points[index];
    const struct report *report = point->row.report;
    struct str name = step->place ? step->place->name : step->period;

    table_add(t, index == 0 ? name : STR(""));
    table_add(t, point_text(point, a));
    table_add(t, point->repeat_count > 0
                     ? arena_format(a, "(%zu times)", point->repeat_count + 1)
                     : STR(""));
    table_add(
        t, str_from(name_of(&figure_status_names, point->row.figure->status)));
    table_add(t, year_text(report->year, a));
    table_add(t, short_id(point->row.id, a));
}

static void
add_note(struct table *t, struct str first, struct str second)
{
    table_add(t, first);
    table_add(t, second);
    for (size_t i = 2; i < COLUMN_COUNT; i++)
        table_add(t, STR(""));
}

static void
add_step(struct table *t, const struct series_step *step, struct arena *a)
{
    for (size_t i = 0; i < step->break_count; i++)
        add_note(t,
                 arena_format(a, "---- %u: %s, %.*s", step->breaks[i].year,
                              name_of(&break_kind_names, step->breaks[i].kind),
                              STR_ARG(step->breaks[i].note)),
                 STR(""));
    if (step->point_count == 0)
        add_note(t, step->period, STR("-"));
    for (size_t i = 0; i < step->point_count; i++)
        add_point(t, step, i, a);
}

static void
print_heading(const struct series_line *line, struct arena *a)
{
    struct str thing =
        record_has(line->object) ? line->object : line->indicator;
    struct figure f = {
        .unit = line->unit, .per = line->per, .currency = line->currency};

    printf("%.*s", STR_ARG(thing));
    if (line->place)
        printf(", %.*s", STR_ARG(line->place->name));
    printf(": %s in %.*s", name_of(&measure_names, line->measure),
           STR_ARG(figure_unit_text(&f, a)));
    if (line->accrual != ACCRUAL_YEAR)
        printf(", %s", name_of(&accrual_names, line->accrual));
    if (line->months != 12 && line->months != 0)
        printf(", %u months each", line->months);
    printf("\n");
    for (size_t i = 0; i < line->note_count; i++)
        printf("note: %.*s\n", STR_ARG(line->notes[i].note));
}

/* False: memory ran out. */
static bool
print_line(const struct series_line *line, struct arena *a)
{
    struct table table;
    bool is_whole;

    print_heading(line, a);
    table_init(&table, line->place ? columns : place_columns, COLUMN_COUNT,
               stdout);
    for (size_t i = 0; i < line->step_count; i++)
        add_step(&table, &line->steps[i], a);
    is_whole = table_flush(&table);
    table_release(&table);
    return is_whole;
}

static void
print_page(const struct invocation *inv, const struct series_page *page)
{
    for (size_t i = 0; i < page->line_count; i++) {
        if (inv->is_json) {
            print_json(json_of_series_line(&page->lines[i]));
            continue;
        }
        if (i > 0)
            printf("\n");
        if (!print_line(&page->lines[i], inv->arena))
            complain(inv, "out of memory: lines are missing");
    }
    if (page->line_count == 0 && !inv->is_json)
        complain(inv, "no figures match");
    if (page->is_cut)
        complain(inv, "not all reports were looked at: ask for less");
}

static enum status
read_asked(struct invocation *inv, struct series *asked, struct error *err)
{
    enum status st = STATUS_OK;

    for (size_t i = 0; i < inv->given_count && st == STATUS_OK; i++) {
        const struct given_option *given = &inv->given[i];
        if (option_is_of(given->spec, series_options))
            st = series_set(asked, str_from(given->spec->name),
                            str_from(given->value), err);
    }
    return st;
}

static enum exit_code
run(struct invocation *inv)
{
    struct message request = {.kind = MESSAGE_SERIES};
    struct exchange *exchange = NULL;
    enum exit_code code = EXIT_CODE_DONE;
    struct message answer;
    struct error err;
    enum status st = read_asked(inv, &request.series, &err);

    if (st != STATUS_OK)
        return fail_usage(inv, &err);
    if (!connect_publisher(inv, &exchange, &code))
        return code;
    st = exchange_ask(exchange, &request, MESSAGE_SERIES_PAGE, inv->arena,
                      &answer, &err);
    if (st == STATUS_OK)
        print_page(inv, &answer.series_page);
    else
        code = fail_asking(inv, st, &err);
    exchange_close(&exchange);
    return code;
}

const struct command series_command = {
    .name = "series",
    .operands = "",
    .summary = "show what reports state of one thing, period by period",
    .details =
        "Shows the figures of one indicator or object, of one place period by\n"
        "period, or of one period place by place; each kind of measure and\n"
        "unit by itself, with gaps and breaks, each figure with its id.\n\n"
        "  baogao series --indicator gdp --place 海拉尔区\n"
        "  baogao series --indicator gdp --over places --period 2023\n",
    .options = series_options,
    .run = run,
};
