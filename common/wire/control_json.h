/*
 * control_json - what the head tells an operator, as JSON.
 *
 * Every value is one line of the command line's --json and one body of the
 * HTTP interface; NULL when memory is short, the caller owns the rest.
 */
#ifndef WIRE_CONTROL_JSON_H
#define WIRE_CONTROL_JSON_H

#include "record/json.h"
#include "wire/control.h"

/* "working", "paused", "draining" */
const char *worker_mode_name(enum worker_mode mode);

json_t *json_of_status_report(const struct status_report *report);
json_t *json_of_document_info(const struct document_info *d);

#endif
