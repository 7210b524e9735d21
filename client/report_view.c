#include "client/report_view.h"

#include <stdio.h>
#include <string.h>

#include "client/figure_text.h"
#include "client/output.h"
#include "client/screen.h"
#include "client/table.h"
#include "record/names.h"

enum {
    INDENT_COLUMNS = 2,
    /* Deeper ones, which only a damaged text has, stay where these are. */
    INDENT_LEVELS_MAX = 8,
};

static const struct column figure_columns[] = {
    {"figure", false, 0, 0}, {"as written", false, 2, 10},
    {"action", false, 0, 6}, {"object", false, 0, 10},
    {"value", true, 0, 0},   {"unit", false, 0, 4},
    {"period", false, 1, 0}, {"status", false, 0, 0},
};

/* The figures by section: those of section i are order[begin[i]..begin[i+1]).
 */
struct by_section {
    size_t *begin;
    const struct figure **order;
};

static size_t
section_index(const struct report *r, const struct figure *f)
{
    return f->section <= r->section_count ? f->section : 0;
}

static bool
sort_by_section(const struct report *r, struct arena *a, struct by_section *out)
{
    size_t *next;

    out->begin = ARENA_ARRAY(a, size_t, r->section_count + 2);
    next = ARENA_ARRAY(a, size_t, r->section_count + 1);
    out->order = ARENA_ARRAY(a, const struct figure *, r->figure_count);
    if (!out->begin || !next || !out->order)
        return false;
    for (size_t i = 0; i < r->figure_count; i++)
        out->begin[section_index(r, &r->figures[i]) + 1]++;
    for (size_t i = 0; i <= r->section_count; i++) {
        out->begin[i + 1] += out->begin[i];
        next[i] = out->begin[i];
    }
    for (size_t i = 0; i < r->figure_count; i++)
        out->order[next[section_index(r, &r->figures[i])]++] = &r->figures[i];
    return true;
}

static void
add_figure(struct table *t, const struct figure *f,
           const struct report_source *source, struct arena *a)
{
    struct str id = arena_format(
        a, "%.*s%sf%u-%u", STR_ARG(source->document_id),
        source->document_id.len ? "." : "", f->span.begin, f->span.end);

    table_add(t, short_id(id, a));
    table_add(t, f->text);
    table_add(t, f->action);
    table_add(t, f->object);
    table_add(t, figure_value_text(f, a));
    table_add(t, figure_unit_text(f, a));
    table_add(t, f->period);
    table_add(t, str_from(name_of(&figure_status_names, f->status)));
}

static void
print_section(const struct section *s, bool has_styles, struct arena *a)
{
    unsigned level =
        s->level < INDENT_LEVELS_MAX ? s->level : INDENT_LEVELS_MAX;
    struct str label = screen_clean(s->label, a);
    struct str title = screen_clean(s->title, a);

    printf("%*s%.*s%s%s%.*s%s  %s%s\n",
           (int)(INDENT_COLUMNS * (level ? level : 1)), "", STR_ARG(label),
           label.len ? " " : "", has_styles ? "\033[1m" : "", STR_ARG(title),
           has_styles ? "\033[0;2m" : "", name_of(&section_kind_names, s->kind),
           has_styles ? "\033[0m" : "");
}

void
report_view_header(const struct report *r, const struct report_source *source,
                   struct arena *a)
{
    bool has_styles = screen_has_styles(stdout);
    struct str title = screen_clean(r->title, a);
    const char *genre = name_of(&genre_names, r->genre);

    printf("%s%.*s%s\n", has_styles ? "\033[1m" : "", STR_ARG(title),
           has_styles ? "\033[0m" : "");
    if (!title.len)
        printf("(no title)\n");
    print_field("report", short_id(source->report_id, a), a);
    print_field("genre",
                r->author == AUTHOR_INDIVIDUAL
                    ? arena_format(a, "%s, by an individual", genre)
                    : str_from(genre),
                a);
    print_field("place", r->place.name, a);
    print_field("year", year_text(r->year, a), a);
    print_field("period", r->period, a);
    print_field("session", r->session, a);
    print_field("delivered", r->delivered, a);
    print_field("reporter", r->reporter, a);
    print_field("document", source->document_name, a);
    printf("  %-10s %zu sections, %zu figures\n", "holds", r->section_count,
           r->figure_count);
}

bool
report_view_body(const struct report *r, const struct report_source *source,
                 struct arena *a)
{
    bool has_styles = screen_has_styles(stdout);
    struct by_section figures;
    struct table table;
    bool is_whole;

    if (!sort_by_section(r, a, &figures))
        return false;
    table_init(&table, figure_columns,
               sizeof figure_columns / sizeof *figure_columns, stdout);
    table.indent = "      ";
    for (size_t i = 0; i < r->figure_count; i++)
        add_figure(&table, figures.order[i], source, a);
    is_whole = !a->exhausted && !table.cells.exhausted;
    if (is_whole) {
        table_lay_out(&table);
        table_print(&table, 0, figures.begin[1]);
    }
    for (size_t i = 1; is_whole && i <= r->section_count; i++) {
        print_section(&r->sections[i - 1], has_styles, a);
        table_print(&table, figures.begin[i], figures.begin[i + 1]);
    }
    table_release(&table);
    return is_whole;
}
