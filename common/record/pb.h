/*
 * pb - records to and from their generated protobuf structs.
 *
 * For codecs only: record/codec.c packs them into the store's values, the
 * wire into rows of an answer. Results live in the arena; NULL means it is
 * exhausted. Reading copies, so that nothing borrows the generated structs.
 */
#ifndef RECORD_PB_H
#define RECORD_PB_H

#include <record.pb-c.h>

#include "base/arena.h"
#include "base/error.h"
#include "record/record.h"

Baogao__V1__Report *pb_from_report(const struct report *r, struct arena *a);
Baogao__V1__Section *pb_from_section(const struct section *s, struct arena *a);
Baogao__V1__Figure *pb_from_figure(const struct figure *f, struct arena *a);
Baogao__V1__Mention *pb_from_mention(const struct mention *m, struct arena *a);
Baogao__V1__Repair *pb_from_repair(const struct repair *r, struct arena *a);

/*
 * STATUS_INVALID: a value outside its range, such as a number that is none
 * or a span that ends before it begins. The lists of *out stay empty.
 */
enum status pb_to_report(const Baogao__V1__Report *from, struct arena *a,
                         struct report *out, struct error *err);
enum status pb_to_section(const Baogao__V1__Section *from, struct arena *a,
                          struct section *out, struct error *err);
enum status pb_to_figure(const Baogao__V1__Figure *from, struct arena *a,
                         struct figure *out, struct error *err);
enum status pb_to_mention(const Baogao__V1__Mention *from, struct arena *a,
                          struct mention *out, struct error *err);
enum status pb_to_repair(const Baogao__V1__Repair *from, struct arena *a,
                         struct repair *out, struct error *err);

/*
 * Whether every string in a message that was unpacked is UTF-8, as the
 * format demands and protobuf-c does not check. STATUS_INVALID: err names
 * the field.
 */
enum status pb_check_strings(const ProtobufCMessage *message,
                             struct error *err);

/* A string field: NULL for a slice without value, a copy otherwise. */
char *pb_string(struct str s, struct arena *a);
/* A copy of a string field; no value where it is absent. */
struct str pb_to_str(const char *field, struct arena *a);
/* protobuf-c's allocator over an arena: what it unpacks dies with it. */
ProtobufCAllocator pb_allocator(struct arena *a);

#endif
