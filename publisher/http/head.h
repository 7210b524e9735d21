/*
 * head - asks the head on its control socket, without ever waiting for it.
 *
 * A question gets a ticket, with which its answer is asked for later. The
 * status is asked for once a second at most, however many want it. One
 * thread; the caller polls head_socket().
 */
#ifndef PUBLISHER_HTTP_HEAD_H
#define PUBLISHER_HTTP_HEAD_H

#include "wire/socket.h"

enum {
    /* No answer by then is an answer, too. */
    HEAD_PATIENCE_MS = 5000,
    HEAD_STATUS_MS = 1000,
};

struct head;

/*
 * Connect to the head of directory `dir`, which need not run yet; the
 * caller ends *out with head_close() before the wire.
 */
enum status head_open(struct wire *w, const char *dir, struct head **out,
                      struct error *err) __attribute__((warn_unused_result));
void head_close(struct head **h); /* a NULL *h is fine */

struct socket *head_socket(const struct head *h);
/* Until a question's time is up; -1: nothing is asked. */
int head_timeout_ms(const struct head *h);
/* Take what has come. Whether a question was answered, or given up. */
bool head_turn(struct head *h);

/*
 * Ask; the answer is a message of the kind `wanted`. 0: too much is asked
 * already.
 */
uint64_t head_ask(struct head *h, struct message request,
                  enum message_kind wanted);
/*
 * The answer, which borrows `h` until head_forget(). STATUS_NOT_FOUND, err
 * untouched: it is not there yet. STATUS_UNAVAILABLE: the head does not
 * answer, or is busy. Otherwise it refused: see refusal_status().
 */
enum status head_answer(struct head *h, uint64_t ticket,
                        const struct message **out, struct error *err)
    __attribute__((warn_unused_result));
/* 0 and one that is forgotten already are fine. */
void head_forget(struct head *h, uint64_t ticket);

/*
 * The status, HEAD_STATUS_MS old at most; borrows `h` until the next turn.
 * STATUS_NOT_FOUND, err untouched: it is asked for; come again.
 */
enum status head_status(struct head *h, const struct status_report **out,
                        struct error *err) __attribute__((warn_unused_result));

#endif
