/*
 * feed_json - changes as JSON, for HTTP and the command line.
 *
 * The caller owns each returned value and gets NULL when memory is short.
 */
#ifndef WIRE_FEED_JSON_H
#define WIRE_FEED_JSON_H

#include "record/json.h"
#include "wire/feed.h"

/*
 * {"change_no", "change", "document_id", "document_no", "name", "finished",
 * "extractor_version", "reason"}
 */
json_t *json_of_change(const struct document_change *change);
/* {"changes": […], "store_id": "…", "as_of": N} */
json_t *json_of_change_page(const struct change_page *page);

#endif
