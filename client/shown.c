#include "client/shown.h"

#include "client/handle.h"
#include "record/names.h"
#include "wire/row_json.h"

const char *
shown_decimal(struct arena *a, struct decimal d)
{
    char text[DECIMAL_TEXT_BYTES];
    size_t len = decimal_print(d, text);

    return arena_copy(a, (struct str){text, len}).ptr;
}

static void
show_span(struct baogao_row *out, struct span span)
{
    out->begin = span.begin;
    out->end = span.end;
}

static void
show_report(const struct report *r, struct arena *a, struct baogao_row *out)
{
    show_span(out, r->span);
    out->title = c_string(a, r->title);
    out->genre = name_of(&genre_names, r->genre);
    out->place = c_string(a, r->place.name);
    out->place_code = c_string(a, r->place.code);
    out->year = r->year;
}

static void
show_section(const struct section *s, struct arena *a, struct baogao_row *out)
{
    show_span(out, s->span);
    out->section = c_string(a, s->title);
    out->section_kind = name_of(&section_kind_names, s->kind);
}

static void
show_figure(const struct figure *f, struct arena *a, struct baogao_row *out)
{
    show_span(out, f->span);
    out->text = c_string(a, f->text);
    out->value = shown_decimal(a, f->value);
    out->upper = f->has_upper ? shown_decimal(a, f->upper) : NULL;
    out->bound = name_of(&bound_names, f->bound);
    out->unit = c_string(a, f->unit);
    out->kind = name_of(&kind_names, f->kind);
    out->measure = name_of(&measure_names, f->measure);
    out->direction = name_of(&direction_names, f->direction);
    out->action = c_string(a, f->action);
    out->object = c_string(a, f->object);
    out->base = c_string(a, f->base);
    out->period = c_string(a, f->period);
    out->status = name_of(&figure_status_names, f->status);
}

static void
show_mention(const struct mention *m, struct arena *a, struct baogao_row *out)
{
    show_span(out, m->span);
    out->mention_type = name_of(&mention_type_names, m->type);
    out->text = c_string(a, m->text);
    out->value = c_string(a, m->value);
}

const struct baogao_row *
shown_row(const struct row *row, struct arena *a)
{
    struct baogao_row *out = ARENA_NEW(a, struct baogao_row);

    if (!out)
        return NULL;
    out->id = c_string(a, row->id);
    out->report_id = c_string(a, row->report_id);
    out->document_id = c_string(a, row->document_id);
    out->document_name = c_string(a, row->document_name);
    out->source_uri = c_string(a, row->source_uri);
    out->section = c_string(a, row->section_title);
    out->work = c_string(a, row->work);
    if (row->report)
        show_report(row->report, a, out);
    if (row->section)
        show_section(row->section, a, out);
    if (row->figure)
        show_figure(row->figure, a, out);
    if (row->mention)
        show_mention(row->mention, a, out);
    return a->exhausted ? NULL : out;
}

char *
shown_json(json_t *value)
{
    char *text = value ? json_dumps(value, JSON_ON_ONE_LINE) : NULL;

    json_decref(value);
    return text;
}
