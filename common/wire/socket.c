#include "wire/socket.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zmq.h>

enum {
    MARK_DEFAULT = 16,
    LINGER_MS = 1000,
    HANDSHAKE_MS = 5000, /* a peer that does not speak ZMTP holds no slot */
    POLL_MAX = 64,
    ENDPOINT_BYTES = 256,
};

struct wire {
    void *context;
};

struct socket {
    void *handle;
    bool is_listener;
    char endpoint[ENDPOINT_BYTES];
};

struct incoming {
    struct peer peer;
    zmq_msg_t *frames;
    size_t count;
    size_t capacity;
    size_t next;
    size_t bytes;
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
    if (s->is_listener)
        set_int(s->handle, ZMQ_ROUTER_MANDATORY, 1);
    zmq_setsockopt(s->handle, ZMQ_MAXMSGSIZE, &max_bytes, sizeof max_bytes);
}

static enum status
new_socket(struct wire *w, bool is_listener,
           const struct socket_options *options, struct socket **out,
           struct error *err)
{
    struct socket *s = calloc(1, sizeof *s);

    if (s)
        s->handle =
            zmq_socket(w->context, is_listener ? ZMQ_ROUTER : ZMQ_DEALER);
    if (!s || !s->handle) {
        free(s);
        return error_set(err, STATUS_UNAVAILABLE, "cannot open a socket: %s",
                         zmq_strerror(errno));
    }
    s->is_listener = is_listener;
    set_options(s, options);
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

enum status
socket_listen(struct wire *w, const char *endpoint,
              const struct socket_options *options, struct socket **out,
              struct error *err)
{
    struct socket *s;
    size_t bytes = sizeof s->endpoint;
    enum status st = new_socket(w, true, options, &s, err);

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
socket_connect(struct wire *w, const char *endpoint,
               const struct socket_options *options, struct socket **out,
               struct error *err)
{
    struct socket *s;
    enum status st = new_socket(w, false, options, &s, err);

    if (st != STATUS_OK)
        return st;
    strncpy(s->endpoint, endpoint, sizeof s->endpoint - 1);
    if (zmq_connect(s->handle, endpoint) != 0) {
        st = endpoint_error("connect to", endpoint, err);
        socket_close(&s);
        return st;
    }
    *out = s;
    return STATUS_OK;
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
    free(*s);
    *s = NULL;
}

const char *
socket_endpoint(const struct socket *s)
{
    return s->endpoint;
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

    assert(count > 0 && s->is_listener == (peer != NULL));
    st = pack_parcels(messages, count, &scratch, &out, err);
    if (st == STATUS_OK)
        st = send_frames(s, peer, &out, err);
    arena_release(&scratch);
    return st;
}

/* ---- receiving --------------------------------------------------------- */

/* Room for one more frame; false: out of memory. */
static bool
reserve_frame(struct incoming *in)
{
    size_t capacity = in->capacity ? in->capacity * 2 : 4;
    zmq_msg_t *moved;

    if (in->count < in->capacity)
        return true;
    moved = realloc(in->frames, capacity * sizeof *moved);
    if (!moved)
        return false;
    in->frames = moved;
    in->capacity = capacity;
    return true;
}

/* Take the next frame of the message being received; false: none came. */
static bool
take_frame(struct socket *s, struct incoming *in)
{
    zmq_msg_t *frame;

    if (!reserve_frame(in))
        return false;
    frame = &in->frames[in->count];
    zmq_msg_init(frame);
    if (zmq_msg_recv(frame, s->handle, ZMQ_DONTWAIT) < 0) {
        zmq_msg_close(frame);
        return false;
    }
    in->count++;
    in->bytes += zmq_msg_size(frame);
    return true;
}

static bool
has_more(const struct incoming *in)
{
    return zmq_msg_more(&in->frames[in->count - 1]);
}

/* Drop what is left of a message, or it would be taken for the next one. */
static void
drop_rest(struct socket *s)
{
    zmq_msg_t frame;
    bool more = true;

    while (more) {
        zmq_msg_init(&frame);
        more = zmq_msg_recv(&frame, s->handle, ZMQ_DONTWAIT) >= 0 &&
               zmq_msg_more(&frame);
        zmq_msg_close(&frame);
    }
}

/* The first frame of a listener's message is the peer's. */
static void
take_peer(struct socket *s, struct incoming *in)
{
    zmq_msg_t *frame = &in->frames[0];

    if (!s->is_listener)
        return;
    in->peer.len = (uint8_t)zmq_msg_size(frame);
    memcpy(in->peer.bytes, zmq_msg_data(frame), in->peer.len);
    in->next = 1;
}

enum status
socket_receive(struct socket *s, struct incoming **out, struct error *err)
{
    struct incoming *in = calloc(1, sizeof *in);

    if (!in)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    if (!take_frame(s, in)) {
        incoming_free(&in);
        if (errno == EAGAIN || errno == EINTR)
            return STATUS_NOT_FOUND;
        return error_set(err, STATUS_UNAVAILABLE, "cannot receive on %s: %s",
                         s->endpoint, zmq_strerror(errno));
    }
    /* A multipart message arrives whole: the rest never blocks. */
    while (has_more(in)) {
        if (take_frame(s, in))
            continue;
        drop_rest(s);
        incoming_free(&in);
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    }
    take_peer(s, in);
    *out = in;
    return STATUS_OK;
}

void
incoming_free(struct incoming **in)
{
    int saved = errno;

    if (!*in)
        return;
    for (size_t i = 0; i < (*in)->count; i++)
        zmq_msg_close(&(*in)->frames[i]);
    free((*in)->frames);
    free(*in);
    *in = NULL;
    errno = saved;
}

const struct peer *
incoming_peer(const struct incoming *in)
{
    return &in->peer;
}

size_t
incoming_bytes(const struct incoming *in)
{
    return in->bytes;
}

static struct str
frame_at(struct incoming *in, size_t index)
{
    zmq_msg_t *frame = &in->frames[index];

    return (struct str){zmq_msg_data(frame), zmq_msg_size(frame)};
}

enum status
incoming_next(struct incoming *in, struct arena *a, struct message *out,
              struct error *err)
{
    enum status st;

    if (in->next == in->count)
        return STATUS_NOT_FOUND;
    st = message_unpack(frame_at(in, in->next++), a, out, err);
    if (st != STATUS_OK && !out->is_readable) {
        in->next = in->count; /* who knows where the next parcel begins */
        return st;
    }
    if (!message_has_payload(out->kind))
        return st;
    if (in->next == in->count)
        return error_set(err, STATUS_INVALID,
                         "%s without the frame that holds the document",
                         message_name(out->kind));
    out->payload = frame_at(in, in->next++);
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

bool
socket_wait(struct socket *s, int timeout_ms)
{
    struct poll_item item = {.socket = s};

    wire_poll(&item, 1, timeout_ms);
    return item.is_readable;
}
