/*
 * submit_fields - what the options of submit say of all its documents.
 */
#ifndef CLIENT_SUBMIT_FIELDS_H
#define CLIENT_SUBMIT_FIELDS_H

#include "base/error.h"
#include "client/command.h"
#include "wire/message.h"

/*
 * Fill *out, which borrows argv and inv->arena. STATUS_INVALID: a value is
 * outside its range.
 */
enum status submit_fields_read(const struct invocation *inv, struct submit *out,
                               struct error *err)
    __attribute__((warn_unused_result));

#endif
