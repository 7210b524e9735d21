/* glance - what is seen of a packed figure is what the codec reads. */
#include "record/codec.h"

#include "tests/unit/record/full_figure.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct figure figures[] = {
    FULL_FIGURE,
    {.span = {UINT32_MAX, UINT32_MAX}, .value = {INT64_MAX, 0}},
    {.value = {1, 18}, .unit = STR_INIT(""), .norm.unit = STR_INIT("m2")},
};

enum { FIGURES = sizeof figures / sizeof *figures };

/* The report is record 0. */
static struct packed
pack_figures(struct arena *a)
{
    struct report report = {.figures = figures, .figure_count = FIGURES};
    struct record_set set = {&report, 1};
    struct packed p;
    struct str value;
    struct error err;

    assert_int_equal(records_pack(&set, a, &value, &err), STATUS_OK);
    assert_int_equal(packed_open(value, &p, &err), STATUS_OK);
    return p;
}

static void
assert_same_text(struct str x, struct str y)
{
    assert_int_equal(record_has(x), record_has(y));
    assert_true(str_equal(x, y));
}

static void
assert_same(const struct figure *x, const struct figure *y)
{
    assert_int_equal(x->span.begin, y->span.begin);
    assert_int_equal(x->span.end, y->span.end);
    assert_int_equal(x->section, y->section);
    assert_int_equal(decimal_compare(x->value, y->value), 0);
    assert_int_equal(x->has_upper, y->has_upper);
    assert_int_equal(decimal_compare(x->upper, y->upper), 0);
    assert_same_text(x->unit, y->unit);
    assert_int_equal(x->kind, y->kind);
    assert_int_equal(decimal_compare(x->norm.value, y->norm.value), 0);
    assert_int_equal(decimal_compare(x->norm.upper, y->norm.upper), 0);
    assert_same_text(x->norm.unit, y->norm.unit);
    assert_int_equal(x->measure, y->measure);
    assert_int_equal(x->direction, y->direction);
    assert_same_text(x->action, y->action);
    assert_same_text(x->object, y->object);
    assert_same_text(x->period, y->period);
    assert_int_equal(x->status, y->status);
}

static void
test_a_glance_sees_figures_and_nothing_else(void **state)
{
    struct arena a = {0};
    struct packed p = pack_figures(&a);
    struct figure seen;

    (void)state;
    assert_false(packed_glance(&p, 0, &seen));
    for (uint32_t i = 0; i < FIGURES; i++) {
        assert_true(packed_glance(&p, 1 + i, &seen));
        assert_same(&seen, &figures[i]);
        /* It borrows what was packed. */
        if (seen.unit.len > 0)
            assert_in_range((uintptr_t)seen.unit.ptr, (uintptr_t)p.value.ptr,
                            (uintptr_t)p.value.ptr + p.value.len);
    }
    arena_release(&a);
}

/* Whatever becomes of its bytes, it is the codec's figure or none. */
static void
test_a_glance_at_flipped_bits_is_the_codecs_or_none(void **state)
{
    struct arena a = {0};
    struct packed p = pack_figures(&a);
    char *bytes = (char *)(uintptr_t)p.value.ptr;
    size_t taken = 0;

    (void)state;
    for (size_t i = 0; i < p.value.len * 8; i++) {
        struct arena scratch = {0};
        struct figure seen, whole;
        struct packed flipped;
        struct error err;
        bytes[i / 8] ^= (char)(1 << i % 8);
        if (packed_open(p.value, &flipped, &err) == STATUS_OK &&
            flipped.count > 1 && packed_glance(&flipped, 1, &seen) &&
            packed_figure(&flipped, 1, &scratch, &whole, &err) == STATUS_OK) {
            assert_same(&seen, &whole);
            taken++;
        }
        bytes[i / 8] ^= (char)(1 << i % 8);
        arena_release(&scratch);
    }
    assert_true(taken > p.value.len);
    arena_release(&a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_glance_sees_figures_and_nothing_else),
        cmocka_unit_test(test_a_glance_at_flipped_bits_is_the_codecs_or_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
