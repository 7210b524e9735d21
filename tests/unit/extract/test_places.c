/*
 * test_places - the place read from a report: the cases of
 * tests/cases/places.txt, and every division there is.
 *
 * A case is a comment that says why, the report's lines, and one line with
 * what is expected, "-" for nothing; an empty line ends it:
 *
 *     # the code is the one in force at the end of the year reviewed
 *     2018年上饶县政府工作报告
 *     各位代表：…
 *     = 上饶县 | 361121 | 362321
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "division/division.h"
#include "tests/unit/extract/reading.h"

enum { CASE_MAX_BYTES = 8192, LINE_MAX_BYTES = 2048 };

static struct str
or_dash(struct str s)
{
    return record_has(s) ? s : STR("-");
}

/* Whether the report is read as `expected` says; tells if it is not. */
static bool
holds(const char *why, const char *report, const char *expected)
{
    struct arena arena = {0};
    struct extraction x = extract_text(&arena, report);
    const struct place *place = &x.records.reports[0].place;
    struct str got = arena_format(
        &arena, "%.*s | %.*s | %.*s", STR_ARG(or_dash(place->name)),
        STR_ARG(or_dash(place->code)), STR_ARG(or_dash(place->lineage)));
    bool is_right = str_equal(got, str_from(expected));

    if (!is_right)
        print_error("%s\n    %.*s, not %s\n", why, STR_ARG(got), expected);
    arena_release(&arena);
    return is_right;
}

static void
test_places(void **state)
{
    char line[LINE_MAX_BYTES], why[LINE_MAX_BYTES] = "", report[CASE_MAX_BYTES];
    unsigned count = 0, wrong = 0;
    FILE *cases = fopen(*state, "r");

    assert_non_null(cases);
    report[0] = '\0';
    while (fgets(line, sizeof line, cases)) {
        if (line[0] == '#') {
            snprintf(why, sizeof why, "%s", line);
            report[0] = '\0';
        } else if (strncmp(line, "= ", 2) == 0) {
            line[strcspn(line, "\n")] = '\0';
            assert_true(report[0] != '\0' && why[0] == '#');
            count++;
            wrong += !holds(why, report, line + 2);
        } else if (line[0] != '\n') {
            assert_true(strlen(report) + strlen(line) < sizeof report);
            strcat(report, line);
        }
    }
    fclose(cases);
    print_message("%u cases, %u wrong\n", count, wrong);
    assert_true(count > 0);
    assert_int_equal(wrong, 0);
}

/* The first line of a report to the people's congress of `d` on `year`. */
static struct str
report_of(const struct division *d, unsigned year, bool is_in_full,
          struct arena *a)
{
    const struct division *above = division_above(d, year);
    const struct division *province =
        above ? division_above(above, year) : NULL;
    const struct str none = {"", 0};

    return arena_format(
        a,
        "政府工作报告\n——%u年1月9日在%.*s%.*s%.*s第十届人民代表大会第四次会议"
        "上\n各位代表：%u年，经济平稳运行。\n",
        year + 1, STR_ARG(is_in_full && province ? province->name : none),
        STR_ARG(is_in_full && above ? above->name : none), STR_ARG(d->name),
        year);
}

static void
assert_str(struct str got, struct str want)
{
    if (!str_equal(got, want))
        fail_msg("%.*s, not %.*s", STR_ARG(got), STR_ARG(want));
}

/*
 * Read a report of each division in force at the end of `year`; what it says
 * of the place is right. How many have no code, as others share the name.
 */
static unsigned
count_unresolved(unsigned year, bool is_in_full)
{
    static const struct str last = STR_INIT("820000");
    const struct division *d;
    unsigned unresolved = 0;
    uint16_t row = 0;

    do {
        struct arena a = {0};

        d = division_row(row++);
        if (d->first_year <= year && year <= d->last_year) {
            struct str text = report_of(d, year, is_in_full, &a);
            struct place place =
                extract_text(&a, text.ptr).records.reports[0].place;

            if (record_has(place.name))
                assert_str(place.name, d->name);
            if (record_has(place.code))
                assert_str(place.code, d->code);
            if (record_has(place.code))
                assert_str(place.lineage, d->lineage);
            unresolved += !record_has(place.code);
        }
        arena_release(&a);
    } while (!str_equal(d->code, last));
    return unresolved;
}

static void
test_every_division_is_known(void **state)
{
    (void)state;
    assert_int_equal(count_unresolved(1998, true), 0);
    assert_int_equal(count_unresolved(2010, true), 0);
    assert_int_equal(count_unresolved(2023, true), 0);
}

static void
test_shared_names_alone_have_no_code(void **state)
{
    unsigned unresolved = count_unresolved(2023, false);

    (void)state;
    print_message("  %u names are of several divisions\n", unresolved);
    assert_in_range(unresolved, 30, 120);
}

int
main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(test_places, argv[argc - 1]),
        cmocka_unit_test(test_every_division_is_known),
        cmocka_unit_test(test_shared_names_alone_have_no_code),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
