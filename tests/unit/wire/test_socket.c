/* socket - parcels between real sockets, and what else may arrive. */
#include "wire/socket.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zmq.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/ok.h"

enum { PATIENCE_MS = 10000 };

struct fixture {
    struct wire *wire;
    struct socket *listener;
    struct error err;
};

static int
setup(void **state)
{
    struct socket_options options = {.max_frame_bytes = 1 << 20};
    struct fixture *f = calloc(1, sizeof *f);

    *state = f;
    return wire_open(&f->wire, &f->err) == STATUS_OK &&
                   socket_listen(f->wire, "tcp://127.0.0.1:*", &options,
                                 &f->listener, &f->err) == STATUS_OK
               ? 0
               : -1;
}

static int
teardown(void **state)
{
    struct fixture *f = *state;

    socket_close(&f->listener);
    wire_close(&f->wire);
    free(f);
    return 0;
}

static struct socket *
connect_to(struct fixture *f, const struct socket_options *options)
{
    struct socket *s = NULL;

    ok(f, socket_connect(f->wire, socket_endpoint(f->listener), options, &s,
                         &f->err));
    return s;
}

static struct incoming *
receive(struct fixture *f, struct socket *s)
{
    struct incoming *in = NULL;

    assert_true(socket_wait(s, PATIENCE_MS));
    ok(f, socket_receive(s, &in, &f->err));
    return in;
}

static struct message
submit(uint64_t request_id, const char *bytes)
{
    return (struct message){.kind = MESSAGE_SUBMIT,
                            .request_id = request_id,
                            .payload = str_from(bytes)};
}

static void
test_parcels_arrive_in_order_and_answers_find_their_way(void **state)
{
    struct fixture *f = *state;
    struct socket_options none = {0};
    struct socket *client = connect_to(f, &none);
    struct message parcels[] = {
        submit(1, "一"),
        {.kind = MESSAGE_STATUS_REQUEST, .request_id = 2},
        submit(3, "")};
    struct arena a = {0};
    struct incoming *in;
    struct message m;

    ok(f, socket_send(client, NULL, parcels, 3, &f->err));
    in = receive(f, f->listener);
    for (unsigned i = 0; i < 3; i++) {
        ok(f, incoming_next(in, &a, &m, &f->err));
        assert_int_equal(m.kind, parcels[i].kind);
        assert_int_equal(m.request_id, i + 1);
        assert_true(str_equal(m.payload, parcels[i].payload));
    }
    assert_int_equal(incoming_next(in, &a, &m, &f->err), STATUS_NOT_FOUND);
    assert_true(incoming_bytes(in) > 5);
    ok(f, socket_send(f->listener, incoming_peer(in), &parcels[1], 1, &f->err));
    incoming_free(&in);
    in = receive(f, client);
    ok(f, incoming_next(in, &a, &m, &f->err));
    assert_int_equal(m.request_id, 2);
    incoming_free(&in);
    socket_close(&client);
    arena_release(&a);
}

static void
test_nothing_waits_on_a_quiet_socket(void **state)
{
    struct fixture *f = *state;
    struct incoming *in = NULL;

    strcpy(f->err.text, "untouched");
    assert_int_equal(socket_receive(f->listener, &in, &f->err),
                     STATUS_NOT_FOUND);
    assert_string_equal(f->err.text, "untouched");
    assert_false(socket_wait(f->listener, 0));
}

/* A peer that sends whatever it likes. */
static void *
stranger(struct fixture *f, void *context)
{
    void *s = zmq_socket(context, ZMQ_DEALER);
    int no = 0;

    zmq_setsockopt(s, ZMQ_LINGER, &no, sizeof no);
    assert_int_equal(zmq_connect(s, socket_endpoint(f->listener)), 0);
    return s;
}

static void
test_what_is_no_parcel_is_refused_and_the_socket_lives(void **state)
{
    /* One string of bytes a frame; NULL ends the message. */
    static const struct {
        const char *frames[4];
        uint64_t request_id; /* what could be read of it */
    } messages[] = {
        {{"garbage", NULL}, 0},
        {{"", NULL}, 0},
        {{"\xFF\xFF\xFF\xFF\xFF", "second", NULL}, 0},
        {{"\x52\x02\x08\x07", NULL}, 7}, /* Submit without its document */
    };
    struct fixture *f = *state;
    void *context = zmq_ctx_new();
    void *s = stranger(f, context);
    struct arena a = {0};
    struct message m;

    for (size_t i = 0; i < sizeof messages / sizeof *messages; i++) {
        struct incoming *in;
        const char *const *frames = messages[i].frames;
        for (int part = 0; frames[part]; part++)
            zmq_send(s, frames[part], strlen(frames[part]),
                     frames[part + 1] ? ZMQ_SNDMORE : 0);
        in = receive(f, f->listener);
        assert_int_equal(incoming_next(in, &a, &m, &f->err), STATUS_INVALID);
        assert_int_equal(m.request_id, messages[i].request_id);
        assert_int_equal(incoming_next(in, &a, &m, &f->err), STATUS_NOT_FOUND);
        incoming_free(&in);
    }
    zmq_close(s);
    zmq_ctx_term(context);
    arena_release(&a);
}

static void
test_parcels_before_a_bad_one_count(void **state)
{
    struct fixture *f = *state;
    void *context = zmq_ctx_new();
    void *s = stranger(f, context);
    struct arena a = {0};
    struct incoming *in;
    struct message m;

    zmq_send(s, "\x52\x02\x08\x07", 4, ZMQ_SNDMORE);
    zmq_send(s, "bytes", 5, ZMQ_SNDMORE);
    zmq_send(s, "garbage", 7, 0);
    in = receive(f, f->listener);
    ok(f, incoming_next(in, &a, &m, &f->err));
    assert_int_equal(m.request_id, 7);
    assert_int_equal(m.submit.priority, 5);
    assert_true(str_equal(m.payload, STR("bytes")));
    assert_int_equal(incoming_next(in, &a, &m, &f->err), STATUS_INVALID);
    incoming_free(&in);
    zmq_close(s);
    zmq_ctx_term(context);
    arena_release(&a);
}

static void
test_a_peer_that_is_gone_cannot_be_sent_to(void **state)
{
    struct fixture *f = *state;
    struct socket_options none = {0};
    struct socket *client = connect_to(f, &none);
    struct message m = submit(1, "x");
    struct peer never = {.len = 5, .bytes = "never"}, gone;
    struct incoming *in;
    enum status st = STATUS_OK;

    assert_int_equal(socket_send(f->listener, &never, &m, 1, &f->err),
                     STATUS_UNAVAILABLE);
    ok(f, socket_send(client, NULL, &m, 1, &f->err));
    in = receive(f, f->listener);
    gone = *incoming_peer(in);
    incoming_free(&in);
    socket_close(&client);
    /* Each turn lets the listener notice what has happened. */
    for (int i = 0; i < PATIENCE_MS && st == STATUS_OK; i++) {
        socket_wait(f->listener, 1);
        st = socket_send(f->listener, &gone, &m, 1, &f->err);
    }
    assert_int_equal(st, STATUS_UNAVAILABLE);
}

static void
test_a_slow_reader_is_not_waited_for(void **state)
{
    struct fixture *f = *state;
    struct socket_options marks = {.receive_mark = 1};
    struct socket *client = connect_to(f, &marks);
    static char bytes[200000];
    struct message m = {.kind = MESSAGE_SUBMIT,
                        .payload = {bytes, sizeof bytes}};
    struct incoming *in;
    struct arena a = {0};
    struct peer peer;
    unsigned sent = 0, got = 0;

    ok(f, socket_send(client, NULL, &m, 1, &f->err));
    in = receive(f, f->listener);
    peer = *incoming_peer(in);
    incoming_free(&in);
    for (; sent < 1000; sent++) {
        m.request_id = sent + 1;
        if (socket_send(f->listener, &peer, &m, 1, &f->err) != STATUS_OK)
            break;
    }
    assert_in_range(sent, 1, 999);
    /* What was sent arrives whole and in order, what was not leaves nothing. */
    while (got < sent) {
        in = receive(f, client);
        ok(f, incoming_next(in, &a, &m, &f->err));
        assert_int_equal(m.request_id, ++got);
        assert_int_equal(m.payload.len, sizeof bytes);
        incoming_free(&in);
        arena_release(&a);
    }
    socket_close(&client);
}

static void
test_a_frame_past_the_limit_cuts_the_connection(void **state)
{
    struct fixture *f = *state;
    struct socket_options none = {0};
    struct socket *client = connect_to(f, &none);
    char *bytes = calloc(1, 2 << 20);
    struct message m = {.kind = MESSAGE_SUBMIT, .payload = {bytes, 2 << 20}};
    struct incoming *in = NULL;

    ok(f, socket_send(client, NULL, &m, 1, &f->err));
    assert_false(socket_wait(f->listener, 300));
    assert_int_equal(socket_receive(f->listener, &in, &f->err),
                     STATUS_NOT_FOUND);
    free(bytes);
    socket_close(&client);
}

/* One message of `count` frames, empty but for the last. */
static void
send_frames(void *s, size_t count)
{
    for (size_t i = 1; i < count; i++)
        assert_int_equal(zmq_send(s, "", 0, ZMQ_SNDMORE), 0);
    assert_int_equal(zmq_send(s, "garbage", 7, 0), 7);
}

static void
test_a_message_of_too_many_frames_is_dropped_and_the_next_is_not(void **state)
{
    struct fixture *f = *state;
    void *context = zmq_ctx_new();
    void *s = stranger(f, context);
    struct incoming *in = NULL;

    send_frames(s, MESSAGE_MAX_FRAMES); /* with the peer's, one too many */
    send_frames(s, MESSAGE_MAX_FRAMES - 1);
    assert_true(socket_wait(f->listener, PATIENCE_MS));
    assert_int_equal(socket_receive(f->listener, &in, &f->err), STATUS_INVALID);
    assert_null(in);
    assert_non_null(strstr(f->err.text, "frames"));
    in = receive(f, f->listener);
    /* The empty ones are not held for nothing. */
    assert_int_equal(incoming_cost(in), MESSAGE_MAX_FRAMES * sizeof(zmq_msg_t) +
                                            7 + incoming_peer(in)->len);
    incoming_free(&in);
    zmq_close(s);
    zmq_ctx_term(context);
}

static void
test_endpoints_that_are_none_are_invalid(void **state)
{
    static const char *const wrong[] = {"", "nonsense", "http://x:1",
                                        "tcp://127.0.0.1", "ipc"};
    struct fixture *f = *state;
    struct socket_options none = {0};
    struct socket *s = NULL;

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(socket_listen(f->wire, wrong[i], &none, &s, &f->err),
                         STATUS_INVALID);
        assert_int_equal(socket_connect(f->wire, wrong[i], &none, &s, &f->err),
                         STATUS_INVALID);
        assert_null(s);
    }
    assert_int_equal(socket_listen(f->wire, socket_endpoint(f->listener), &none,
                                   &s, &f->err),
                     STATUS_UNAVAILABLE);
}

static void
test_a_poll_tells_descriptors_and_sockets_apart(void **state)
{
    struct fixture *f = *state;
    int ends[2];
    struct poll_item items[3] = {{.socket = f->listener}};

    assert_int_equal(pipe(ends), 0);
    items[1] = (struct poll_item){.fd = ends[0]};
    items[2] = (struct poll_item){.fd = ends[1], .want_write = true};
    wire_poll(items, 3, PATIENCE_MS);
    assert_false(items[0].is_readable);
    assert_false(items[1].is_readable);
    assert_true(items[2].is_writable);
    close(ends[1]);
    wire_poll(items, 2, PATIENCE_MS);
    assert_true(items[1].is_readable); /* the hang-up */
    close(ends[0]);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(test_parcels_arrive_in_order_and_answers_find_their_way),
        CASE(test_nothing_waits_on_a_quiet_socket),
        CASE(test_what_is_no_parcel_is_refused_and_the_socket_lives),
        CASE(test_parcels_before_a_bad_one_count),
        CASE(test_a_peer_that_is_gone_cannot_be_sent_to),
        CASE(test_a_slow_reader_is_not_waited_for),
        CASE(test_a_frame_past_the_limit_cuts_the_connection),
        CASE(test_a_message_of_too_many_frames_is_dropped_and_the_next_is_not),
        CASE(test_endpoints_that_are_none_are_invalid),
        CASE(test_a_poll_tells_descriptors_and_sockets_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
