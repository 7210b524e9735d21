/* What a confined process can do, and what it cannot: each in its own fork. */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/log.h"
#include "worker/confine.h"
#include "worker/extract/decode/decode.h"
#include "worker/extract/extract.h"

enum { FINE = 0, NOT_CONFINED = 100, WRONG = 101 };

/*
 * How a process ends that confines itself and then returns what `act` does;
 * standard error and its channel are the write end of *err_fd, if given.
 */
static int
end_of(int (*act)(void), int *err_fd)
{
    int ends[2], how = 0;
    pid_t pid;

    assert_int_equal(pipe(ends), 0);
    pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        struct confinement confinement = {.channel_fd = ends[1]};
        struct error err;

        if (err_fd)
            dup2(ends[1], STDERR_FILENO);
        log_open("test", LOG_LEVEL_INFO, LOG_FORMAT_HUMAN);
        if (extract_prepare(&err) != STATUS_OK ||
            confine(&confinement, &err) != STATUS_OK)
            _exit(NOT_CONFINED);
        _exit(act());
    }
    close(ends[1]);
    assert_int_equal(waitpid(pid, &how, 0), pid);
    if (err_fd)
        *err_fd = ends[0];
    else
        close(ends[0]);
    return how;
}

/* The kill, or with sanitizers the refusal, of a forbidden call. */
static void
check_forbidden(int (*act)(void))
{
    int how = end_of(act, NULL);

    if (confine_is_strict()) {
        assert_true(WIFSIGNALED(how));
        assert_int_equal(WTERMSIG(how), SIGSYS);
    } else {
        assert_true(WIFEXITED(how));
        assert_int_equal(WEXITSTATUS(how), EPERM);
    }
}

static void
check_fine(int (*act)(void))
{
    int how = end_of(act, NULL);

    assert_true(WIFEXITED(how));
    assert_int_equal(WEXITSTATUS(how), FINE);
}

/* ---- what is forbidden: each gives errno, or FINE where it worked ------- */

static int
failed(long result)
{
    return result == -1 ? errno : FINE;
}

static int
open_socket(void)
{
    return failed(socket(AF_INET, SOCK_STREAM, 0));
}

static int
open_local_socket(void)
{
    int ends[2];

    return failed(socketpair(AF_UNIX, SOCK_STREAM, 0, ends));
}

static int
open_file_to_read(void)
{
    return failed(open("/dev/null", O_RDONLY));
}

static int
create_file(void)
{
    return failed(
        syscall(SYS_openat, AT_FDCWD, "/dev/null", O_RDWR | O_CREAT, 0600));
}

static int
execute(void)
{
    static char name[] = "true";
    char *const args[] = {name, NULL};

    return failed(execve("/bin/true", args, args + 1));
}

static int
fork_process(void)
{
    pid_t pid = fork();

    if (pid == 0)
        _exit(FINE);
    return failed(pid);
}

static int
trace_parent(void)
{
    return failed(ptrace(PTRACE_ATTACH, getppid(), NULL, NULL));
}

static int
signal_another(void)
{
    return failed(kill(1, 0));
}

static int
signal_thread_of_another(void)
{
    return failed(syscall(SYS_tgkill, 1, 1, 0));
}

static int
lift_limits(void)
{
    struct rlimit none = {RLIM_INFINITY, RLIM_INFINITY};

    return failed(setrlimit(RLIMIT_CPU, &none));
}

static int
become_dumpable(void)
{
    return failed(prctl(PR_SET_DUMPABLE, 1));
}

static int
map_code(void)
{
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    return failed(page == MAP_FAILED ? -1 : 0);
}

static int
make_memory_code(void)
{
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    if (page == MAP_FAILED)
        return WRONG;
    return failed(mprotect(page, 4096, PROT_READ | PROT_EXEC));
}

static int
read_standard_input(void)
{
    char byte;

    return failed(read(STDIN_FILENO, &byte, 1));
}

static int
write_standard_output(void)
{
    return failed(write(STDOUT_FILENO, "", 0));
}

static void
test_network_is_out_of_reach(void **state)
{
    (void)state;
    check_forbidden(open_socket);
    check_forbidden(open_local_socket);
}

static void
test_files_are_out_of_reach(void **state)
{
    (void)state;
    check_forbidden(open_file_to_read);
    check_forbidden(create_file);
}

static void
test_programs_and_processes_are_out_of_reach(void **state)
{
    (void)state;
    check_forbidden(execute);
    check_forbidden(fork_process);
    check_forbidden(trace_parent);
    check_forbidden(signal_another);
    check_forbidden(signal_thread_of_another);
}

static void
test_confinement_cannot_be_lifted(void **state)
{
    (void)state;
    check_forbidden(lift_limits);
    check_forbidden(become_dumpable);
}

static void
test_no_code_comes_from_data(void **state)
{
    (void)state;
    check_forbidden(map_code);
    check_forbidden(make_memory_code);
}

static void
test_only_channel_and_standard_error_are_open(void **state)
{
    (void)state;
    check_forbidden(read_standard_input);
    check_forbidden(write_standard_output);
}

/* ---- what still works --------------------------------------------------- */

static bool
decodes(const char *charset, struct str bytes, const char *expected)
{
    struct extract_input in = {.bytes = bytes, .charset = str_from(charset)};
    struct arena arena = {0};
    struct str text = {0};
    struct error err;
    bool is_right = decode(&in, &arena, &text, &err) == STATUS_OK &&
                    str_equal(text, str_from(expected));

    arena_release(&arena);
    return is_right;
}

/* "工作报告" in every charset; the number of the first that fails. */
static int
decode_all(void)
{
    static const struct {
        const char *charset;
        struct str bytes;
        const char *expected;
    } cases[] = {
        {"UTF-8", STR_INIT("工作报告"), "工作报告"},
        {"GB18030",
         STR_INIT("\xB9\xA4\xD7\xF7\xB1\xA8\xB8\xE6\x81\x39\xEE\x39"),
         "工作报告㐀"},
        {"gb2312", STR_INIT("\xB9\xA4\xD7\xF7\xB1\xA8\xB8\xE6"), "工作报告"},
        {"", STR_INIT("\xB9\xA4\xD7\xF7\xB1\xA8\xB8\xE6"), "工作报告"},
        {"Big5", STR_INIT("\xA4\x75\xA7\x40\xB3\xF8\xA7\x69"), "工作報告"},
        {"EUC-TW", STR_INIT("\xC4\xD6\xC9\xA2\xDE\xDE\xC9\xCB"), "工作報告"},
        {"ISO-2022-CN",
         STR_INIT("\x1B\x24\x29\x41\x0E\x39\x24\x57\x77\x31\x28\x38\x66\x0F"),
         "工作报告"},
        {"UTF-16LE", STR_INIT("\xE5\x5D\x5C\x4F\xA5\x62\x4A\x54"), "工作报告"},
        {"UTF-16BE", STR_INIT("\x5D\xE5\x4F\x5C\x62\xA5\x54\x4A"), "工作报告"},
        {"UTF-16", STR_INIT("\xFE\xFF\x5D\xE5\x4F\x5C\x62\xA5\x54\x4A"),
         "工作报告"},
        {"UTF-16", STR_INIT("\xFF\xFE\xE5\x5D\x5C\x4F\xA5\x62\x4A\x54"),
         "工作报告"},
        {"", STR_INIT("\xFE\xFF\x5D\xE5\x4F\x5C\x62\xA5\x54\x4A"), "工作报告"},
        {"ISO-8859-1", STR_INIT("Caf\xE9 \x80 5"), "Café € 5"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (!decodes(cases[i].charset, cases[i].bytes, cases[i].expected))
            return (int)i + 1;
    return FINE;
}

static int
refuse_other_charset(void)
{
    struct extract_input in = {.bytes = STR_INIT("\x8D\x48\x8D\xEC"),
                               .charset = STR_INIT("Shift_JIS")};
    struct arena arena = {0};
    struct str text;
    struct error err;

    if (decode(&in, &arena, &text, &err) != STATUS_INVALID)
        return WRONG;
    return strstr(err.text, "\"Shift_JIS\" is not supported") ? FINE : WRONG;
}

static int
log_a_line(void)
{
    log_error("last words");
    return FINE;
}

static int
compare_ints(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

/* Enough for qsort() to ask how much memory there is. */
static int
sort_much(void)
{
    enum { COUNT = 100000 };
    int *numbers = malloc(COUNT * sizeof *numbers);

    if (!numbers)
        return WRONG;
    for (int i = 0; i < COUNT; i++)
        numbers[i] = (int)(i * 7919L % COUNT);
    qsort(numbers, COUNT, sizeof *numbers, compare_ints);
    for (int i = 0; i < COUNT; i++)
        if (numbers[i] != i)
            return WRONG;
    free(numbers);
    return FINE;
}

static int
give_up(void)
{
    abort();
}

static void
test_every_charset_is_decoded(void **state)
{
    (void)state;
    check_fine(decode_all);
}

static void
test_other_charset_is_refused_with_a_reason(void **state)
{
    (void)state;
    check_fine(refuse_other_charset);
}

static void
test_memory_can_be_sorted(void **state)
{
    (void)state;
    check_fine(sort_much);
}

static void
test_line_can_be_logged_with_its_time(void **state)
{
    char line[256] = "";
    int fd;
    int how = end_of(log_a_line, &fd);

    (void)state;
    assert_true(WIFEXITED(how) && WEXITSTATUS(how) == FINE);
    assert_true(read(fd, line, sizeof line - 1) > 0);
    close(fd);
    assert_non_null(strstr(line, "Z test: error: last words\n"));
}

static void
test_abort_is_seen_as_such(void **state)
{
    int how = end_of(give_up, NULL);

    (void)state;
    assert_true(WIFSIGNALED(how));
    assert_int_equal(WTERMSIG(how), SIGABRT);
    assert_false(WCOREDUMP(how));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_network_is_out_of_reach),
        cmocka_unit_test(test_files_are_out_of_reach),
        cmocka_unit_test(test_programs_and_processes_are_out_of_reach),
        cmocka_unit_test(test_confinement_cannot_be_lifted),
        cmocka_unit_test(test_no_code_comes_from_data),
        cmocka_unit_test(test_only_channel_and_standard_error_are_open),
        cmocka_unit_test(test_every_charset_is_decoded),
        cmocka_unit_test(test_other_charset_is_refused_with_a_reason),
        cmocka_unit_test(test_memory_can_be_sorted),
        cmocka_unit_test(test_line_can_be_logged_with_its_time),
        cmocka_unit_test(test_abort_is_seen_as_such),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
