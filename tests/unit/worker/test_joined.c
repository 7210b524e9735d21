/* joined - a worker and its bad extractors, seen from the head. */
#include "worker/joined.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/log.h"
#include "tests/unit/ok.h"
#include "wire/socket.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { PATIENCE_MS = 10000, BOOT_ID = 77 };

struct fixture {
    struct wire *wire;
    struct socket *head; /* the test plays the head */
    struct peer worker;
    struct incoming *in; /* what is left of the last message */
    struct arena arena;
    struct error err;
    uint64_t last_lease_no;
    pid_t pid;
};

/* The next parcel, of a message that may hold several. */
static struct message
hear_any(struct fixture *f)
{
    struct message m = {0};
    enum status st = STATUS_NOT_FOUND;

    if (f->in)
        st = incoming_next(f->in, &f->arena, &m, &f->err);
    if (st == STATUS_NOT_FOUND) {
        incoming_free(&f->in);
        assert_true(socket_wait(f->head, PATIENCE_MS));
        ok(f, socket_receive(f->head, &f->in, &f->err));
        f->worker = *incoming_peer(f->in);
        st = incoming_next(f->in, &f->arena, &m, &f->err);
    }
    ok(f, st);
    return m;
}

/* The next message of this kind; those before it are passed over. */
static struct message
hear(struct fixture *f, enum message_kind kind)
{
    struct message m;
    unsigned passed = 0;

    do {
        assert_in_range(passed++, 0, 30); /* heartbeats go on for ever */
        m = hear_any(f);
    } while (m.kind != kind);
    return m;
}

static void
say(struct fixture *f, struct message m)
{
    ok(f, socket_send(f->head, &f->worker, &m, 1, &f->err));
}

static void
run_worker(const char *endpoint)
{
    struct joined_options options = {.endpoint = endpoint,
                                     .children = 1,
                                     .extractor = getenv("BAD_EXTRACTOR"),
                                     .ready_fd = -1};
    struct error err;

    log_open("test", LOG_LEVEL_ERROR, LOG_FORMAT_HUMAN);
    _exit(joined_run(&options, &err) == STATUS_OK ? 0 : 1);
}

static int
setup(void **state)
{
    struct socket_options options = {0};
    struct fixture *f = calloc(1, sizeof *f);
    char endpoint[64];
    int port = 20000 + (int)getpid() % 20000;

    *state = f;
    snprintf(endpoint, sizeof endpoint, "ipc:///tmp/baogao-test-%d", port);
    f->pid = fork(); /* before ZeroMQ has threads */
    if (f->pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        run_worker(endpoint);
    }
    ok(f, wire_open(&f->wire, &f->err));
    ok(f, socket_listen(f->wire, endpoint, &options, &f->head, &f->err));
    hear(f, MESSAGE_HELLO);
    say(f, (struct message){.kind = MESSAGE_WELCOME,
                            .welcome = {.protocol = 1, .boot_id = BOOT_ID}});
    while (hear(f, MESSAGE_READY).ready.boot_id != BOOT_ID)
        continue; /* said before it was welcomed */
    return 0;
}

static int
teardown(void **state)
{
    struct fixture *f = *state;
    int how = -1;

    kill(f->pid, SIGTERM);
    assert_int_equal(waitpid(f->pid, &how, 0), f->pid);
    assert_int_equal(how, 0);
    incoming_free(&f->in);
    unlink(socket_endpoint(f->head) + strlen("ipc://"));
    socket_close(&f->head);
    wire_close(&f->wire);
    arena_release(&f->arena);
    free(f);
    return 0;
}

static void
hand_out(struct fixture *f, uint64_t number, const char *order)
{
    say(f, (struct message){.kind = MESSAGE_JOB,
                            .job = {.boot_id = BOOT_ID,
                                    .lease_no = ++f->last_lease_no,
                                    .document_no = number,
                                    .generation = 4,
                                    .time_limit_ms = 500},
                            .payload = str_from(order)});
}

/* The next result is that document's, a failure of this kind. */
static void
assert_failure(struct fixture *f, uint64_t number, enum failure_kind kind)
{
    struct message m = hear(f, MESSAGE_RESULT);

    assert_int_equal(m.result.document_no, number);
    assert_int_equal(m.result.generation, 4);
    assert_int_equal(m.result.boot_id, BOOT_ID);
    assert_true(m.result.is_failure);
    assert_int_equal(m.result.failure.kind, kind);
    assert_true(m.result.failure.reason.len > 0);
}

static void
test_whatever_a_child_does_costs_its_own_document_only(void **state)
{
    static const struct {
        const char *order;
        enum failure_kind kind;
    } cases[] = {
        {"exit", FAILURE_CRASHED},    {"crash", FAILURE_CRASHED},
        {"garbage", FAILURE_CRASHED}, {"hang", FAILURE_TIMED_OUT},
        {"well", FAILURE_INVALID},
    };
    struct fixture *f = *state;

    for (uint64_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        hand_out(f, 10 * i + 1, cases[i].order);
        hand_out(f, 10 * i + 2, "well");
        assert_failure(f, 10 * i + 1, cases[i].kind);
        assert_failure(f, 10 * i + 2, FAILURE_INVALID);
    }
}

static void
test_a_child_answers_for_no_other_document(void **state)
{
    struct fixture *f = *state;

    hand_out(f, 41, "other");
    assert_failure(f, 41, FAILURE_CRASHED);
    hand_out(f, 42, "well");
    assert_failure(f, 42, FAILURE_INVALID);
}

static void
test_what_is_held_is_listed_until_it_is_done(void **state)
{
    struct fixture *f = *state;
    struct message m;

    hand_out(f, 61, "hang");
    hand_out(f, 62, "well");
    do
        m = hear(f, MESSAGE_READY);
    while (m.ready.seen_lease_no < 2);
    assert_int_equal(m.ready.lease_count, 2);
    assert_int_equal(m.ready.credit, 2);
    assert_int_equal(m.ready.working, 1);
    assert_failure(f, 61, FAILURE_TIMED_OUT);
    assert_failure(f, 62, FAILURE_INVALID);
    assert_int_equal(hear(f, MESSAGE_READY).ready.lease_count, 0);
}

static void
test_a_head_that_started_anew_is_told_everything_anew(void **state)
{
    struct fixture *f = *state;
    struct message m;

    hand_out(f, 71, "hang");
    hand_out(f, 72, "well");
    while (hear(f, MESSAGE_READY).ready.working == 0)
        continue;
    say(f,
        (struct message){.kind = MESSAGE_WELCOME,
                         .welcome = {.protocol = 1, .boot_id = BOOT_ID + 1}});
    do
        m = hear(f, MESSAGE_READY);
    while (m.ready.boot_id != BOOT_ID + 1);
    assert_int_equal(m.ready.seen_lease_no, 0);
    /* What was begun counts all the same; what was not is forgotten. */
    assert_failure(f, 71, FAILURE_TIMED_OUT);
    hand_out(f, 73, "well"); /* of the head that is no more */
    say(f,
        (struct message){
            .kind = MESSAGE_JOB,
            .job = {.boot_id = BOOT_ID + 1, .lease_no = 1, .document_no = 74},
            .payload = STR("well")});
    assert_int_equal(hear(f, MESSAGE_RESULT).result.document_no, 74);
}

/* More than is kept of one message, and what goes before in another. */
static void
test_what_cannot_be_read_costs_itself_only(void **state)
{
    struct fixture *f = *state;
    struct message *many = calloc(MESSAGE_MAX_FRAMES + 1, sizeof *many);
    const struct message job = {
        .kind = MESSAGE_JOB,
        .job = {.boot_id = BOOT_ID, .lease_no = 1, .document_no = 81},
        .payload = STR("well")};
    const struct message two[] = {
        {.kind = MESSAGE_REFUSED, .refused = {.reason = STR("no \xFF UTF-8")}},
        job};

    assert_non_null(many);
    for (size_t i = 0; i <= MESSAGE_MAX_FRAMES; i++)
        many[i].kind = MESSAGE_TAKEN;
    ok(f,
       socket_send(f->head, &f->worker, many, MESSAGE_MAX_FRAMES + 1, &f->err));
    ok(f, socket_send(f->head, &f->worker, two, 2, &f->err));
    assert_int_equal(hear(f, MESSAGE_RESULT).result.document_no, 81);
    free(many);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(test_whatever_a_child_does_costs_its_own_document_only),
        CASE(test_a_child_answers_for_no_other_document),
        CASE(test_what_is_held_is_listed_until_it_is_done),
        CASE(test_a_head_that_started_anew_is_told_everything_anew),
        CASE(test_what_cannot_be_read_costs_itself_only),
    };

    /* Without one the worker's children would be this program again. */
    if (!getenv("BAD_EXTRACTOR"))
        return 77;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
