/*
 * auth - who may say what to a server that has keys.
 *
 * A thread of its own answers ZeroMQ's question (ZAP, RFC 27) whether a key
 * that a peer has proven to hold is known; what its roles allow is asked
 * here once more for each message, of a table that follows DIR/keys. So a
 * key that is revoked counts no more on a connection that is open.
 *
 * All calls belong into the thread that opened it.
 */
#ifndef WIRE_AUTH_H
#define WIRE_AUTH_H

#include "wire/keys.h"
#include "wire/socket.h"

struct auth;

/*
 * Read DIR/keys and begin to answer for the sockets of `w`, of which none
 * listens yet. STATUS_UNAVAILABLE: no certificate of the server, or one that
 * is open to others.
 */
enum status auth_open(struct wire *w, const char *directory, struct auth **out,
                      struct error *err) __attribute__((warn_unused_result));
/* Before wire_close(). A NULL *a is fine. */
void auth_close(struct auth **a);

/* For socket_options; NULL where `a` is NULL. */
const struct certificate *auth_certificate(const struct auth *a);

/*
 * Prove that strangers are refused: with a key made for this and thrown
 * away, knock at `listener`, a socket with our certificate.
 * STATUS_UNAVAILABLE: it was let in, or no answer came.
 */
enum status auth_prove(struct auth *a, struct wire *w,
                       const struct socket *listener, struct error *err)
    __attribute__((warn_unused_result));

enum auth_news {
    AUTH_QUIET,
    AUTH_INFO,
    AUTH_WARNING,
};

/*
 * Notice what has changed in DIR/keys; cheap, to be called at each turn.
 * Unless it is quiet, `news` is a line for the log, two a second at most.
 */
enum auth_news auth_tick(struct auth *a, struct error *news);

/*
 * May `user` send a request of this kind? Without keys, where `a` is NULL,
 * whoever reaches a socket may. STATUS_INVALID: no; err says why.
 */
enum status auth_check(const struct auth *a, const struct user *user,
                       enum message_kind kind, struct error *err)
    __attribute__((warn_unused_result));

#endif
