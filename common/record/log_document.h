/*
 * log_document - the field under which a document is traced through the logs
 * of all processes.
 */
#ifndef RECORD_LOG_DOCUMENT_H
#define RECORD_LOG_DOCUMENT_H

#include "base/log.h"
#include "record/identity.h"

/* Borrows *id for the call. */
static inline struct log_field
log_document(const struct document_id *id)
{
    return log_hex("document", id->bytes, sizeof id->bytes);
}

#endif
