/*
 * html - the text of an HTML page.
 *
 * Blocks end lines, cells of a row are set apart by tabs, scripts and the
 * like are left out, and so is the page's chrome (main_text.h says how).
 */
#ifndef WORKER_EXTRACT_DECODE_HTML_H
#define WORKER_EXTRACT_DECODE_HTML_H

#include "base/arena.h"
#include "base/error.h"

/*
 * Read `page`, valid UTF-8. *text lives in `arena`, whose limit is the only
 * cause of failure: any text is a page.
 */
enum status html_read(struct str page, struct arena *arena, struct str *text,
                      struct error *err) __attribute__((warn_unused_result));

/*
 * The charset that a page tells in its first bytes, by <meta> or in an XML
 * declaration; empty: none. Borrows `bytes`.
 */
struct str html_declared_charset(struct str bytes);

#endif
