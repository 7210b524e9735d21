/*
 * hasher - finds the ids of documents in a thread of its own.
 *
 * To hash a document is most of what the head does to accept it. While a
 * round is written and the head receives the next one, that is hashed beside
 * it; what is left when the head needs the ids, it hashes with the thread.
 */
#ifndef WORKER_HASHER_H
#define WORKER_HASHER_H

#include "base/error.h"
#include "record/identity.h"

/* A document on its way to its id; what it borrows outlives its hashing. */
struct hashing {
    struct str bytes, media_type, charset;
    struct document_id id; /* known once hasher_finish() has returned */
    struct hashing *next;  /* the hasher's */
};

struct hasher;

/* STATUS_UNAVAILABLE: no thread. */
enum status hasher_open(struct hasher **out, struct error *err)
    __attribute__((warn_unused_result));
void hasher_close(struct hasher **h); /* finished */

/* Borrow it until hasher_finish(). */
void hasher_add(struct hasher *h, struct hashing *hashing);
/* Hash all that was added, and wait for what the thread has in hand. */
void hasher_finish(struct hasher *h);

#endif
