/* crew - extractor children that do not do what they should. */
#include "worker/crew.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "wire/socket.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { PATIENCE_MS = 20000, FAR_MS = 3600000 };

static int
setup(void **state)
{
    struct crew *c = calloc(1, sizeof *c);

    signal(SIGPIPE, SIG_IGN);
    log_open("test", LOG_LEVEL_ERROR, LOG_FORMAT_HUMAN);
    c->count = 1;
    c->max_channel_bytes = 1 << 24;
    c->extractor = getenv("BAD_EXTRACTOR");
    *state = c;
    return c->extractor ? 0 : -1;
}

static int
teardown(void **state)
{
    struct crew *c = *state;

    crew_release(c);
    assert_int_equal(c->children[0].pid, 0);
    free(c);
    return 0;
}

static struct held_job *
job(uint64_t number, const char *order)
{
    struct held_job *held = calloc(1, sizeof *held);

    held->message = (struct message){
        .kind = MESSAGE_JOB,
        .job = {.document_no = number, .time_limit_ms = FAR_MS},
        .payload = arena_copy(&held->arena, str_from(order)),
    };
    return held;
}

static struct child *
start(struct crew *c)
{
    struct child *child;

    crew_start(c);
    child = crew_idle(c);
    assert_non_null(child);
    return child;
}

static void
wait_for(const struct child *child)
{
    struct poll_item item = {.fd = child->channel.fd};

    wire_poll(&item, 1, PATIENCE_MS);
    assert_true(item.is_readable);
}

/* What comes of the job: a parcel, or STATUS_UNAVAILABLE, or garbage. */
static enum status
hear(struct child *child, struct arena *a, struct message *out)
{
    struct error err;
    size_t bytes = 0;
    enum status st = STATUS_NOT_FOUND;

    while (st == STATUS_NOT_FOUND) {
        wait_for(child);
        st = child_exchange(child, true, &err);
        if (st == STATUS_OK)
            st = channel_take(&child->channel, a, out, &bytes, &err);
    }
    if (st == STATUS_OK)
        channel_drop(&child->channel, bytes);
    return st;
}

/* The child serves a document as it should. */
static void
assert_serves(struct child *child, const char *order)
{
    struct arena a = {0};
    struct message m;

    assert_true(child_begin(child, job(5, order)));
    assert_int_equal(hear(child, &a, &m), STATUS_OK);
    assert_int_equal(m.kind, MESSAGE_RESULT);
    assert_int_equal(m.result.document_no, 5);
    child_finish(child);
    arena_release(&a);
}

/* Bury the child: its job comes back with one failure of this kind. */
static void
assert_costs(struct crew *c, struct child *child, enum failure_kind kind,
             const char *says)
{
    struct failure failure = {0};
    char why[128];
    struct held_job *held = child_bury(child, &failure, why, sizeof why);

    assert_non_null(held);
    assert_int_equal(held->message.job.document_no, 9);
    held_job_free(held);
    assert_int_equal(failure.kind, kind);
    if (!strstr(why, says))
        fail_msg("\"%s\" does not say \"%s\"", why, says);
    assert_int_equal(child->pid, 0);
    assert_int_equal(crew_working(c), 0);
    assert_serves(start(c), "well");
}

static void
test_a_child_serves_one_after_another(void **state)
{
    struct crew *c = *state;
    struct child *child = start(c);

    for (int i = 0; i < 3; i++) {
        assert_serves(child, "well");
        assert_ptr_equal(crew_idle(c), child);
        assert_int_equal(crew_next_deadline(c), INT64_MAX);
    }
}

static void
test_one_that_exits_costs_its_document_one_failure(void **state)
{
    struct crew *c = *state;
    struct child *child = start(c);
    struct arena a = {0};
    struct message m;

    assert_true(child_begin(child, job(9, "exit")));
    assert_null(crew_idle(c));
    assert_int_equal(crew_working(c), 1);
    assert_int_equal(hear(child, &a, &m), STATUS_UNAVAILABLE);
    arena_release(&a);
    assert_costs(c, child, FAILURE_CRASHED, "code 7");
}

static void
test_one_that_crashes_names_the_signal(void **state)
{
    struct crew *c = *state;
    struct child *child = start(c);
    struct arena a = {0};
    struct message m;

    assert_true(child_begin(child, job(9, "crash")));
    assert_int_equal(hear(child, &a, &m), STATUS_UNAVAILABLE);
    arena_release(&a);
    assert_costs(c, child, FAILURE_CRASHED, "signal 6");
}

static void
test_one_that_hangs_is_killed_when_its_time_is_up(void **state)
{
    struct crew *c = *state;
    struct child *child = start(c);
    struct arena a = {0};
    struct message m;
    int64_t now_ms = clock_monotonic_ms();

    assert_true(child_begin(child, job(9, "hang")));
    assert_in_range(crew_next_deadline(c), now_ms + FAR_MS,
                    now_ms + FAR_MS + PATIENCE_MS);
    crew_enforce(c, crew_next_deadline(c) - 1);
    assert_false(child->is_timed_out);
    crew_enforce(c, crew_next_deadline(c));
    assert_int_equal(hear(child, &a, &m), STATUS_UNAVAILABLE);
    arena_release(&a);
    assert_costs(c, child, FAILURE_TIMED_OUT, "time limit");
}

static void
test_one_that_writes_garbage_is_found_out(void **state)
{
    struct crew *c = *state;
    struct child *child = start(c);
    struct arena a = {0};
    struct message m;

    assert_true(child_begin(child, job(9, "garbage")));
    assert_int_equal(hear(child, &a, &m), STATUS_INVALID);
    arena_release(&a);
    assert_costs(c, child, FAILURE_CRASHED, "signal 9");
}

static void
test_one_that_cannot_be_run_is_not_started_again_at_once(void **state)
{
    struct crew *c = *state;
    struct child *child = &c->children[0];
    struct failure failure;
    struct arena a = {0};
    struct message m;
    char why[128];

    c->extractor = "/nonexistent/extractor";
    crew_start(c);
    assert_int_equal(hear(child, &a, &m), STATUS_UNAVAILABLE);
    arena_release(&a);
    assert_null(child_bury(child, &failure, why, sizeof why));
    crew_start(c);
    assert_int_equal(child->pid, 0);
    assert_true(child->not_before_ms > clock_monotonic_ms());
}

static void
test_one_killed_after_it_has_answered_gets_no_document(void **state)
{
    struct crew *c = *state;
    struct child *child = start(c);
    struct arena a = {0};
    struct message m;

    assert_true(child_begin(child, job(9, "well")));
    wait_for(child); /* the answer is there, the time is up all the same */
    crew_enforce(c, crew_next_deadline(c));
    assert_int_equal(hear(child, &a, &m), STATUS_OK);
    child_finish(child);
    assert_null(crew_idle(c));
    assert_int_equal(hear(child, &a, &m), STATUS_UNAVAILABLE);
    arena_release(&a);
}

static void
test_a_crew_has_as_many_as_it_is_told(void **state)
{
    struct crew *c = *state;

    c->count = 3;
    crew_start(c);
    for (int i = 0; i < 3; i++) {
        struct child *child = crew_idle(c);
        assert_non_null(child);
        assert_true(child_begin(child, job(1, "hang")));
    }
    assert_null(crew_idle(c));
    assert_int_equal(crew_working(c), 3);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(test_a_child_serves_one_after_another),
        CASE(test_one_that_exits_costs_its_document_one_failure),
        CASE(test_one_that_crashes_names_the_signal),
        CASE(test_one_that_hangs_is_killed_when_its_time_is_up),
        CASE(test_one_that_writes_garbage_is_found_out),
        CASE(test_one_that_cannot_be_run_is_not_started_again_at_once),
        CASE(test_one_killed_after_it_has_answered_gets_no_document),
        CASE(test_a_crew_has_as_many_as_it_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
