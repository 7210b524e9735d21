/*
 * follow - the conversation by which a publisher keeps a copy of the store
 * that another one serves.
 *
 * It asks who is there (Hello), turns to the copy of that store, and pulls
 * pages of changes with their values into it, from the latest change it has
 * on. Silence, a restart or a refusal lead back to the beginning; what is on
 * disk stays. One thread; nothing here waits.
 */
#ifndef PUBLISHER_FEED_FOLLOW_H
#define PUBLISHER_FEED_FOLLOW_H

#include "publisher/feed/copies.h"
#include "wire/socket.h"

struct follow;

struct follow_options {
    const char *endpoint; /* of the other publisher's queries; NULL: none */
    const char *key;      /* paths, for tcp; both or NULL */
    const char *server_key;
};

/*
 * Begin; all that is passed stays the caller's and outlives *out, which the
 * caller ends with follow_close(). STATUS_INVALID: not an endpoint, or a
 * key that cannot be read.
 */
enum status follow_open(const struct follow_options *options, struct wire *wire,
                        struct copies *copies, struct follow **out,
                        struct error *err) __attribute__((warn_unused_result));
void follow_close(struct follow **f); /* a NULL *f is fine */

/* How things stand with what is followed. */
struct follow_status {
    bool is_up;       /* it has answered, and is waited for */
    uint64_t as_of;   /* its latest change, as it last said */
    int64_t heard_ms; /* monotonic, when it last answered; 0: never */
};
/* Up to date as long as `f` is open. */
const struct follow_status *follow_status(const struct follow *f);

/* What to poll, until the next turn; NULL: nothing now. */
struct socket *follow_socket(const struct follow *f);
int follow_timeout_ms(const struct follow *f);

/*
 * Take what has come, into the copy, and ask for more. *has_written says
 * whether a page went into it. STATUS_UNAVAILABLE, STATUS_CORRUPT: the copy
 * cannot be written; the process must end.
 */
enum status follow_turn(struct follow *f, bool *has_written, struct error *err)
    __attribute__((warn_unused_result));

#endif
