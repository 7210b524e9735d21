#include "tests/bench/peers/lines.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "tests/bench/fail.h"

enum { MOST_BYTES = 64 << 20, READ_BYTES = 256 << 10, TEXT_BYTES = 256 };

static const struct str line_end = STR_INIT("\r\n");

void
lines_open(struct lines *l, unsigned port)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)port),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int on = 1;

    *l = (struct lines){.fd = socket(AF_INET, SOCK_STREAM, 0),
                        .out = BUFFER_MAX(MOST_BYTES),
                        .in = BUFFER_MAX(MOST_BYTES)};
    setsockopt(l->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (connect(l->fd, (struct sockaddr *)&address, sizeof address) != 0)
        fail("cannot connect");
}

void
lines_close(struct lines *l)
{
    close(l->fd);
    buffer_release(&l->out);
    buffer_release(&l->in);
}

void
lines_add(struct lines *l, struct str bytes)
{
    if (!buffer_append(&l->out, bytes))
        fail("out of memory");
}

void
lines_add_text(struct lines *l, const char *format, ...)
{
    char text[TEXT_BYTES];
    va_list arguments;
    int len;

    va_start(arguments, format);
    len = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (len < 0 || len >= TEXT_BYTES)
        fail("too long a command");
    lines_add(l, (struct str){text, (size_t)len});
}

void
lines_send(struct lines *l)
{
    size_t done = 0;

    while (done < l->out.len) {
        ssize_t wrote = write(l->fd, l->out.ptr + done, l->out.len - done);
        if (wrote <= 0)
            fail("cannot write");
        done += (size_t)wrote;
    }
    l->out.len = 0;
}

static struct str
unread(const struct lines *l)
{
    return str_slice(buffer_str(&l->in), l->taken, l->in.len);
}

static void
read_more(struct lines *l)
{
    ssize_t got;

    buffer_consume(&l->in, l->taken);
    l->taken = 0;
    if (!buffer_reserve(&l->in, READ_BYTES))
        fail("out of memory");
    got = read(l->fd, l->in.ptr + l->in.len, READ_BYTES);
    if (got <= 0)
        fail("the peer has gone");
    l->in.len += (size_t)got;
}

struct str
lines_next(struct lines *l)
{
    struct str rest;

    while (!lines_are_there(l))
        read_more(l);
    rest = unread(l);
    rest = str_cut(&rest, line_end);
    l->taken += rest.len + line_end.len;
    return rest;
}

struct str
lines_next_bytes(struct lines *l, size_t bytes)
{
    struct str found;

    while (unread(l).len < bytes + line_end.len)
        read_more(l);
    found = str_slice(unread(l), 0, bytes);
    l->taken += bytes + line_end.len;
    return found;
}

bool
lines_are_there(const struct lines *l)
{
    return str_contains(unread(l), line_end);
}

struct str
lines_expect(struct lines *l, struct str good)
{
    struct str line = lines_next(l);
    char what[TEXT_BYTES];

    if (!str_starts(line, good)) {
        snprintf(what, sizeof what, "not %.*s but: %.*s", STR_ARG(good),
                 STR_ARG(str_slice(line, 0, TEXT_BYTES / 2)));
        fail(what);
    }
    return str_slice(line, good.len, line.len);
}

size_t
lines_number(struct str text)
{
    uint64_t number;

    if (!str_to_u64(text, &number))
        fail("not a number");
    return (size_t)number;
}
