#include "wire/series_pb.h"

#include "record/pb.h"
#include "wire/rows_pb.h"

/* ---- to the generated structs ------------------------------------------ */

Baogao__V1__Series *
pb_from_series(const struct series *m, uint64_t request_id, struct arena *a)
{
    Baogao__V1__Series *pb = ARENA_NEW(a, Baogao__V1__Series);

    if (!pb)
        return NULL;
    baogao__v1__series__init(pb);
    pb->has_request_id = 1;
    pb->request_id = request_id;
    pb->indicator = pb_string(m->indicator, a);
    pb->object = pb_string(m->object, a);
    pb->place = pb_string(m->place, a);
    pb->has_over = m->over.is_made;
    pb->over = (Baogao__V1__SeriesOver)m->over.value;
    pb->has_from = m->from != 0;
    pb->from = m->from;
    pb->has_to = m->to != 0;
    pb->to = m->to;
    pb->period = pb_string(m->period, a);
    pb->has_measure = m->measure.is_made;
    pb->measure = (Baogao__V1__Measure)m->measure.value;
    pb->has_kind = m->kind.is_made;
    pb->kind = (Baogao__V1__Kind)m->kind.value;
    pb->per = pb_string(m->per, a);
    pb->has_accrual = m->accrual.is_made;
    pb->accrual = (Baogao__V1__Accrual)m->accrual.value;
    pb->has_status = m->status.is_made;
    pb->status = (Baogao__V1__FigureStatus)m->status.value;
    pb->has_genre = m->genre.is_made;
    pb->genre = (Baogao__V1__Genre)m->genre.value;
    return pb;
}

static char *
from_decimal(struct decimal d, struct arena *a)
{
    char text[DECIMAL_TEXT_BYTES];
    size_t len = decimal_print(d, text);

    return pb_string((struct str){text, len}, a);
}

static Baogao__V1__SeriesPoint *
from_point(const struct series_point *m, struct arena *a)
{
    Baogao__V1__SeriesPoint *pb = ARENA_NEW(a, Baogao__V1__SeriesPoint);

    if (!pb)
        return NULL;
    baogao__v1__series_point__init(pb);
    pb->row = pb_from_row(&m->row, a);
    pb->value = from_decimal(m->value, a);
    if (m->row.figure->has_upper)
        pb->upper = from_decimal(m->upper, a);
    pb->repeats = ARENA_ARRAY(a, char *, m->repeat_count);
    for (size_t i = 0; pb->repeats && i < m->repeat_count; i++)
        pb->repeats[pb->n_repeats++] = pb_string(m->repeats[i], a);
    return pb;
}

/* *count says how many there are, 0 when exhausted. */
static Baogao__V1__SeriesBreak **
from_breaks(const struct series_break *m, size_t count, struct arena *a,
            size_t *out_count)
{
    Baogao__V1__SeriesBreak **list =
        ARENA_ARRAY(a, Baogao__V1__SeriesBreak *, count);

    *out_count = 0;
    for (size_t i = 0; list && i < count; i++) {
        Baogao__V1__SeriesBreak *pb = ARENA_NEW(a, Baogao__V1__SeriesBreak);
        if (!pb)
            break;
        baogao__v1__series_break__init(pb);
        pb->has_kind = 1;
        pb->kind = (Baogao__V1__BreakKind)m[i].kind;
        pb->has_year = m[i].year != 0;
        pb->year = m[i].year;
        pb->note = pb_string(m[i].note, a);
        list[(*out_count)++] = pb;
    }
    return list;
}

static Baogao__V1__Place *
from_place(const struct place *m, struct arena *a)
{
    Baogao__V1__Place *pb = ARENA_NEW(a, Baogao__V1__Place);

    if (!pb)
        return NULL;
    baogao__v1__place__init(pb);
    pb->name = pb_string(m->name, a);
    pb->code = pb_string(m->code, a);
    pb->lineage = pb_string(m->lineage, a);
    return pb;
}

static Baogao__V1__SeriesStep *
from_step(const struct series_step *m, struct arena *a)
{
    Baogao__V1__SeriesStep *pb = ARENA_NEW(a, Baogao__V1__SeriesStep);

    if (!pb)
        return NULL;
    baogao__v1__series_step__init(pb);
    pb->period = pb_string(m->period, a);
    pb->place = m->place ? from_place(m->place, a) : NULL;
    pb->points = ARENA_ARRAY(a, Baogao__V1__SeriesPoint *, m->point_count);
    for (size_t i = 0; pb->points && i < m->point_count; i++)
        pb->points[pb->n_points++] = from_point(&m->points[i], a);
    pb->breaks = from_breaks(m->breaks, m->break_count, a, &pb->n_breaks);
    return pb;
}

static Baogao__V1__SeriesLine *
from_line(const struct series_line *m, struct arena *a)
{
    Baogao__V1__SeriesLine *pb = ARENA_NEW(a, Baogao__V1__SeriesLine);

    if (!pb)
        return NULL;
    baogao__v1__series_line__init(pb);
    pb->indicator = pb_string(m->indicator, a);
    pb->object = pb_string(m->object, a);
    pb->place = m->place ? from_place(m->place, a) : NULL;
    pb->has_measure = pb->has_kind = pb->has_accrual = pb->has_months = 1;
    pb->measure = (Baogao__V1__Measure)m->measure;
    pb->kind = (Baogao__V1__Kind)m->kind;
    pb->unit = pb_string(m->unit, a);
    pb->currency = pb_string(m->currency, a);
    pb->per = pb_string(m->per, a);
    pb->accrual = (Baogao__V1__Accrual)m->accrual;
    pb->months = m->months;
    pb->steps = ARENA_ARRAY(a, Baogao__V1__SeriesStep *, m->step_count);
    for (size_t i = 0; pb->steps && i < m->step_count; i++)
        pb->steps[pb->n_steps++] = from_step(&m->steps[i], a);
    pb->notes = from_breaks(m->notes, m->note_count, a, &pb->n_notes);
    return pb;
}

Baogao__V1__SeriesPage *
pb_from_series_page(const struct series_page *m, uint64_t request_id,
                    struct arena *a)
{
    Baogao__V1__SeriesPage *pb = ARENA_NEW(a, Baogao__V1__SeriesPage);

    if (!pb)
        return NULL;
    baogao__v1__series_page__init(pb);
    pb->has_request_id = pb->has_as_of = 1;
    pb->request_id = request_id;
    pb->as_of = m->as_of;
    pb->has_cut = pb->cut = m->is_cut;
    pb->has_took_us = 1;
    pb->took_us = m->took_us;
    pb->lines = ARENA_ARRAY(a, Baogao__V1__SeriesLine *, m->line_count);
    for (size_t i = 0; pb->lines && i < m->line_count; i++)
        pb->lines[pb->n_lines++] = from_line(&m->lines[i], a);
    return pb;
}

/* ---- from them --------------------------------------------------------- */

enum status
pb_to_series(const Baogao__V1__Series *pb, struct arena *a, struct message *out,
             struct error *err)
{
    struct series *m = &out->series;
    enum status st;

    out->request_id = pb->request_id;
    *m = (struct series){
        .indicator = pb_to_str(pb->indicator, a),
        .object = pb_to_str(pb->object, a),
        .place = pb_to_str(pb->place, a),
        .from = pb->from,
        .to = pb->to,
        .period = pb_to_str(pb->period, a),
        .per = pb_to_str(pb->per, a),
    };
    st = choice_read("over", pb->has_over, (int)pb->over, &series_over_names,
                     &m->over, err);
    if (st == STATUS_OK)
        st = choice_read("measure", pb->has_measure, (int)pb->measure,
                         &measure_names, &m->measure, err);
    if (st == STATUS_OK)
        st = choice_read("kind", pb->has_kind, (int)pb->kind, &kind_names,
                         &m->kind, err);
    if (st == STATUS_OK)
        st = choice_read("accrual", pb->has_accrual, (int)pb->accrual,
                         &accrual_names, &m->accrual, err);
    if (st == STATUS_OK)
        st = choice_read("status", pb->has_status, (int)pb->status,
                         &figure_status_names, &m->status, err);
    if (st == STATUS_OK)
        st = choice_read("genre", pb->has_genre, (int)pb->genre, &genre_names,
                         &m->genre, err);
    return st;
}

static enum status
out_of_memory(struct error *err)
{
    return error_set(err, STATUS_UNAVAILABLE, "out of memory");
}

/* An enumerator that is new to us reads as the first one. */
static unsigned
known(unsigned value, const struct name_table *names)
{
    return value < names->count ? value : 0;
}

static enum status
to_decimal(const char *field, struct decimal *out, struct error *err)
{
    if (!decimal_parse(str_from(field), out))
        return error_set(err, STATUS_INVALID, "value: not a number");
    return STATUS_OK;
}

static enum status
to_point(const Baogao__V1__SeriesPoint *pb, struct arena *a,
         struct series_point *out, struct error *err)
{
    enum status st = pb_to_row(pb->row, a, &out->row, err);

    if (st == STATUS_OK && !out->row.figure)
        st = error_set(err, STATUS_INVALID, "a point without its figure");
    if (st == STATUS_OK)
        st = to_decimal(pb->value, &out->value, err);
    if (st == STATUS_OK && pb->upper)
        st = to_decimal(pb->upper, &out->upper, err);
    out->repeats = ARENA_ARRAY(a, struct str, pb->n_repeats);
    if (st == STATUS_OK && !out->repeats)
        return out_of_memory(err);
    for (size_t i = 0; st == STATUS_OK && i < pb->n_repeats; i++)
        out->repeats[out->repeat_count++] = pb_to_str(pb->repeats[i], a);
    return st;
}

static enum status
to_breaks(Baogao__V1__SeriesBreak *const *pb, size_t count, struct arena *a,
          struct series_break **out, size_t *out_count, struct error *err)
{
    *out = ARENA_ARRAY(a, struct series_break, count);
    if (!*out)
        return out_of_memory(err);
    for (size_t i = 0; i < count; i++)
        (*out)[(*out_count)++] = (struct series_break){
            .kind = (enum break_kind)known(pb[i]->kind, &break_kind_names),
            .year = pb[i]->year,
            .note = pb_to_str(pb[i]->note, a),
        };
    return STATUS_OK;
}

static const struct place *
to_place(const Baogao__V1__Place *pb, struct arena *a)
{
    struct place *m = pb ? ARENA_NEW(a, struct place) : NULL;

    if (m)
        *m = (struct place){.name = pb_to_str(pb->name, a),
                            .code = pb_to_str(pb->code, a),
                            .lineage = pb_to_str(pb->lineage, a)};
    return m;
}

static enum status
to_step(const Baogao__V1__SeriesStep *pb, struct arena *a,
        struct series_step *out, struct error *err)
{
    enum status st = to_breaks(pb->breaks, pb->n_breaks, a, &out->breaks,
                               &out->break_count, err);

    out->period = pb_to_str(pb->period, a);
    out->place = to_place(pb->place, a);
    out->points = ARENA_ARRAY(a, struct series_point, pb->n_points);
    if (st == STATUS_OK && !out->points)
        return out_of_memory(err);
    for (size_t i = 0; st == STATUS_OK && i < pb->n_points; i++)
        st = to_point(pb->points[i], a, &out->points[out->point_count++], err);
    return st;
}

static enum status
to_line(const Baogao__V1__SeriesLine *pb, struct arena *a,
        struct series_line *out, struct error *err)
{
    enum status st = to_breaks(pb->notes, pb->n_notes, a, &out->notes,
                               &out->note_count, err);

    out->indicator = pb_to_str(pb->indicator, a);
    out->object = pb_to_str(pb->object, a);
    out->place = to_place(pb->place, a);
    out->measure = (enum measure)known(pb->measure, &measure_names);
    out->kind = (enum kind)known(pb->kind, &kind_names);
    out->unit = pb_to_str(pb->unit, a);
    out->currency = pb_to_str(pb->currency, a);
    out->per = pb_to_str(pb->per, a);
    out->accrual = (enum accrual)known(pb->accrual, &accrual_names);
    out->months = pb->months;
    out->steps = ARENA_ARRAY(a, struct series_step, pb->n_steps);
    if (st == STATUS_OK && !out->steps)
        return out_of_memory(err);
    for (size_t i = 0; st == STATUS_OK && i < pb->n_steps; i++)
        st = to_step(pb->steps[i], a, &out->steps[out->step_count++], err);
    return st;
}

enum status
pb_to_series_page(const Baogao__V1__SeriesPage *pb, struct arena *a,
                  struct message *out, struct error *err)
{
    struct series_page *m = &out->series_page;
    enum status st = STATUS_OK;

    out->request_id = pb->request_id;
    m->as_of = pb->as_of;
    m->is_cut = pb->has_cut && pb->cut;
    m->took_us = pb->took_us;
    m->lines = ARENA_ARRAY(a, struct series_line, pb->n_lines);
    if (!m->lines)
        return out_of_memory(err);
    for (size_t i = 0; st == STATUS_OK && i < pb->n_lines; i++)
        st = to_line(pb->lines[i], a, &m->lines[m->line_count++], err);
    return st;
}
