/*
 * channel_take on any bytes, which arrive in pieces: what is taken does not
 * depend on where they were cut.
 */
#include "worker/channel.h"

#include <fcntl.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CHANNEL_BYTES = 1 << 20, INPUT_BYTES = 60000 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct taken {
    unsigned parcels;
    uint64_t sum;
    enum status end;
};

static void
take_all(struct channel *ch, struct taken *t)
{
    while (t->end == STATUS_OK) {
        struct arena a = ARENA_LIMIT(CHANNEL_BYTES * 64);
        struct message m;
        struct error err;
        size_t bytes = 0;
        t->end = channel_take(ch, &a, &m, &bytes, &err);
        if (t->end == STATUS_OK) {
            t->parcels++;
            t->sum = t->sum * 31 + m.kind + m.payload.len + m.request_id;
            channel_drop(ch, bytes);
        }
        arena_release(&a);
    }
    if (t->end == STATUS_NOT_FOUND)
        t->end = STATUS_OK;
}

/* Send `data` in pieces of `step` bytes and take what has come each time. */
static struct taken
feed(const uint8_t *data, size_t size, size_t step)
{
    struct taken t = {.end = STATUS_OK};
    struct channel ch;
    struct error err;
    int ends[2];

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
        abort();
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    channel_open(&ch, ends[0], CHANNEL_BYTES);
    for (size_t at = 0; at < size && t.end == STATUS_OK; at += step) {
        size_t piece = size - at < step ? size - at : step;
        if (write(ends[1], data + at, piece) != (ssize_t)piece ||
            channel_fill(&ch, &err) != STATUS_OK)
            abort();
        take_all(&ch, &t);
    }
    channel_close(&ch);
    close(ends[1]);
    return t;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct taken whole, parts;

    if (size < 2 || size > INPUT_BYTES)
        return 0;
    whole = feed(data + 1, size - 1, size);
    parts = feed(data + 1, size - 1, 1 + data[0] + size / 64);
    if (whole.parcels != parts.parcels || whole.sum != parts.sum ||
        whole.end != parts.end)
        abort();
    return 0;
}
