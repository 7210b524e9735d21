/*
 * message - the conversations' messages in C.
 *
 * Each struct mirrors the message of that name in proto/wire.proto or
 * proto/query.proto, which document the fields. Slices borrow: in a message
 * to be sent, whatever the sender holds; in one received, the arena and the
 * frames it was read from.
 */
#ifndef WIRE_MESSAGE_H
#define WIRE_MESSAGE_H

#include "record/row.h"
#include "record/verify.h"
#include "wire/control.h"
#include "wire/feed.h"
#include "wire/promise.h"
#include "wire/query.h"
#include "wire/series.h"

enum message_kind {
    MESSAGE_HELLO,
    MESSAGE_WELCOME,
    MESSAGE_REFUSED,
    MESSAGE_BUSY,
    MESSAGE_SUBMIT, /* payload: the document */
    MESSAGE_ACCEPTED,
    MESSAGE_WATCH,
    MESSAGE_WHERE,
    MESSAGE_OUTCOME,
    MESSAGE_READY,
    MESSAGE_JOB, /* payload: the document */
    MESSAGE_RESULT,
    MESSAGE_TAKEN,
    MESSAGE_STALE,
    MESSAGE_STATUS_REQUEST,
    MESSAGE_STATUS_REPORT,
    MESSAGE_LIST_DOCUMENTS,
    MESSAGE_DOCUMENT_PAGE,
    MESSAGE_ORDER,
    MESSAGE_ORDERED,
    MESSAGE_STEER,
    MESSAGE_STEERED,
    MESSAGE_QUERY,
    MESSAGE_PAGE,
    MESSAGE_CITE,
    MESSAGE_CITATION,
    MESSAGE_SERIES,
    MESSAGE_SERIES_PAGE,
    MESSAGE_PROMISES,
    MESSAGE_PROMISE_PAGE,
    MESSAGE_CHANGES,
    MESSAGE_CHANGE_PAGE,
    MESSAGE_NUDGE,
};

enum refusal_code {
    REFUSED_MALFORMED,
    REFUSED_VERSION,
    REFUSED_TOO_LARGE,
    REFUSED_EMPTY,
    REFUSED_NOT_FOUND,
    REFUSED_FIELD,
    REFUSED_DAMAGED,
    REFUSED_UNEXPECTED,
    REFUSED_FORGOTTEN,
    REFUSED_FORBIDDEN,
    REFUSED_OTHER_STORE,
};

enum failure_kind {
    FAILURE_INVALID,
    FAILURE_EXHAUSTED,
    FAILURE_CRASHED,
    FAILURE_TIMED_OUT,
};

struct hello {
    uint32_t protocol_min;
    uint32_t protocol_max;
    uint32_t protocol_minor;
    struct str software;
};

struct welcome {
    uint32_t protocol;
    uint32_t protocol_minor;
    uint64_t boot_id;
    struct str store_id;
    uint64_t max_document_bytes;
    uint32_t max_documents_per_message;
    struct str software;
};

struct refused {
    enum refusal_code code;
    struct str reason;
    struct str field;
    struct str document_id; /* no value: about none */
};

struct busy {
    uint32_t retry_after_ms;
    struct str reason;
};

struct submit {
    struct str name;
    struct str media_type;
    struct str charset;
    struct str source_uri;
    struct str *tags;
    size_t tag_count;
    uint32_t priority;
    int64_t not_before_ms;
    uint32_t time_limit_ms;
    bool allows_forgotten;
};

struct accepted {
    struct document_id document_id;
    uint64_t document_no;
    enum document_state state;
    bool is_duplicate;
};

struct watch {
    struct document_id *document_ids;
    size_t count;
};

struct where {
    struct document_id document_id;
};

struct outcome {
    struct document_id document_id;
    enum document_state state;
    struct str reason;
};

struct ready {
    uint64_t boot_id;
    uint32_t credit;
    uint64_t *lease_nos;
    size_t lease_count;
    uint64_t seen_lease_no;
    uint32_t children;
    uint32_t working;
    struct str name;
    bool is_leaving;
};

struct job {
    uint64_t boot_id;
    uint64_t lease_no;
    uint64_t document_no;
    uint32_t generation;
    struct str media_type;
    struct str charset;
    uint32_t time_limit_ms;
    struct document_id document_id; /* for logs; zeros: it was not told */
};

struct failure {
    enum failure_kind kind;
    struct str reason;
};

struct result {
    uint64_t boot_id;
    uint64_t lease_no;
    uint64_t document_no;
    uint32_t generation;
    struct stage_times times;
    bool is_failure;
    struct packed_extraction extraction; /* unless is_failure */
    struct failure failure;              /* if is_failure */
};

/* The body of Taken and of Stale. */
struct verdict {
    uint64_t document_no;
    uint32_t generation;
};

struct page {
    struct row *rows;
    size_t row_count;
    uint64_t as_of;
    uint64_t total;         /* rows of the whole answer */
    bool is_at_least;       /* there are as many, or more */
    bool has_candidates;    /* by relevance: */
    uint64_t candidates;    /* no more documents have rows */
    bool is_cut;            /* sorted: not all that match were looked at */
    uint64_t took_us;       /* to find the rows */
    struct str next_cursor; /* no value on the last page */
};

struct cite {
    struct str figure;
};

struct citation {
    struct row row;
    struct str sentence;
    struct span mark; /* bytes of `sentence` */
    uint32_t line;
    uint64_t as_of;
};

struct message {
    enum message_kind kind;
    uint64_t request_id; /* 0: the message has none */
    union {
        struct hello hello;
        struct welcome welcome;
        struct refused refused;
        struct busy busy;
        struct submit submit;
        struct accepted accepted;
        struct watch watch;
        struct where where;
        struct outcome outcome;
        struct ready ready;
        struct job job;
        struct result result;
        struct verdict verdict;
        struct status_report status_report;
        struct list_documents list_documents;
        struct document_page document_page;
        struct order order;
        struct ordered ordered;
        struct steer steer;
        struct steered steered;
        struct query query;
        struct page page;
        struct cite cite;
        struct citation citation;
        struct series series;
        struct series_page series_page;
        struct promises promises;
        struct promise_page promise_page;
        struct changes changes;
        struct change_page change_page;
        uint64_t nudge; /* a change number */
    };
    struct str payload; /* the second frame of Submit and Job */
    bool is_readable;   /* kind and request_id at least could be read */
};

/* Whether a message of this kind is followed by a payload frame. */
bool message_has_payload(enum message_kind kind);
/* "Submit", for logs and refusals. */
const char *message_name(enum message_kind kind);

/*
 * The envelope frame of `m`, in `a`. STATUS_UNAVAILABLE: past the arena's
 * limit.
 */
enum status message_pack(const struct message *m, struct arena *a,
                         struct str *out, struct error *err)
    __attribute__((warn_unused_result));

/*
 * Read an envelope frame; the payload stays empty. All slices are copies
 * in `a`. STATUS_INVALID: it does not follow the specification; then of
 * *out only kind and request_id are set, if is_readable says so.
 */
enum status message_unpack(struct str frame, struct arena *a,
                           struct message *out, struct error *err)
    __attribute__((warn_unused_result));

#endif
