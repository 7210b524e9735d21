/*
 * series_pb - series to and from their generated structs.
 *
 * Internal to the wire, as rows_pb.h is. Results live in the arena; NULL or
 * STATUS_UNAVAILABLE: it is exhausted.
 */
#ifndef WIRE_SERIES_PB_H
#define WIRE_SERIES_PB_H

#include <wire.pb-c.h>

#include "wire/message.h"

Baogao__V1__Series *pb_from_series(const struct series *m, uint64_t request_id,
                                   struct arena *a);
Baogao__V1__SeriesPage *pb_from_series_page(const struct series_page *m,
                                            uint64_t request_id,
                                            struct arena *a);

enum status pb_to_series(const Baogao__V1__Series *pb, struct arena *a,
                         struct message *out, struct error *err);
enum status pb_to_series_page(const Baogao__V1__SeriesPage *pb, struct arena *a,
                              struct message *out, struct error *err);

#endif
