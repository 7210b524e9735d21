/*
 * lines - a text's lines that hold words, without the blanks around them.
 *
 * Blank lines are left out. Page chrome (what the site put around the
 * report: 下载, 字号, 来源, 当前位置) is kept but marked, for it is no text
 * of a report and yet may not run into one.
 */
#ifndef WORKER_EXTRACT_TEXT_LINES_H
#define WORKER_EXTRACT_TEXT_LINES_H

#include "worker/extract/text/text.h"

struct line {
    struct range range;
    bool is_chrome;
    bool is_prose; /* ends as a sentence does, or is too long for a title */
};

/* The arena's limit is the only cause of failure. */
enum status lines_split(const struct text *text, struct arena *arena,
                        struct line **out, size_t *count, struct error *err)
    __attribute__((warn_unused_result));

/* Whether the line `r`, without blanks around it, is page chrome. */
bool line_is_chrome(const struct text *text, struct range r);

/* `r` without blanks at either end. */
struct range text_trim(const struct text *text, struct range r);

#endif
