/* judge - what became of a promise, as a table. */
#include "publisher/promises/judge.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "publisher/promises/fulfil.h"

/* One line of the table; a value with a slash is a range. */
struct case_row {
    const char *indicator; /* NULL: none */
    enum measure measure;
    enum kind kind;
    enum direction promised_to_go;
    enum bound bound;
    const char *promised;
    enum direction went;
    const char *came;
    enum promise_result result;
};

static void
set_value(struct figure *f, const char *text)
{
    struct str upper = str_from(text);
    struct str value = str_cut(&upper, STR("/"));

    assert_true(decimal_parse(value, &f->value));
    f->has_upper = upper.len > 0;
    if (f->has_upper)
        assert_true(decimal_parse(upper, &f->upper));
}

static struct figure
figure_of(const struct case_row *row, enum direction direction,
          const char *value)
{
    struct figure f = {.measure = row->measure,
                       .kind = row->kind,
                       .direction = direction,
                       .unit =
                           row->kind == KIND_PERCENT ? STR("%") : STR("人")};

    set_value(&f, value);
    return f;
}

#define NO DIRECTION_NONE
#define UP DIRECTION_UP
#define DOWN DIRECTION_DOWN
#define GROWTH MEASURE_CHANGE, KIND_PERCENT, UP
#define FALL MEASURE_CHANGE, KIND_PERCENT, DOWN
#define RATE MEASURE_LEVEL, KIND_PERCENT, NO
#define COUNT MEASURE_LEVEL, KIND_COUNT, NO

static const struct case_row rows[] = {
    /* at least: v >= p */
    {NULL, COUNT, BOUND_AT_LEAST, "1000", NO, "1000", RESULT_MET},
    {NULL, COUNT, BOUND_AT_LEAST, "1000", NO, "1100", RESULT_MET},
    {NULL, COUNT, BOUND_AT_LEAST, "1000", NO, "1101", RESULT_EXCEEDED},
    {NULL, COUNT, BOUND_AT_LEAST, "1000", NO, "999", RESULT_MISSED},
    {NULL, COUNT, BOUND_OVER, "1000", NO, "1000", RESULT_MET},
    {NULL, COUNT, BOUND_OVER, "1000", NO, "900", RESULT_MISSED},
    /* at most: v <= p */
    {NULL, RATE, BOUND_AT_MOST, "4.5", NO, "4.5", RESULT_MET},
    {NULL, RATE, BOUND_AT_MOST, "4.5", NO, "4.51", RESULT_MISSED},
    {NULL, RATE, BOUND_AT_MOST, "4.5", NO, "4.05", RESULT_MET},
    {NULL, RATE, BOUND_AT_MOST, "4.5", NO, "4.04", RESULT_EXCEEDED},
    /* range: inside */
    {"gdp", GROWTH, BOUND_RANGE, "6/6.5", UP, "6", RESULT_MET},
    {"gdp", GROWTH, BOUND_RANGE, "6/6.5", UP, "6.5", RESULT_MET},
    {"gdp", GROWTH, BOUND_RANGE, "6/6.5", UP, "5.9", RESULT_MISSED},
    {"gdp", GROWTH, BOUND_RANGE, "6/6.5", UP, "6.6", RESULT_EXCEEDED},
    {"cpi", GROWTH, BOUND_RANGE, "2/3", UP, "3.1", RESULT_MISSED},
    {"cpi", GROWTH, BOUND_RANGE, "2/3", UP, "1.9", RESULT_EXCEEDED},
    /* about: the larger of a tenth and 0.3 points */
    {NULL, RATE, BOUND_ABOUT, "2", NO, "2.3", RESULT_MET},
    {NULL, RATE, BOUND_ABOUT, "2", NO, "1.7", RESULT_MET},
    {NULL, RATE, BOUND_ABOUT, "2", NO, "1.69", RESULT_MISSED},
    {NULL, RATE, BOUND_ABOUT, "8", NO, "8.8", RESULT_MET},
    {NULL, RATE, BOUND_ABOUT, "8", NO, "7.2", RESULT_MET},
    {NULL, RATE, BOUND_ABOUT, "8", NO, "7.19", RESULT_MISSED},
    {NULL, RATE, BOUND_ABOUT, "8", NO, "8.81", RESULT_EXCEEDED},
    {NULL, COUNT, BOUND_ABOUT, "2", NO, "2.3", RESULT_EXCEEDED},
    {NULL, COUNT, BOUND_NEARLY, "100", NO, "91", RESULT_MET},
    {"cpi", GROWTH, BOUND_ABOUT, "3", UP, "3.3", RESULT_MET},
    {"cpi", GROWTH, BOUND_ABOUT, "3", UP, "3.31", RESULT_MISSED},
    {"cpi", GROWTH, BOUND_ABOUT, "3", UP, "2.6", RESULT_EXCEEDED},
    /* exact: by the indicator's floor or cap */
    {"gdp", GROWTH, BOUND_EXACT, "8", UP, "8", RESULT_MET},
    {"gdp", GROWTH, BOUND_EXACT, "8", UP, "7.9", RESULT_MISSED},
    {"gdp", GROWTH, BOUND_EXACT, "8", UP, "9", RESULT_EXCEEDED},
    {"registered_unemployment", RATE, BOUND_EXACT, "4.5", NO, "4.6",
     RESULT_MISSED},
    {"registered_unemployment", RATE, BOUND_EXACT, "4.5", NO, "4.4",
     RESULT_MET},
    /* what is to fall does better by falling more */
    {"energy_intensity", FALL, BOUND_EXACT, "4", DOWN, "4", RESULT_MET},
    {"energy_intensity", FALL, BOUND_EXACT, "4", DOWN, "3.9", RESULT_MISSED},
    {"energy_intensity", FALL, BOUND_EXACT, "4", DOWN, "5", RESULT_EXCEEDED},
    /* exact without one: as about */
    {NULL, COUNT, BOUND_EXACT, "30", NO, "27", RESULT_MET},
    {NULL, COUNT, BOUND_EXACT, "30", NO, "26", RESULT_MISSED},
    {NULL, COUNT, BOUND_EXACT, "30", NO, "33", RESULT_MET},
    {NULL, COUNT, BOUND_EXACT, "30", NO, "34", RESULT_EXCEEDED},
    {"forex_reserves", COUNT, BOUND_EXACT, "30", NO, "28", RESULT_MET},
    /* the other way than promised */
    {"gdp", GROWTH, BOUND_AT_LEAST, "1", UP, "0", RESULT_MISSED},
    {"gdp", GROWTH, BOUND_AT_LEAST, "1", DOWN, "2", RESULT_MISSED},
    {"cpi", GROWTH, BOUND_AT_MOST, "3", DOWN, "0.8", RESULT_EXCEEDED},
    /* an outcome that is a range tells where both ends agree */
    {NULL, COUNT, BOUND_AT_LEAST, "100", NO, "101/105", RESULT_MET},
    {NULL, COUNT, BOUND_AT_LEAST, "100", NO, "105/120", RESULT_MET},
    {NULL, COUNT, BOUND_AT_LEAST, "100", NO, "90/99", RESULT_MISSED},
    {NULL, COUNT, BOUND_AT_LEAST, "100", NO, "90/105", RESULT_UNKNOWN},
};

static void
test_promises_are_judged_by_the_table(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct case_row *row = &rows[i];
        struct figure promise =
            figure_of(row, row->promised_to_go, row->promised);
        struct figure outcome = figure_of(row, row->went, row->came);
        const struct indicator *indicator =
            row->indicator ? indicator_by_id(str_from(row->indicator)) : NULL;
        enum promise_result got;

        promise.bound = row->bound;
        if (row->indicator)
            assert_non_null(indicator);
        got = judge(&promise, &outcome, indicator);
        if (got != row->result)
            fail_msg("row %zu, promised %s, came %s: %s, not %s", i,
                     row->promised, row->came,
                     name_of(&promise_result_names, got),
                     name_of(&promise_result_names, row->result));
    }
}

static void
test_per_mille_compare_with_percent(void **state)
{
    struct figure promise = {.kind = KIND_PERCENT,
                             .unit = STR("‰"),
                             .bound = BOUND_AT_MOST,
                             .value = {50, 0}};
    struct figure outcome = {
        .kind = KIND_PERCENT, .unit = STR("%"), .value = {49, 1}};

    (void)state;
    assert_int_equal(judge(&promise, &outcome, NULL), RESULT_MET);
    outcome.value.digits = 51;
    assert_int_equal(judge(&promise, &outcome, NULL), RESULT_MISSED);
}

/* ---- which figure is an outcome ---------------------------------------- */

static const struct figure promise = {
    .status = FIGURE_PLAN,
    .object = STR_INIT("图书馆"),
    .unit = STR_INIT("座"),
    .kind = KIND_COUNT,
    .period = STR_INIT("2020"),
};

static struct figure
done(void)
{
    struct figure f = promise;

    f.status = FIGURE_DONE;
    return f;
}

static void
test_a_promise_is_a_plan_with_a_period(void **state)
{
    struct figure f = promise;

    (void)state;
    assert_true(is_promise(&f));
    f.period = (struct str){0};
    assert_false(is_promise(&f));
    f = done();
    assert_false(is_promise(&f));
}

static void
test_an_outcome_is_equal_in_all_that_is_asked(void **state)
{
    struct figure f = done();
    struct figure others[9];
    size_t count = 0;

    (void)state;
    assert_true(outcome_score(&promise, &f) > 0);
    others[count] = f, others[count++].object = STR("图书");
    others[count] = f, others[count++].measure = MEASURE_CHANGE;
    others[count] = f, others[count++].kind = KIND_MONEY;
    others[count] = f, others[count++].unit = STR("平方米");
    others[count] = f, others[count++].per = STR("县");
    others[count] = f, others[count++].accrual = ACCRUAL_TOTAL;
    others[count] = f, others[count++].period = STR("2021");
    others[count] = f, others[count++].status = FIGURE_ONGOING;
    others[count] = f, others[count++].currency = STR("USD");
    for (size_t i = 0; i < count; i++)
        if (outcome_score(&promise, &others[i]) != 0)
            fail_msg("figure %zu is no outcome", i);
}

static void
test_what_is_done_comes_before_estimates(void **state)
{
    struct figure f = done(), estimate = done();

    (void)state;
    f.inherited = INHERITED_OBJECT;
    f.action = STR("建成");
    estimate.status = FIGURE_ESTIMATE;
    assert_true(outcome_score(&promise, &estimate) > 0);
    assert_true(outcome_score(&promise, &f) >
                outcome_score(&promise, &estimate));
}

static void
test_names_of_one_indicator_are_one_thing(void **state)
{
    struct figure f = done(), p = promise;

    (void)state;
    f.object = STR("公共图书馆");
    assert_int_equal(outcome_score(&p, &f), 0);
    f.indicator = p.indicator = STR("libraries");
    assert_true(outcome_score(&p, &f) > 0);
}

static void
test_units_of_one_kind_are_reconciled(void **state)
{
    struct figure f = done(), p = promise;

    (void)state;
    p.kind = f.kind = KIND_AREA;
    p.unit = STR("亩");
    f.unit = STR("公顷");
    assert_int_equal(outcome_score(&p, &f), 0);
    p.norm.unit = f.norm.unit = STR("m2");
    assert_true(outcome_score(&p, &f) > 0);
}

static void
test_a_statement_is_a_share_of_a_target(void **state)
{
    struct figure f = done();

    (void)state;
    f.kind = KIND_PERCENT;
    f.unit = STR("%");
    f.measure = MEASURE_INDEX;
    f.base = STR("年度目标");
    assert_true(is_statement(&promise, &f));
    f.base = STR("上年");
    assert_false(is_statement(&promise, &f));
    f.base = STR("年初计划");
    assert_true(is_statement(&promise, &f));
    f.period = STR("2021");
    assert_false(is_statement(&promise, &f));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_promises_are_judged_by_the_table),
        cmocka_unit_test(test_per_mille_compare_with_percent),
        cmocka_unit_test(test_a_promise_is_a_plan_with_a_period),
        cmocka_unit_test(test_an_outcome_is_equal_in_all_that_is_asked),
        cmocka_unit_test(test_what_is_done_comes_before_estimates),
        cmocka_unit_test(test_names_of_one_indicator_are_one_thing),
        cmocka_unit_test(test_units_of_one_kind_are_reconciled),
        cmocka_unit_test(test_a_statement_is_a_share_of_a_target),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
