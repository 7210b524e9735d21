/*
 * row_json - the rows of an answer as JSON, for HTTP and the command line.
 *
 * The caller owns each returned value and gets NULL when memory is short.
 */
#ifndef WIRE_ROW_JSON_H
#define WIRE_ROW_JSON_H

#include "record/json.h"
#include "wire/message.h"

/*
 * {"id", "report_id", "document": {…}, "report": {…}} and, by its kind,
 * "section": {…} or "figure": {…} and "section_title".
 */
json_t *json_of_row(const struct row *row);
/*
 * {"rows": […], "total": N, "at_least": B, "cut": B, "as_of": N, "took_us": N,
 * "next_cursor": "…" or null}
 */
json_t *json_of_page(const struct page *page);
/* {"row": {…}, "sentence": "…", "mark": [b, e], "line": N, "as_of": N} */
json_t *json_of_citation(const struct citation *citation);

#endif
