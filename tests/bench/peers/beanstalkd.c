/*
 * beanstalkd - put, reserve, delete.
 *
 * Durable when started with -b and -f 0. Commands of a connection are worked
 * off one after the other, so that a batch of them costs one round trip.
 */
#include <stdlib.h>

#include "tests/bench/fail.h"
#include "tests/bench/peers/lines.h"
#include "tests/bench/peers/peer.h"
#include "tests/bench/stopwatch.h"

struct beanstalkd {
    struct lines lines;
    const struct peer_options *options;
    size_t asking; /* how many to ask for: twice what there was, at most */
    uint64_t fetched[WINDOW_MAX]; /* job ids */
    size_t fetched_count;
};

static void *
open_connection(const struct peer_options *options)
{
    struct beanstalkd *b = calloc(1, sizeof *b);

    if (!b)
        fail("out of memory");
    lines_open(&b->lines, options->port);
    b->options = options;
    b->asking = 1;
    return b;
}

static void
put(void *peer, const char *document)
{
    struct beanstalkd *b = peer;

    lines_add_text(&b->lines, "put 5 0 60 %d\r\n", DOCUMENT_BYTES);
    lines_add(&b->lines, (struct str){document, DOCUMENT_BYTES});
    lines_add(&b->lines, STR("\r\n"));
}

static size_t
confirm(void *peer)
{
    struct beanstalkd *b = peer;
    size_t count = 0;

    lines_send(&b->lines);
    do {
        lines_expect(&b->lines, STR("INSERTED "));
        count++;
    } while (lines_are_there(&b->lines));
    return count;
}

static void
send_deletes(struct beanstalkd *b)
{
    for (size_t i = 0; i < b->fetched_count; i++)
        lines_add_text(&b->lines, "delete %llu\r\n",
                       (unsigned long long)b->fetched[i]);
}

static void
take_deletes(struct beanstalkd *b)
{
    if (b->fetched_count == 0)
        return;
    for (size_t i = 0; i < b->fetched_count; i++)
        lines_expect(&b->lines, STR("DELETED"));
    traffic_acknowledged(b->options->traffic, b->fetched_count);
    b->fetched_count = 0;
}

static void
take_reservation(struct beanstalkd *b)
{
    struct str line = lines_next(&b->lines);
    struct str id, document;

    if (str_equal(line, STR("TIMED_OUT")))
        return;
    if (!str_starts(line, STR("RESERVED ")))
        fail("neither RESERVED nor TIMED_OUT");
    str_cut(&line, STR(" "));
    id = str_cut(&line, STR(" "));
    b->fetched[b->fetched_count++] = lines_number(id);
    document = lines_next_bytes(&b->lines, lines_number(line));
    traffic_delivered(b->options->traffic, document.ptr, document.len);
}

static void
fetch(void *peer)
{
    struct beanstalkd *b = peer;

    send_deletes(b);
    lines_add(&b->lines, STR("reserve-with-timeout 1\r\n"));
    for (size_t i = 1; i < b->asking; i++)
        lines_add(&b->lines, STR("reserve-with-timeout 0\r\n"));
    lines_send(&b->lines);
    take_deletes(b);
    for (size_t i = 0; i < b->asking; i++)
        take_reservation(b);
    b->asking = 2 * b->fetched_count;
    if (b->asking == 0)
        b->asking = 1;
    if (b->asking > b->options->window)
        b->asking = b->options->window;
}

static void
settle(void *peer)
{
    struct beanstalkd *b = peer;

    send_deletes(b);
    lines_send(&b->lines);
    take_deletes(b);
}

static void
close_connection(void *peer)
{
    struct beanstalkd *b = peer;

    lines_close(&b->lines);
    free(b);
}

const struct peer_kind peer_beanstalkd = {
    .name = "beanstalkd",
    .open_producer = open_connection,
    .put = put,
    .confirm = confirm,
    .open_consumer = open_connection,
    .fetch = fetch,
    .settle = settle,
    .close = close_connection,
};
