/*
 * round - what one turn of the head's loop has taken in.
 *
 * Drained messages are kept, with all that was read from them, until their
 * answers have left: a batch that must be run again finds them here. The
 * round's arena holds everything and is released with it.
 */
#ifndef WORKER_ROUND_H
#define WORKER_ROUND_H

#include <uthash.h>

#include "record/terms.h"
#include "store/batch.h"
#include "wire/socket.h"
#include "worker/hasher.h"

enum conversation {
    CONVERSATION_SUBMIT,
    CONVERSATION_WORK,
    CONVERSATION_CONTROL,
};

enum { ENDPOINTS_MAX = 12 };

/* The other end of a conversation with the head. */
struct client {
    struct socket *socket;
    struct peer peer;
    struct user user;
};

/* What one listener has brought into a round. */
struct share {
    size_t bytes;
    size_t records;
};

/*
 * A parcel as it came in, with what can be told of it without the head. It
 * borrows the kept message and the round's arena.
 */
struct arrival {
    struct client client;
    enum conversation conversation;
    struct message message;
    bool is_unreadable;           /* `fault` says why */
    struct hashing *hashing;      /* of a submission */
    struct term_list terms;       /* of the records of a right result */
    struct text_terms text_terms; /* and of its text */
    struct str fault;             /* in a wrong one; empty: none */
};

/* A submission and, after the commit, its answer. */
struct acceptance {
    struct client client;
    uint64_t request_id;
    struct inbox_row row;
    struct origin origin;
    struct str bytes; /* borrows the kept message */
    bool allows_forgotten;
    bool is_refused; /* it was forgotten; `answer` then means nothing */
    struct accepted answer;
    UT_hash_handle hh; /* the new ones of a batch, by row.document_id */
};

/* What becomes of a result. */
enum verdict_kind {
    VERDICT_STALE, /* not wanted any more */
    VERDICT_DONE,
    VERDICT_DEAD,  /* the document is set aside */
    VERDICT_RETRY, /* charged, and waiting again */
};

/* A result and, after the commit, its verdict. */
struct settlement {
    struct client client;
    struct result result;
    struct term_list terms; /* of the records, where they were found right */
    struct text_terms text_terms; /* and of the text */
    enum verdict_kind verdict;
};

/* One document of an order. */
struct order_step {
    uint64_t document_no;
    struct inbox_row row; /* as written, in the round's arena */
    /* Of one that is to be forgotten: what it was, and its index terms. */
    bool was_dead, was_done;
    struct indexed indexed;
};

/* An order and, after the commit, what came of it; one step each id. */
struct errand {
    struct client client;
    uint64_t request_id;
    struct order order;
    struct order_step *steps;
    struct order_result *results;
};

struct round {
    struct arena arena;
    struct incoming **kept;
    size_t kept_count, kept_capacity;
    struct share shares[ENDPOINTS_MAX]; /* by listener */
    struct arrival *arrivals;
    size_t arrival_count, arrival_capacity;
    struct acceptance *acceptances;
    size_t acceptance_count, acceptance_capacity;
    struct settlement *settlements;
    size_t settlement_count, settlement_capacity;
    struct errand *errands;
    size_t errand_count, errand_capacity;
    size_t bytes;       /* of the kept messages */
    uint64_t commit_us; /* that its transaction took, once it is on disk */
};

/* Keep `in` until round_release(), which frees it; false: out of memory. */
bool round_keep(struct round *r, struct incoming *in);
/* One more, zeroed; NULL: out of memory. Valid until the next is added. */
struct arrival *round_add_arrival(struct round *r);
struct acceptance *round_add_acceptance(struct round *r);
struct settlement *round_add_settlement(struct round *r);
struct errand *round_add_errand(struct round *r);
/* Send every answer and verdict, those to one client in a row as one message.
 */
void round_answer(struct round *r);
void round_release(struct round *r);

/*
 * Send one message. An answer that cannot leave is dropped: the peer asks
 * again, and asking again is safe.
 */
void client_answer(const struct client *client, const struct message *answer);
/* The request was not taken, and may be a second later. */
void client_put_off(const struct client *client, uint64_t request_id,
                    struct str reason);
/* The request will never do. */
void client_refuse(const struct client *client, uint64_t request_id,
                   enum refusal_code code, struct str reason);

#endif
