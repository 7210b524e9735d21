#include "base/arena.h"

#include <malloc.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"

enum {
    ALIGNMENT = _Alignof(max_align_t),
    /* A message takes one small block, a report soon large ones. */
    FIRST_BLOCK_BYTES = 4 << 10,
    BLOCK_BYTES = 64 << 10, /* small next to a report, large next to malloc */
};

struct arena_block {
    struct arena_block *older;
    size_t size_bytes;
    size_t used_bytes;
    _Alignas(ALIGNMENT) char bytes[];
};

static size_t
next_block_bytes(const struct arena *a)
{
    size_t bytes = a->newest ? 2 * a->newest->size_bytes : FIRST_BLOCK_BYTES;

    return bytes < BLOCK_BYTES ? bytes : BLOCK_BYTES;
}

static struct arena_block *
add_block(struct arena *a, size_t wanted_bytes)
{
    size_t usual = next_block_bytes(a);
    size_t size = wanted_bytes > usual ? wanted_bytes : usual;
    struct arena_block *block;

    if (a->limit_bytes && size > a->limit_bytes - a->used_bytes) {
        size = wanted_bytes; /* the last block may be a small one */
        if (size > a->limit_bytes - a->used_bytes)
            return NULL;
    }
    block = malloc(sizeof *block + size);
    if (!block)
        return NULL;
    block->size_bytes = size;
    block->used_bytes = 0;
    block->older = a->newest;
    a->newest = block;
    a->used_bytes += size;
    return block;
}

/* What is to be written over at once need not be zeroed. */
static void *
take(struct arena *a, size_t bytes)
{
    struct arena_block *block = a->newest;
    void *result;

    if (bytes > SIZE_MAX / 2) {
        a->exhausted = true;
        return NULL;
    }
    bytes = (bytes + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
    if (!block || bytes > block->size_bytes - block->used_bytes)
        block = add_block(a, bytes);
    if (!block) {
        a->exhausted = true;
        return NULL;
    }
    result = block->bytes + block->used_bytes;
    block->used_bytes += bytes;
    return result;
}

void *
arena_room(struct arena *a, size_t count, size_t element_bytes)
{
    size_t bytes;

    if (__builtin_mul_overflow(count, element_bytes, &bytes))
        bytes = SIZE_MAX;
    return take(a, bytes);
}

void *
arena_alloc(struct arena *a, size_t count, size_t element_bytes)
{
    void *result = arena_room(a, count, element_bytes);

    if (result)
        memset(result, 0, count * element_bytes);
    return result;
}

/* Enlarge the newest allocation where it stands; false where it cannot. */
static bool
extend_newest(struct arena *a, void *items, size_t old_bytes, size_t new_bytes)
{
    struct arena_block *block = a->newest;
    size_t aligned = (old_bytes + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
    size_t offset;

    if (!block || !items || aligned > block->used_bytes)
        return false;
    offset = block->used_bytes - aligned;
    new_bytes = (new_bytes + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
    if ((char *)items != block->bytes + offset ||
        new_bytes > block->size_bytes - offset)
        return false;
    memset(block->bytes + block->used_bytes, 0,
           offset + new_bytes - block->used_bytes);
    block->used_bytes = offset + new_bytes;
    return true;
}

void *
arena_enlarge(struct arena *a, void *items, size_t count, size_t *capacity,
              size_t element_bytes)
{
    size_t wanted = *capacity ? *capacity * 2 : 8;
    void *moved;

    if (extend_newest(a, items, *capacity * element_bytes,
                      wanted * element_bytes)) {
        *capacity = wanted;
        return items;
    }
    moved = arena_alloc(a, wanted, element_bytes);
    if (!moved)
        return NULL;
    if (count)
        memcpy(moved, items, count * element_bytes);
    *capacity = wanted;
    return moved;
}

void *
arena_reserve(struct arena *a, void *items, size_t count, size_t *capacity,
              size_t more, size_t element_bytes)
{
    size_t wanted = count + more;
    void *moved;

    if (wanted <= *capacity)
        return items;
    if (wanted < 2 * *capacity) /* else one who comes often copies it often */
        wanted = 2 * *capacity;
    moved = arena_room(a, wanted, element_bytes);
    if (!moved)
        return NULL;
    if (count)
        memcpy(moved, items, count * element_bytes);
    *capacity = wanted;
    return moved;
}

struct str
arena_copy(struct arena *a, struct str s)
{
    char *copy = take(a, s.len + 1);

    if (!copy)
        return (struct str){"", 0};
    if (s.len)
        memcpy(copy, s.ptr, s.len);
    copy[s.len] = '\0';
    return (struct str){copy, s.len};
}

struct str
arena_format(struct arena *a, const char *fmt, ...)
{
    va_list args;
    int len;
    char *text;

    va_start(args, fmt);
    len = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    text = len < 0 ? NULL : take(a, (size_t)len + 1);
    if (!text)
        return (struct str){"", 0};
    va_start(args, fmt);
    vsnprintf(text, (size_t)len + 1, fmt, args);
    va_end(args);
    return (struct str){text, (size_t)len};
}

void
arena_release(struct arena *a)
{
    struct arena_block *block = a->newest;

    while (block) {
        struct arena_block *older = block->older;
        free(block);
        block = older;
    }
    *a = (struct arena){.limit_bytes = a->limit_bytes};
}

void
arena_share_heap(void)
{
    mallopt(M_ARENA_MAX, 1);
}

void
arena_keep_freed(void)
{
    enum { KEPT_FREE_BYTES = 64 << 20, MAPPED_FROM_BYTES = 4 << 20 };

    mallopt(M_TRIM_THRESHOLD, KEPT_FREE_BYTES);
    mallopt(M_MMAP_THRESHOLD, MAPPED_FROM_BYTES);
}

void
arena_give_back_freed(int64_t *given_ms)
{
    enum { PAUSE_MS = 10000 }; /* it takes some milliseconds */
    int64_t now_ms = clock_monotonic_ms();

    if (now_ms - *given_ms < PAUSE_MS)
        return;
    *given_ms = now_ms;
    (void)malloc_trim(0);
}
