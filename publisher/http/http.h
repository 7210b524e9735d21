/*
 * http - a small HTTP server on a loopback address; api.h answers.
 *
 * It and response.h are the only places that see libmicrohttpd. It has no thread: the caller
 * polls http_descriptor() for reading, at most http_timeout_ms() long, and
 * calls http_turn().
 */
#ifndef PUBLISHER_HTTP_HTTP_H
#define PUBLISHER_HTTP_HTTP_H

#include "daemon/loopback.h"
#include "publisher/http/api.h"

struct http;

/*
 * Listen; `api` stays the caller's and must outlive *out, which the caller
 * ends with http_close(). STATUS_UNAVAILABLE: the address is taken.
 */
enum status http_open(const struct listen_address *at, struct api *api,
                      struct http **out, struct error *err)
    __attribute__((warn_unused_result));
void http_close(struct http **http); /* a NULL *http is fine */

/* "http://127.0.0.1:8470/", the port as bound; valid until http_close(). */
const char *http_url(const struct http *http);

int http_descriptor(const struct http *http);
/* -1: no connection has a time limit, and nobody waits. */
int http_timeout_ms(const struct http *http);
/* It has come: answer those that wait for it. */
void http_wake(struct http *http, enum wait_for what);
/* Take and answer what has come; never blocks but for the store. */
void http_turn(struct http *http);

#endif
