/*
 * status_pb - the head's status to and from its generated structs.
 *
 * Internal to the wire, as control_pb.h is.
 */
#ifndef WIRE_STATUS_PB_H
#define WIRE_STATUS_PB_H

#include <wire.pb-c.h>

#include "wire/control.h"

Baogao__V1__StatusRequest *pb_from_status_request(uint64_t request_id,
                                                  struct arena *a);
Baogao__V1__StatusReport *pb_from_status_report(const struct status_report *m,
                                                uint64_t request_id,
                                                struct arena *a);
enum status pb_to_status_report(const Baogao__V1__StatusReport *pb,
                                struct arena *a, struct status_report *m,
                                struct error *err);

#endif
