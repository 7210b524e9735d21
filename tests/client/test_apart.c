/* What a child does is told by its parent, however the child ends. */
#include "client/apart.h"

#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/status.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static enum status
succeed(void *context, struct error *err)
{
    (void)err;
    *(int *)context = 7;
    return STATUS_OK;
}

static enum status
refuse(void *context, struct error *err)
{
    (void)context;
    return error_set(err, STATUS_INVALID, "not so");
}

static enum status
die(void *context, struct error *err)
{
    (void)err;
    raise(*(int *)context);
    return STATUS_OK;
}

static enum status
leave(void *context, struct error *err)
{
    (void)err;
    _exit(*(int *)context);
}

static enum status
sleep_long(void *context, struct error *err)
{
    (void)context;
    (void)err;
    sleep(600);
    return STATUS_OK;
}

static enum status
have_enough(void *context, struct error *err)
{
    (void)context;
    return error_set(err, STATUS_UNAVAILABLE, "enough");
}

static void
test_what_it_left_in_shared_memory_is_there(void **state)
{
    int *number = apart_share(sizeof *number);
    struct apart a = {.work = succeed, .context = number};
    bool has_died = true;
    struct error err;

    (void)state;
    assert_int_equal(apart_run(&a, &has_died, &err), STATUS_OK);
    assert_false(has_died);
    assert_int_equal(*number, 7);
    munmap(number, sizeof *number);
}

static void
expect(enum status (*work)(void *context, struct error *err), int number,
       enum status st, bool is_death, const char *says)
{
    struct apart a = {.work = work, .context = &number};
    bool has_died;
    struct error err;

    assert_int_equal(apart_run(&a, &has_died, &err), st);
    assert_int_equal(has_died, is_death);
    assert_non_null(strstr(err.text, says));
}

static void
test_every_end_is_told_from_the_others(void **state)
{
    (void)state;
    expect(refuse, 0, STATUS_INVALID, false, "not so");
    expect(die, SIGSEGV, STATUS_CORRUPT, true, "ended with signal 11");
    expect(die, SIGBUS, STATUS_CORRUPT, true, "ended with signal 7");
    expect(die, SIGPROF, STATUS_CORRUPT, true, "round in a circle");
    expect(leave, 9, STATUS_CORRUPT, true, "ended with exit code 9");
    expect(die, SIGKILL, STATUS_UNAVAILABLE, false, "stopped by signal 9");
}

static void
test_who_looks_ends_it(void **state)
{
    struct apart a = {.work = sleep_long, .look = have_enough};
    bool has_died;
    struct error err;

    (void)state;
    assert_int_equal(apart_run(&a, &has_died, &err), STATUS_UNAVAILABLE);
    assert_false(has_died);
    assert_string_equal(err.text, "enough");
}

static void
test_a_held_signal_ends_the_work_and_not_the_program(void **state)
{
    struct apart a = {.work = sleep_long};
    bool has_died;
    struct error err;
    sigset_t before;

    (void)state;
    sigprocmask(SIG_BLOCK, NULL, &before);
    apart_hold_signals();
    assert_int_equal(apart_is_stopped(&err), STATUS_OK);
    raise(SIGTERM);
    assert_int_equal(apart_run(&a, &has_died, &err), STATUS_UNAVAILABLE);
    assert_string_equal(err.text, "stopped by signal 15");
    assert_int_equal(apart_is_stopped(&err), STATUS_UNAVAILABLE);
    signal(SIGTERM, SIG_IGN); /* which takes it back */
    signal(SIGTERM, SIG_DFL);
    sigprocmask(SIG_SETMASK, &before, NULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_it_left_in_shared_memory_is_there),
        cmocka_unit_test(test_every_end_is_told_from_the_others),
        cmocka_unit_test(test_who_looks_ends_it),
        cmocka_unit_test(test_a_held_signal_ends_the_work_and_not_the_program),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
