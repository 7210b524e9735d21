/*
 * str - a slice of bytes, by convention valid UTF-8, not NUL-terminated.
 *
 * A slice owns nothing; whoever hands one out says whose bytes it borrows.
 * Pass it by value; print it with "%.*s" and STR_ARG().
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct str {
    const char *ptr;
    size_t len; /* bytes */
};

/* A string literal as a slice, in expressions and in initialisers. */
#define STR(literal) ((struct str){"" literal, sizeof(literal) - 1})
#define STR_INIT(literal)                                                      \
    {                                                                          \
        "" literal, sizeof(literal) - 1                                        \
    }
/* The two arguments that "%.*s" takes. */
#define STR_ARG(s) (int)(s).len, (s).ptr

/* The slice over a NUL-terminated string; NULL gives the empty slice. */
struct str str_from(const char *text);

bool str_equal(struct str a, struct str b);
/* <0, 0, >0 in byte order, which for UTF-8 is code point order. */
int str_compare(struct str a, struct str b);
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
/* The byte offset of the first `needle` in `s`, or SIZE_MAX. */
size_t str_find(struct str s, struct str needle);
bool str_contains(struct str s, struct str needle);

/* Bytes [begin, end) of `s`; both are clamped to it. */
struct str str_slice(struct str s, size_t begin, size_t end);
/* `s` without spaces, tabs, newlines and U+3000 at both ends. */
struct str str_trim(struct str s);
/*
 * Remove and return the text before the first `sep`; *rest continues after
 * it. Without `sep` all of *rest is returned and *rest is empty.
 */
struct str str_cut(struct str *rest, struct str sep);

/* All of `s` as an unsigned decimal number; false where it is none. */
bool str_to_u64(struct str s, uint64_t *out);

#endif
