/*
 * promise_pb - promises to and from their generated structs.
 *
 * Internal to the wire, as rows_pb.h is. Results live in the arena; NULL or
 * STATUS_UNAVAILABLE: it is exhausted.
 */
#ifndef WIRE_PROMISE_PB_H
#define WIRE_PROMISE_PB_H

#include <wire.pb-c.h>

#include "wire/message.h"

Baogao__V1__Promises *pb_from_promises(const struct promises *m,
                                       uint64_t request_id, struct arena *a);
Baogao__V1__PromisePage *pb_from_promise_page(const struct promise_page *m,
                                              uint64_t request_id,
                                              struct arena *a);

enum status pb_to_promises(const Baogao__V1__Promises *pb, struct arena *a,
                           struct message *out, struct error *err);
enum status pb_to_promise_page(const Baogao__V1__PromisePage *pb,
                               struct arena *a, struct message *out,
                               struct error *err);

#endif
