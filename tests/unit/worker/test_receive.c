/* receive - what one round may take in, of peers that keep to nothing. */
#include "worker/receive.h"

#include <stdlib.h>

#include <zmq.h>

#include "base/log.h"
#include "tests/unit/ok.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum {
    PATIENCE_MS = 10000,
    MESSAGES = 12,
    FRAMES = MESSAGE_MAX_FRAMES - 1, /* besides the peer's */
    ROUND_MAX_BYTES = 32 << 20,
};

struct fixture {
    struct head head;
    struct round round;
    void *context;
    void *stranger;
    struct error err;
};

static int
setup(void **state)
{
    const struct socket_options options = {.receive_mark = MESSAGES};
    const int none = 0;
    struct fixture *f = calloc(1, sizeof *f);
    struct listener *listener = &f->head.listeners[0];

    *state = f;
    log_open("test", LOG_LEVEL_ERROR, LOG_FORMAT_HUMAN);
    ok(f, wire_open(&f->head.wire, &f->err));
    ok(f, socket_listen(f->head.wire, "tcp://127.0.0.1:*", &options,
                        &listener->socket, &f->err));
    f->head.listener_count = 1;
    f->context = zmq_ctx_new();
    f->stranger = zmq_socket(f->context, ZMQ_DEALER);
    assert_int_equal(
        zmq_setsockopt(f->stranger, ZMQ_LINGER, &none, sizeof none), 0);
    assert_int_equal(
        zmq_connect(f->stranger, socket_endpoint(listener->socket)), 0);
    return 0;
}

static int
teardown(void **state)
{
    struct fixture *f = *state;

    zmq_close(f->stranger);
    zmq_ctx_term(f->context);
    round_release(&f->round);
    socket_close(&f->head.listeners[0].socket);
    wire_close(&f->head.wire);
    free(f);
    return 0;
}

static void
send_empty_frames(struct fixture *f, size_t count)
{
    for (size_t i = 1; i <= count; i++)
        assert_int_equal(
            zmq_send(f->stranger, "", 0, i < count ? ZMQ_SNDMORE : 0), 0);
}

static void
test_frames_without_a_byte_fill_a_round_as_well(void **state)
{
    struct fixture *f = *state;
    struct socket *listener = f->head.listeners[0].socket;

    for (size_t i = 0; i < MESSAGES; i++)
        send_empty_frames(f, FRAMES);
    while (receive_has_room(&f->round, 0)) {
        assert_true(f->round.kept_count < MESSAGES);
        assert_true(socket_wait(listener, PATIENCE_MS));
        receive(&f->head, &f->round, PATIENCE_MS);
    }
    assert_in_range(f->round.bytes, 1, ROUND_MAX_BYTES);
    /* What is left makes the next one. */
    round_release(&f->round);
    assert_true(socket_wait(listener, PATIENCE_MS));
    receive(&f->head, &f->round, PATIENCE_MS);
    assert_true(f->round.kept_count > 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            test_frames_without_a_byte_fill_a_round_as_well, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
