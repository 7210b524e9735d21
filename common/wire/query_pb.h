/*
 * query_pb - a query to and from its generated struct.
 *
 * Internal to the wire. Values are taken over as they are: whoever answers
 * the query refuses it by query_check(), and names the field.
 */
#ifndef WIRE_QUERY_PB_H
#define WIRE_QUERY_PB_H

#include <query.pb-c.h>

#include "wire/query.h"

/* Both in the arena; NULL, or a->exhausted: there is no room. */
Baogao__V1__Query *pb_from_query(const struct query *q, uint64_t request_id,
                                 struct arena *a);
void pb_to_query(const Baogao__V1__Query *from, struct arena *a,
                 struct query *out);

#endif
