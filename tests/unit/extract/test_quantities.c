#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "worker/extract/quantity/quantities.h"

/* The quantities of one sentence; they live in `arena`. */
static struct quantity_list
read(struct str source, struct arena *arena, struct text *text)
{
    struct quantity_list list = {0};

    assert_int_equal(text_normalise(source, NULL, 0, arena, text, NULL),
                     STATUS_OK);
    assert_int_equal(quantities_read(text, (struct range){0, text->count},
                                     arena, &list, NULL),
                     STATUS_OK);
    return list;
}

static void
test_quantities_come_in_text_order(void **state)
{
    struct arena arena = {0};
    struct text text;
    struct quantity_list list =
        read(STR("召开座谈会8次、走访企业26家"), &arena, &text);

    (void)state;
    assert_int_equal(list.count, 2);
    assert_int_equal(list.items[0].value.digits, 8);
    assert_int_equal(list.items[1].value.digits, 26);
    assert_true(
        str_equal(text_quote(&text, list.items[1].range, &arena), STR("26家")));
    arena_release(&arena);
}

static void
test_quantity_of_an_empty_sentence_is_none(void **state)
{
    struct arena arena = {0};
    struct text text;

    (void)state;
    assert_int_equal(read(STR(""), &arena, &text).count, 0);
    arena_release(&arena);
}

/* A text of `count` times `piece`; reading it must neither hang nor fail. */
static void
assert_reads_long(const char *piece, size_t count)
{
    struct arena arena = {0};
    size_t bytes = strlen(piece);
    char *source = malloc(bytes * count);
    struct text text;

    assert_non_null(source);
    for (size_t i = 0; i < count; i++)
        memcpy(source + i * bytes, piece, bytes);
    read((struct str){source, bytes * count}, &arena, &text);
    arena_release(&arena);
    free(source);
}

static void
test_quantities_stay_linear_in_hostile_text(void **state)
{
    (void)state;
    assert_reads_long("9", 1000000);
    assert_reads_long("九", 1000000);
    assert_reads_long("（", 10000);
    assert_reads_long("1—", 300000);
    assert_reads_long("百分之", 100000);
    assert_reads_long("1万", 300000);
    assert_reads_long("第1、", 300000);
    assert_reads_long("亿", 300000);
    assert_reads_long("约", 300000);
    assert_reads_long("1,111", 300000);
    assert_reads_long("a1", 300000);
    assert_reads_long("新增", 300000);
}

static void
test_quantities_end_at_the_arena_limit(void **state)
{
    struct arena roomy = {0}, tight = ARENA_LIMIT(256);
    struct quantity_list list = {0};
    struct error err;
    struct text text;

    (void)state;
    assert_int_equal(
        text_normalise(STR("1家、2家、3家、4家、5家、6家、7家、8家、9家"), NULL,
                       0, &roomy, &text, NULL),
        STATUS_OK);
    assert_int_equal(quantities_read(&text, (struct range){0, text.count},
                                     &tight, &list, &err),
                     STATUS_UNAVAILABLE);
    arena_release(&tight);
    arena_release(&roomy);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_quantities_come_in_text_order),
        cmocka_unit_test(test_quantity_of_an_empty_sentence_is_none),
        cmocka_unit_test(test_quantities_stay_linear_in_hostile_text),
        cmocka_unit_test(test_quantities_end_at_the_arena_limit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
