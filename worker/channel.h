/*
 * channel - parcels over a socketpair, between a joined worker's parent and
 * one of its extractor children.
 *
 * Each frame is a 4-byte little-endian length and its bytes; a parcel is an
 * envelope frame and, for a Job, a payload frame, as on the wire. The
 * parent's end does not block; the child's does.
 */
#ifndef WORKER_CHANNEL_H
#define WORKER_CHANNEL_H

#include "base/buffer.h"
#include "wire/message.h"

struct channel {
    int fd;
    struct buffer in;
    struct buffer out;
    size_t sent_bytes; /* of `out`, already written */
};

/* Takes over `fd`; neither side holds more than `max_bytes`. */
void channel_open(struct channel *ch, int fd, size_t max_bytes);
void channel_close(struct channel *ch);

/* Queue one parcel. STATUS_UNAVAILABLE: no room. */
enum status channel_put(struct channel *ch, const struct message *m,
                        struct error *err) __attribute__((warn_unused_result));
/* Write what the descriptor takes. STATUS_UNAVAILABLE: the peer is gone. */
enum status channel_flush(struct channel *ch, struct error *err)
    __attribute__((warn_unused_result));
bool channel_wants_write(const struct channel *ch);

/*
 * Read what has come; on a blocking descriptor, wait for some.
 * STATUS_UNAVAILABLE: the peer is gone, or sends too much.
 */
enum status channel_fill(struct channel *ch, struct error *err)
    __attribute__((warn_unused_result));
/*
 * Take one whole parcel out; its payload borrows the channel until
 * channel_drop(). STATUS_NOT_FOUND, err untouched: it is not whole yet.
 * STATUS_INVALID: it is no parcel.
 */
enum status channel_take(struct channel *ch, struct arena *a,
                         struct message *out, size_t *bytes, struct error *err)
    __attribute__((warn_unused_result));
/* Drop the `bytes` of a parcel that was taken. */
void channel_drop(struct channel *ch, size_t bytes);

#endif
