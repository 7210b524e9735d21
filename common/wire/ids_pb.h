/*
 * ids_pb - document ids and states to and from their generated fields.
 *
 * Internal to the wire. Results live in the arena.
 */
#ifndef WIRE_IDS_PB_H
#define WIRE_IDS_PB_H

#include <wire.pb-c.h>

#include "record/row.h"

/* An id in digits; NULL: the arena is exhausted. */
char *pb_from_document_id(struct document_id id, struct arena *a);
/* The same of many; *count says how many there are, 0 when exhausted. */
char **pb_from_document_ids(const struct document_id *ids, size_t count,
                            struct arena *a, size_t *out_count);

/* STATUS_INVALID: it is no document id, or no state that is known. */
enum status pb_to_document_id(const char *field, struct document_id *out,
                              struct error *err);
enum status pb_to_state(Baogao__V1__DocumentState field,
                        enum document_state *out, struct error *err);
/* STATUS_INVALID: more than `max`, or one of them is no document id. */
enum status pb_to_document_ids(char *const *fields, size_t count, size_t max,
                               struct arena *a, struct document_id **out,
                               size_t *out_count, struct error *err);

#endif
