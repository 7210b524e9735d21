/*
 * redis - a stream with one consumer group: XADD, XREADGROUP, XACK, XDEL.
 *
 * Durable when started with appendonly and appendfsync always. A document
 * is through when it is out of the group and out of the stream.
 */
#include <stdio.h>
#include <stdlib.h>

#include "tests/bench/fail.h"
#include "tests/bench/peers/lines.h"
#include "tests/bench/peers/peer.h"
#include "tests/bench/stopwatch.h"

enum { ID_BYTES = 48 };

struct redis {
    struct lines lines;
    const struct peer_options *options;
    char fetched[WINDOW_MAX][ID_BYTES]; /* entry ids */
    size_t fetched_count;
};

static void *
open_producer(const struct peer_options *options)
{
    struct redis *r = calloc(1, sizeof *r);

    if (!r)
        fail("out of memory");
    lines_open(&r->lines, options->port);
    r->options = options;
    return r;
}

/* The group is there once; who comes later is told that it is. */
static void *
open_consumer(const struct peer_options *options)
{
    struct redis *r = open_producer(options);
    struct str line;

    lines_add(&r->lines, STR("XGROUP CREATE q g 0 MKSTREAM\r\n"));
    lines_send(&r->lines);
    line = lines_next(&r->lines);
    if (!str_starts(line, STR("+OK")) && !str_starts(line, STR("-BUSYGROUP")))
        fail("no consumer group");
    return r;
}

static void
put(void *peer, const char *document)
{
    struct redis *r = peer;

    lines_add_text(&r->lines,
                   "*5\r\n$4\r\nXADD\r\n$1\r\nq\r\n$1\r\n*\r\n$1\r\nd\r\n"
                   "$%d\r\n",
                   DOCUMENT_BYTES);
    lines_add(&r->lines, (struct str){document, DOCUMENT_BYTES});
    lines_add(&r->lines, STR("\r\n"));
}

/* A string of the protocol: its length on a line, then its bytes. */
static struct str
take_string(struct redis *r)
{
    return lines_next_bytes(&r->lines,
                            lines_number(lines_expect(&r->lines, STR("$"))));
}

static size_t
confirm(void *peer)
{
    struct redis *r = peer;
    size_t count = 0;

    lines_send(&r->lines);
    do {
        take_string(r);
        count++;
    } while (lines_are_there(&r->lines));
    return count;
}

static void
send_acknowledgements(struct redis *r)
{
    static const struct str commands[] = {STR_INIT("XACK q g"),
                                          STR_INIT("XDEL q")};

    for (size_t command = 0; r->fetched_count > 0 && command < 2; command++) {
        lines_add(&r->lines, commands[command]);
        for (size_t i = 0; i < r->fetched_count; i++)
            lines_add_text(&r->lines, " %s", r->fetched[i]);
        lines_add(&r->lines, STR("\r\n"));
    }
}

static void
take_acknowledgements(struct redis *r)
{
    if (r->fetched_count == 0)
        return;
    for (size_t command = 0; command < 2; command++)
        if (lines_number(lines_expect(&r->lines, STR(":"))) != r->fetched_count)
            fail("not all were acknowledged");
    traffic_acknowledged(r->options->traffic, r->fetched_count);
    r->fetched_count = 0;
}

/* [id, [field, document]] */
static void
take_entry(struct redis *r)
{
    struct str text;

    lines_expect(&r->lines, STR("*2"));
    text = take_string(r);
    snprintf(r->fetched[r->fetched_count++], ID_BYTES, "%.*s", STR_ARG(text));
    lines_expect(&r->lines, STR("*2"));
    take_string(r);
    text = take_string(r);
    traffic_delivered(r->options->traffic, text.ptr, text.len);
}

/* [[stream, entries]], or nothing after the time to wait. */
static void
take_entries(struct redis *r)
{
    struct str streams = lines_expect(&r->lines, STR("*"));
    size_t count;

    if (str_equal(streams, STR("-1")))
        return;
    lines_expect(&r->lines, STR("*2"));
    take_string(r);
    count = lines_number(lines_expect(&r->lines, STR("*")));
    while (count-- > 0)
        take_entry(r);
}

static void
fetch(void *peer)
{
    struct redis *r = peer;

    send_acknowledgements(r);
    lines_add_text(&r->lines,
                   "XREADGROUP GROUP g c%zu COUNT %zu BLOCK 200 "
                   "STREAMS q >\r\n",
                   r->options->number, r->options->window);
    lines_send(&r->lines);
    take_acknowledgements(r);
    take_entries(r);
}

static void
settle(void *peer)
{
    struct redis *r = peer;

    send_acknowledgements(r);
    lines_send(&r->lines);
    take_acknowledgements(r);
}

static void
close_connection(void *peer)
{
    struct redis *r = peer;

    lines_close(&r->lines);
    free(r);
}

const struct peer_kind peer_redis = {
    .name = "redis",
    .open_producer = open_producer,
    .put = put,
    .confirm = confirm,
    .open_consumer = open_consumer,
    .fetch = fetch,
    .settle = settle,
    .close = close_connection,
};
