/*
 * parameters - what stands behind the question mark of an address.
 *
 * Where a call returns that something is wrong, *out is the reply.
 */
#ifndef PUBLISHER_HTTP_PARAMETERS_H
#define PUBLISHER_HTTP_PARAMETERS_H

#include "publisher/http/reply.h"
#include "publisher/http/request.h"

/* Whether path and parameters are UTF-8, and no more than were kept. */
bool parameters_are_sound(const struct request *request, struct reply *out);

/* Sets the field of a request's own struct that a parameter names. */
typedef enum status setter(void *to, struct str name, struct str value,
                           struct error *err);
/* Read all of them into `to`. */
bool parameters_read(const struct request *request, setter *set, void *to,
                     struct reply *out);
/* For addresses that take none: whether there is one. */
bool parameters_refused(const struct request *request, struct reply *out);

#endif
