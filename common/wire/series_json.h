/*
 * series_json - series and promises as JSON, for HTTP and the command line;
 * proto/README.md documents the shapes.
 *
 * The caller owns each returned value and gets NULL when memory is short.
 */
#ifndef WIRE_SERIES_JSON_H
#define WIRE_SERIES_JSON_H

#include "record/json.h"
#include "wire/promise.h"
#include "wire/series.h"

json_t *json_of_series_line(const struct series_line *line);
json_t *json_of_series_page(const struct series_page *page);
json_t *json_of_promise(const struct promise *promise);
json_t *json_of_promise_page(const struct promise_page *page);

#endif
