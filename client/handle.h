/*
 * handle - what is behind struct baogao, for the files of the library.
 *
 * The library is a thin face over exchange, submitter and row_reader: it
 * turns their statuses into codes, slices into C strings, and what happens
 * into events.
 */
#ifndef CLIENT_HANDLE_H
#define CLIENT_HANDLE_H

#include "client/baogao.h"
#include "client/event_queue.h"
#include "client/exchange.h"
#include "client/submitter.h"

struct errand; /* a submission on its way */

/* The functions that hand out events, each of which keeps its last one. */
enum event_call {
    EVENT_OF_SUBMIT,
    EVENT_OF_NEXT,
    EVENT_OF_WAIT,
    EVENT_CALLS,
};

struct baogao {
    struct arena own; /* the endpoints and credentials */
    struct str submit_endpoint;
    struct str control_endpoint;
    struct str query_endpoint;
    struct credentials *credentials; /* NULL: no key is shown */
    uint64_t timeout_ms;             /* 0: not given */

    struct exchange *query;   /* NULL until first needed, as those below */
    struct exchange *control; /* to the head */
    struct submitter *submitter;

    struct errand *errands; /* in no order */
    struct event_queue events;
    struct told_event *shown[EVENT_CALLS];
    bool has_lost_event; /* there was no memory to keep it */

    /* The document that baogao_wait() waits for, while it does. */
    bool is_waiting;
    bool is_watched_besides; /* by baogao_watch() */
    struct document_id awaited;

    struct arena citation; /* what was handed out last */
    struct arena status;
};

/* The code for `st`; unless that is STATUS_OK, *err gets the cause. */
enum baogao_code code_of(enum status st, const struct error *cause,
                         struct baogao_error *err);

/* The same where there was no memory. */
enum baogao_code handle_out_of_memory(struct baogao_error *err);

/* The exchange with the publisher. */
enum status handle_query(struct baogao *b, struct exchange **out,
                         struct error *err) __attribute__((warn_unused_result));

/* End what the submissions keep. */
void handle_release_submissions(struct baogao *b);

/* A copy of `s` that ends with NUL, or NULL where it has no value. */
const char *c_string(struct arena *a, struct str s);

#endif
