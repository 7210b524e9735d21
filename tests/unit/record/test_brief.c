/* brief - what it tells of records is what the codec reads. */
#include "record/brief.h"
#include "record/codec.h"

#include "tests/unit/record/full_figure.h"

#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct figure first_figures[] = {
    FULL_FIGURE,
    {.span = {500, 510}, .value = {INT64_MIN + 1, 0}, .section = 9},
    {.span = {520, 530},
     .value = {1, 18},
     .section = 2,
     .unit = STR_INIT(""),
     .norm = {.value = {INT64_MAX, 0}, .unit = STR_INIT("m2")}},
};
static struct figure second_figures[] = {
    {.span = {700, 710}, .value = {7, 0}, .object = STR_INIT("群众")},
};
static struct section sections[] = {
    {.span = {20, 24}, .id = 1, .level = 1, .kind = SECTION_REVIEW},
    {.span = {26, 28}, .id = 2, .level = 2, .kind = SECTION_OTHER},
    {.span = {29, 30}, .id = 3, .level = 2, .kind = SECTION_ANNEX},
};
static struct report reports[] = {
    {.span = {0, 650},
     .genre = GENRE_ENTERPRISE,
     .author = AUTHOR_INDIVIDUAL,
     .place = {STR_INIT("祁门县"), STR_INIT("341024"), STR_INIT("341024")},
     .period = STR_INIT("2023"),
     .year = 2023,
     .sections = sections,
     .section_count = 3,
     .figures = first_figures,
     .figure_count = 3},
    {.span = {650, 660}},
    {.span = {660, 800}, .figures = second_figures, .figure_count = 1},
};
enum { REPORTS = sizeof reports / sizeof *reports, FIGURES = 4 };
enum {
    ALL = BRIEF_NUMBERS | BRIEF_UNIT | BRIEF_ACTION | BRIEF_OBJECT |
          BRIEF_PERIOD | BRIEF_PLACE,
};

struct fixture {
    struct arena arena;
    struct packed records;
    struct packed_brief packed;
    struct brief brief;
};

static int
setup(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    struct record_set set = {reports, REPORTS};
    struct str records;

    *state = f;
    return !f || records_pack(&set, &f->arena, &records, NULL) ||
           packed_open(records, &f->records, NULL) ||
           brief_make(records, &f->arena, &f->packed, NULL) ||
           brief_open(f->packed.heads, &f->brief, NULL) ||
           brief_open_details(f->packed.details, &f->brief, NULL);
}

static int
teardown(void **state)
{
    struct fixture *f = *state;

    arena_release(&f->arena);
    free(f);
    return 0;
}

static void
assert_same_text(struct str x, struct str y)
{
    assert_int_equal(record_has(x), record_has(y));
    assert_true(str_equal(x, y));
}

static void
assert_same_decimal(struct decimal x, struct decimal y)
{
    assert_int_equal(x.digits, y.digits);
    assert_int_equal(x.scale, y.scale);
}

static void
assert_same(const struct figure *x, const struct figure *y)
{
    assert_memory_equal(&x->span, &y->span, sizeof x->span);
    assert_int_equal(x->kind, y->kind);
    assert_int_equal(x->status, y->status);
    assert_int_equal(x->measure, y->measure);
    assert_int_equal(x->direction, y->direction);
    assert_same_decimal(x->value, y->value);
    assert_int_equal(x->has_upper, y->has_upper);
    if (x->has_upper)
        assert_same_decimal(x->upper, y->upper);
    assert_int_equal(record_has(x->norm.unit), record_has(y->norm.unit));
    if (record_has(x->norm.unit))
        assert_same_decimal(x->norm.value, y->norm.value);
    if (record_has(x->norm.unit) && x->has_upper)
        assert_same_decimal(x->norm.upper, y->norm.upper);
    assert_same_text(x->unit, y->unit);
    assert_same_text(x->action, y->action);
    assert_same_text(x->object, y->object);
    assert_same_text(x->period, y->period);
}

static void
test_reports_are_those_of_the_records(void **state)
{
    struct fixture *f = *state;
    struct brief_report r;
    uint32_t figures = 0;

    assert_int_equal(f->brief.report_count, REPORTS);
    for (uint32_t i = 0; i < REPORTS; i++) {
        assert_true(brief_report(&f->brief, i, &r));
        assert_int_equal(packed_kind(&f->records, r.record), PACKED_REPORT);
        assert_memory_equal(&r.report.span, &reports[i].span,
                            sizeof r.report.span);
        assert_int_equal(r.report.genre, reports[i].genre);
        assert_int_equal(r.report.author, reports[i].author);
        assert_int_equal(r.report.year, reports[i].year);
        assert_same_text(r.report.place.name, reports[i].place.name);
        assert_same_text(r.report.place.code, reports[i].place.code);
        assert_same_text(r.report.place.lineage, reports[i].place.lineage);
        assert_same_text(r.report.period, reports[i].period);
        assert_int_equal(r.first_figure, figures);
        figures += (uint32_t)reports[i].figure_count;
        assert_int_equal(r.figure_end, figures);
    }
    assert_true(brief_report(&f->brief, 0, &r));
    assert_int_equal(r.section_kinds, 1 << SECTION_REVIEW | 1 << SECTION_OTHER |
                                          1 << SECTION_ANNEX);
    assert_true(brief_report(&f->brief, 1, &r));
    assert_int_equal(r.section_kinds, 0);
}

static void
test_figures_are_those_of_the_records(void **state)
{
    struct fixture *f = *state;
    struct brief_figure seen = {0};
    struct figure whole;

    assert_int_equal(f->brief.figure_count, FIGURES);
    for (uint32_t i = 0; i < FIGURES; i++) {
        assert_true(brief_figure(&f->brief, i, ALL, &seen));
        assert_int_equal(
            packed_figure(&f->records, seen.record, &f->arena, &whole, NULL),
            STATUS_OK);
        assert_same(&seen.figure, &whole);
    }
    assert_true(brief_figure(&f->brief, 0, 0, &seen));
    assert_true(seen.has_section);
    assert_int_equal(seen.section.kind, SECTION_ANNEX);
    assert_int_equal(seen.figure.value.digits, 7); /* still the last one's */
    assert_true(brief_figure(&f->brief, 1, 0, &seen));
    assert_false(seen.has_section); /* there is no section 9 */
    assert_true(brief_figure(&f->brief, 2, 0, &seen));
    assert_true(seen.has_section);
    assert_int_equal(seen.section.kind, SECTION_OTHER);
}

static void
test_seeking_passes_by_what_is_not_wished(void **state)
{
    struct fixture *f = *state;
    struct brief_wish any = {0}, rank = {0}, both = {0}, plain = {0};

    brief_wish_for(&rank, BRIEF_KIND, KIND_RANK);
    brief_wish_for(&both, BRIEF_KIND, KIND_OTHER);
    brief_wish_for(&both, BRIEF_SECTION_KIND, SECTION_OTHER);
    brief_wish_for(&plain, BRIEF_SECTION_KIND, SECTION_PLAN);
    assert_int_equal(brief_seek(&f->brief, &any, 0, FIGURES), 0);
    assert_int_equal(brief_seek(&f->brief, &any, 3, FIGURES), 3);
    assert_int_equal(brief_seek(&f->brief, &rank, 0, FIGURES), 0);
    assert_int_equal(brief_seek(&f->brief, &rank, 1, FIGURES), FIGURES);
    assert_int_equal(brief_seek(&f->brief, &both, 0, FIGURES), 2);
    assert_int_equal(brief_seek(&f->brief, &both, 0, 2), 2);
    assert_int_equal(brief_seek(&f->brief, &plain, 0, FIGURES), FIGURES);
}

/* What heads tell of a unit is what the codec reads of it. */
static void
test_heads_tell_units(void **state)
{
    struct fixture *f = *state;
    struct str unit = first_figures[0].unit;
    struct brief_wish in_unit = {0}, in_none = {0};

    assert_int_equal(brief_unit(&f->brief, unit), 1);
    assert_int_equal(brief_unit(&f->brief, STR("")), 2);
    assert_int_equal(brief_unit(&f->brief, STR("光年")), BRIEF_NO_UNIT);
    brief_wish_for(&in_unit, BRIEF_UNIT_PLACE, 2);
    brief_wish_for(&in_none, BRIEF_UNIT_PLACE, BRIEF_NO_UNIT);
    assert_int_equal(brief_seek(&f->brief, &in_unit, 0, FIGURES), 2);
    assert_int_equal(brief_seek(&f->brief, &in_unit, 3, FIGURES), FIGURES);
    assert_int_equal(brief_seek(&f->brief, &in_none, 0, FIGURES), 1);
}

/* A list of units has an end: beyond it the details tell. */
static void
test_units_beyond_the_list_are_told_by_details(void **state)
{
    enum { UNITS = 300, LISTED = BRIEF_OTHER_UNIT - 1 };
    struct fixture *f = *state;
    struct figure *figures = ARENA_ARRAY(&f->arena, struct figure, UNITS);
    struct report report = {.figures = figures, .figure_count = UNITS};
    struct record_set set = {&report, 1};
    struct packed_brief packed;
    struct brief_figure seen = {0};
    struct brief b;
    struct str value;

    for (unsigned i = 0; i < UNITS; i++)
        figures[i].unit = arena_format(&f->arena, "u%u", i);
    assert_int_equal(records_pack(&set, &f->arena, &value, NULL), STATUS_OK);
    assert_int_equal(brief_make(value, &f->arena, &packed, NULL), STATUS_OK);
    assert_int_equal(brief_open(packed.heads, &b, NULL), STATUS_OK);
    assert_int_equal(brief_open_details(packed.details, &b, NULL), STATUS_OK);
    for (unsigned i = 0; i < UNITS; i++) {
        struct brief_wish wish = {0};
        unsigned place = brief_unit(&b, figures[i].unit);
        assert_int_equal(place, i < LISTED ? i + 1 : BRIEF_OTHER_UNIT);
        brief_wish_for(&wish, BRIEF_UNIT_PLACE, place);
        assert_int_equal(brief_seek(&b, &wish, 0, UNITS),
                         i < LISTED ? i : LISTED);
        assert_true(brief_figure(&b, i, BRIEF_UNIT, &seen));
        assert_true(str_equal(seen.figure.unit, figures[i].unit));
    }
    assert_int_equal(brief_unit(&b, STR("u300")), BRIEF_OTHER_UNIT);
}

static void
assert_inside(struct str part, struct str value)
{
    if (part.len > 0)
        assert_in_range((uintptr_t)part.ptr, (uintptr_t)value.ptr,
                        (uintptr_t)value.ptr + value.len - part.len);
}

/* Read all of it; what is damaged may be refused, or be something else. */
static void
read_all(struct packed_brief packed)
{
    struct brief b;
    struct brief_report r;
    struct brief_figure figure = {0};

    if (brief_open(packed.heads, &b, NULL) != STATUS_OK)
        return;
    for (uint32_t i = 0; i < b.report_count; i++)
        if (brief_report(&b, i, &r))
            assert_inside(r.report.place.name, packed.heads);
    (void)brief_unit(&b, STR("光年"));
    if (brief_open_details(packed.details, &b, NULL) != STATUS_OK)
        return;
    for (uint32_t i = 0; i < b.figure_count; i++)
        if (brief_figure(&b, i, ALL, &figure))
            assert_inside(figure.figure.object, packed.details);
}

/* Cut short and bit by bit; `value` is one of the two in `packed`. */
static void
damage(struct packed_brief *packed, struct str *value)
{
    struct str whole = *value;

    for (size_t bytes = 0; bytes <= whole.len; bytes++) {
        char *cut = malloc(bytes ? bytes : 1);
        assert_non_null(cut);
        memcpy(cut, whole.ptr, bytes);
        *value = (struct str){cut, bytes};
        read_all(*packed);
        free(cut);
    }
    *value = whole;
    for (size_t i = 0; i < whole.len * 8; i++) {
        char *bytes = (char *)(uintptr_t)whole.ptr;
        bytes[i / 8] ^= (char)(1 << i % 8);
        read_all(*packed);
        bytes[i / 8] ^= (char)(1 << i % 8);
    }
}

static void
test_damage_leads_nowhere_outside(void **state)
{
    struct fixture *f = *state;

    damage(&f->packed, &f->packed.heads);
    damage(&f->packed, &f->packed.details);
}

static void
test_records_that_are_none_have_no_brief(void **state)
{
    struct fixture *f = *state;
    struct packed_brief brief = {STR("as"), STR("before")};

    assert_int_equal(brief_make(STR("no records"), &f->arena, &brief, NULL),
                     STATUS_CORRUPT);
    assert_true(str_equal(brief.heads, STR("as")));
    assert_true(str_equal(brief.details, STR("before")));
    assert_int_equal(brief_open(STR("no brief at all"), &f->brief, NULL),
                     STATUS_CORRUPT);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(test_reports_are_those_of_the_records),
        CASE(test_figures_are_those_of_the_records),
        CASE(test_seeking_passes_by_what_is_not_wished),
        CASE(test_heads_tell_units),
        CASE(test_units_beyond_the_list_are_told_by_details),
        CASE(test_damage_leads_nowhere_outside),
        CASE(test_records_that_are_none_have_no_brief),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
