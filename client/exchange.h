/*
 * exchange - one conversation with a server: a request, then its answer.
 *
 * Nothing here prints. An exchange stays in the thread that opened it.
 */
#ifndef CLIENT_EXCHANGE_H
#define CLIENT_EXCHANGE_H

#include "wire/socket.h"

struct exchange;

struct exchange_options {
    const char *endpoint;
    const char *server; /* the program that should answer, for errors */
    int timeout_ms;     /* for each answer, more than 0 */
    const struct credentials *credentials; /* NULL: no key is shown */
};

/*
 * Connect; does not wait for the other side. The strings of `options` are
 * borrowed until exchange_close(). STATUS_INVALID: not an endpoint.
 */
enum status exchange_open(const struct exchange_options *options,
                          struct exchange **out, struct error *err)
    __attribute__((warn_unused_result));
void exchange_close(struct exchange **x); /* a NULL *x is fine */

/*
 * Send `request`, whose request_id is chosen here, and wait for its answer,
 * a message of the kind `wanted`, which lives in `a`. A Busy server is asked
 * again while there is time, and one that was asked to wait for changes gets
 * that time besides.
 * STATUS_UNAVAILABLE: no answer in time, or no version in common. Another
 * refusal is STATUS_NOT_FOUND, STATUS_CORRUPT or STATUS_INVALID, with the
 * server's reason.
 */
enum status exchange_ask(struct exchange *x, struct message *request,
                         enum message_kind wanted, struct arena *a,
                         struct message *answer, struct error *err)
    __attribute__((warn_unused_result));

/* The message that opens every conversation. */
struct message exchange_hello(void);

#endif
