/*
 * buffer - bytes that grow, up to a maximum told at the start.
 *
 * The owner frees it with buffer_release(). Past the maximum, or without
 * memory, an append fails and leaves the content as it was.
 */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

#include "base/str.h"

struct buffer {
    char *ptr;
    size_t len;
    size_t capacity;
    size_t max_bytes;
};

#define BUFFER_MAX(bytes) ((struct buffer){.max_bytes = (bytes)})

bool buffer_append(struct buffer *b, struct str s)
    __attribute__((warn_unused_result));
/* Room for `bytes` more at ptr + len, which the caller fills and counts. */
bool buffer_reserve(struct buffer *b, size_t bytes)
    __attribute__((warn_unused_result));
/* Drop `bytes` from the front; what was pointed to there is no more. */
void buffer_consume(struct buffer *b, size_t bytes);
/* The content; valid until the next call on `b`. */
struct str buffer_str(const struct buffer *b);
void buffer_release(struct buffer *b);

#endif
