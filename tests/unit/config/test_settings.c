/* settings - which of the places that tell of an option is believed. */
#include "config/settings.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/temporary.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { ARGS_MAX = 8, NAMES_MAX = 4 };

enum {
    OPT_DIR = SETTING_FIRST,
    OPT_NAME,
    OPT_QUIET,
    OPT_FD = SETTING_OF_ONE_RUN + SETTING_FIRST,
};

static const struct option options[] = {
    {"dir", required_argument, NULL, OPT_DIR},
    {"name", required_argument, NULL, OPT_NAME},
    {"quiet", no_argument, NULL, OPT_QUIET},
    {"fd", required_argument, NULL, OPT_FD},
    SETTINGS_ROWS,
};

struct target {
    const char *dir;
    const char *names[NAMES_MAX];
    size_t name_count;
    bool is_quiet;
};

static enum status
set(void *target, int id, const char *value, struct error *err)
{
    struct target *t = target;

    if (id == OPT_QUIET) {
        assert_null(value);
        t->is_quiet = true;
    } else if (id == OPT_DIR) {
        t->dir = value;
    } else if (id == OPT_NAME && t->name_count < NAMES_MAX) {
        t->names[t->name_count++] = value;
    }
    return value && strcmp(value, "bad") == 0
               ? error_set(err, STATUS_INVALID, "it is bad")
               : STATUS_OK;
}

static void
set_defaults(void *target)
{
    *(struct target *)target = (struct target){.dir = SETTINGS_DIRECTORY};
}

static enum status
complete(void *target, struct error *err)
{
    const struct target *t = target;

    return strcmp(t->dir, "nowhere") == 0
               ? error_set(err, STATUS_INVALID, "nowhere is no place")
               : STATUS_OK;
}

/* Its names can change while it runs. */
static bool
is_live(const void *target, int id)
{
    (void)target;
    return id == OPT_NAME;
}

static void
take_over(void *target, const void *fresh)
{
    struct target *t = target;
    const struct target *f = fresh;

    memcpy(t->names, f->names, sizeof t->names);
    t->name_count = f->name_count;
}

static const struct settings settings = {
    .program = "program",
    .section = "worker",
    .help = "usage: program\n",
    .options = options,
    .target_bytes = sizeof(struct target),
    .set_defaults = set_defaults,
    .set = set,
    .complete = complete,
    .is_live = is_live,
    .take_over = take_over,
};

struct case_state {
    struct temporary folder;
    struct settings_reading *reading;
    struct target target;
};

/* Read a command line, its arguments between single spaces. */
static enum settings_verdict
read_line(struct case_state *s, const char *line)
{
    static char copy[256];
    char *argv[ARGS_MAX + 1] = {(char[]){"program"}};
    int argc = 1;

    assert_true(strlen(line) < sizeof copy);
    strcpy(copy, line);
    for (char *at = strtok(copy, " "); at; at = strtok(NULL, " ")) {
        assert_true(argc < ARGS_MAX);
        argv[argc++] = at;
    }
    settings_close(s->reading);
    return settings_read(&settings, argc, argv, &s->target, &s->reading);
}

/* The next reading finds this file by the environment. */
static void
write_file(struct case_state *s, const char *text)
{
    const char *path = temporary_file(&s->folder, "baogao.zpl");
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    setenv("BAOGAO_CONFIG", path, 1);
}

static void
test_the_line_goes_before_the_environment_and_that_before_the_file(void **state)
{
    struct case_state *s = *state;

    assert_int_equal(read_line(s, ""), SETTINGS_RUN);
    assert_string_equal(s->target.dir, "./var");
    write_file(s, "worker\n    dir = in-file\n    quiet\n");
    assert_int_equal(read_line(s, ""), SETTINGS_RUN);
    assert_string_equal(s->target.dir, "in-file");
    assert_true(s->target.is_quiet);
    setenv("BAOGAO_DIR", "in-variable", 1);
    write_file(s, "worker\n    dir = in-file\n");
    assert_int_equal(read_line(s, ""), SETTINGS_RUN);
    assert_string_equal(s->target.dir, "in-variable");
    write_file(s, "worker\n    dir = in-file\n");
    assert_int_equal(read_line(s, "--dir in-line"), SETTINGS_RUN);
    assert_string_equal(s->target.dir, "in-line");
}

static void
test_a_repeated_option_is_told_of_in_one_place(void **state)
{
    struct case_state *s = *state;

    write_file(s, "worker\n    name = a\n    name = b\n");
    assert_int_equal(read_line(s, ""), SETTINGS_RUN);
    assert_int_equal(s->target.name_count, 2);
    assert_string_equal(s->target.names[1], "b");
    write_file(s, "worker\n    name = a\n    name = b\n");
    assert_int_equal(read_line(s, "--name c"), SETTINGS_RUN);
    assert_int_equal(s->target.name_count, 1);
    assert_string_equal(s->target.names[0], "c");
}

static void
test_children_are_not_told_of_the_file(void **state)
{
    struct case_state *s = *state;

    write_file(s, "worker\n    dir = in-file\n");
    assert_int_equal(read_line(s, ""), SETTINGS_RUN);
    assert_null(getenv("BAOGAO_CONFIG"));
}

static void
test_an_empty_name_is_no_file(void **state)
{
    struct case_state *s = *state;
    char *argv[] = {(char[]){"program"}, (char[]){"--config"}, (char[]){""},
                    NULL};

    write_file(s, "worker\n    nonsense = 1\n");
    assert_int_equal(settings_read(&settings, 3, argv, &s->target, &s->reading),
                     SETTINGS_RUN);
}

static void
test_what_is_wrong_is_refused(void **state)
{
    static const char *const files[] = {
        "worker\n    nonsense = 1\n", "worker\n    dir\n",
        "worker\n    quiet = yes\n",  "worker\n    name = bad\n",
        "worker\n    fd = 3\n",       "worker\n    help\n",
        "worker\n    dir = nowhere\n"};
    static const char *const lines[] = {"--nonsense",
                                        "word",
                                        "--name",
                                        "--name bad",
                                        "--dir nowhere",
                                        "--check-config --name bad",
                                        "--config /nowhere/at/all"};
    struct case_state *s = *state;

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        if (read_line(s, lines[i]) != SETTINGS_WRONG)
            fail_msg("\"%s\" was taken", lines[i]);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        write_file(s, files[i]);
        if (read_line(s, "") != SETTINGS_WRONG)
            fail_msg("\"%s\" was taken", files[i]);
    }
}

static void
test_sections_of_others_are_left_to_them(void **state)
{
    struct case_state *s = *state;

    write_file(s, "publisher\n    nonsense = 1\n");
    assert_int_equal(read_line(s, ""), SETTINGS_RUN);
}

static void
test_some_options_are_answered_at_once(void **state)
{
    struct case_state *s = *state;

    assert_int_equal(read_line(s, "--help"), SETTINGS_DONE);
    assert_int_equal(read_line(s, "--version"), SETTINGS_DONE);
    assert_int_equal(read_line(s, "--check-config"), SETTINGS_DONE);
}

static void
test_what_is_live_is_taken_over(void **state)
{
    struct case_state *s = *state;
    struct settings_pending pending;
    struct error err;

    write_file(s, "worker\n    name = a\n    name = b\n    dir = here\n");
    assert_int_equal(read_line(s, "--fd 3"), SETTINGS_RUN);
    /* Twice: what the first has read is let go. */
    for (int i = 0; i < 2; i++) {
        write_file(s, "worker\n    name = c\n    dir = there\n    quiet\n");
        assert_int_equal(settings_read_again(s->reading, &pending, &err),
                         STATUS_OK);
        assert_int_equal(s->target.name_count, 1);
        assert_string_equal(s->target.names[0], "c");
        assert_string_equal(s->target.dir, "here");
        assert_false(s->target.is_quiet);
        assert_int_equal(pending.count, 2);
        assert_string_equal(pending.options[0], "dir");
        assert_string_equal(pending.options[1], "quiet");
    }
}

static void
test_what_a_file_tells_no_more_has_its_default(void **state)
{
    struct case_state *s = *state;
    struct settings_pending pending;
    struct error err;

    write_file(s, "worker\n    name = a\n    dir = here\n");
    assert_int_equal(read_line(s, ""), SETTINGS_RUN);
    write_file(s, "");
    assert_int_equal(settings_read_again(s->reading, &pending, &err),
                     STATUS_OK);
    assert_int_equal(s->target.name_count, 0);
    assert_int_equal(pending.count, 1);
    assert_string_equal(pending.options[0], "dir");
}

static void
test_what_goes_before_the_file_still_does(void **state)
{
    struct case_state *s = *state;
    struct settings_pending pending;
    struct error err;

    write_file(s, "worker\n");
    setenv("BAOGAO_DIR", "in-variable", 1);
    assert_int_equal(read_line(s, "--name in-line"), SETTINGS_RUN);
    write_file(s, "worker\n    name = c\n    dir = there\n");
    assert_int_equal(settings_read_again(s->reading, &pending, &err),
                     STATUS_OK);
    assert_int_equal(s->target.name_count, 1);
    assert_string_equal(s->target.names[0], "in-line");
    assert_int_equal(pending.count, 0);
}

static void
test_what_is_wrong_changes_nothing(void **state)
{
    static const char *const files[] = {
        "worker\n    name = c\n    nonsense = 1\n",
        "worker\n    name = c\n    name = bad\n",
        "worker\n    name = c\n    dir = nowhere\n",
        "worker\n  name = c\n",
    };
    struct case_state *s = *state;
    struct settings_pending pending;
    struct error err;

    write_file(s, "worker\n    name = a\n");
    assert_int_equal(read_line(s, ""), SETTINGS_RUN);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        write_file(s, files[i]);
        assert_int_equal(settings_read_again(s->reading, &pending, &err),
                         STATUS_INVALID);
        assert_int_equal(s->target.name_count, 1);
        assert_string_equal(s->target.names[0], "a");
    }
}

static void
test_without_a_file_nothing_is_read_again(void **state)
{
    struct case_state *s = *state;
    struct settings_pending pending;
    struct error err;

    assert_int_equal(read_line(s, "--name a"), SETTINGS_RUN);
    assert_null(settings_file(s->reading));
    assert_int_equal(settings_read_again(s->reading, &pending, &err),
                     STATUS_OK);
    assert_int_equal(pending.count, 0);
    assert_string_equal(s->target.names[0], "a");
}

static int
set_up(void **state)
{
    static struct case_state s;

    s = (struct case_state){0};
    temporary_make(&s.folder);
    unsetenv("BAOGAO_CONFIG");
    unsetenv("BAOGAO_DIR");
    *state = &s;
    return 0;
}

static int
tear_down(void **state)
{
    struct case_state *s = *state;

    settings_close(s->reading);
    temporary_remove(&s->folder);
    return 0;
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(
            test_the_line_goes_before_the_environment_and_that_before_the_file),
        CASE(test_a_repeated_option_is_told_of_in_one_place),
        CASE(test_children_are_not_told_of_the_file),
        CASE(test_an_empty_name_is_no_file),
        CASE(test_what_is_wrong_is_refused),
        CASE(test_sections_of_others_are_left_to_them),
        CASE(test_some_options_are_answered_at_once),
        CASE(test_what_is_live_is_taken_over),
        CASE(test_what_a_file_tells_no_more_has_its_default),
        CASE(test_what_goes_before_the_file_still_does),
        CASE(test_what_is_wrong_changes_nothing),
        CASE(test_without_a_file_nothing_is_read_again),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
