/*
 * head - the process that owns the store.
 *
 * A loop drains what has arrived, commits it in one transaction, then
 * answers and hands out work; what arrives meanwhile is the next round:
 *
 *     receive   messages taken apart and verified; a hasher beside it
 *     intake    submissions            -> acceptances
 *     dispatch  workers' accounts      -> leases; results -> settlements
 *     commit    a round                -> the store, one transaction
 *     full      a round the disk has no room for -> back to its senders
 *     watch     who wants to be told   -> outcomes
 *     control   status; listing, order, pause: what an operator asks
 */
#ifndef WORKER_HEAD_H
#define WORKER_HEAD_H

#include "config/settings.h"
#include "store/store.h"
#include "wire/auth.h"
#include "worker/lease.h"
#include "worker/pause.h"
#include "worker/rate.h"
#include "worker/reserve.h"
#include "worker/round.h"
#include "worker/watch.h"

struct endpoint {
    enum conversation conversation;
    const char *name;
};

struct head_options {
    const char *directory; /* holds store/ and run/ */
    /* The first three are those of DIR/run, in the conversations' order. */
    struct endpoint endpoints[ENDPOINTS_MAX];
    size_t endpoint_count;
    bool has_keys;         /* DIR holds keys: tcp peers must show one */
    uint32_t children;     /* of the head's own worker, 0: it has none */
    const char *extractor; /* program run by its children, NULL: this one */
    uint32_t memory_mib;   /* of address space, for each child */
    uint64_t map_bytes;    /* 0: the store's own */
    uint64_t max_document_bytes;
    uint64_t max_waiting; /* documents; more are answered Busy */
    uint64_t max_waiting_bytes;
    uint64_t disk_reserve_bytes; /* less free: Busy; 0: no matter */
    struct tag_cap tag_caps[CAPS_MAX];
    size_t tag_cap_count;
    uint32_t max_attempts;
    uint32_t time_limit_ms; /* a document's, in an extractor */
    uint32_t lease_ms;      /* a silent worker's leases last so long */
    uint32_t drain_ms;      /* how long a stop waits for leased documents */
    int ready_fd;           /* told when it listens, -1: nobody */
    struct settings_reading *reading; /* where they are from, for SIGHUP */
};

/* Since this head's start, for status. */
struct tally {
    uint64_t accepted;
    uint64_t duplicates;
    uint64_t commits;
    uint64_t stale; /* results that came too late */
    uint64_t done;  /* in the store in all */
    uint64_t dead;  /* in the store in all */
    struct rate recent_accepted;
    struct rate recent_done;
    uint64_t put_off; /* submissions answered Busy */
    struct timings timings;
};

struct listener {
    enum conversation conversation;
    struct socket *socket;
};

struct head {
    const struct head_options *options;
    struct wire *wire;
    struct auth *auth; /* NULL: DIR holds no keys */
    struct store *store;
    struct writer *writer;
    struct hasher *hasher;
    struct listener listeners[ENDPOINTS_MAX];
    size_t listener_count;
    struct queue queue;
    struct leases leases;
    struct watchers watchers;
    struct pause pause;
    struct reserve reserve;
    struct tally tally;
    int64_t started_ms; /* monotonic */
    bool index_is_damaged;
    int64_t given_back_ms; /* when freed memory last was */
    int64_t tend_at_ms;    /* monotonic, when the store is looked after */
    int64_t full_until_ms; /* monotonic: see full.h */
    int64_t stop_at_ms;    /* monotonic, the end at the latest; 0: it goes on */
};

/*
 * Open the store, listen, and serve until SIGTERM or SIGINT; at SIGHUP the
 * options are read again.
 * STATUS_UNAVAILABLE, STATUS_CORRUPT: as store_open(), or the disk failed.
 */
enum status head_run(const struct head_options *options, struct error *err)
    __attribute__((warn_unused_result));

#endif
