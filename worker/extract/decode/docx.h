/*
 * docx - the text of a Word document.
 *
 * A paragraph is a line, with the number that Word counts for it in front;
 * a row of a table is one, its cells set apart by tabs. Headers and footers
 * of pages, comments, what was deleted or hidden, and tables of contents
 * are left out. Footnotes and endnotes follow the body under a line 注释,
 * so that they are read as the annex they are.
 */
#ifndef WORKER_EXTRACT_DECODE_DOCX_H
#define WORKER_EXTRACT_DECODE_DOCX_H

#include "base/arena.h"
#include "base/error.h"

/*
 * Read the document in `bytes`; *text lives in `arena`. STATUS_INVALID: it
 * is no DOCX that can be read; err says why. STATUS_UNAVAILABLE: the
 * arena's limit.
 */
enum status docx_read(struct str bytes, struct arena *arena, struct str *text,
                      struct error *err) __attribute__((warn_unused_result));

#endif
