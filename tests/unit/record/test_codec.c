/* codec - every field of every record, packed and read. */
#include "record/codec.h"

#include <stdlib.h>
#include <string.h>

#include "tests/unit/numbers.h"
#include "tests/unit/record/full_figure.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct section full_section = {
    .span = {10, 20},
    .id = 3,
    .parent = 2,
    .level = 4,
    .is_run_in = true,
    .kind = SECTION_ANNEX,
    .label = STR_INIT("（一）"),
    .title = STR_INIT("聚焦民生"),
};

static struct figure full_figure = FULL_FIGURE;

static struct mention full_mention = {.span = {41, 50},
                                      .type = MENTION_DATE,
                                      .text = STR_INIT("三月八日"),
                                      .value = STR_INIT("2013-03-08")};

static struct repair full_repair = {.span = {51, 60},
                                    .original = STR_INIT("�锟"),
                                    .repaired = STR_INIT("会议"),
                                    .confidence = 999};

static struct report full_report = {
    .span = {1, UINT32_MAX},
    .ordinal = 6,
    .title = STR_INIT("工作报告"),
    .genre = GENRE_ENTERPRISE,
    .author = AUTHOR_INDIVIDUAL,
    .place = {STR_INIT("万年县"), STR_INIT("361129"), STR_INIT("wannian")},
    .period = STR_INIT("2024"),
    .session = STR_INIT("十届二次会议"),
    .delivered = STR_INIT("2013-02-28"),
    .reporter = STR_INIT("县长 某某"),
    .year = 2024,
    .sections = &full_section,
    .section_count = 1,
    .figures = &full_figure,
    .figure_count = 1,
    .mentions = &full_mention,
    .mention_count = 1,
    .repairs = &full_repair,
    .repair_count = 1,
};

static void
assert_same(struct str got, struct str want)
{
    assert_int_equal(got.ptr == NULL, want.ptr == NULL);
    assert_true(str_equal(got, want));
}

static void
assert_span(struct span got, struct span want)
{
    assert_int_equal(got.begin, want.begin);
    assert_int_equal(got.end, want.end);
}

static void
assert_report(const struct report *got, const struct report *want)
{
    assert_span(got->span, want->span);
    assert_int_equal(got->ordinal, want->ordinal);
    assert_same(got->title, want->title);
    assert_int_equal(got->genre, want->genre);
    assert_int_equal(got->author, want->author);
    assert_same(got->place.name, want->place.name);
    assert_same(got->place.code, want->place.code);
    assert_same(got->place.lineage, want->place.lineage);
    assert_same(got->period, want->period);
    assert_same(got->session, want->session);
    assert_same(got->delivered, want->delivered);
    assert_same(got->reporter, want->reporter);
    assert_int_equal(got->year, want->year);
}

static void
assert_section(const struct section *got, const struct section *want)
{
    assert_span(got->span, want->span);
    assert_int_equal(got->id, want->id);
    assert_int_equal(got->parent, want->parent);
    assert_int_equal(got->level, want->level);
    assert_int_equal(got->is_run_in, want->is_run_in);
    assert_int_equal(got->kind, want->kind);
    assert_same(got->label, want->label);
    assert_same(got->title, want->title);
}

static void
assert_words(const struct figure *got, const struct figure *want)
{
    assert_same(got->text, want->text);
    assert_same(got->unit, want->unit);
    assert_same(got->per, want->per);
    assert_same(got->currency, want->currency);
    assert_same(got->action, want->action);
    assert_same(got->object, want->object);
    assert_same(got->indicator, want->indicator);
    assert_same(got->base, want->base);
    assert_same(got->period, want->period);
    assert_same(got->rule, want->rule);
}

static void
assert_figure(const struct figure *got, const struct figure *want)
{
    assert_span(got->span, want->span);
    assert_span(got->sentence, want->sentence);
    assert_int_equal(got->id, want->id);
    assert_int_equal(got->section, want->section);
    assert_int_equal(got->of, want->of);
    assert_int_equal(decimal_compare(got->value, want->value), 0);
    assert_int_equal(decimal_compare(got->upper, want->upper), 0);
    assert_int_equal(got->has_upper, want->has_upper);
    assert_int_equal(got->bound, want->bound);
    assert_int_equal(got->kind, want->kind);
    assert_int_equal(got->measure, want->measure);
    assert_int_equal(got->direction, want->direction);
    assert_int_equal(got->accrual, want->accrual);
    assert_int_equal(got->basis, want->basis);
    assert_int_equal(got->status, want->status);
    assert_int_equal(got->confidence, want->confidence);
    assert_int_equal(got->inherited, want->inherited);
    assert_same(got->norm.unit, want->norm.unit);
    assert_int_equal(decimal_compare(got->norm.value, want->norm.value), 0);
    assert_int_equal(decimal_compare(got->norm.upper, want->norm.upper), 0);
    assert_words(got, want);
}

static struct str
pack(const struct record_set *set, struct arena *a)
{
    struct str value = {NULL, 0};
    struct error err;

    assert_int_equal(records_pack(set, a, &value, &err), STATUS_OK);
    return value;
}

static struct record_set
unpack(struct str value, struct arena *a)
{
    struct record_set set = {0};
    struct error err;
    enum status st = records_unpack(value, a, &set, &err);

    if (st != STATUS_OK)
        fail_msg("status %d: %s", st, err.text);
    return set;
}

static void
test_every_field_comes_back(void **state)
{
    struct record_set set = {&full_report, 1}, back;
    struct arena a = {0};
    const struct report *r;

    (void)state;
    back = unpack(pack(&set, &a), &a);
    assert_int_equal(back.report_count, 1);
    r = &back.reports[0];
    assert_report(r, &full_report);
    assert_int_equal(r->section_count, 1);
    assert_section(&r->sections[0], &full_section);
    assert_int_equal(r->figure_count, 1);
    assert_figure(&r->figures[0], &full_figure);
    assert_int_equal(r->mention_count, 1);
    assert_span(r->mentions[0].span, full_mention.span);
    assert_int_equal(r->mentions[0].type, full_mention.type);
    assert_same(r->mentions[0].text, full_mention.text);
    assert_same(r->mentions[0].value, full_mention.value);
    assert_int_equal(r->repair_count, 1);
    assert_span(r->repairs[0].span, full_repair.span);
    assert_same(r->repairs[0].original, full_repair.original);
    assert_same(r->repairs[0].repaired, full_repair.repaired);
    assert_int_equal(r->repairs[0].confidence, full_repair.confidence);
    arena_release(&a);
}

static void
test_fields_without_value_stay_without(void **state)
{
    static struct section section;
    static struct figure figure;
    static struct mention mention;
    static struct repair repair;
    struct report empty = {.sections = &section,
                           .section_count = 1,
                           .figures = &figure,
                           .figure_count = 1,
                           .mentions = &mention,
                           .mention_count = 1,
                           .repairs = &repair,
                           .repair_count = 1};
    struct record_set set = {&empty, 1}, back;
    struct arena a = {0};

    (void)state;
    back = unpack(pack(&set, &a), &a);
    assert_report(&back.reports[0], &empty);
    assert_section(&back.reports[0].sections[0], &section);
    assert_figure(&back.reports[0].figures[0], &figure);
    assert_null(back.reports[0].mentions[0].text.ptr);
    assert_null(back.reports[0].mentions[0].value.ptr);
    assert_null(back.reports[0].repairs[0].original.ptr);
    assert_int_equal(back.reports[0].repairs[0].confidence, 0);
    arena_release(&a);
}

static void
test_an_empty_string_is_a_value(void **state)
{
    struct figure figure = {.unit = STR_INIT("")};
    struct report r = {.figures = &figure, .figure_count = 1};
    struct record_set set = {&r, 1}, back;
    struct arena a = {0};

    (void)state;
    back = unpack(pack(&set, &a), &a);
    assert_true(record_has(back.reports[0].figures[0].unit));
    assert_int_equal(back.reports[0].figures[0].unit.len, 0);
    arena_release(&a);
}

static void
test_records_stay_with_their_report(void **state)
{
    struct figure figures[3] = {{.id = 1}, {.id = 2}, {.id = 3}};
    struct report reports[3] = {
        {.ordinal = 0, .figures = figures, .figure_count = 2},
        {.ordinal = 1},
        {.ordinal = 2, .figures = figures, .figure_count = 3}};
    struct record_set set = {reports, 3}, back;
    struct arena a = {0};

    (void)state;
    back = unpack(pack(&set, &a), &a);
    assert_int_equal(back.report_count, 3);
    for (unsigned i = 0; i < 3; i++) {
        assert_int_equal(back.reports[i].ordinal, i);
        assert_int_equal(back.reports[i].figure_count, reports[i].figure_count);
    }
    assert_int_equal(back.reports[2].figures[2].id, 3);
    arena_release(&a);
}

static void
test_no_reports_are_a_value_too(void **state)
{
    struct record_set none = {0};
    struct arena a = {0};
    struct packed p;
    struct error err;
    struct str value = pack(&none, &a);

    (void)state;
    assert_int_equal(packed_open(value, &p, &err), STATUS_OK);
    assert_int_equal(p.count, 0);
    assert_int_equal(unpack(value, &a).report_count, 0);
    arena_release(&a);
}

static void
test_one_record_is_read_without_the_others(void **state)
{
    struct record_set set = {&full_report, 1};
    struct arena a = {0};
    struct figure figure;
    struct section section;
    struct packed p;
    struct error err;

    (void)state;
    assert_int_equal(packed_open(pack(&set, &a), &p, &err), STATUS_OK);
    assert_int_equal(p.count, 5);
    assert_int_equal(packed_kind(&p, 2), PACKED_FIGURE);
    assert_int_equal(packed_figure(&p, 2, &a, &figure, &err), STATUS_OK);
    assert_figure(&figure, &full_figure);
    assert_int_equal(packed_section(&p, 2, &a, &section, &err), STATUS_CORRUPT);
    assert_int_equal(packed_section(&p, 1, &a, &section, &err), STATUS_OK);
    assert_section(&section, &full_section);
    arena_release(&a);
}

static enum status
try_unpack(struct str value)
{
    struct arena a = ARENA_LIMIT(1 << 20);
    struct record_set set = {.report_count = 99};
    struct error err;
    enum status st = records_unpack(value, &a, &set, &err);

    if (st != STATUS_OK)
        assert_int_equal(set.report_count, 99);
    arena_release(&a);
    return st;
}

static void
test_a_value_cut_anywhere_is_corrupt(void **state)
{
    struct record_set set = {&full_report, 1};
    struct arena a = {0};
    struct packed p;
    struct error err;
    struct str value = pack(&set, &a);

    (void)state;
    for (size_t bytes = 0; bytes < value.len; bytes++) {
        char *cut = malloc(bytes ? bytes : 1);
        memcpy(cut, value.ptr, bytes);
        assert_int_equal(packed_open((struct str){cut, bytes}, &p, &err),
                         STATUS_CORRUPT);
        assert_int_equal(try_unpack((struct str){cut, bytes}), STATUS_CORRUPT);
        free(cut);
    }
    arena_release(&a);
}

static void
test_flipped_bits_are_read_or_refused(void **state)
{
    struct report reports[2] = {full_report, full_report};
    struct record_set set = {reports, 2};
    struct arena a = {0};
    struct numbers n = {3};
    struct str value = pack(&set, &a);

    (void)state;
    for (int i = 0; i < 20000; i++) {
        char *copy = malloc(value.len);
        enum status st;
        memcpy(copy, value.ptr, value.len);
        for (uint64_t flips = 1 + numbers_below(&n, 4); flips > 0; flips--)
            copy[numbers_below(&n, value.len)] ^=
                (char)(1 << numbers_below(&n, 8));
        st = try_unpack((struct str){copy, value.len});
        assert_true(st == STATUS_OK || st == STATUS_CORRUPT);
        free(copy);
    }
    arena_release(&a);
}

static void
test_a_string_that_is_not_utf8_is_corrupt(void **state)
{
    static const struct str wrong[] = {STR_INIT("\xFF"), STR_INIT("a\xE4\xBC"),
                                       STR_INIT("\xED\xA0\x80")};
    struct arena a = {0};

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct figure figure = full_figure;
        struct report r = full_report;
        struct record_set set = {&r, 1};
        figure.object = wrong[i];
        r.figures = &figure;
        assert_int_equal(try_unpack(pack(&set, &a)), STATUS_CORRUPT);
        r.figures = &full_figure;
        r.place.name = wrong[i];
        assert_int_equal(try_unpack(pack(&set, &a)), STATUS_CORRUPT);
    }
    arena_release(&a);
}

static void
test_a_span_that_ends_before_it_begins_is_corrupt(void **state)
{
    struct report r = full_report;
    struct record_set set = {&r, 1};
    struct arena a = {0};

    (void)state;
    r.span = (struct span){5, 4};
    assert_int_equal(try_unpack(pack(&set, &a)), STATUS_CORRUPT);
    arena_release(&a);
}

static void
test_too_little_memory_is_said(void **state)
{
    static struct figure figures[2000];
    struct report r = {.figures = figures, .figure_count = 2000};
    struct record_set set = {&r, 1}, back;
    struct arena a = {0}, little = ARENA_LIMIT(200000);
    struct str value;
    struct error err;

    (void)state;
    assert_int_equal(records_pack(&set, &little, &value, &err),
                     STATUS_UNAVAILABLE);
    arena_release(&little);
    assert_int_equal(records_unpack(pack(&set, &a), &little, &back, &err),
                     STATUS_UNAVAILABLE);
    arena_release(&little);
    arena_release(&a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_field_comes_back),
        cmocka_unit_test(test_fields_without_value_stay_without),
        cmocka_unit_test(test_an_empty_string_is_a_value),
        cmocka_unit_test(test_records_stay_with_their_report),
        cmocka_unit_test(test_no_reports_are_a_value_too),
        cmocka_unit_test(test_one_record_is_read_without_the_others),
        cmocka_unit_test(test_a_value_cut_anywhere_is_corrupt),
        cmocka_unit_test(test_flipped_bits_are_read_or_refused),
        cmocka_unit_test(test_a_string_that_is_not_utf8_is_corrupt),
        cmocka_unit_test(test_a_span_that_ends_before_it_begins_is_corrupt),
        cmocka_unit_test(test_too_little_memory_is_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
