/* run - a sorted piece of the index against a plain table. */
#include "store/index/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/numbers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { TERMS = 40, DOCUMENTS = 200 };

/* The model: who has which term. Document i is number_of(i). */
struct table {
    bool has[TERMS][DOCUMENTS];
};

static uint64_t
number_of(unsigned document)
{
    /* Differences of one to ten bytes. */
    return document < 150 ? document + 1
                          : (uint64_t)1 << 63 | (uint64_t)document << 40;
}

static struct str
term_of(unsigned term, struct arena *a)
{
    char text[300];

    memset(text, 'x', sizeof text);
    snprintf(text, sizeof text, "o%c%u", (char)(0x80 + term % 7), term);
    text[strlen(text)] = 'x';
    return arena_copy(a, (struct str){text, term * 7 % 290 + 5});
}

static void
add(struct posting_list *list, struct table *t, unsigned term,
    unsigned document, struct arena *a)
{
    t->has[term][document] = true;
    assert_true(posting_list_add(
        list, (struct posting){term_of(term, a), number_of(document)}, a));
}

static void
add_random(struct posting_list *list, struct table *t, struct numbers *n,
           struct arena *a)
{
    for (uint64_t i = numbers_below(n, 600); i > 0; i--)
        add(list, t, (unsigned)numbers_below(n, TERMS),
            (unsigned)numbers_below(n, DOCUMENTS), a);
}

static struct str
build(struct posting_list *list, struct arena *a)
{
    struct str run = {NULL, 0};
    struct error err;

    assert_int_equal(run_build(list, a, &run, &err), STATUS_OK);
    return run;
}

static void
assert_finds_all(struct str run, const struct table *t, struct arena *a)
{
    struct error err;

    for (unsigned term = 0; term < TERMS; term++) {
        struct document_list found = {0};
        size_t at = 0;
        assert_int_equal(
            run_find(run, term_alone(term_of(term, a)), a, &found, &err),
            STATUS_OK);
        for (unsigned d = 0; d < DOCUMENTS; d++) {
            if (!t->has[term][d])
                continue;
            assert_true(at < found.count);
            assert_true(found.numbers[at++] == number_of(d));
        }
        assert_int_equal(at, found.count);
    }
}

/* What a range finds, and counts, is what its terms find each. */
static void
assert_ranges_are_sums(struct str run, struct arena *a)
{
    struct error err;

    for (unsigned term = 0; term < TERMS; term++) {
        struct term_range range = {term_of(term, a),
                                   term_of((term + 5) % TERMS, a)};
        struct document_list found = {0}, each = {0};
        uint64_t count = 0;
        assert_int_equal(run_find(run, range, a, &found, &err), STATUS_OK);
        assert_int_equal(run_count(run, range, UINT64_MAX, &count, &err),
                         STATUS_OK);
        for (unsigned t = 0; t < TERMS; t++)
            if (str_compare(term_of(t, a), range.first) >= 0 &&
                str_compare(term_of(t, a), range.last) <= 0)
                assert_int_equal(
                    run_find(run, term_alone(term_of(t, a)), a, &each, &err),
                    STATUS_OK);
        assert_int_equal(found.count, count);
        assert_int_equal(found.count, each.count);
        document_list_sort(&found);
        document_list_sort(&each);
        assert_int_equal(found.count, each.count);
        if (found.count > 0)
            assert_memory_equal(found.numbers, each.numbers,
                                found.count * sizeof *found.numbers);
    }
}

static void
test_a_run_finds_what_was_put_in_and_nothing_else(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 30; seed++) {
        struct numbers n = {seed};
        struct arena a = {0};
        struct posting_list list = {0};
        struct table *t = calloc(1, sizeof *t);
        add_random(&list, t, &n, &a);
        assert_finds_all(build(&list, &a), t, &a);
        assert_ranges_are_sums(build(&list, &a), &a);
        free(t);
        arena_release(&a);
    }
}

static void
test_runs_read_and_built_again_are_one_run(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 10; seed++) {
        struct numbers n = {seed};
        struct arena a = {0};
        struct posting_list all = {0};
        struct table *t = calloc(1, sizeof *t);
        struct error err;
        for (int i = 0; i < 5; i++) {
            struct posting_list list = {0};
            add_random(&list, t, &n, &a);
            assert_int_equal(run_read(build(&list, &a), &a, &all, &err),
                             STATUS_OK);
        }
        assert_finds_all(build(&all, &a), t, &a);
        free(t);
        arena_release(&a);
    }
}

static void
test_merged_runs_are_what_all_postings_build(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        struct numbers n = {seed};
        struct arena a = {0};
        struct posting_list all = {0};
        struct table *t = calloc(1, sizeof *t);
        struct str runs[RUN_MERGE_MAX], merged, built;
        size_t count = numbers_below(&n, RUN_MERGE_MAX + 1);
        struct error err;
        for (size_t i = 0; i < count; i++) {
            struct posting_list list = {0};
            if (i != 1) /* an empty one among them */
                add_random(&list, t, &n, &a);
            runs[i] = build(&list, &a);
            assert_int_equal(run_read(runs[i], &a, &all, &err), STATUS_OK);
        }
        assert_int_equal(run_merge(runs, count, &a, &merged, &err), STATUS_OK);
        built = build(&all, &a);
        assert_true(str_equal(merged, built));
        assert_finds_all(merged, t, &a);
        free(t);
        arena_release(&a);
    }
}

static void
test_a_damaged_run_is_not_merged(void **state)
{
    struct numbers n = {7};
    struct arena a = {0};
    struct posting_list list = {0};
    struct table *t = calloc(1, sizeof *t);
    struct str runs[2], merged;
    struct error err;

    (void)state;
    add_random(&list, t, &n, &a);
    runs[0] = build(&list, &a);
    runs[1] = arena_copy(&a, runs[0]);
    ((char *)(uintptr_t)runs[1].ptr)[runs[1].len - 1] ^= 1;
    assert_int_equal(run_merge(runs, 2, &a, &merged, &err), STATUS_CORRUPT);
    free(t);
    arena_release(&a);
}

static void
test_an_empty_run_finds_nothing(void **state)
{
    struct arena a = {0};
    struct posting_list none = {0}, read = {0};
    struct document_list found = {0};
    struct error err;
    struct str run = build(&none, &a);

    (void)state;
    assert_int_equal(run_find(run, term_alone(STR("x")), &a, &found, &err),
                     STATUS_OK);
    assert_int_equal(found.count, 0);
    assert_int_equal(run_read(run, &a, &read, &err), STATUS_OK);
    assert_int_equal(read.count, 0);
    arena_release(&a);
}

static void
test_terms_compare_by_bytes_and_whole(void **state)
{
    struct arena a = {0};
    struct posting_list list = {0};
    struct error err;
    static const struct str terms[] = {STR_INIT("u"), STR_INIT("u个"),
                                       STR_INIT("u个体"), STR_INIT("")};
    struct str run;

    (void)state;
    for (unsigned i = 0; i < 4; i++)
        assert_true(
            posting_list_add(&list, (struct posting){terms[i], i + 1}, &a));
    run = build(&list, &a);
    for (unsigned i = 0; i < 4; i++) {
        struct document_list found = {0};
        assert_int_equal(run_find(run, term_alone(terms[i]), &a, &found, &err),
                         STATUS_OK);
        assert_int_equal(found.count, 1);
        assert_int_equal(found.numbers[0], i + 1);
    }
    arena_release(&a);
}

static void
test_a_term_too_long_for_a_run_is_refused(void **state)
{
    struct arena a = {0};
    struct posting_list list = {0};
    char *longest = calloc(1, UINT16_MAX + 1);
    struct str run = STR("untouched");
    struct error err;

    (void)state;
    assert_true(posting_list_add(
        &list, (struct posting){{longest, UINT16_MAX}, 1}, &a));
    assert_int_equal(run_build(&list, &a, &run, &err), STATUS_OK);
    list.postings[0].term.len++;
    run = STR("untouched");
    assert_int_equal(run_build(&list, &a, &run, &err), STATUS_INVALID);
    assert_string_equal(run.ptr, "untouched");
    free(longest);
    arena_release(&a);
}

/* Whatever it is: an answer, in memory that the run's size bounds. */
static void
use_damaged(struct str run, struct arena *keep)
{
    struct arena a = ARENA_LIMIT(1 << 20);
    struct document_list found = {0};
    struct posting_list read = {0};
    struct error err;

    for (unsigned term = 0; term < TERMS; term += 5) {
        enum status st =
            run_find(run, term_alone(term_of(term, keep)), &a, &found, &err);
        assert_true(st == STATUS_OK || st == STATUS_CORRUPT);
    }
    arena_release(&a);
    switch (run_read(run, &a, &read, &err)) {
    case STATUS_OK:
        assert_true(read.count <= run.len);
        break;
    case STATUS_CORRUPT:
        break;
    default:
        fail_msg("%s", err.text);
    }
    arena_release(&a);
}

static void
test_a_damaged_run_is_never_read_past_its_end(void **state)
{
    struct arena a = {0};
    struct posting_list list = {0};
    struct table *t = calloc(1, sizeof *t);
    struct numbers n = {7};
    struct str run;

    (void)state;
    add_random(&list, t, &n, &a);
    run = build(&list, &a);
    for (size_t bytes = 0; bytes < run.len; bytes += 1 + bytes / 50) {
        char *cut = malloc(bytes ? bytes : 1);
        memcpy(cut, run.ptr, bytes);
        use_damaged((struct str){cut, bytes}, &a);
        free(cut);
    }
    for (int i = 0; i < 3000; i++) {
        char *copy = malloc(run.len);
        memcpy(copy, run.ptr, run.len);
        for (int flips = 0; flips < 3; flips++)
            copy[numbers_below(&n, i % 2 ? run.len : 200)] ^=
                (char)(1 << numbers_below(&n, 8));
        use_damaged((struct str){copy, run.len}, &a);
        free(copy);
    }
    free(t);
    arena_release(&a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_run_finds_what_was_put_in_and_nothing_else),
        cmocka_unit_test(test_runs_read_and_built_again_are_one_run),
        cmocka_unit_test(test_merged_runs_are_what_all_postings_build),
        cmocka_unit_test(test_a_damaged_run_is_not_merged),
        cmocka_unit_test(test_an_empty_run_finds_nothing),
        cmocka_unit_test(test_terms_compare_by_bytes_and_whole),
        cmocka_unit_test(test_a_term_too_long_for_a_run_is_refused),
        cmocka_unit_test(test_a_damaged_run_is_never_read_past_its_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
