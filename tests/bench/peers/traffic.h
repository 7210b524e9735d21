/*
 * traffic - the documents that go through a peer in one run, and when.
 *
 * Shared by the threads of all connections. Each document begins with its
 * number, so that one that is lost, doubled or cut is noticed.
 */
#ifndef BENCH_TRAFFIC_H
#define BENCH_TRAFFIC_H

#include <stdbool.h>
#include <stddef.h>

struct traffic;

/* Put up to `most` documents, for `seconds` from now. Lives to the end. */
struct traffic *traffic_begin(size_t most, double seconds);

/* Make the next one; false: there are to be no more. */
bool traffic_make(struct traffic *t, char *document, size_t *number);
/* It is put and answered for. */
void traffic_confirmed(struct traffic *t, size_t number);
/* No thread puts any more. */
void traffic_all_put(struct traffic *t);

/* It has been fetched, the first and only time. */
void traffic_delivered(struct traffic *t, const char *document, size_t bytes);
void traffic_acknowledged(struct traffic *t, size_t count);
/* Whether all that were put have been fetched, and no more will be put. */
bool traffic_is_delivered(const struct traffic *t);

/*
 * One line, as stopwatch_print() has it: documents put, or, if they were
 * `fetched`, acknowledged; the time to the last of them; latencies are those
 * of putting.
 */
void traffic_print(struct traffic *t, bool fetched);

#endif
