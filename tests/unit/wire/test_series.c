/* series - series and promises through messages and by the names of fields. */
#include "wire/message.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct message
through(const struct message *m, struct arena *a)
{
    struct message back = {0};
    struct str frame;
    struct error err;

    assert_int_equal(message_pack(m, a, &frame, &err), STATUS_OK);
    assert_int_equal(message_unpack(frame, a, &back, &err), STATUS_OK);
    assert_int_equal(back.kind, m->kind);
    assert_int_equal(back.request_id, m->request_id);
    return back;
}

/* ---- what is asked ----------------------------------------------------- */

static void
set_series(struct series *asked, const char *name, const char *value)
{
    struct error err;

    if (series_set(asked, str_from(name), str_from(value), &err) != STATUS_OK)
        fail_msg("%s=%s: %s", name, value, err.text);
}

static void
set_promises(struct promises *asked, const char *name, const char *value)
{
    struct error err;

    if (promises_set(asked, str_from(name), str_from(value), &err) != STATUS_OK)
        fail_msg("%s=%s: %s", name, value, err.text);
}

static void
test_every_field_of_a_series_goes_through(void **state)
{
    struct message m = {.kind = MESSAGE_SERIES, .request_id = 7};
    struct arena a = {0};
    struct series got;

    (void)state;
    set_series(&m.series, "indicator", "gdp");
    set_series(&m.series, "object", "粮食");
    set_series(&m.series, "place", "襄阳市");
    set_series(&m.series, "over", "places");
    set_series(&m.series, "from", "2001");
    set_series(&m.series, "to", "2002");
    set_series(&m.series, "period", "2003");
    set_series(&m.series, "measure", "rank");
    set_series(&m.series, "kind", "area");
    set_series(&m.series, "per", "亩");
    set_series(&m.series, "accrual", "average");
    set_series(&m.series, "status", "plan");
    set_series(&m.series, "genre", "court");
    got = through(&m, &a).series;
    assert_true(str_equal(got.indicator, STR("gdp")));
    assert_true(str_equal(got.object, STR("粮食")));
    assert_true(str_equal(got.place, STR("襄阳市")));
    assert_true(got.over.is_made && got.over.value == OVER_PLACES);
    assert_int_equal(got.from, 2001);
    assert_int_equal(got.to, 2002);
    assert_true(str_equal(got.period, STR("2003")));
    assert_true(got.measure.is_made && got.measure.value == MEASURE_RANK);
    assert_true(got.kind.is_made && got.kind.value == KIND_AREA);
    assert_true(str_equal(got.per, STR("亩")));
    assert_true(got.accrual.is_made && got.accrual.value == ACCRUAL_AVERAGE);
    assert_true(got.status.is_made && got.status.value == FIGURE_PLAN);
    assert_true(got.genre.is_made && got.genre.value == GENRE_COURT);
    m.series = (struct series){0};
    got = through(&m, &a).series;
    assert_false(got.over.is_made || got.measure.is_made || got.kind.is_made);
    assert_false(record_has(got.indicator) || record_has(got.per));
    arena_release(&a);
}

static void
test_every_field_of_promises_goes_through(void **state)
{
    struct message m = {.kind = MESSAGE_PROMISES, .request_id = 8};
    struct arena a = {0};
    struct promises got;

    (void)state;
    set_promises(&m.promises, "place", "襄阳市");
    set_promises(&m.promises, "genre", "party");
    set_promises(&m.promises, "year", "2010");
    set_promises(&m.promises, "indicator", "cpi");
    set_promises(&m.promises, "object", "物价");
    set_promises(&m.promises, "result", "missed");
    set_promises(&m.promises, "limit", "1000");
    set_promises(&m.promises, "cursor", "1-2-3");
    got = through(&m, &a).promises;
    assert_true(str_equal(got.place, STR("襄阳市")));
    assert_true(got.genre.is_made && got.genre.value == GENRE_PARTY);
    assert_int_equal(got.year, 2010);
    assert_true(str_equal(got.indicator, STR("cpi")));
    assert_true(str_equal(got.object, STR("物价")));
    assert_true(got.result.is_made && got.result.value == RESULT_MISSED);
    assert_int_equal(got.limit, 1000);
    assert_true(str_equal(got.cursor, STR("1-2-3")));
    arena_release(&a);
}

static void
test_bad_values_are_refused_and_change_nothing(void **state)
{
    static const char *const bad[][2] = {
        {"measure", "size"}, {"over", ""},       {"from", "0"},
        {"to", "10000"},     {"genre", "novel"}, {"from", "x"},
    };
    struct series asked = {0}, untouched = {0};
    struct error err;

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(
            series_set(&asked, str_from(bad[i][0]), str_from(bad[i][1]), &err),
            STATUS_INVALID);
        assert_non_null(strstr(err.text, bad[i][0]));
    }
    assert_int_equal(series_set(&asked, STR("limit"), STR("1"), &err),
                     STATUS_NOT_FOUND);
    assert_memory_equal(&asked, &untouched, sizeof asked);
}

static void
test_what_is_not_known_is_no_choice(void **state)
{
    struct message m = {.kind = MESSAGE_SERIES}, back;
    struct arena a = {0};
    struct str frame;
    struct error err;

    (void)state;
    m.series.measure = (struct choice){true, 99};
    assert_int_equal(message_pack(&m, &a, &frame, &err), STATUS_OK);
    assert_int_equal(message_unpack(frame, &a, &back, &err), STATUS_INVALID);
    assert_non_null(strstr(err.text, "measure"));
    arena_release(&a);
}

/* ---- what is answered -------------------------------------------------- */

static const struct report report = {.span = {0, 100}, .year = 2012};
static const struct figure figure = {.id = 1,
                                     .span = {20, 29},
                                     .value = {3, 0},
                                     .upper = {4, 0},
                                     .has_upper = true,
                                     .unit = STR_INIT("亩")};

static struct row
row_called(const char *id)
{
    return (struct row){.id = str_from(id),
                        .report_id = STR_INIT("00.r0-100"),
                        .document_id = STR_INIT("00"),
                        .report = &report,
                        .figure = &figure};
}

static void
test_a_series_goes_through_a_message(void **state)
{
    struct place place = {.name = STR("襄阳市"), .lineage = STR("420600")};
    struct str repeats[] = {STR_INIT("00.f1-2"), STR_INIT("00.f3-4")};
    struct series_point point = {.row = row_called("00.f20-29"),
                                 .value = {2000, 0},
                                 .upper = {26666, 1},
                                 .repeats = repeats,
                                 .repeat_count = 2};
    struct series_break one = {BREAK_BOUNDARY, 2011, STR("with 庐江县")};
    struct series_step steps[] = {
        {.period = STR("2011"), .points = &point, .point_count = 1},
        {.period = STR("2012"), .breaks = &one, .break_count = 1},
    };
    struct series_line line = {.indicator = STR("arable_land"),
                               .place = &place,
                               .measure = MEASURE_CHANGE,
                               .kind = KIND_AREA,
                               .unit = STR("m2"),
                               .accrual = ACCRUAL_POINT,
                               .months = 12,
                               .steps = steps,
                               .step_count = 2};
    struct message m = {
        .kind = MESSAGE_SERIES_PAGE,
        .request_id = 9,
        .series_page = {&line, 1, 1234, true, 5678},
    };
    struct arena a = {0};
    struct series_page got = through(&m, &a).series_page;
    const struct series_line *l = got.lines;

    (void)state;
    assert_int_equal(got.line_count, 1);
    assert_int_equal(got.as_of, 1234);
    assert_true(got.is_cut);
    assert_int_equal(got.took_us, 5678);
    assert_true(str_equal(l->indicator, STR("arable_land")));
    assert_false(record_has(l->object) || record_has(l->currency));
    assert_true(str_equal(l->place->lineage, STR("420600")));
    assert_int_equal(l->measure, MEASURE_CHANGE);
    assert_int_equal(l->kind, KIND_AREA);
    assert_int_equal(l->accrual, ACCRUAL_POINT);
    assert_int_equal(l->months, 12);
    assert_int_equal(l->step_count, 2);
    assert_true(str_equal(l->steps[0].points[0].row.id, STR("00.f20-29")));
    assert_int_equal(l->steps[0].points[0].value.digits, 2000);
    assert_int_equal(l->steps[0].points[0].upper.digits, 26666);
    assert_true(str_equal(l->steps[0].points[0].repeats[1], repeats[1]));
    assert_int_equal(l->steps[1].point_count, 0);
    assert_int_equal(l->steps[1].breaks[0].kind, BREAK_BOUNDARY);
    assert_int_equal(l->steps[1].breaks[0].year, 2011);
    arena_release(&a);
}

static void
test_promises_go_through_a_message(void **state)
{
    struct row statement = row_called("00.f5-6");
    struct promise promises[] = {
        {.promise = row_called("00.f1-2"),
         .has_outcome = true,
         .outcome = row_called("00.f3-4"),
         .result = RESULT_EXCEEDED,
         .statements = &statement,
         .statement_count = 1},
        {.promise = row_called("00.f7-8")},
    };
    struct message m = {.kind = MESSAGE_PROMISE_PAGE, .request_id = 10};
    struct arena a = {0};
    struct promise_page got;

    (void)state;
    m.promise_page = (struct promise_page){.promises = promises,
                                           .count = 2,
                                           .as_of = 5,
                                           .next_cursor = STR("1-7-8")};
    got = through(&m, &a).promise_page;
    assert_int_equal(got.count, 2);
    assert_int_equal(got.promises[0].result, RESULT_EXCEEDED);
    assert_true(str_equal(got.promises[0].outcome.id, STR("00.f3-4")));
    assert_true(str_equal(got.promises[0].statements[0].id, STR("00.f5-6")));
    assert_false(got.promises[1].has_outcome);
    assert_int_equal(got.promises[1].result, RESULT_UNKNOWN);
    assert_true(str_equal(got.next_cursor, STR("1-7-8")));
    arena_release(&a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_field_of_a_series_goes_through),
        cmocka_unit_test(test_every_field_of_promises_goes_through),
        cmocka_unit_test(test_bad_values_are_refused_and_change_nothing),
        cmocka_unit_test(test_what_is_not_known_is_no_choice),
        cmocka_unit_test(test_a_series_goes_through_a_message),
        cmocka_unit_test(test_promises_go_through_a_message),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
