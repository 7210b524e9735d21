/*
 * rabbitmq - a durable quorum queue: publisher confirms, consumers with
 * prefetch that acknowledge.
 *
 * An acknowledgement has no answer, and counts when it is sent; the last of
 * a connection when a question asked after it is answered. No channel closes
 * before: what the queue has not yet noted as acknowledged by it would go to
 * another.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <amqp.h>
#include <amqp_tcp_socket.h>

#include "tests/bench/fail.h"
#include "tests/bench/peers/peer.h"
#include "tests/bench/stopwatch.h"

enum {
    CHANNEL = 1,
    FRAME_BYTES = 128 << 10,
    PERSISTENT = 2, /* the delivery mode */
    IDLE_US = 200 * 1000,
    QUEUE_BYTES = 24,
    PUTS_MAX = 1 << 20,
};

struct rabbitmq {
    amqp_connection_state_t connection;
    const struct peer_options *options;
    char queue[QUEUE_BYTES]; /* its name */
    /* A producer's: the puts are numbered from 1. */
    uint64_t put, oldest; /* the last; the oldest not confirmed */
    bool *is_confirmed;   /* by number; PUTS_MAX */
    /* A consumer's. */
    uint64_t fetched_tag; /* the last */
    size_t fetched_count;
};

static void
expect(amqp_rpc_reply_t reply, const char *what)
{
    if (reply.reply_type != AMQP_RESPONSE_NORMAL)
        fail(what);
}

/* The last call that is answered went well. */
static void
check(const struct rabbitmq *r, const char *what)
{
    expect(amqp_get_rpc_reply(r->connection), what);
}

static amqp_bytes_t
queue_name(const struct rabbitmq *r)
{
    return amqp_cstring_bytes(r->queue);
}

static void
declare_queue(struct rabbitmq *r)
{
    amqp_table_entry_t type = {
        .key = amqp_cstring_bytes("x-queue-type"),
        .value = {.kind = AMQP_FIELD_KIND_UTF8,
                  .value.bytes = amqp_cstring_bytes("quorum")}};

    amqp_queue_declare(r->connection, CHANNEL, queue_name(r), false, true,
                       false, false, (amqp_table_t){1, &type});
    check(r, "no quorum queue");
}

static struct rabbitmq *
connect_to(unsigned port)
{
    struct rabbitmq *r = calloc(1, sizeof *r);
    amqp_socket_t *socket;

    if (!r)
        fail("out of memory");
    /* Another in each run: one that was removed is not gone at once. */
    snprintf(r->queue, sizeof r->queue, "q%d", (int)getpid());
    r->connection = amqp_new_connection();
    socket = amqp_tcp_socket_new(r->connection);
    if (!socket || amqp_socket_open(socket, "127.0.0.1", (int)port) != 0)
        fail("cannot connect");
    expect(amqp_login(r->connection, "/", 0, FRAME_BYTES, 0,
                      AMQP_SASL_METHOD_PLAIN, "guest", "guest"),
           "no login");
    amqp_channel_open(r->connection, CHANNEL);
    check(r, "no channel");
    return r;
}

static void *
open_producer(const struct peer_options *options)
{
    struct rabbitmq *r = connect_to(options->port);

    r->options = options;
    r->oldest = 1;
    r->is_confirmed = calloc(PUTS_MAX, sizeof *r->is_confirmed);
    if (!r->is_confirmed)
        fail("out of memory");
    declare_queue(r);
    amqp_confirm_select(r->connection, CHANNEL);
    check(r, "no confirms");
    return r;
}

static void
set_prefetch(struct rabbitmq *r)
{
    amqp_basic_qos(r->connection, CHANNEL, 0, (uint16_t)r->options->window,
                   false);
    check(r, "no prefetch");
}

static void *
open_consumer(const struct peer_options *options)
{
    struct rabbitmq *r = connect_to(options->port);

    r->options = options;
    declare_queue(r);
    set_prefetch(r);
    amqp_basic_consume(r->connection, CHANNEL, queue_name(r), amqp_empty_bytes,
                       false, false, false, amqp_empty_table);
    check(r, "cannot consume");
    return r;
}

static void
put(void *peer, const char *document)
{
    struct rabbitmq *r = peer;
    amqp_basic_properties_t properties = {
        ._flags = AMQP_BASIC_DELIVERY_MODE_FLAG, .delivery_mode = PERSISTENT};
    /* The library's type has no const; it only reads. */
    amqp_bytes_t body = {DOCUMENT_BYTES, (void *)(uintptr_t)document};

    if (amqp_basic_publish(r->connection, CHANNEL, amqp_empty_bytes,
                           queue_name(r), false, false, &properties,
                           body) != AMQP_STATUS_OK)
        fail("cannot publish");
    if (++r->put == PUTS_MAX)
        fail("too many documents");
}

static bool
has_more(const struct rabbitmq *r)
{
    return amqp_frames_enqueued(r->connection) ||
           amqp_data_in_buffer(r->connection);
}

/* Note an answer, to one or to all up to one; how many it is for. */
static size_t
take_confirm(struct rabbitmq *r, const amqp_basic_ack_t *ack)
{
    uint64_t first = ack->multiple ? r->oldest : ack->delivery_tag;
    size_t count = 0;

    for (uint64_t tag = first; tag <= ack->delivery_tag; tag++) {
        bool *is_confirmed = &r->is_confirmed[tag];
        count += !*is_confirmed;
        *is_confirmed = true;
    }
    while (r->oldest <= r->put && r->is_confirmed[r->oldest])
        r->oldest++;
    return count;
}

static size_t
confirm(void *peer)
{
    struct rabbitmq *r = peer;
    size_t count = 0;

    do {
        amqp_frame_t frame;
        amqp_maybe_release_buffers(r->connection);
        if (amqp_simple_wait_frame(r->connection, &frame) != AMQP_STATUS_OK)
            fail("no answer");
        if (frame.frame_type != AMQP_FRAME_METHOD ||
            frame.payload.method.id != AMQP_BASIC_ACK_METHOD)
            fail("an answer that is no ack");
        count += take_confirm(r, frame.payload.method.decoded);
    } while (count == 0 || has_more(r));
    return count;
}

static void
send_acknowledgement(struct rabbitmq *r)
{
    if (r->fetched_count > 0 &&
        amqp_basic_ack(r->connection, CHANNEL, r->fetched_tag, true) != 0)
        fail("cannot acknowledge");
}

static void
count_acknowledged(struct rabbitmq *r)
{
    if (r->fetched_count > 0)
        traffic_acknowledged(r->options->traffic, r->fetched_count);
    r->fetched_count = 0;
}

/* False: there is none within a while. */
static bool
take_delivery(struct rabbitmq *r)
{
    struct timeval patience = {0, IDLE_US};
    amqp_envelope_t envelope;
    amqp_rpc_reply_t reply;

    amqp_maybe_release_buffers(r->connection);
    reply = amqp_consume_message(r->connection, &envelope, &patience, 0);
    if (reply.reply_type == AMQP_RESPONSE_LIBRARY_EXCEPTION &&
        reply.library_error == AMQP_STATUS_TIMEOUT)
        return false;
    expect(reply, "no delivery");
    traffic_delivered(r->options->traffic, envelope.message.body.bytes,
                      envelope.message.body.len);
    r->fetched_tag = envelope.delivery_tag;
    r->fetched_count++;
    amqp_destroy_envelope(&envelope);
    return true;
}

/* Half a window at most, so that the queue goes on sending the other half. */
static void
fetch(void *peer)
{
    struct rabbitmq *r = peer;

    send_acknowledgement(r);
    count_acknowledged(r);
    while (take_delivery(r) && r->fetched_count < r->options->window / 2 &&
           has_more(r))
        continue;
}

static void
settle(void *peer)
{
    struct rabbitmq *r = peer;

    send_acknowledgement(r);
    set_prefetch(r);
    count_acknowledged(r);
}

static void
close_connection(void *peer)
{
    struct rabbitmq *r = peer;

    amqp_connection_close(r->connection, AMQP_REPLY_SUCCESS);
    amqp_destroy_connection(r->connection);
    free(r->is_confirmed);
    free(r);
}

/* Its server starts slowly, and so serves many runs. */
static void
clear(unsigned port)
{
    struct rabbitmq *r = connect_to(port);

    amqp_queue_delete(r->connection, CHANNEL, queue_name(r), false, false);
    check(r, "the queue stays");
    close_connection(r);
}

const struct peer_kind peer_rabbitmq = {
    .name = "rabbitmq",
    .open_producer = open_producer,
    .put = put,
    .confirm = confirm,
    .open_consumer = open_consumer,
    .fetch = fetch,
    .settle = settle,
    .close = close_connection,
    .clear = clear,
};
