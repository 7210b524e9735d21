/*
 * http - a small HTTP server on a loopback address; api.h answers.
 *
 * The only place that sees libmicrohttpd. It has no thread: the caller
 * polls http_descriptor() for reading, at most http_timeout_ms() long, and
 * calls http_turn().
 */
#ifndef PUBLISHER_HTTP_H
#define PUBLISHER_HTTP_H

#include "daemon/loopback.h"
#include "store/store.h"

struct http;

/*
 * Listen; `store` stays the caller's and must outlive *out, which the
 * caller ends with http_close(). STATUS_UNAVAILABLE: the address is taken.
 */
enum status http_open(const struct loopback *at, struct store *store,
                      struct http **out, struct error *err)
    __attribute__((warn_unused_result));
void http_close(struct http **http); /* a NULL *http is fine */

/* Answer from `store` from now on, which is as that of http_open(). */
void http_serve(struct http *http, struct store *store);

/* "http://127.0.0.1:8470/", the port as bound; valid until http_close(). */
const char *http_url(const struct http *http);

int http_descriptor(const struct http *http);
/* -1: no connection has a time limit, and nobody waits. */
int http_timeout_ms(const struct http *http);
/* The store has changed: answer those that wait for that. */
void http_wake(struct http *http);
/* Take and answer what has come; never blocks but for the store. */
void http_turn(struct http *http);

#endif
