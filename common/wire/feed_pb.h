/*
 * feed_pb - the feed conversation to and from its generated structs.
 *
 * Internal to the wire, as rows_pb.h is. Results live in the arena; NULL or
 * STATUS_UNAVAILABLE: it is exhausted.
 */
#ifndef WIRE_FEED_PB_H
#define WIRE_FEED_PB_H

#include <wire.pb-c.h>

#include "wire/message.h"

Baogao__V1__Changes *pb_from_changes(const struct changes *m,
                                     uint64_t request_id, struct arena *a);
/* The values are borrowed: packing ends before they do. */
Baogao__V1__ChangePage *pb_from_change_page(const struct change_page *m,
                                            uint64_t request_id,
                                            struct arena *a);
Baogao__V1__Nudge *pb_from_nudge(uint64_t change_no, struct arena *a);

enum status pb_to_changes(const Baogao__V1__Changes *pb, struct arena *a,
                          struct message *out, struct error *err);
enum status pb_to_change_page(const Baogao__V1__ChangePage *pb, struct arena *a,
                              struct message *out, struct error *err);

#endif
