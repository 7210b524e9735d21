/* options - reading the command line by tables. */
#include "client/options.h"

#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct option_spec figure_options[] = {
    {"place", "PLACE", "of there"},
    {"tag", "TAG", "several"},
    {"all", NULL, "all"},
    {NULL, NULL, NULL},
};

static const struct command figures = {
    .name = "figures",
    .operands = "",
    .options = figure_options,
};

enum { WORDS_MAX = 16 };

/* Read a command line whose words single spaces part; they live in `a`. */
static enum status
read_line(struct invocation *inv, struct arena *a, const struct command *c,
          const char *line, struct error *err)
{
    char **words = ARENA_ARRAY(a, char *, WORDS_MAX);
    char *text = arena_alloc(a, strlen(line) + 1, 1);
    int count = 0;

    assert_non_null(words);
    assert_non_null(text);
    strcpy(text, line);
    for (char *word; (word = strsep(&text, " ")) && count < WORDS_MAX - 1;)
        words[count++] = word;
    *inv = (struct invocation){.command = c, .arena = a};
    return options_read(inv, count, words, err);
}

static void
test_options_and_operands_may_mix(void **state)
{
    static const char line[] = "figures one --place 浙江省 two --all --json";
    struct invocation inv;
    struct arena a = {0};
    struct error err;

    (void)state;
    assert_int_equal(read_line(&inv, &a, &figures, line, &err), STATUS_OK);
    assert_string_equal(options_value(&inv, "place"), "浙江省");
    assert_true(options_has(&inv, "all"));
    assert_true(options_has(&inv, "json"));
    assert_false(options_has(&inv, "tag"));
    assert_int_equal(inv.operand_count, 2);
    assert_string_equal(inv.operands[1], "two");
    arena_release(&a);
}

static void
test_before_a_command_reading_stops_at_its_name(void **state)
{
    static const char line[] = "baogao --json figures --place x";
    struct invocation inv;
    struct arena a = {0};
    struct error err;

    (void)state;
    assert_int_equal(read_line(&inv, &a, NULL, line, &err), STATUS_OK);
    assert_true(options_has(&inv, "json"));
    assert_int_equal(inv.operand_count, 3);
    assert_string_equal(inv.operands[0], "figures");
    arena_release(&a);
}

static void
test_a_repeated_option_keeps_every_value(void **state)
{
    static const char line[] = "figures --tag a --tag=b";
    struct invocation inv;
    struct arena a = {0};
    struct error err;

    (void)state;
    assert_int_equal(read_line(&inv, &a, &figures, line, &err), STATUS_OK);
    assert_int_equal(inv.given_count, 2);
    assert_string_equal(inv.given[0].value, "a");
    assert_string_equal(options_value(&inv, "tag"), "b");
    arena_release(&a);
}

struct fault_case {
    const char *line;
    const char *wanted;
};

static void
test_each_fault_has_its_own_line(void **state)
{
    static const struct fault_case cases[] = {
        {"figures --plcae x", "unknown option --plcae"},
        {"figures --plcae=x", "unknown option --plcae"},
        {"figures -x", "unknown option -x"},
        {"figures --place", "option --place needs PLACE"},
        {"figures --all=x", "option --all takes no value"},
    };
    struct invocation inv;
    struct arena a = {0};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct error err;
        assert_int_equal(read_line(&inv, &a, &figures, cases[i].line, &err),
                         STATUS_INVALID);
        assert_string_equal(err.text, cases[i].wanted);
    }
    arena_release(&a);
}

static void
test_numbers_are_whole_and_within_bounds(void **state)
{
    static const char *const bad[] = {
        "figures --place=",   "figures --place x",
        "figures --place -1", "figures --place 1.5",
        "figures --place 10", "figures --place 99999999999999999999",
    };
    struct arena a = {0};
    struct error err;
    struct invocation inv;
    uint64_t number = 7;

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(read_line(&inv, &a, &figures, bad[i], &err),
                         STATUS_OK);
        assert_int_equal(options_number(&inv, "place", 0, 9, &number, &err),
                         STATUS_INVALID);
    }
    assert_int_equal(number, 7);
    assert_int_equal(options_number(&inv, "tag", 0, 9, &number, &err),
                     STATUS_OK);
    assert_int_equal(number, 7);
    arena_release(&a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_options_and_operands_may_mix),
        cmocka_unit_test(test_before_a_command_reading_stops_at_its_name),
        cmocka_unit_test(test_a_repeated_option_keeps_every_value),
        cmocka_unit_test(test_each_fault_has_its_own_line),
        cmocka_unit_test(test_numbers_are_whole_and_within_bounds),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
