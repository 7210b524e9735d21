/* config - the configuration file, by its lines. */
#include "config/config.h"

#include <stdio.h>
#include <string.h>

#include "tests/unit/temporary.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static enum status
open_text(const struct temporary *folder, const char *text, struct config **out,
          struct error *err)
{
    const char *path = temporary_file(folder, "baogao.zpl");
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    return config_open(path, out, err);
}

static void
test_entries_come_with_their_lines(void **state)
{
    const struct temporary *folder = *state;
    struct config *c;
    struct error err;
    size_t count;
    const struct config_entry *entries;

    assert_int_equal(open_text(folder,
                               "# all of it\n"
                               "\n"
                               "worker\n"
                               "    dir = \"/srv/a b\"\n"
                               "    # twice\n"
                               "    tag-cap = court=2 # here\n"
                               "\n"
                               "    tag-cap = \"区=3\"\n"
                               "client\n"
                               "    json\n",
                               &c, &err),
                     STATUS_OK);
    entries = config_section(c, "worker", &count);
    assert_int_equal(count, 3);
    assert_string_equal(entries[0].key, "dir");
    assert_string_equal(entries[0].value, "/srv/a b");
    assert_int_equal(entries[0].line, 4);
    assert_string_equal(entries[1].value, "court=2");
    assert_int_equal(entries[1].line, 6);
    assert_string_equal(entries[2].value, "区=3");
    assert_int_equal(entries[2].line, 8);
    entries = config_section(c, "client", &count);
    assert_int_equal(count, 1);
    assert_string_equal(entries[0].value, "");
    assert_int_equal(entries[0].line, 10);
    assert_null(config_section(c, "publisher", &count));
    assert_int_equal(count, 0);
    config_close(c);
}

static void
test_what_is_wrong_is_told_with_its_line(void **state)
{
    const struct temporary *folder = *state;
    static const struct {
        const char *text, *told;
    } wrong[] = {
        {"worker\n  dir = a\n", ":2: indent 4 spaces at once"},
        {"worker\n\n    d*r = a\n", ":3: invalid syntax"},
        {"worker\n    dir = \"a\n", ":2: missing \""},
        {"publisher\n    log = info\n\nwroker\n", ":4: wroker: "},
        {"worker = 3\n", ":1: worker: a section has no value"},
        {"worker\n    dir = a\nworker\n    log = info\n", ":3: worker: "},
        {"worker\n    dir = a\n        b = c\n", ":3: dir: nothing"},
    };
    struct config *c;
    struct error err;

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(open_text(folder, wrong[i].text, &c, &err),
                         STATUS_INVALID);
        if (!strstr(err.text, wrong[i].told))
            fail_msg("\"%s\" has no \"%s\"", err.text, wrong[i].told);
    }
}

static void
test_a_file_that_cannot_be_read_is_named(void **state)
{
    const struct temporary *folder = *state;
    struct config *c;
    struct error err;
    const char *path = temporary_file(folder, "missing");

    assert_int_equal(config_open(path, &c, &err), STATUS_UNAVAILABLE);
    assert_non_null(strstr(err.text, path));
    assert_int_equal(config_open(folder->path, &c, &err), STATUS_UNAVAILABLE);
}

static void
test_an_empty_file_has_no_entries(void **state)
{
    const struct temporary *folder = *state;
    struct config *c;
    struct error err;
    size_t count;

    assert_int_equal(open_text(folder, "", &c, &err), STATUS_OK);
    assert_null(config_section(c, "worker", &count));
    config_close(c);
    assert_int_equal(open_text(folder, "# nothing\n", &c, &err), STATUS_OK);
    config_close(c);
}

static void
test_a_file_too_large_is_refused(void **state)
{
    const struct temporary *folder = *state;
    const char *path = temporary_file(folder, "large");
    FILE *file = fopen(path, "w");
    struct config *c;
    struct error err;

    assert_non_null(file);
    for (int i = 0; i < 1 << 17; i++)
        fputs("# a line\n", file);
    fclose(file);
    assert_int_equal(config_open(path, &c, &err), STATUS_INVALID);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_entries_come_with_their_lines),
        cmocka_unit_test(test_what_is_wrong_is_told_with_its_line),
        cmocka_unit_test(test_a_file_that_cannot_be_read_is_named),
        cmocka_unit_test(test_an_empty_file_has_no_entries),
        cmocka_unit_test(test_a_file_too_large_is_refused),
    };

    return cmocka_run_group_tests(tests, temporary_setup, temporary_teardown);
}
