/*
 * main_text - the lines of a page that are its text, without its chrome.
 */
#ifndef WORKER_EXTRACT_DECODE_MAIN_TEXT_H
#define WORKER_EXTRACT_DECODE_MAIN_TEXT_H

#include "base/error.h"
#include "worker/extract/decode/html_page.h"

/*
 * The main text is the block that holds nearly all prose, with the few lines
 * ahead of it (a title often stands outside), without lines of links and of
 * parts that the page names as chrome. *text lives in `arena`, whose limit
 * is the only cause of failure.
 */
enum status main_text(const struct html_page *page, struct arena *arena,
                      struct str *text, struct error *err)
    __attribute__((warn_unused_result));

#endif
