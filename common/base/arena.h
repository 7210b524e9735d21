/*
 * arena - memory that is given back all at once.
 *
 * Everything that belongs to one document, one request or one batch comes
 * from one arena: allocate and forget. {0} is an empty arena without a
 * limit; ARENA_LIMIT(bytes) one with. Past its limit, or when the system
 * has no more, an allocation returns NULL and `exhausted` stays set, so
 * that a caller may check once at the end instead of at each step.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/str.h"

struct arena_block;

struct arena {
    struct arena_block *newest;
    size_t used_bytes;  /* taken from the system so far */
    size_t limit_bytes; /* 0: none */
    bool exhausted;
};

#define ARENA_LIMIT(bytes) ((struct arena){.limit_bytes = (bytes)})

/* `count` zeroed elements, aligned for any type, or NULL. */
void *arena_alloc(struct arena *a, size_t count, size_t element_bytes)
    __attribute__((warn_unused_result));
/* One zeroed object, or an array of them, of the given type. */
#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), 1, sizeof(type)))
#define ARENA_ARRAY(arena, type, count)                                        \
    ((type *)arena_alloc((arena), (count), sizeof(type)))

/* arena_alloc() for what is written over at once: not zeroed. */
void *arena_room(struct arena *a, size_t count, size_t element_bytes)
    __attribute__((warn_unused_result));
#define ARENA_ROOM(arena, type, count)                                         \
    ((type *)arena_room((arena), (count), sizeof(type)))

/*
 * Make room for one more element in the array *items of `count` elements.
 * Grows by doubling, in place where the array is the arena's newest
 * allocation. Returns the array, moved if need be, or NULL; `capacity` is
 * kept by the caller beside it.
 */
static inline void *arena_grow(struct arena *a, void *items, size_t count,
                               size_t *capacity, size_t element_bytes)
    __attribute__((warn_unused_result));

/*
 * Likewise for `more` elements, which are not zeroed: where they are many and
 * known beforehand, this spares what growing by and by takes.
 */
void *arena_reserve(struct arena *a, void *items, size_t count,
                    size_t *capacity, size_t more, size_t element_bytes)
    __attribute__((warn_unused_result));

/* arena_grow() where there is no room left. */
void *arena_enlarge(struct arena *a, void *items, size_t count,
                    size_t *capacity, size_t element_bytes)
    __attribute__((warn_unused_result));

static inline void *
arena_grow(struct arena *a, void *items, size_t count, size_t *capacity,
           size_t element_bytes)
{
    return count < *capacity
               ? items
               : arena_enlarge(a, items, count, capacity, element_bytes);
}

/* A copy of `s` in the arena; NUL-terminated, the NUL not counted. */
struct str arena_copy(struct arena *a, struct str s);
/* A formatted string in the arena; the empty slice when exhausted. */
struct str arena_format(struct arena *a, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* Give everything back; the arena is empty and usable, its limit kept. */
void arena_release(struct arena *a);

/*
 * For a process that lives long, before it starts a thread: all threads share
 * a heap. Each would have one of its own else, whose free end malloc_trim()
 * leaves as it is: megabytes, once a large message was read.
 */
void arena_share_heap(void);

/*
 * For a process that does the same over and over: what one round gives back
 * the next takes, so it stays with the process, up to 64 MiB of it.
 */
void arena_keep_freed(void);

/*
 * For a process whose rounds differ, one in a thousand being large: what is
 * free, kept or not, goes back to the system, if that is ten seconds ago.
 * `given_ms`: when it last did, of clock_monotonic_ms(); 0 at first.
 */
void arena_give_back_freed(int64_t *given_ms);

#endif
