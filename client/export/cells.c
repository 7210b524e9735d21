#include "client/export/cells.h"

#include "base/clock.h"
#include "record/names.h"

static const struct report no_report;
static const struct section no_section;
static const struct figure no_figure;
static const struct mention no_mention;

const struct row *
cells_nothing(enum row_kind kind)
{
    static const struct row rows[] = {
        [ROW_REPORT] = {.report = &no_report},
        [ROW_SECTION] = {.report = &no_report, .section = &no_section},
        [ROW_FIGURE] = {.report = &no_report, .figure = &no_figure},
        [ROW_MENTION] = {.report = &no_report, .mention = &no_mention},
    };

    return &rows[kind];
}

/* ---- one cell ---------------------------------------------------------- */

static void
add(struct cells *c, struct cell cell)
{
    if (c->count == CELLS_MAX)
        return;
    cell.prefix = c->prefix ? c->prefix : "";
    c->items[c->count++] = cell;
}

static void
add_text(struct cells *c, const char *name, struct str text)
{
    add(c, (struct cell){.name = name, .type = CELL_TEXT, .text = text});
}

static void
add_integer(struct cells *c, const char *name, int64_t value)
{
    add(c, (struct cell){
               .name = name,
               .type = CELL_INTEGER,
               .text = arena_format(c->arena, "%lld", (long long)value),
               .integer = value,
           });
}

/* What counts from 1; 0 is none. */
static void
add_reference(struct cells *c, const char *name, uint32_t number)
{
    if (number)
        add_integer(c, name, number);
    else
        add(c, (struct cell){.name = name, .type = CELL_INTEGER});
}

static void
add_decimal(struct cells *c, const char *name, struct decimal value,
            bool has_value)
{
    char text[DECIMAL_TEXT_BYTES];
    struct cell cell = {.name = name, .type = CELL_DECIMAL};

    if (has_value) {
        decimal_print(value, text);
        cell.text = arena_copy(c->arena, str_from(text));
    }
    add(c, cell);
}

static void
add_name(struct cells *c, const char *name, const struct name_table *table,
         unsigned value)
{
    const char *text = name_of(table, value);

    add_text(c, name, text ? str_from(text) : (struct str){0});
}

static void
add_time(struct cells *c, const char *name, int64_t wall_ms)
{
    char text[CLOCK_TEXT_BYTES];

    add_text(c, name,
             arena_copy(c->arena, str_from(clock_print(wall_ms, text))));
}

static void
add_span(struct cells *c, struct span span)
{
    add_integer(c, "span_begin", span.begin);
    add_integer(c, "span_end", span.end);
}

/* ---- the records ------------------------------------------------------- */

void
cells_add_document(struct cells *c, const struct row *row)
{
    add_text(c, "id", row->document_id);
    add_integer(c, "number", (int64_t)row->document_no);
    add_text(c, "name", row->document_name);
    add_text(c, "source_uri", row->source_uri);
    add_time(c, "accepted", row->accepted_ms);
    add_time(c, "finished", row->finished_ms);
    add_text(c, "extractor_version", row->extractor_version);
}

void
cells_add_report(struct cells *c, const struct row *row)
{
    const struct report *r = row->report ? row->report : &no_report;

    add_text(c, "id", row->report_id);
    add_text(c, "title", r->title);
    add_name(c, "genre", &genre_names, r->genre);
    add_name(c, "author", &author_names, r->author);
    add_text(c, "place", r->place.name);
    add_text(c, "place_code", r->place.code);
    add_text(c, "place_lineage", r->place.lineage);
    add_reference(c, "year", r->year);
    add_text(c, "period", r->period);
    add_text(c, "session", r->session);
    add_text(c, "delivered", r->delivered);
    add_text(c, "reporter", r->reporter);
    add_span(c, r->span);
}

void
cells_add_section(struct cells *c, const struct row *row)
{
    const struct section *s = row->section ? row->section : &no_section;

    add_text(c, "id", row->id);
    add_reference(c, "number", s->id);
    add_reference(c, "parent", s->parent);
    add_reference(c, "level", s->level);
    add_text(c, "label", s->label);
    add_text(c, "title", s->title);
    add_name(c, "kind", &section_kind_names, s->kind);
    add_integer(c, "run_in", s->is_run_in);
    add_span(c, s->span);
}

/* The names of the bits that are set, with commas. */
static struct str
inherited_text(uint32_t bits, struct arena *a)
{
    struct str text = STR("");

    for (unsigned i = 0; i < inherited_names.count; i++)
        if (bits & 1u << i)
            text =
                arena_format(a, "%.*s%s%s", STR_ARG(text), text.len ? "," : "",
                             name_of(&inherited_names, i));
    return text;
}

/* How much: what the quantity says. */
static void
add_quantity(struct cells *c, const struct figure *f)
{
    add_text(c, "text", f->text);
    add_decimal(c, "value", f->value, true);
    add_decimal(c, "upper", f->upper, f->has_upper);
    add_name(c, "bound", &bound_names, f->bound);
    add_text(c, "unit", f->unit);
    add_text(c, "per", f->per);
    add_text(c, "currency", f->currency);
    add_name(c, "kind", &kind_names, f->kind);
    add_decimal(c, "norm_value", f->norm.value, record_has(f->norm.unit));
    add_decimal(c, "norm_upper", f->norm.upper,
                record_has(f->norm.unit) && f->has_upper);
    add_text(c, "norm_unit", f->norm.unit);
}

/* Of what, when, and how surely. */
static void
add_binding(struct cells *c, const struct figure *f)
{
    add_text(c, "action", f->action);
    add_text(c, "object", f->object);
    add_text(c, "indicator", f->indicator);
    add_name(c, "measure", &measure_names, f->measure);
    add_name(c, "direction", &direction_names, f->direction);
    add_text(c, "base", f->base);
    add_name(c, "basis", &basis_names, f->basis);
    add_text(c, "period", f->period);
    add_name(c, "accrual", &accrual_names, f->accrual);
    add_name(c, "status", &figure_status_names, f->status);
    add_decimal(c, "confidence", (struct decimal){f->confidence, 3}, true);
    add_text(c, "inherited", inherited_text(f->inherited, c->arena));
    add_text(c, "rule", f->rule);
}

void
cells_add_figure(struct cells *c, const struct row *row)
{
    const struct figure *f = row->figure ? row->figure : &no_figure;

    add_text(c, "id", row->id);
    add_reference(c, "number", f->id);
    add_quantity(c, f);
    add_binding(c, f);
    add_reference(c, "part_of", f->of);
    add_reference(c, "section", f->section);
    add_span(c, f->span);
    add_integer(c, "sentence_begin", f->sentence.begin);
    add_integer(c, "sentence_end", f->sentence.end);
    add_text(c, "section_title", row->section_title);
}

void
cells_add_mention(struct cells *c, const struct row *row)
{
    const struct mention *m = row->mention ? row->mention : &no_mention;

    add_text(c, "id", row->id);
    add_name(c, "type", &mention_type_names, m->type);
    add_text(c, "text", m->text);
    add_text(c, "value", m->value);
    add_span(c, m->span);
}
