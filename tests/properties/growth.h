/*
 * growth - inputs that can be made as long as one likes.
 */
#ifndef TESTS_PROPERTIES_GROWTH_H
#define TESTS_PROPERTIES_GROWTH_H

#include "base/arena.h"

/*
 * `head`, `repeated` over and over, then `tail` as often. The marks # in them
 * become the running number, so that no line is like another: extraction
 * leaves out text that comes again.
 */
struct growth {
    const char *name;
    const char *head;
    const char *repeated;
    const char *tail;
    const char *media_type; /* NULL: text/plain */
};

extern const struct growth growths[];
extern const size_t growth_count;

/* One that repeats some of those by turns; the same for the same number. */
struct growth growth_mixture(unsigned number, struct arena *arena);

/* The input of about `bytes` bytes, in `arena`; ends the program without. */
struct str growth_text(const struct growth *growth, size_t bytes,
                       struct arena *arena);

#endif
