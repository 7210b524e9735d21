/*
 * compare - series and promises of baogao.h against real daemons, in C99.
 *
 *     compare DIR    the store has the reports of tests/data/series
 *
 * Ends with 1 after naming the first check that does not hold.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <baogao.h>

#define CHECK(holds) check(!!(holds), #holds, __LINE__)

static struct baogao_error err;

static void
check(int holds, const char *what, int line)
{
    if (holds)
        return;
    fprintf(stderr, "line %d: %s; last error: %s\n", line, what, err.text);
    exit(1);
}

static int
is(const char *text, const char *wanted)
{
    return text && strcmp(text, wanted) == 0;
}

static void
check_series(struct baogao *b)
{
    static const struct baogao_field asked[] = {
        {"indicator", "gdp"}, {"place", "襄阳市"}, {NULL, NULL}};
    static const struct baogao_field level[] = {{"indicator", "gdp"},
                                                {"place", "襄阳市"},
                                                {"measure", "level"},
                                                {NULL, NULL}};
    struct baogao_series *series = NULL;
    const struct baogao_point *point = NULL;
    const char *json = NULL;
    size_t lines = 0, gaps = 0, in_2010 = 0;

    CHECK(baogao_series(b, asked, &series, &err) == BAOGAO_OK);
    CHECK(baogao_series_json(series, &json, &err) == BAOGAO_NOT_FOUND && !json);
    while (baogao_series_next(series, &point, &err) == BAOGAO_OK) {
        CHECK(point->line == lines || point->line + 1 == lines);
        lines = point->line + 1;
        CHECK(is(point->indicator, "gdp") && is(point->place, "襄阳市"));
        CHECK(is(point->unit, is(point->measure, "level") ? "元" : "%"));
    }
    CHECK(lines == 2);
    CHECK(baogao_series_next(series, &point, &err) == BAOGAO_NOT_FOUND);
    baogao_series_close(&series);
    CHECK(!series);
    baogao_series_close(&series);

    CHECK(baogao_series(b, level, &series, &err) == BAOGAO_OK);
    CHECK(!baogao_series_is_cut(series));
    while (baogao_series_next(series, &point, &err) == BAOGAO_OK) {
        CHECK(point->line == 0 && is(point->kind, "money"));
        CHECK(!point->value == !point->row);
        gaps += !point->value;
        if (!point->value)
            CHECK(is(point->period, "2011"));
        if (is(point->period, "2010"))
            CHECK(
                is(point->value, in_2010++ ? "153800000000" : "154000000000"));
    }
    CHECK(gaps == 1 && in_2010 == 2);
    CHECK(baogao_series_json(series, &json, &err) == BAOGAO_OK);
    CHECK(strstr(json, "\"steps\":[") && !strchr(json, '\n'));
    baogao_series_close(&series);
}

static void
check_series_refused(struct baogao *b)
{
    static const struct baogao_field nothing[] = {{"place", "襄阳市"},
                                                  {NULL, NULL}};
    static const struct baogao_field limit[] = {
        {"indicator", "gdp"}, {"limit", "1"}, {NULL, NULL}};
    static const struct baogao_field over[] = {
        {"indicator", "gdp"}, {"over", "people"}, {NULL, NULL}};
    struct baogao_series *series = NULL;

    CHECK(baogao_series(b, nothing, &series, &err) == BAOGAO_INVALID);
    CHECK(baogao_series(b, limit, &series, &err) == BAOGAO_INVALID);
    CHECK(strstr(err.text, "limit"));
    CHECK(baogao_series(b, over, &series, &err) == BAOGAO_INVALID);
    CHECK(!series && strstr(err.text, "over"));
}

static void
check_places(struct baogao *b)
{
    static const struct baogao_field asked[] = {{"indicator", "gdp"},
                                                {"over", "places"},
                                                {"period", "2012"},
                                                {"measure", "level"},
                                                {NULL, NULL}};
    struct baogao_series *series = NULL;
    const struct baogao_point *point = NULL;
    size_t count = 0;

    CHECK(baogao_series(b, asked, &series, &err) == BAOGAO_OK);
    while (baogao_series_next(series, &point, &err) == BAOGAO_OK) {
        CHECK(point->place && point->place_code && !point->period);
        count++;
    }
    CHECK(count > 0);
    baogao_series_close(&series);
}

static void
check_promises(struct baogao *b)
{
    static const struct baogao_field everything[] = {{"place", "襄阳市"},
                                                     {NULL, NULL}};
    static const struct baogao_field missed[] = {
        {"place", "襄阳市"}, {"result", "missed"}, {NULL, NULL}};
    static const struct baogao_field wrong[] = {
        {"place", "襄阳市"}, {"result", "kept"}, {NULL, NULL}};
    struct baogao_promises *promises = NULL;
    const struct baogao_promise *promise = NULL;
    size_t all = 0, open = 0, stated = 0;

    CHECK(baogao_promises(b, NULL, &promises, &err) == BAOGAO_INVALID);
    CHECK(baogao_promises(b, wrong, &promises, &err) == BAOGAO_INVALID);
    CHECK(!promises && strstr(err.text, "result"));
    CHECK(baogao_promises(b, everything, &promises, &err) == BAOGAO_OK);
    while (baogao_promises_next(promises, &promise, &err) == BAOGAO_OK) {
        all++;
        CHECK(is(promise->promise->status, "plan"));
        CHECK(strstr(promise->json, promise->promise->id));
        CHECK(promise->outcome || is(promise->result, "unknown") ||
              promise->statement_count > 0);
        open += !promise->outcome;
        for (size_t i = 0; i < promise->statement_count; i++, stated++)
            CHECK(promise->statements[i]->text);
    }
    CHECK(all > open && open > 0 && stated > 0);
    CHECK(!baogao_promises_is_cut(promises));
    CHECK(baogao_promises_next(promises, &promise, &err) == BAOGAO_NOT_FOUND);
    baogao_promises_close(&promises);
    CHECK(!promises);
    baogao_promises_close(&promises);

    CHECK(baogao_promises(b, missed, &promises, &err) == BAOGAO_OK);
    CHECK(baogao_promises_next(promises, &promise, &err) == BAOGAO_OK);
    CHECK(is(promise->result, "missed") && promise->outcome);
    baogao_promises_close(&promises);
}

static void
check_works(struct baogao *b)
{
    static const struct baogao_field best[] = {{"versions", "best"},
                                               {NULL, NULL}};
    struct baogao_rows *rows = NULL;
    const struct baogao_row *row = NULL;

    CHECK(baogao_query(b, BAOGAO_REPORTS, best, 0, &rows, &err) == BAOGAO_OK);
    CHECK(baogao_rows_next(rows, &row, &err) == BAOGAO_OK);
    CHECK(row->work && *row->work);
    baogao_rows_close(&rows);
    CHECK(baogao_query(b, BAOGAO_REPORTS, NULL, 0, &rows, &err) == BAOGAO_OK);
    CHECK(baogao_rows_next(rows, &row, &err) == BAOGAO_OK && !row->work);
    baogao_rows_close(&rows);
}

int
main(int argc, char **argv)
{
    struct baogao_field settings[] = {{"directory", NULL}, {NULL, NULL}};
    struct baogao *b = NULL;

    CHECK(argc == 2);
    settings[0].value = argv[1];
    CHECK(baogao_open(settings, &b, &err) == BAOGAO_OK);
    check_series(b);
    check_series_refused(b);
    check_places(b);
    check_promises(b);
    check_works(b);
    baogao_close(&b);
    return 0;
}
