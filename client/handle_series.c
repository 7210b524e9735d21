/* The part of baogao.h that puts side by side what reports state. */
#include <stdlib.h>

#include "client/fields.h"
#include "client/handle.h"
#include "client/shown.h"
#include "record/names.h"
#include "wire/series_json.h"

struct baogao_series {
    struct arena fetched; /* the answer, and what was asked */
    struct series_page page;
    size_t line, step, point; /* of what comes next */
    size_t line_shown;
    bool has_shown;
    struct arena made; /* what was handed out last */
    char *json;        /* NULL: not asked for */
};

static enum status
fetch(struct baogao_series *s, struct baogao *b,
      const struct baogao_field *fields, struct error *err)
{
    struct message request = {.kind = MESSAGE_SERIES}, answer;
    struct exchange *exchange = NULL;
    enum status st =
        fields_read_series(fields, &s->fetched, &request.series, err);

    if (st == STATUS_OK)
        st = handle_query(b, &exchange, err);
    if (st == STATUS_OK)
        st = exchange_ask(exchange, &request, MESSAGE_SERIES_PAGE, &s->fetched,
                          &answer, err);
    if (st == STATUS_OK)
        s->page = answer.series_page;
    return st;
}

enum baogao_code
baogao_series(struct baogao *b, const struct baogao_field *fields,
              struct baogao_series **out, struct baogao_error *err)
{
    struct baogao_series *s = calloc(1, sizeof *s);
    struct error cause;
    enum status st;

    if (!s)
        return handle_out_of_memory(err);
    st = fetch(s, b, fields, &cause);
    if (st == STATUS_OK)
        *out = s;
    else
        baogao_series_close(&s);
    return code_of(st, &cause, err);
}

/* ---- points ------------------------------------------------------------ */

static void
show_line(const struct series_line *line, struct arena *a,
          struct baogao_point *out)
{
    out->indicator = c_string(a, line->indicator);
    out->object = c_string(a, line->object);
    out->measure = name_of(&measure_names, line->measure);
    out->kind = name_of(&kind_names, line->kind);
    out->unit = c_string(a, line->unit);
    out->currency = c_string(a, line->currency);
    out->per = c_string(a, line->per);
    out->accrual = name_of(&accrual_names, line->accrual);
}

static void
show_step(const struct series_line *line, const struct series_step *step,
          struct arena *a, struct baogao_point *out)
{
    const struct place *place = step->place ? step->place : line->place;

    if (place) {
        out->place = c_string(a, place->name);
        out->place_code = c_string(a, place->code);
    }
    out->period = c_string(a, step->period);
    if (step->break_count > 0) {
        out->break_kind = name_of(&break_kind_names, step->breaks[0].kind);
        out->break_note = c_string(a, step->breaks[0].note);
    }
}

static void
show_point(const struct series_point *point, struct arena *a,
           struct baogao_point *out)
{
    out->value = shown_decimal(a, point->value);
    if (point->row.figure && point->row.figure->has_upper)
        out->upper = shown_decimal(a, point->upper);
    out->row = shown_row(&point->row, a);
}

/* To the step that comes next; false: there is none. */
static bool
find_step(struct baogao_series *s)
{
    while (s->line < s->page.line_count) {
        if (s->step < s->page.lines[s->line].step_count)
            return true;
        s->line++;
        s->step = 0;
    }
    return false;
}

/* A step without points is handed out once, as a gap. */
static void
move_on(struct baogao_series *s, const struct series_step *step)
{
    s->line_shown = s->line;
    s->has_shown = true;
    if (++s->point < step->point_count)
        return;
    s->point = 0;
    s->step++;
}

static enum status
next_point(struct baogao_series *s, const struct baogao_point **out,
           struct error *err)
{
    struct baogao_point *shown = ARENA_NEW(&s->made, struct baogao_point);
    const struct series_line *line;
    const struct series_step *step;

    if (!find_step(s))
        return STATUS_NOT_FOUND;
    line = &s->page.lines[s->line];
    step = &line->steps[s->step];
    if (shown) {
        shown->line = s->line;
        show_line(line, &s->made, shown);
        show_step(line, step, &s->made, shown);
        if (s->point < step->point_count)
            show_point(&step->points[s->point], &s->made, shown);
    }
    if (s->made.exhausted)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    move_on(s, step);
    *out = shown;
    return STATUS_OK;
}

enum baogao_code
baogao_series_next(struct baogao_series *s, const struct baogao_point **out,
                   struct baogao_error *err)
{
    struct error cause = {"there are no more points"};

    arena_release(&s->made);
    free(s->json);
    s->json = NULL;
    return code_of(next_point(s, out, &cause), &cause, err);
}

int
baogao_series_is_cut(const struct baogao_series *s)
{
    return s->page.is_cut;
}

enum baogao_code
baogao_series_json(struct baogao_series *s, const char **out,
                   struct baogao_error *err)
{
    struct error cause;

    if (!s->has_shown)
        return code_of(
            error_set(&cause, STATUS_NOT_FOUND, "no point was handed out"),
            &cause, err);
    if (!s->json)
        s->json =
            shown_json(json_of_series_line(&s->page.lines[s->line_shown]));
    if (!s->json)
        return handle_out_of_memory(err);
    *out = s->json;
    return BAOGAO_OK;
}

void
baogao_series_close(struct baogao_series **s)
{
    if (!*s)
        return;
    arena_release(&(*s)->fetched);
    arena_release(&(*s)->made);
    free((*s)->json);
    free(*s);
    *s = NULL;
}
