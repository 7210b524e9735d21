/* table - columns that line up, and what gives way on a narrow terminal. */
#include "client/table.h"

#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct column columns[] = {
    {"id", false, 0, 0},
    {"object", false, 0, 6},
    {"value", true, 0, 0},
    {"document", false, 1, 8},
};

struct printed {
    char *text;
    size_t len;
    FILE *to;
};

static void
begin(struct printed *p, struct table *t, size_t line_width)
{
    p->to = open_memstream(&p->text, &p->len);
    assert_non_null(p->to);
    table_init(t, columns, sizeof columns / sizeof *columns, p->to);
    t->line_width = line_width;
}

static void
add_row(struct table *t, const char *id, const char *object, const char *value,
        const char *document)
{
    table_add(t, str_from(id));
    table_add(t, str_from(object));
    table_add(t, str_from(value));
    table_add(t, str_from(document));
}

static void
assert_printed(struct printed *p, struct table *t, const char *wanted)
{
    assert_true(table_flush(t));
    fclose(p->to);
    assert_string_equal(p->text, wanted);
    free(p->text);
    table_release(t);
}

static void
test_chinese_columns_line_up(void **state)
{
    struct printed p;
    struct table t;

    (void)state;
    begin(&p, &t, 0);
    add_row(&t, "f1", "学习会", "8", "a.txt");
    add_row(&t, "f12", "GDP", "1,600,000", "b.txt");
    assert_printed(&p, &t,
                   "id   object      value  document\n"
                   "f1   学习会          8  a.txt\n"
                   "f12  GDP     1,600,000  b.txt\n");
}

static void
test_an_empty_cell_at_the_end_leaves_no_spaces(void **state)
{
    struct printed p;
    struct table t;

    (void)state;
    begin(&p, &t, 0);
    add_row(&t, "f1", "", "8", "");
    assert_printed(&p, &t,
                   "id  object  value  document\n"
                   "f1              8\n");
}

static void
test_the_widest_text_gives_way_first(void **state)
{
    struct printed p;
    struct table t;

    (void)state;
    begin(&p, &t, 34);
    add_row(&t, "f1", "农村居民人均可支配收入", "8.1", "a.txt");
    assert_printed(&p, &t,
                   "id  object         value  document\n"
                   "f1  农村居民人均…    8.1  a.txt\n");
}

static void
test_optional_columns_go_when_nothing_else_can(void **state)
{
    struct printed p;
    struct table t;

    (void)state;
    begin(&p, &t, 20);
    add_row(&t, "f1", "农村居民", "8.1", "a.txt");
    assert_printed(&p, &t,
                   "id  object    value\n"
                   "f1  农村居民    8.1\n");
}

static void
test_the_most_spare_column_goes_first(void **state)
{
    static const struct column spare[] = {
        {"a", false, 1, 0},
        {"b", false, 2, 0},
        {"c", false, 0, 0},
    };
    struct printed p;
    struct table t;

    (void)state;
    begin(&p, &t, 0);
    table_init(&t, spare, sizeof spare / sizeof *spare, p.to);
    t.line_width = 10;
    table_add(&t, STR("aaaa"));
    table_add(&t, STR("bbbb"));
    table_add(&t, STR("cccc"));
    assert_printed(&p, &t, "a     c\naaaa  cccc\n");
}

static void
test_numbers_are_never_shortened(void **state)
{
    struct printed p;
    struct table t;

    (void)state;
    begin(&p, &t, 10);
    add_row(&t, "f1", "学习会", "1,600,000", "a.txt");
    assert_printed(&p, &t,
                   "id  object      value\n"
                   "f1  学习会  1,600,000\n");
}

static void
test_nothing_is_shortened_without_a_terminal(void **state)
{
    struct printed p;
    struct table t;
    char object[301];

    (void)state;
    memset(object, 'x', 300);
    object[300] = '\0';
    begin(&p, &t, 0);
    add_row(&t, "f1", object, "8", "a.txt");
    assert_true(table_flush(&t));
    fclose(p.to);
    assert_non_null(strstr(p.text, object));
    free(p.text);
    table_release(&t);
}

static void
test_a_cell_cannot_steer_the_terminal_or_end_the_line(void **state)
{
    struct printed p;
    struct table t;

    (void)state;
    begin(&p, &t, 0);
    add_row(&t, "f1", "\033]0;x\a", "8", "a\nb");
    assert_printed(&p, &t,
                   "id  object  value  document\n"
                   "f1  \xEF\xBF\xBD]0;x\xEF\xBF\xBD      8  a b\n");
}

static void
test_later_rows_keep_the_columns_of_earlier_ones(void **state)
{
    struct printed p;
    struct table t;

    (void)state;
    begin(&p, &t, 0);
    add_row(&t, "f1", "地区生产总值", "8", "a.txt");
    assert_true(table_flush(&t));
    add_row(&t, "f2", "学习会", "26", "b.txt");
    assert_printed(&p, &t,
                   "id  object        value  document\n"
                   "f1  地区生产总值      8  a.txt\n"
                   "f2  学习会           26  b.txt\n");
}

static void
test_no_rows_print_nothing(void **state)
{
    struct printed p;
    struct table t;

    (void)state;
    begin(&p, &t, 0);
    assert_printed(&p, &t, "");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_chinese_columns_line_up),
        cmocka_unit_test(test_an_empty_cell_at_the_end_leaves_no_spaces),
        cmocka_unit_test(test_the_widest_text_gives_way_first),
        cmocka_unit_test(test_optional_columns_go_when_nothing_else_can),
        cmocka_unit_test(test_the_most_spare_column_goes_first),
        cmocka_unit_test(test_numbers_are_never_shortened),
        cmocka_unit_test(test_nothing_is_shortened_without_a_terminal),
        cmocka_unit_test(test_a_cell_cannot_steer_the_terminal_or_end_the_line),
        cmocka_unit_test(test_later_rows_keep_the_columns_of_earlier_ones),
        cmocka_unit_test(test_no_rows_print_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
