/*
 * refusal - what a server's Refused means for the one who asked.
 */
#ifndef WIRE_REFUSAL_H
#define WIRE_REFUSAL_H

#include "base/error.h"
#include "wire/message.h"

/* What a refusal means for the caller, and why, from its fields. */
enum status refusal_status(const struct refused *refused, struct error *err);

#endif
