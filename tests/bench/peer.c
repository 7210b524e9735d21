/*
 * peer - puts documents into another queue, as load does into ours.
 *
 *     bench_peer beanstalkd|redis PORT IN_FLIGHT SECONDS
 *
 * Over loopback TCP, pipelined on one connection. Prints as load does.
 */
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/bench/stopwatch.h"

enum { MOST = 1 << 20, BUFFER_BYTES = 64 << 10, REQUEST_BYTES = 12 << 10 };

/* How a queue is asked for one more, and how many lines it answers. */
struct dialect {
    const char *name;
    const char *before;
    const char *good; /* the first bytes of every answer */
    size_t lines;
};

static const struct dialect dialects[] = {
    {"beanstalkd", "put 5 0 60 10240\r\n", "INSERTED", 1},
    {"redis", "*5\r\n$4\r\nXADD\r\n$1\r\nq\r\n$1\r\n*\r\n$1\r\nd\r\n$10240\r\n",
     "$", 2},
};

struct peer_load {
    int fd;
    const struct dialect *dialect;
    double *latencies;
    size_t sent, answered, lines;
};

__attribute__((noreturn)) static void
fail(const char *what)
{
    fprintf(stderr, "bench_peer: %s\n", what);
    exit(1);
}

static int
connect_to(unsigned port)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)port),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    int on = 1;

    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) != 0)
        fail("cannot connect");
    return fd;
}

static void
put(struct peer_load *p)
{
    static char request[REQUEST_BYTES];
    size_t before = strlen(p->dialect->before);
    size_t bytes = before + DOCUMENT_BYTES + 2;
    size_t done = 0;

    memcpy(request, p->dialect->before, before);
    memset(request + before, ' ', DOCUMENT_BYTES);
    snprintf(request + before, 32, "%016zu", p->sent);
    memcpy(request + before + DOCUMENT_BYTES, "\r\n", 2);
    p->latencies[p->sent++] = stopwatch_seconds();
    while (done < bytes) {
        ssize_t wrote = write(p->fd, request + done, bytes - done);
        if (wrote <= 0)
            fail("cannot write");
        done += (size_t)wrote;
    }
}

static void
take_line(struct peer_load *p)
{
    if (++p->lines % p->dialect->lines != 0)
        return;
    p->latencies[p->answered] = stopwatch_seconds() - p->latencies[p->answered];
    p->answered++;
}

static void
take_answers(struct peer_load *p)
{
    static char answers[BUFFER_BYTES];
    ssize_t got = read(p->fd, answers, sizeof answers);

    if (got <= 0)
        fail("cannot read");
    if (p->lines == 0 &&
        strncmp(answers, p->dialect->good, strlen(p->dialect->good)) != 0)
        fail(answers);
    for (ssize_t i = 0; i < got; i++)
        if (answers[i] == '\n')
            take_line(p);
}

int
main(int argc, char **argv)
{
    struct peer_load p = {0};
    size_t in_flight;
    double began, end;

    for (size_t i = 0; argc == 5 && i < 2; i++)
        if (strcmp(dialects[i].name, argv[1]) == 0)
            p.dialect = &dialects[i];
    if (!p.dialect)
        fail("see the first lines of peer.c");
    p.latencies = calloc(MOST, sizeof *p.latencies);
    if (!p.latencies)
        fail("out of memory");
    p.fd = connect_to((unsigned)strtoul(argv[2], NULL, 10));
    in_flight = strtoul(argv[3], NULL, 10);
    began = stopwatch_seconds();
    end = began + strtod(argv[4], NULL);
    for (bool goes_on = true; goes_on || p.answered < p.sent;) {
        while (goes_on && p.sent - p.answered < in_flight) {
            put(&p);
            goes_on = p.sent < MOST && stopwatch_seconds() < end;
        }
        take_answers(&p);
    }
    stopwatch_print(p.latencies, p.answered, stopwatch_seconds() - began);
    close(p.fd);
    free(p.latencies);
    return 0;
}
