/*
 * lease - which worker has which document, and since when.
 *
 * Leases live in the head's memory only. They save work, they decide
 * nothing: a result counts by its document and generation, whoever sends
 * it. A lease ends when its result comes, when its worker no longer lists
 * it, or when its worker is not heard from for too long.
 */
#ifndef WORKER_LEASE_H
#define WORKER_LEASE_H

#include "wire/socket.h"
#include "worker/queue.h"

struct lease {
    uint64_t number; /* with the head's boot id: the lease id */
    struct document *document;
    struct worker *worker;
    int64_t since_ms;          /* monotonic */
    struct lease *prev, *next; /* of its worker */
};

/* A joined worker, as last heard. */
struct worker {
    struct socket *socket;
    struct peer peer;
    struct user user;
    char name[64];
    uint32_t credit; /* leases it wants to hold in all */
    uint32_t children;
    uint32_t working;
    uint32_t lease_count;
    uint64_t lease_bytes; /* of the documents leased to it */
    uint64_t taken;       /* results committed */
    int64_t heard_ms;
    bool is_set_apart; /* for documents that run alone */
    struct lease *leases;
    struct worker *prev, *next;
};

struct leases {
    uint64_t boot_id;
    uint64_t last_number;
    struct worker *workers;
    uint64_t count;
};

/* The worker behind `peer`, or NULL. */
struct worker *leases_find_worker(const struct leases *l,
                                  const struct socket *socket,
                                  const struct peer *peer);
/* As above, added where it is new; NULL: out of memory. */
struct worker *leases_worker(struct leases *l, struct socket *socket,
                             const struct peer *peer);
/*
 * Take a worker's own account: give back to `queue` the leases that it has
 * seen and does not hold.
 */
void leases_account(struct leases *l, struct worker *w,
                    const struct ready *ready, struct queue *queue);
/* Forget a worker; its documents are ready again. */
void leases_drop_worker(struct leases *l, struct worker *w,
                        struct queue *queue);
/* Forget the workers not heard from since `before_ms`; how many they were. */
unsigned leases_expire(struct leases *l, int64_t before_ms,
                       struct queue *queue);

/* Lease `d`, which is ready, to `w`; NULL: out of memory. */
struct lease *lease_begin(struct leases *l, struct worker *w,
                          struct document *d, struct queue *queue);
/* The document's lease is over, for whatever reason; NULL is fine. */
void lease_end(struct leases *l, struct lease *lease);

void leases_release(struct leases *l, struct queue *queue);

#endif
