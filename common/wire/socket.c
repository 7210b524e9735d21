#include "wire/socket.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zmq.h>

#include "base/clock.h"
#include "wire/handles.h"

enum {
    MARK_DEFAULT = 16,
    LINGER_MS = 1000,
    HANDSHAKE_MS = 5000, /* a peer that does not speak ZMTP holds no slot */
    POLL_MAX = 128,      /* a joined worker polls two for each extractor */
    /*
     * On tcp, how long a peer may leave unanswered what was sent to it, a try
     * to connect included, before the connection is given up and, by who
     * connected, made anew. Less than a lease: a worker whose link was cut in
     * silence comes back as soon as the link does.
     */
    SILENCE_MS = 5000,
    /*
     * Then a new attempt is made: left to itself, TCP waits twice as long
     * after each, minutes in the end, where a server was out of reach or had
     * no descriptor left.
     */
    CONNECT_MS = 2000,
    /* A connection on which nothing is said is asked so often for a sign. */
    IDLE_S = 10,
    PROBE_S = 2,
};

bool
peer_equal(const struct peer *a, const struct peer *b)
{
    return a->len == b->len && memcmp(a->bytes, b->bytes, a->len) == 0;
}

enum status
wire_open(struct wire **out, struct error *err)
{
    struct wire *w = calloc(1, sizeof *w);

    if (w)
        w->context = zmq_ctx_new();
    if (!w || !w->context) {
        free(w);
        return error_set(err, STATUS_UNAVAILABLE, "cannot start ZeroMQ: %s",
                         zmq_strerror(errno));
    }
    *out = w;
    return STATUS_OK;
}

void
wire_close(struct wire **w)
{
    if (!*w)
        return;
    zmq_ctx_term((*w)->context);
    free(*w);
    *w = NULL;
}

/* ---- sockets ----------------------------------------------------------- */

static void
set_int(void *handle, int option, int value)
{
    int code = zmq_setsockopt(handle, option, &value, sizeof value);

    assert(code == 0); /* the option and its range are ours */
    (void)code;
}

/*
 * Peers that vanish without a word, by a cable or a machine's end, are for
 * the kernel to find. ZeroMQ's own heartbeats would blame a peer for what a
 * full queue of ours holds back, and end the process then (libzmq #4767).
 */
static void
set_patience(void *handle)
{
    set_int(handle, ZMQ_TCP_MAXRT, SILENCE_MS);
    set_int(handle, ZMQ_CONNECT_TIMEOUT, CONNECT_MS);
    set_int(handle, ZMQ_TCP_KEEPALIVE, 1);
    set_int(handle, ZMQ_TCP_KEEPALIVE_IDLE, IDLE_S);
    set_int(handle, ZMQ_TCP_KEEPALIVE_INTVL, PROBE_S);
}

static void
set_options(const struct socket *s, const struct socket_options *options)
{
    int64_t max_bytes =
        options->max_frame_bytes ? options->max_frame_bytes : -1;

    set_int(s->handle, ZMQ_LINGER, options->drops_unsent ? 0 : LINGER_MS);
    set_int(s->handle, ZMQ_HANDSHAKE_IVL, HANDSHAKE_MS);
    set_int(s->handle, ZMQ_SNDHWM,
            options->send_mark ? options->send_mark : MARK_DEFAULT);
    set_int(s->handle, ZMQ_RCVHWM,
            options->receive_mark ? options->receive_mark : MARK_DEFAULT);
    set_patience(s->handle);
    if (s->is_publisher)
        set_int(s->handle, ZMQ_CONFLATE, 1);
    else if (s->is_listener)
        set_int(s->handle, ZMQ_ROUTER_MANDATORY, 1);
    zmq_setsockopt(s->handle, ZMQ_MAXMSGSIZE, &max_bytes, sizeof max_bytes);
}

static const struct str tcp = STR_INIT("tcp://");

static void
set_text(void *handle, int option, const char *text)
{
    int code = zmq_setsockopt(handle, option, text, strlen(text));

    assert(code == 0);
    (void)code;
}

/* Who may come in, the thread of auth.h decides. */
static void
set_keys(struct socket *s, const char *endpoint,
         const struct socket_options *options)
{
    const struct certificate *own = options->certificate;

    if (!s->is_listener)
        own = options->credentials ? &options->credentials->own : NULL;
    if (!own || !str_starts(str_from(endpoint), tcp))
        return;
    s->has_keys = true;
    set_text(s->handle, ZMQ_CURVE_SECRETKEY, own->secret_key);
    if (s->is_listener) {
        set_int(s->handle, ZMQ_CURVE_SERVER, 1);
        set_text(s->handle, ZMQ_ZAP_DOMAIN, "baogao");
        return;
    }
    set_text(s->handle, ZMQ_CURVE_PUBLICKEY, own->public_key);
    set_text(s->handle, ZMQ_CURVE_SERVERKEY,
             options->credentials->server.public_key);
}

static enum status
new_socket(struct wire *w, int type, const char *endpoint,
           const struct socket_options *options, struct socket **out,
           struct error *err)
{
    struct socket *s = calloc(1, sizeof *s);

    if (s)
        s->handle = zmq_socket(w->context, type);
    if (!s || !s->handle) {
        free(s);
        return error_set(err, STATUS_UNAVAILABLE, "cannot open a socket: %s",
                         zmq_strerror(errno));
    }
    s->is_listener = type == ZMQ_ROUTER || type == ZMQ_PUB;
    s->is_publisher = type == ZMQ_PUB;
    set_options(s, options);
    if (type == ZMQ_SUB)
        zmq_setsockopt(s->handle, ZMQ_SUBSCRIBE, "", 0);
    set_keys(s, endpoint, options);
    *out = s;
    return STATUS_OK;
}

static enum status
endpoint_error(const char *what, const char *endpoint, struct error *err)
{
    bool is_malformed = errno == EINVAL || errno == EPROTONOSUPPORT ||
                        errno == ENOCOMPATPROTO || errno == ENAMETOOLONG;

    return error_set(err, is_malformed ? STATUS_INVALID : STATUS_UNAVAILABLE,
                     "cannot %s %s: %s", what, endpoint, zmq_strerror(errno));
}

static enum status
listen_as(struct wire *w, int type, const char *endpoint,
          const struct socket_options *options, struct socket **out,
          struct error *err)
{
    struct socket *s;
    size_t bytes = sizeof s->endpoint;
    enum status st = new_socket(w, type, endpoint, options, &s, err);

    if (st != STATUS_OK)
        return st;
    if (zmq_bind(s->handle, endpoint) != 0 ||
        zmq_getsockopt(s->handle, ZMQ_LAST_ENDPOINT, s->endpoint, &bytes) !=
            0) {
        st = endpoint_error("listen on", endpoint, err);
        socket_close(&s);
        return st;
    }
    *out = s;
    return STATUS_OK;
}

enum status
socket_listen(struct wire *w, const char *endpoint,
              const struct socket_options *options, struct socket **out,
              struct error *err)
{
    return listen_as(w, ZMQ_ROUTER, endpoint, options, out, err);
}

enum status
socket_publish(struct wire *w, const char *endpoint,
               const struct socket_options *options, struct socket **out,
               struct error *err)
{
    return listen_as(w, ZMQ_PUB, endpoint, options, out, err);
}

static enum status
connect_as(struct wire *w, int type, const char *endpoint,
           const struct socket_options *options, struct socket **out,
           struct error *err)
{
    struct socket *s;
    enum status st = new_socket(w, type, endpoint, options, &s, err);

    if (st != STATUS_OK)
        return st;
    strncpy(s->endpoint, endpoint, sizeof s->endpoint - 1);
    if (str_starts(str_from(endpoint), tcp))
        handshake_watch(&s->handshake, w->context, s->handle);
    if (zmq_connect(s->handle, endpoint) != 0) {
        st = endpoint_error("connect to", endpoint, err);
        socket_close(&s);
        return st;
    }
    *out = s;
    return STATUS_OK;
}

enum status
socket_connect(struct wire *w, const char *endpoint,
               const struct socket_options *options, struct socket **out,
               struct error *err)
{
    return connect_as(w, ZMQ_DEALER, endpoint, options, out, err);
}

enum status
socket_subscribe(struct wire *w, const char *endpoint,
                 const struct socket_options *options, struct socket **out,
                 struct error *err)
{
    return connect_as(w, ZMQ_SUB, endpoint, options, out, err);
}

/* ZeroMQ leaves the file of an ipc endpoint behind. */
static void
remove_file(struct str endpoint)
{
    static const struct str ipc = STR_INIT("ipc://");

    if (str_starts(endpoint, ipc))
        unlink(endpoint.ptr + ipc.len);
}

void
socket_close(struct socket **s)
{
    if (!*s)
        return;
    if ((*s)->is_listener)
        remove_file(str_from((*s)->endpoint));
    zmq_close((*s)->handle);
    handshake_release(&(*s)->handshake);
    free(*s);
    *s = NULL;
}

const char *
socket_endpoint(const struct socket *s)
{
    return s->endpoint;
}

struct endpoint_text
socket_local_endpoint(const struct socket *s)
{
    static const struct {
        struct str any;
        const char *one;
    } hosts[] = {
        {STR_INIT("tcp://0.0.0.0:"), "tcp://127.0.0.1:"},
        {STR_INIT("tcp://[::]:"), "tcp://[::1]:"},
    };
    struct str endpoint = str_from(s->endpoint);
    struct endpoint_text out;
    const char *front = "";

    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++)
        if (str_starts(endpoint, hosts[i].any)) {
            front = hosts[i].one;
            endpoint = str_slice(endpoint, hosts[i].any.len, endpoint.len);
        }
    snprintf(out.text, sizeof out.text, "%s%.*s", front, STR_ARG(endpoint));
    return out;
}

bool
socket_is_publisher(const struct socket *s)
{
    return s->is_publisher;
}

bool
socket_wants_keys(const struct socket *s)
{
    return s->is_listener && s->has_keys;
}

enum status
socket_trouble(struct socket *s, struct error *err)
{
    handshake_update(&s->handshake);
    return handshake_trouble(&s->handshake, s->has_keys, s->endpoint, err);
}

/* ---- sending ----------------------------------------------------------- */

/* The frames of a message before any of them is sent. */
struct outgoing {
    struct str *frames;
    size_t count;
};

static enum status
pack_parcels(const struct message *messages, size_t count, struct arena *a,
             struct outgoing *out, struct error *err)
{
    enum status st = STATUS_OK;

    out->frames = ARENA_ARRAY(a, struct str, 2 * count);
    if (!out->frames)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    for (size_t i = 0; st == STATUS_OK && i < count; i++) {
        st = message_pack(&messages[i], a, &out->frames[out->count++], err);
        if (message_has_payload(messages[i].kind))
            out->frames[out->count++] = messages[i].payload;
    }
    return st;
}

static int
send_frame(void *handle, const void *bytes, size_t len, bool more)
{
    return zmq_send(handle, bytes, len,
                    ZMQ_DONTWAIT | (more ? ZMQ_SNDMORE : 0));
}

static enum status
send_frames(struct socket *s, const struct peer *peer,
            const struct outgoing *out, struct error *err)
{
    /* The first frame finds the pipe full or gone; later ones do not fail. */
    if (peer && send_frame(s->handle, peer->bytes, peer->len, true) < 0)
        return error_set(err, STATUS_UNAVAILABLE, "the peer is %s",
                         errno == EAGAIN ? "too slow" : "gone");
    for (size_t i = 0; i < out->count; i++)
        if (send_frame(s->handle, out->frames[i].ptr, out->frames[i].len,
                       i + 1 < out->count) < 0)
            return error_set(err, STATUS_UNAVAILABLE, "cannot send to %s: %s",
                             s->endpoint, zmq_strerror(errno));
    return STATUS_OK;
}

enum status
socket_send(struct socket *s, const struct peer *peer,
            const struct message *messages, size_t count, struct error *err)
{
    struct arena scratch = {0};
    struct outgoing out = {0};
    enum status st;

    assert(count > 0 && (s->is_listener && !s->is_publisher) == (peer != NULL));
    st = pack_parcels(messages, count, &scratch, &out, err);
    if (st == STATUS_OK)
        st = send_frames(s, peer, &out, err);
    arena_release(&scratch);
    return st;
}

/* ---- waiting ----------------------------------------------------------- */

void
wire_poll(struct poll_item *items, size_t count, int timeout_ms)
{
    zmq_pollitem_t polled[POLL_MAX];

    assert(count <= POLL_MAX);
    for (size_t i = 0; i < count; i++)
        polled[i] = (zmq_pollitem_t){
            .socket = items[i].socket ? items[i].socket->handle : NULL,
            .fd = items[i].fd,
            .events =
                (short)(ZMQ_POLLIN | (items[i].want_write ? ZMQ_POLLOUT : 0)),
        };
    if (zmq_poll(polled, (int)count, timeout_ms) <= 0)
        for (size_t i = 0; i < count; i++)
            polled[i].revents = 0;
    for (size_t i = 0; i < count; i++) {
        items[i].is_readable = polled[i].revents & (ZMQ_POLLIN | ZMQ_POLLERR);
        items[i].is_writable = polled[i].revents & ZMQ_POLLOUT;
    }
}

enum waited {
    WAITED_IN_VAIN, /* the time is over, or a signal came */
    WAITED_FOR_MESSAGE,
    WAITED_FOR_HANDSHAKE,
};

/* Wait for a message or for news of the handshake. */
static enum waited
wait_once(struct socket *s, int64_t timeout_ms)
{
    zmq_pollitem_t polled[] = {
        {.socket = s->handle, .events = ZMQ_POLLIN},
        {.socket = s->handshake.monitor, .events = ZMQ_POLLIN},
    };

    if (zmq_poll(polled, s->handshake.monitor ? 2 : 1, timeout_ms) <= 0)
        return WAITED_IN_VAIN;
    handshake_update(&s->handshake);
    return polled[0].revents & (ZMQ_POLLIN | ZMQ_POLLERR)
               ? WAITED_FOR_MESSAGE
               : WAITED_FOR_HANDSHAKE;
}

bool
socket_wait(struct socket *s, int timeout_ms)
{
    int64_t until_ms = clock_monotonic_ms() + timeout_ms;
    enum waited waited = wait_once(s, timeout_ms);

    while (waited == WAITED_FOR_HANDSHAKE &&
           !handshake_is_final(&s->handshake)) {
        int64_t left_ms = until_ms - clock_monotonic_ms();
        waited = wait_once(s, left_ms > 0 ? left_ms : 0);
    }
    return waited == WAITED_FOR_MESSAGE;
}

enum handshake_state
socket_settle(struct socket *s, int timeout_ms)
{
    int64_t until_ms = clock_monotonic_ms() + timeout_ms;
    int64_t left_ms = timeout_ms;

    while (left_ms > 0 && s->handshake.state != HANDSHAKE_DONE &&
           !handshake_is_final(&s->handshake)) {
        wait_once(s, left_ms);
        left_ms = until_ms - clock_monotonic_ms();
    }
    return s->handshake.state;
}
