#include "tests/bench/peers/traffic.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/bench/fail.h"
#include "tests/bench/stopwatch.h"

enum { DIGITS = 16, NUMBER_BYTES = 24 };

struct traffic {
    size_t most;
    double began_at, end_at;
    double *latencies; /* by number; first, when it was begun to be put */
    atomic_bool *is_seen;
    atomic_size_t taken; /* numbers; may pass `most` */
    atomic_size_t begun, confirmed, delivered, acknowledged;
    atomic_bool is_all_put;
    _Atomic double confirmed_at, acknowledged_at; /* the last of them */
};

struct traffic *
traffic_begin(size_t most, double seconds)
{
    struct traffic *t = calloc(1, sizeof *t);

    if (!t)
        fail("out of memory");
    t->latencies = calloc(most, sizeof *t->latencies);
    t->is_seen = calloc(most, sizeof *t->is_seen);
    if (!t->latencies || !t->is_seen)
        fail("out of memory");
    t->most = most;
    t->began_at = stopwatch_seconds();
    t->end_at = t->began_at + seconds;
    return t;
}

bool
traffic_make(struct traffic *t, char *document, size_t *number)
{
    char digits[NUMBER_BYTES];
    double now = stopwatch_seconds();

    if (now >= t->end_at)
        return false;
    *number = atomic_fetch_add(&t->taken, 1);
    if (*number >= t->most)
        return false;
    snprintf(digits, sizeof digits, "%016zu", *number);
    memcpy(document, digits, DIGITS);
    memset(document + DIGITS, ' ', DOCUMENT_BYTES - DIGITS);
    t->latencies[*number] = now;
    atomic_fetch_add(&t->begun, 1);
    return true;
}

void
traffic_confirmed(struct traffic *t, size_t number)
{
    double now = stopwatch_seconds();

    t->latencies[number] = now - t->latencies[number];
    atomic_fetch_add(&t->confirmed, 1);
    atomic_store(&t->confirmed_at, now);
}

void
traffic_all_put(struct traffic *t)
{
    atomic_store(&t->is_all_put, true);
}

void
traffic_delivered(struct traffic *t, const char *document, size_t bytes)
{
    char digits[DIGITS + 1] = "";
    size_t number;

    if (bytes != DOCUMENT_BYTES)
        fail("a document was cut");
    memcpy(digits, document, DIGITS);
    number = strtoull(digits, NULL, 10);
    if (number >= t->most || atomic_exchange(&t->is_seen[number], true))
        fail("a document was fetched twice");
    atomic_fetch_add(&t->delivered, 1);
}

void
traffic_acknowledged(struct traffic *t, size_t count)
{
    atomic_fetch_add(&t->acknowledged, count);
    atomic_store(&t->acknowledged_at, stopwatch_seconds());
}

bool
traffic_is_delivered(const struct traffic *t)
{
    return atomic_load(&t->is_all_put) &&
           atomic_load(&t->delivered) == atomic_load(&t->begun);
}

void
traffic_print(struct traffic *t, bool fetched)
{
    double end = fetched ? t->acknowledged_at : t->confirmed_at;

    if (t->confirmed != t->begun || (fetched && t->acknowledged != t->begun))
        fail("not every document went through");
    stopwatch_print(t->latencies, t->begun, end - t->began_at);
}
