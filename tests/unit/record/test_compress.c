/* compress - texts in and out of their zstd frames. */
#include "record/compress.h"

#include <stdlib.h>
#include <string.h>

#include "tests/unit/numbers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct str
sample(size_t bytes, struct arena *a)
{
    char *text = arena_alloc(a, bytes + 1, 1);
    struct numbers n = {bytes};

    for (size_t i = 0; i < bytes; i++)
        text[i] = (char)('a' + numbers_below(&n, 3));
    return (struct str){text, bytes};
}

static struct str
compress(struct str text, struct arena *a)
{
    struct str packed = {NULL, 0};
    struct error err;

    assert_int_equal(text_compress(text, a, &packed, &err), STATUS_OK);
    return packed;
}

static void
test_a_text_comes_back_the_same(void **state)
{
    static const size_t sizes[] = {0, 1, 100, 65536, 300000};
    struct arena a = {0};
    struct error err;

    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct str text = sample(sizes[i], &a), back;
        assert_int_equal(
            text_inflate(compress(text, &a), sizes[i], &a, &back, &err),
            STATUS_OK);
        assert_true(str_equal(back, text));
        assert_int_equal(back.ptr[back.len], 0);
    }
    arena_release(&a);
}

static enum status
inflate(struct str packed, size_t max_bytes)
{
    struct arena a = ARENA_LIMIT(1 << 20);
    struct str out = STR("untouched");
    struct error err;
    enum status st = text_inflate(packed, max_bytes, &a, &out, &err);

    if (st != STATUS_OK)
        assert_string_equal(out.ptr, "untouched");
    arena_release(&a);
    return st;
}

static void
test_a_text_larger_than_allowed_is_refused(void **state)
{
    struct arena a = {0};
    struct str packed = compress(sample(1000, &a), &a);

    (void)state;
    assert_int_equal(inflate(packed, 1000), STATUS_OK);
    assert_int_equal(inflate(packed, 999), STATUS_CORRUPT);
    assert_int_equal(inflate(packed, 0), STATUS_CORRUPT);
    arena_release(&a);
}

static void
test_a_frame_cut_anywhere_is_refused(void **state)
{
    struct arena a = {0};
    struct str packed = compress(sample(3000, &a), &a);

    (void)state;
    for (size_t bytes = 0; bytes < packed.len; bytes++) {
        char *cut = malloc(bytes ? bytes : 1);
        memcpy(cut, packed.ptr, bytes);
        assert_int_equal(inflate((struct str){cut, bytes}, 10000),
                         STATUS_CORRUPT);
        free(cut);
    }
    arena_release(&a);
}

static void
test_a_flipped_bit_never_changes_the_text(void **state)
{
    struct arena a = {0};
    struct str text = sample(3000, &a), packed = compress(text, &a);
    char *copy = malloc(packed.len);
    size_t refused = 0;

    (void)state;
    for (size_t bit = 0; bit < 8 * packed.len; bit++) {
        struct arena scratch = ARENA_LIMIT(1 << 20);
        struct str out;
        struct error err;
        memcpy(copy, packed.ptr, packed.len);
        copy[bit / 8] ^= (char)(1 << bit % 8);
        /* A few bits of the format mean nothing. */
        if (text_inflate((struct str){copy, packed.len}, 10000, &scratch, &out,
                         &err) == STATUS_OK)
            assert_true(str_equal(out, text));
        else
            refused++;
        arena_release(&scratch);
    }
    assert_in_range(refused, 7 * packed.len, 8 * packed.len);
    free(copy);
    arena_release(&a);
}

static void
test_bytes_after_the_frame_are_refused(void **state)
{
    struct arena a = {0};
    struct str packed = compress(STR("text"), &a);
    char *two = malloc(2 * packed.len);

    (void)state;
    memcpy(two, packed.ptr, packed.len);
    memcpy(two + packed.len, packed.ptr, packed.len);
    assert_int_equal(inflate((struct str){two, 2 * packed.len}, 100),
                     STATUS_CORRUPT);
    assert_int_equal(inflate((struct str){two, packed.len + 1}, 100),
                     STATUS_CORRUPT);
    free(two);
    arena_release(&a);
}

static void
test_a_frame_that_is_to_be_skipped_is_no_text(void **state)
{
    /* RFC 8878, 3.1.2: magic number, size, that many bytes. */
    static const char frame[] = "\x50\x2A\x4D\x18\x02\x00\x00\x00xx";

    (void)state;
    assert_int_equal(inflate((struct str){frame, sizeof frame - 1}, 100),
                     STATUS_CORRUPT);
}

static void
test_too_little_memory_is_said(void **state)
{
    struct arena a = {0}, little = ARENA_LIMIT(1000);
    struct str packed = compress(sample(300000, &a), &a);
    struct str out;
    struct error err;

    (void)state;
    assert_int_equal(text_inflate(packed, 300000, &little, &out, &err),
                     STATUS_UNAVAILABLE);
    assert_int_equal(text_compress(sample(5000, &a), &little, &out, &err),
                     STATUS_UNAVAILABLE);
    arena_release(&a);
    arena_release(&little);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_text_comes_back_the_same),
        cmocka_unit_test(test_a_text_larger_than_allowed_is_refused),
        cmocka_unit_test(test_a_frame_cut_anywhere_is_refused),
        cmocka_unit_test(test_a_flipped_bit_never_changes_the_text),
        cmocka_unit_test(test_bytes_after_the_frame_are_refused),
        cmocka_unit_test(test_a_frame_that_is_to_be_skipped_is_no_text),
        cmocka_unit_test(test_too_little_memory_is_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
