/*
 * lines - a TCP connection that speaks in lines, and bytes told beforehand.
 *
 * Commands are gathered and sent at once; answers are borrowed until the next
 * call. Failures end the program.
 */
#ifndef BENCH_LINES_H
#define BENCH_LINES_H

#include "base/buffer.h"

struct lines {
    int fd;
    struct buffer out, in;
    size_t taken; /* of `in` */
};

void lines_open(struct lines *l, unsigned port);
void lines_close(struct lines *l);

void lines_add(struct lines *l, struct str bytes);
__attribute__((format(printf, 2, 3))) void
lines_add_text(struct lines *l, const char *format, ...);
void lines_send(struct lines *l);

/* The next line, without its CRLF; waited for. */
struct str lines_next(struct lines *l);
/* So many bytes and the CRLF after them, which is not returned. */
struct str lines_next_bytes(struct lines *l, size_t bytes);
/* Whether lines_next() would not wait. */
bool lines_are_there(const struct lines *l);

/* The next line begins with `good`, or the program ends with what it says. */
struct str lines_expect(struct lines *l, struct str good);
/* The decimal number that `text` is, or the program ends. */
size_t lines_number(struct str text);

#endif
