/* The receiving half of socket.h: messages as they came, and their parcels. */
#include "wire/socket.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <zmq.h>

#include "wire/handles.h"

struct incoming {
    struct peer peer;
    struct user user;
    zmq_msg_t *frames;
    size_t count;
    size_t capacity;
    size_t next;
    size_t bytes;
};

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

/* Without a User-Id, a message on a socket with keys is nobody's. */
static void
take_user(struct socket *s, struct incoming *in)
{
    const char *key;

    in->user.is_local = !s->has_keys;
    if (!s->is_listener || !s->has_keys)
        return;
    /* ZeroMQ tells it of the peer's own frames only. */
    if (in->next == in->count)
        return;
    key = zmq_msg_gets(&in->frames[in->next], "User-Id");
    if (key && strlen(key) == KEY_CHARS)
        strcpy(in->user.key, key);
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
        if (in->count == MESSAGE_MAX_FRAMES) {
            drop_rest(s);
            incoming_free(&in);
            return error_set(err, STATUS_INVALID,
                             "a message of more than %d frames",
                             MESSAGE_MAX_FRAMES);
        }
        if (take_frame(s, in))
            continue;
        drop_rest(s);
        incoming_free(&in);
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    }
    take_peer(s, in);
    take_user(s, in);
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

const struct user *
incoming_user(const struct incoming *in)
{
    return &in->user;
}

size_t
incoming_bytes(const struct incoming *in)
{
    return in->bytes;
}

size_t
incoming_cost(const struct incoming *in)
{
    return in->bytes + in->count * sizeof(zmq_msg_t);
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
