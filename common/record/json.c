#include "record/json.h"

#include "record/names.h"

json_t *
json_of_str(struct str s)
{
    return record_has(s) ? json_stringn(s.ptr, s.len) : json_null();
}

static json_t *
of_span(struct span span)
{
    return json_pack("[I, I]", (json_int_t)span.begin, (json_int_t)span.end);
}

static json_t *
of_decimal(struct decimal d, bool has_value)
{
    char text[DECIMAL_TEXT_BYTES];

    if (!has_value)
        return json_null();
    decimal_print(d, text);
    return json_string(text);
}

static json_t *
of_name(const struct name_table *table, unsigned value)
{
    const char *name = name_of(table, value);

    return name ? json_string(name) : json_null();
}

static json_t *
of_reference(uint32_t id)
{
    return id ? json_integer(id) : json_null();
}

static json_t *
of_confidence(uint16_t per_mille)
{
    return json_real(per_mille / 1000.0);
}

static json_t *
of_inherited(uint32_t bits)
{
    json_t *list = json_array();

    for (unsigned i = 0; i < inherited_names.count; i++)
        if (bits & 1u << i)
            json_array_append_new(list, of_name(&inherited_names, i));
    return list;
}

static json_t *
of_place(const struct place *place)
{
    if (!record_has(place->name))
        return json_null();
    return json_pack("{s:o, s:o, s:o}", "name", json_of_str(place->name),
                     "code", json_of_str(place->code), "lineage",
                     json_of_str(place->lineage));
}

static json_t *
of_norm(const struct norm *norm, bool has_upper)
{
    if (!record_has(norm->unit))
        return json_null();
    return json_pack("{s:o, s:o, s:o}", "value", of_decimal(norm->value, true),
                     "upper", of_decimal(norm->upper, has_upper), "unit",
                     json_of_str(norm->unit));
}

json_t *
json_of_report(const struct report *r)
{
    return json_pack(
        "{s:I, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "ordinal",
        (json_int_t)r->ordinal, "title", json_of_str(r->title), "span",
        of_span(r->span), "genre", of_name(&genre_names, r->genre), "author",
        of_name(&author_names, r->author), "place", of_place(&r->place), "year",
        r->year ? json_integer(r->year) : json_null(), "period",
        json_of_str(r->period), "session", json_of_str(r->session), "delivered",
        json_of_str(r->delivered), "reporter", json_of_str(r->reporter));
}

json_t *
json_of_section(const struct section *s)
{
    return json_pack("{s:I, s:I, s:i, s:o, s:o, s:o, s:b, s:o}", "id",
                     (json_int_t)s->id, "parent", (json_int_t)s->parent,
                     "level", (int)s->level, "label", json_of_str(s->label),
                     "title", json_of_str(s->title), "span", of_span(s->span),
                     "run_in", s->is_run_in, "kind",
                     of_name(&section_kind_names, s->kind));
}

/* The fields that say how much: what the quantity stage read. */
static json_t *
quantity_of_figure(const struct figure *f)
{
    return json_pack(
        "{s:I, s:I, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "id",
        (json_int_t)f->id, "section", (json_int_t)f->section, "text",
        json_of_str(f->text), "span", of_span(f->span), "sentence",
        of_span(f->sentence), "value", of_decimal(f->value, true), "upper",
        of_decimal(f->upper, f->has_upper), "bound",
        of_name(&bound_names, f->bound), "unit", json_of_str(f->unit), "kind",
        of_name(&kind_names, f->kind), "per", json_of_str(f->per), "currency",
        json_of_str(f->currency));
}

/* The fields that say of what, when and how surely: what binding read. */
static json_t *
binding_of_figure(const struct figure *f)
{
    return json_pack(
        "{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, "
        "s:o, s:o}",
        "norm", of_norm(&f->norm, f->has_upper), "measure",
        of_name(&measure_names, f->measure), "direction",
        of_name(&direction_names, f->direction), "action",
        json_of_str(f->action), "object", json_of_str(f->object), "indicator",
        json_of_str(f->indicator), "base", json_of_str(f->base), "basis",
        of_name(&basis_names, f->basis), "period", json_of_str(f->period),
        "accrual", of_name(&accrual_names, f->accrual), "of",
        of_reference(f->of), "status", of_name(&figure_status_names, f->status),
        "confidence", of_confidence(f->confidence), "inherited",
        of_inherited(f->inherited), "rule", json_of_str(f->rule));
}

json_t *
json_of_figure(const struct figure *figure)
{
    json_t *object = quantity_of_figure(figure);

    if (object && json_object_update_new(object, binding_of_figure(figure))) {
        json_decref(object);
        return NULL;
    }
    return object;
}

json_t *
json_of_mention(const struct mention *m)
{
    return json_pack("{s:o, s:o, s:o, s:o}", "type",
                     of_name(&mention_type_names, m->type), "text",
                     json_of_str(m->text), "value", json_of_str(m->value),
                     "span", of_span(m->span));
}

json_t *
json_of_repair(const struct repair *r)
{
    return json_pack("{s:o, s:o, s:o, s:o}", "span", of_span(r->span),
                     "original", json_of_str(r->original), "repaired",
                     json_of_str(r->repaired), "confidence",
                     of_confidence(r->confidence));
}

json_t *
json_of_whole_report(const struct report *report)
{
    json_t *sections = json_array(), *figures = json_array(),
           *mentions = json_array(), *repairs = json_array();
    int failed = 0;

    for (size_t i = 0; i < report->section_count; i++)
        failed |= json_array_append_new(sections,
                                        json_of_section(&report->sections[i]));
    for (size_t i = 0; i < report->figure_count; i++)
        failed |=
            json_array_append_new(figures, json_of_figure(&report->figures[i]));
    for (size_t i = 0; i < report->mention_count; i++)
        failed |= json_array_append_new(mentions,
                                        json_of_mention(&report->mentions[i]));
    for (size_t i = 0; i < report->repair_count; i++)
        failed |=
            json_array_append_new(repairs, json_of_repair(&report->repairs[i]));
    if (failed) {
        json_decref(sections);
        json_decref(figures);
        json_decref(mentions);
        json_decref(repairs);
        return NULL;
    }
    return json_pack("{s:o, s:o, s:o, s:o, s:o}", "report",
                     json_of_report(report), "sections", sections, "figures",
                     figures, "mentions", mentions, "repairs", repairs);
}
