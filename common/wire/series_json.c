#include "wire/series_json.h"

#include "wire/row_json.h"

/* Element `index` of a list as JSON. */
typedef json_t *element(const void *list, size_t index);

static json_t *
of_list(const void *list, size_t count, element *of)
{
    json_t *array = json_array();

    for (size_t i = 0; i < count; i++) {
        if (json_array_append_new(array, of(list, i)) == 0)
            continue;
        json_decref(array);
        return NULL;
    }
    return array;
}

static json_t *
of_decimal(struct decimal d)
{
    char text[DECIMAL_TEXT_BYTES];

    decimal_print(d, text);
    return json_string(text);
}

static json_t *
of_name(const struct name_table *names, unsigned value)
{
    return json_string(name_of(names, value));
}

static json_t *
of_string(const void *list, size_t i)
{
    return json_of_str(((const struct str *)list)[i]);
}

static json_t *
of_row(const void *list, size_t i)
{
    return json_of_row(&((const struct row *)list)[i]);
}

static json_t *
of_place(const struct place *p)
{
    if (!p)
        return json_null();
    return json_pack("{s:o, s:o, s:o}", "name", json_of_str(p->name), "code",
                     json_of_str(p->code), "lineage", json_of_str(p->lineage));
}

static json_t *
of_point(const void *list, size_t i)
{
    const struct series_point *p = &((const struct series_point *)list)[i];

    return json_pack(
        "{s:o, s:o, s:o, s:o}", "value", of_decimal(p->value), "upper",
        p->row.figure->has_upper ? of_decimal(p->upper) : json_null(), "row",
        json_of_row(&p->row), "repeats",
        of_list(p->repeats, p->repeat_count, of_string));
}

static json_t *
of_break(const void *list, size_t i)
{
    const struct series_break *b = &((const struct series_break *)list)[i];

    return json_pack("{s:o, s:o, s:o}", "kind",
                     of_name(&break_kind_names, b->kind), "year",
                     b->year ? json_integer(b->year) : json_null(), "note",
                     json_of_str(b->note));
}

static json_t *
of_step(const void *list, size_t i)
{
    const struct series_step *s = &((const struct series_step *)list)[i];

    return json_pack("{s:o, s:o, s:o, s:o}", "period", json_of_str(s->period),
                     "place", of_place(s->place), "points",
                     of_list(s->points, s->point_count, of_point), "breaks",
                     of_list(s->breaks, s->break_count, of_break));
}

json_t *
json_of_series_line(const struct series_line *l)
{
    return json_pack(
        "{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:I, s:o, s:o}",
        "indicator", json_of_str(l->indicator), "object",
        json_of_str(l->object), "place", of_place(l->place), "measure",
        of_name(&measure_names, l->measure), "kind",
        of_name(&kind_names, l->kind), "unit", json_of_str(l->unit), "currency",
        json_of_str(l->currency), "per", json_of_str(l->per), "accrual",
        of_name(&accrual_names, l->accrual), "months", (json_int_t)l->months,
        "steps", of_list(l->steps, l->step_count, of_step), "notes",
        of_list(l->notes, l->note_count, of_break));
}

static json_t *
of_line(const void *list, size_t i)
{
    return json_of_series_line(&((const struct series_line *)list)[i]);
}

json_t *
json_of_series_page(const struct series_page *p)
{
    return json_pack("{s:o, s:I, s:b, s:I}", "lines",
                     of_list(p->lines, p->line_count, of_line), "as_of",
                     (json_int_t)p->as_of, "cut", (int)p->is_cut, "took_us",
                     (json_int_t)p->took_us);
}

json_t *
json_of_promise(const struct promise *p)
{
    return json_pack(
        "{s:o, s:o, s:o, s:o}", "promise", json_of_row(&p->promise), "outcome",
        p->has_outcome ? json_of_row(&p->outcome) : json_null(), "result",
        of_name(&promise_result_names, p->result), "statements",
        of_list(p->statements, p->statement_count, of_row));
}

static json_t *
of_promise(const void *list, size_t i)
{
    return json_of_promise(&((const struct promise *)list)[i]);
}

json_t *
json_of_promise_page(const struct promise_page *p)
{
    return json_pack("{s:o, s:I, s:o, s:b, s:I}", "promises",
                     of_list(p->promises, p->count, of_promise), "as_of",
                     (json_int_t)p->as_of, "next_cursor",
                     json_of_str(p->next_cursor), "cut", (int)p->is_cut,
                     "took_us", (json_int_t)p->took_us);
}
