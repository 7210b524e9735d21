/* options - the command line of baogao-worker. */
#include "worker/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/temporary.h"
#include "worker/crew.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { ARGS_MAX = 40 };

/* What the options read last borrow. */
static struct settings_reading *reading;

/* Read a command line, its arguments between single spaces. */
static enum settings_verdict
read_line(const char *line, struct options *out)
{
    static char copy[2048];
    static char *argv[ARGS_MAX + 1] = {copy};
    enum settings_verdict verdict;
    int argc = 1;

    strcpy(copy, "baogao-worker");
    strcpy(copy + 20, line);
    for (char *at = strtok(copy + 20, " "); at; at = strtok(NULL, " ")) {
        assert_true(argc < ARGS_MAX);
        argv[argc++] = at;
    }
    settings_close(reading);
    verdict = options_read(argc, argv, out);
    reading = out->reading;
    return verdict;
}

static void
test_without_options_it_is_a_head_in_var(void **state)
{
    struct options o;

    (void)state;
    unsetenv("BAOGAO_DIR");
    assert_int_equal(read_line("", &o), SETTINGS_RUN);
    assert_int_equal(o.role, ROLE_HEAD);
    assert_string_equal(o.head.directory, "./var");
    assert_in_range(o.head.children, 1, CREW_MAX);
    assert_int_equal(o.head.max_attempts, 3);
    assert_int_equal(o.head.max_document_bytes, 32 << 20);
    assert_int_equal(o.head.endpoint_count, 3);
    assert_string_equal(o.head.endpoints[CONVERSATION_SUBMIT].name,
                        "ipc://./var/run/submit");
    assert_string_equal(o.head.endpoints[CONVERSATION_WORK].name,
                        "ipc://./var/run/work");
    assert_string_equal(o.head.endpoints[CONVERSATION_CONTROL].name,
                        "ipc://./var/run/control");
    assert_int_equal(o.head.ready_fd, -1);
}

static void
test_units_become_those_of_the_fields(void **state)
{
    struct options o;

    (void)state;
    assert_int_equal(
        read_line(
            "--dir /d --children 2 --max-document-mib 256 --max-waiting "
            "7 --max-waiting-mib 1048576 --max-attempts 9 --time-limit "
            "86400 --lease-timeout 2 --drain-timeout 0 --map-mib 67108864 "
            "--log-level debug --log-format json",
            &o),
        SETTINGS_RUN);
    assert_string_equal(o.head.directory, "/d");
    assert_int_equal(o.head.children, 2);
    assert_int_equal(o.joined.children, 2);
    assert_int_equal(o.head.max_document_bytes, 256 << 20);
    assert_int_equal(o.head.max_waiting, 7);
    assert_true(o.head.max_waiting_bytes == (uint64_t)1 << 40);
    assert_int_equal(o.head.max_attempts, 9);
    assert_int_equal(o.head.time_limit_ms, 86400000);
    assert_int_equal(o.head.lease_ms, 2000);
    assert_int_equal(o.head.drain_ms, 0);
    assert_true(o.head.map_bytes == (uint64_t)1 << 46);
    assert_int_equal(o.log_level, LOG_LEVEL_DEBUG);
    assert_int_equal(o.log_format, LOG_FORMAT_JSON);
}

static void
test_endpoints_follow_the_default_ones(void **state)
{
    struct options o;

    (void)state;
    assert_int_equal(read_line("--work-endpoint tcp://127.0.0.1:9 --dir /x "
                               "--submit-endpoint ipc:///s",
                               &o),
                     SETTINGS_RUN);
    assert_int_equal(o.head.endpoint_count, 5);
    assert_string_equal(o.head.endpoints[0].name, "ipc:///x/run/submit");
    assert_string_equal(o.head.endpoints[3].name, "tcp://127.0.0.1:9");
    assert_int_equal(o.head.endpoints[3].conversation, CONVERSATION_WORK);
    assert_int_equal(o.head.endpoints[4].conversation, CONVERSATION_SUBMIT);
}

static void
test_join_makes_a_joined_worker(void **state)
{
    struct options o;

    (void)state;
    assert_int_equal(
        read_line("--join tcp://h:1 --children 3 --extractor /e", &o),
        SETTINGS_RUN);
    assert_int_equal(o.role, ROLE_JOINED);
    assert_string_equal(o.joined.endpoint, "tcp://h:1");
    assert_int_equal(o.joined.children, 3);
    assert_string_equal(o.joined.extractor, "/e");
}

static void
test_wrong_command_lines_are_refused(void **state)
{
    static const char *const wrong[] = {
        "--nonsense",
        "extra",
        "--children",
        "--children 49",
        "--children x",
        "--children -1",
        "--max-document-mib 0",
        "--max-document-mib 257",
        "--max-attempts 0",
        "--time-limit 0",
        "--lease-timeout 1",
        "--time-limit 99999999999999999999",
        "--log-level loud",
        "--log-format loud",
        "--ready-fd x",
        "--join tcp://h:1 --children 0",
        "--submit-endpoint tcp://0.0.0.0:1",
        "--submit-endpoint tcp://*:1",
        "--work-endpoint tcp://192.168.1.1:1",
        "--control-endpoint nonsense",
        "--submit-endpoint ipc://a --submit-endpoint ipc://b "
        "--submit-endpoint ipc://c --submit-endpoint ipc://d "
        "--submit-endpoint ipc://e --submit-endpoint ipc://f "
        "--submit-endpoint ipc://g --submit-endpoint ipc://h "
        "--submit-endpoint ipc://i --submit-endpoint ipc://j",
    };
    struct options o;

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (read_line(wrong[i], &o) != SETTINGS_WRONG)
            fail_msg("\"%s\" was taken", wrong[i]);
}

static void
test_a_path_too_long_for_a_socket_is_refused(void **state)
{
    char line[400] = "--dir /";
    struct options o;

    (void)state;
    memset(line + 7, 'd', 300);
    assert_int_equal(read_line(line, &o), SETTINGS_WRONG);
}

static void
test_help_and_version_are_answered(void **state)
{
    struct options o;

    (void)state;
    assert_int_equal(read_line("--help", &o), SETTINGS_DONE);
    assert_int_equal(read_line("--version", &o), SETTINGS_DONE);
}

static void
write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void
test_a_running_head_takes_over_what_is_not_in_use(void **state)
{
    static const char *const waiting[] = {
        "dir", "submit-endpoint", "max-document-mib", "tag-cap", "map-mib"};
    struct temporary folder;
    struct settings_pending pending;
    struct options o;
    struct error err;
    char line[256];
    const char *path;

    (void)state;
    temporary_make(&folder);
    path = temporary_file(&folder, "baogao.zpl");
    snprintf(line, sizeof line, "--config %s --time-limit 7", path);
    write_file(path, "");
    assert_int_equal(read_line(line, &o), SETTINGS_RUN);
    write_file(path, "worker\n"
                     "    dir = elsewhere\n"
                     "    submit-endpoint = tcp://127.0.0.1:9\n"
                     "    max-document-mib = 1\n"
                     "    tag-cap = a=1\n"
                     "    map-mib = 1\n"
                     "    children = 5\n"
                     "    memory-limit-mib = 99\n"
                     "    extractor = /bin/other\n"
                     "    max-waiting = 11\n"
                     "    max-waiting-mib = 12\n"
                     "    disk-reserve-mib = 13\n"
                     "    max-attempts = 14\n"
                     "    time-limit = 15\n"
                     "    lease-timeout = 16\n"
                     "    drain-timeout = 17\n"
                     "    log-level = warning\n"
                     "    log-format = json\n");
    assert_int_equal(settings_read_again(o.reading, &pending, &err), STATUS_OK);
    assert_int_equal(o.head.children, 5);
    assert_int_equal(o.head.memory_mib, 99);
    assert_string_equal(o.head.extractor, "/bin/other");
    assert_int_equal(o.head.max_waiting, 11);
    assert_int_equal(o.head.max_waiting_bytes, 12 << 20);
    assert_int_equal(o.head.disk_reserve_bytes, 13 << 20);
    assert_int_equal(o.head.max_attempts, 14);
    assert_int_equal(o.head.time_limit_ms, 7000);
    assert_int_equal(o.head.lease_ms, 16000);
    assert_int_equal(o.head.drain_ms, 17000);
    assert_int_equal(log_max_level, LOG_LEVEL_WARNING);
    assert_int_equal(log_format_in_use(), LOG_FORMAT_JSON);
    assert_int_equal(o.head.endpoint_count, 3);
    assert_int_equal(o.head.max_document_bytes, 32 << 20);
    assert_int_equal(pending.count, sizeof waiting / sizeof *waiting);
    for (size_t i = 0; i < pending.count; i++)
        assert_string_equal(pending.options[i], waiting[i]);
    temporary_remove(&folder);
}

static void
test_a_joined_worker_takes_over_how_it_logs(void **state)
{
    struct temporary folder;
    struct settings_pending pending;
    struct options o;
    struct error err;
    char line[256];
    const char *path;

    (void)state;
    temporary_make(&folder);
    path = temporary_file(&folder, "baogao.zpl");
    snprintf(line, sizeof line, "--config %s --join ipc:///x", path);
    write_file(path, "");
    assert_int_equal(read_line(line, &o), SETTINGS_RUN);
    write_file(path, "worker\n    children = 5\n    log-level = debug\n");
    assert_int_equal(settings_read_again(o.reading, &pending, &err), STATUS_OK);
    assert_int_equal(log_max_level, LOG_LEVEL_DEBUG);
    assert_int_equal(pending.count, 1);
    assert_string_equal(pending.options[0], "children");
    temporary_remove(&folder);
}

static int
let_go(void **state)
{
    (void)state;
    settings_close(reading);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_without_options_it_is_a_head_in_var),
        cmocka_unit_test(test_units_become_those_of_the_fields),
        cmocka_unit_test(test_endpoints_follow_the_default_ones),
        cmocka_unit_test(test_join_makes_a_joined_worker),
        cmocka_unit_test(test_wrong_command_lines_are_refused),
        cmocka_unit_test(test_a_path_too_long_for_a_socket_is_refused),
        cmocka_unit_test(test_help_and_version_are_answered),
        cmocka_unit_test(test_a_running_head_takes_over_what_is_not_in_use),
        cmocka_unit_test(test_a_joined_worker_takes_over_how_it_logs),
    };

    return cmocka_run_group_tests(tests, NULL, let_go);
}
