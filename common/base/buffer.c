#include "base/buffer.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
    SMALLEST_BYTES = 4096,
    /* What one large message needed is not kept for all that follow. */
    KEPT_BYTES = 256 << 10,
};

bool
buffer_reserve(struct buffer *b, size_t bytes)
{
    size_t wanted, capacity = b->capacity ? b->capacity : SMALLEST_BYTES / 2;
    char *moved;

    if (__builtin_add_overflow(b->len, bytes, &wanted) || wanted > b->max_bytes)
        return false;
    if (wanted <= b->capacity)
        return true;
    while (capacity < wanted)
        capacity = capacity > b->max_bytes / 2 ? b->max_bytes : capacity * 2;
    moved = realloc(b->ptr, capacity);
    if (!moved)
        return false;
    b->ptr = moved;
    b->capacity = capacity;
    return true;
}

bool
buffer_append(struct buffer *b, struct str s)
{
    if (!buffer_reserve(b, s.len))
        return false;
    if (s.len)
        memcpy(b->ptr + b->len, s.ptr, s.len);
    b->len += s.len;
    return true;
}

void
buffer_consume(struct buffer *b, size_t bytes)
{
    assert(bytes <= b->len);
    b->len -= bytes;
    if (b->len)
        memmove(b->ptr, b->ptr + bytes, b->len);
    else if (b->capacity > KEPT_BYTES)
        buffer_release(b);
}

struct str
buffer_str(const struct buffer *b)
{
    return (struct str){b->ptr ? b->ptr : "", b->len};
}

void
buffer_release(struct buffer *b)
{
    free(b->ptr);
    *b = (struct buffer){.max_bytes = b->max_bytes};
}
