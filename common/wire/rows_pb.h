/*
 * rows_pb - rows and pages to and from their generated structs.
 *
 * Internal to the wire: the part of the message codec that carries records.
 * Results live in the arena; NULL or STATUS_UNAVAILABLE: it is exhausted.
 */
#ifndef WIRE_ROWS_PB_H
#define WIRE_ROWS_PB_H

#include <query.pb-c.h>

#include "wire/message.h"

Baogao__V1__Row *pb_from_row(const struct row *row, struct arena *a);
Baogao__V1__Page *pb_from_page(const struct page *p, uint64_t request_id,
                               struct arena *a);
Baogao__V1__Citation *pb_from_citation(const struct citation *c,
                                       uint64_t request_id, struct arena *a);

enum status pb_to_row(const Baogao__V1__Row *from, struct arena *a,
                      struct row *out, struct error *err);
enum status pb_to_page(const Baogao__V1__Page *from, struct arena *a,
                       struct page *out, struct error *err);
enum status pb_to_citation(const Baogao__V1__Citation *from, struct arena *a,
                           struct citation *out, struct error *err);

#endif
