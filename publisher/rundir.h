/*
 * rundir - DIR/run: the sockets, the address of HTTP, one publisher's lock.
 *
 * Whoever may open the directory may ask anything, so that it has to belong
 * to the publisher's user alone.
 */
#ifndef PUBLISHER_RUNDIR_H
#define PUBLISHER_RUNDIR_H

#include "base/error.h"

struct rundir;

/*
 * Take DIR/run, made when missing; the caller ends *out with
 * rundir_close(). STATUS_UNAVAILABLE: it cannot be made, is open to other
 * users, or another publisher has it.
 */
enum status rundir_open(const char *dir, struct rundir **out, struct error *err)
    __attribute__((warn_unused_result));
/* Also removes http.url and the closed socket's file. A NULL *run is fine. */
void rundir_close(struct rundir **run);

/* ipc://DIR/run/query and ipc://DIR/run/feed; valid until rundir_close(). */
const char *rundir_endpoint(const struct rundir *run);
const char *rundir_feed_endpoint(const struct rundir *run);
/* DIR/run/http.token; it stays when the publisher ends. */
const char *rundir_token_path(const struct rundir *run);

/* Write `url` to DIR/run/http.url, whole or not at all. */
enum status rundir_publish(struct rundir *run, const char *url,
                           struct error *err)
    __attribute__((warn_unused_result));

#endif
