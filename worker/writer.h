/*
 * writer - writes rounds in a thread of its own.
 *
 * A commit waits for the disk about as long as the processor works on it.
 * While the writer has a round, the head may do nothing but receive the
 * next one: everything else belongs to the writer until it has finished.
 */
#ifndef WORKER_WRITER_H
#define WORKER_WRITER_H

#include "worker/head.h"

struct writer;

/* STATUS_UNAVAILABLE: no thread. */
enum status writer_open(struct head *head, struct writer **out,
                        struct error *err) __attribute__((warn_unused_result));
void writer_close(struct writer **w); /* not while it has a round */

/* Hand it a round, which is borrowed until writer_finish(). */
void writer_begin(struct writer *w, struct round *round);
/* Readable once the round is written, until writer_finish(). */
int writer_fd(const struct writer *w);
/* Wait for its end; what commit_write() said. */
enum status writer_finish(struct writer *w, struct error *err)
    __attribute__((warn_unused_result));

#endif
