/*
 * control - what an operator asks of the head, and what it answers.
 *
 * Each struct mirrors the message of that name in proto/wire.proto, which
 * documents the fields; slices borrow as message.h says.
 */
#ifndef WIRE_CONTROL_H
#define WIRE_CONTROL_H

#include "base/timing.h"
#include "record/row.h"
#include "record/stage.h"

enum worker_mode {
    WORKER_WORKING,
    WORKER_PAUSED,
    WORKER_DRAINING,
};

struct lease_status {
    struct document_id document_id;
    uint64_t document_no;
    uint64_t for_ms;
};

struct worker_status {
    struct str name;
    uint32_t children;
    uint32_t working;
    uint32_t credit;
    uint32_t leased;
    uint64_t taken;
    enum worker_mode mode;
    struct lease_status *leases;
    size_t lease_count;
};

/* What a head has timed. */
struct timings {
    struct timing stages[STAGE_COUNT];
    struct timing documents; /* from waiting to done or dead */
    struct timing commits;
};

struct status_report {
    struct str software;
    struct str store_id;
    uint64_t uptime_ms;
    uint64_t waiting;
    uint64_t leased;
    uint64_t done;
    uint64_t dead;
    uint64_t waiting_bytes;
    uint64_t oldest_waiting_ms;
    uint64_t accepted;
    uint64_t duplicates;
    uint64_t commits;
    uint64_t stale; /* results that came too late */
    struct worker_status *workers;
    size_t worker_count;
    bool is_paused;
    uint64_t held_back;
    uint64_t capped;
    uint64_t alone;
    uint64_t recent_accepted;
    uint64_t recent_done;
    uint64_t recent_ms;
    uint64_t disk_free_bytes;
    uint64_t disk_reserve_bytes;
    uint64_t put_off; /* submissions answered Busy */
    uint64_t max_waiting;
    uint64_t max_waiting_bytes;
    const struct timings *timings; /* NULL: an older head tells none */
};

enum {
    LIST_LIMIT_DEFAULT = 100,
    LIST_LIMIT_MAX = 1000,
    /* Documents that one Order, or one list by ids, may name. */
    ORDER_MAX = 100,
    /* Each of these may have a large piece of the index written anew. */
    ORDER_FORGET_MAX = 10,
};

struct list_documents {
    enum document_state state; /* unless there are ids */
    struct document_id *document_ids;
    size_t id_count;
    uint32_t limit;
    uint64_t after_no;
};

struct document_info {
    struct document_id document_id;
    uint64_t document_no;
    enum document_state state;
    struct str name;
    struct str source_uri;
    struct str *tags;
    size_t tag_count;
    struct str media_type;
    struct str charset;
    uint64_t bytes;
    int64_t accepted_ms;
    uint32_t generation;
    uint32_t attempts;
    struct str reason;
    int64_t failed_ms;
    struct str worker;
    uint32_t priority;
    int64_t not_before_ms;
    uint32_t time_limit_ms; /* 0: the head's own */
    struct str leased_by;   /* no value: nobody has it */
    uint64_t leased_for_ms;
    int64_t finished_ms; /* 0: it has no records */
    struct str extractor_version;
};

struct document_page {
    struct document_info *documents;
    size_t count;
    uint64_t next_after_no; /* 0 on the last page */
};

enum order_kind {
    ORDER_RETRY,
    ORDER_DROP,
    ORDER_FORGET,
    ORDER_REPROCESS,
};

struct order {
    enum order_kind kind;
    struct document_id *document_ids;
    size_t count;
};

enum order_outcome {
    ORDER_OUTCOME_DONE,
    ORDER_OUTCOME_NOT_FOUND,
    ORDER_OUTCOME_WRONG_STATE,
};

struct order_result {
    struct document_id document_id;
    enum order_outcome outcome;
    enum document_state state; /* unless it was not found */
};

struct ordered {
    struct order_result *results;
    size_t count;
};

enum steer_action {
    STEER_PAUSE,
    STEER_RESUME,
    STEER_DRAIN,
};

struct steer {
    enum steer_action action;
    struct str worker; /* no value: the whole head */
};

struct steered {
    bool is_paused;
    uint32_t workers;
    uint64_t leased;
};

#endif
