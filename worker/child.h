/*
 * child - an extractor: a process that reads one document at a time.
 *
 * It has one descriptor, its channel to the parent, and ends when that
 * closes. What it reads is hostile until proven otherwise; if it dies, the
 * parent starts another.
 */
#ifndef WORKER_CHILD_H
#define WORKER_CHILD_H

#include <stddef.h>

#include "base/error.h"

/*
 * Serve jobs from `fd` until the parent closes it. A document, its text and
 * its records may take `document_bytes`; the channel holds each once more.
 * STATUS_INVALID: what came is no job.
 */
enum status child_run(int fd, size_t document_bytes, struct error *err)
    __attribute__((warn_unused_result));

#endif
