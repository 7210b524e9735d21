/*
 * control_pb - the control conversation, but for the status, to and from its
 * generated structs.
 *
 * Internal to the wire, as rows_pb.h is. Results live in the arena; NULL or
 * STATUS_UNAVAILABLE: it is exhausted.
 */
#ifndef WIRE_CONTROL_PB_H
#define WIRE_CONTROL_PB_H

#include <wire.pb-c.h>

#include "wire/control.h"

Baogao__V1__ListDocuments *
pb_from_list_documents(const struct list_documents *m, uint64_t request_id,
                       struct arena *a);
Baogao__V1__DocumentPage *pb_from_document_page(const struct document_page *m,
                                                uint64_t request_id,
                                                struct arena *a);
Baogao__V1__Order *pb_from_order(const struct order *m, uint64_t request_id,
                                 struct arena *a);
Baogao__V1__Ordered *pb_from_ordered(const struct ordered *m,
                                     uint64_t request_id, struct arena *a);
Baogao__V1__Steer *pb_from_steer(const struct steer *m, uint64_t request_id,
                                 struct arena *a);
Baogao__V1__Steered *pb_from_steered(const struct steered *m,
                                     uint64_t request_id, struct arena *a);

enum status pb_to_list_documents(const Baogao__V1__ListDocuments *pb,
                                 struct arena *a, struct list_documents *m,
                                 struct error *err);
enum status pb_to_document_page(const Baogao__V1__DocumentPage *pb,
                                struct arena *a, struct document_page *m,
                                struct error *err);
enum status pb_to_order(const Baogao__V1__Order *pb, struct arena *a,
                        struct order *m, struct error *err);
enum status pb_to_ordered(const Baogao__V1__Ordered *pb, struct arena *a,
                          struct ordered *m, struct error *err);
enum status pb_to_steer(const Baogao__V1__Steer *pb, struct arena *a,
                        struct steer *m, struct error *err);
enum status pb_to_steered(const Baogao__V1__Steered *pb, struct arena *a,
                          struct steered *m, struct error *err);

#endif
