#include "worker/channel.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/bytes.h"

enum { LENGTH_BYTES = 4, READ_BYTES = 64 << 10 };

void
channel_open(struct channel *ch, int fd, size_t max_bytes)
{
    *ch = (struct channel){
        .fd = fd, .in = BUFFER_MAX(max_bytes), .out = BUFFER_MAX(max_bytes)};
}

void
channel_close(struct channel *ch)
{
    if (ch->fd >= 0)
        close(ch->fd);
    ch->fd = -1;
    buffer_release(&ch->in);
    buffer_release(&ch->out);
}

static bool
put_frame(struct buffer *out, struct str frame)
{
    char length[LENGTH_BYTES];

    if (frame.len > UINT32_MAX)
        return false;
    save_le32(length, (uint32_t)frame.len);
    return buffer_append(out, (struct str){length, sizeof length}) &&
           buffer_append(out, frame);
}

enum status
channel_put(struct channel *ch, const struct message *m, struct error *err)
{
    size_t before = ch->out.len;
    struct arena scratch = {0};
    struct str envelope;
    enum status st = message_pack(m, &scratch, &envelope, err);

    if (st == STATUS_OK &&
        (!put_frame(&ch->out, envelope) ||
         (message_has_payload(m->kind) && !put_frame(&ch->out, m->payload)))) {
        ch->out.len = before;
        st = error_set(err, STATUS_UNAVAILABLE, "a %s of too many bytes",
                       message_name(m->kind));
    }
    arena_release(&scratch);
    return st;
}

enum status
channel_flush(struct channel *ch, struct error *err)
{
    while (ch->sent_bytes < ch->out.len) {
        ssize_t sent = write(ch->fd, ch->out.ptr + ch->sent_bytes,
                             ch->out.len - ch->sent_bytes);
        if (sent < 0 && errno == EAGAIN)
            return STATUS_OK;
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0)
            return error_set(err, STATUS_UNAVAILABLE, "cannot write: %s",
                             strerror(errno));
        ch->sent_bytes += (size_t)sent;
    }
    /* At once, for a large document leaves in hundreds of writes. */
    buffer_consume(&ch->out, ch->sent_bytes);
    ch->sent_bytes = 0;
    return STATUS_OK;
}

bool
channel_wants_write(const struct channel *ch)
{
    return ch->sent_bytes < ch->out.len;
}

enum status
channel_fill(struct channel *ch, struct error *err)
{
    ssize_t got;

    if (!buffer_reserve(&ch->in, READ_BYTES))
        return error_set(err, STATUS_UNAVAILABLE, "a message is too long");
    do
        got = read(ch->fd, ch->in.ptr + ch->in.len, READ_BYTES);
    while (got < 0 && errno == EINTR);
    if (got < 0 && errno == EAGAIN)
        return STATUS_OK;
    if (got < 0)
        return error_set(err, STATUS_UNAVAILABLE, "cannot read: %s",
                         strerror(errno));
    if (got == 0)
        return error_set(err, STATUS_UNAVAILABLE, "the other side has closed");
    ch->in.len += (size_t)got;
    return STATUS_OK;
}

/* The frame at *at of what has come in; *at moves past it. */
static bool
frame_at(const struct channel *ch, size_t *at, struct str *out)
{
    struct str all = buffer_str(&ch->in);
    size_t length;

    if (all.len - *at < LENGTH_BYTES)
        return false;
    length = load_le32(all.ptr + *at);
    if (all.len - *at - LENGTH_BYTES < length)
        return false;
    *out = (struct str){all.ptr + *at + LENGTH_BYTES, length};
    *at += LENGTH_BYTES + length;
    return true;
}

enum status
channel_take(struct channel *ch, struct arena *a, struct message *out,
             size_t *bytes, struct error *err)
{
    size_t at = 0;
    struct str envelope, payload;
    struct message m;
    enum status st;

    if (!frame_at(ch, &at, &envelope))
        return STATUS_NOT_FOUND;
    st = message_unpack(envelope, a, &m, err);
    if (st != STATUS_OK)
        return st;
    if (message_has_payload(m.kind)) {
        if (!frame_at(ch, &at, &payload))
            return STATUS_NOT_FOUND;
        m.payload = payload;
    }
    *out = m;
    *bytes = at;
    return STATUS_OK;
}

void
channel_drop(struct channel *ch, size_t bytes)
{
    buffer_consume(&ch->in, bytes);
}
