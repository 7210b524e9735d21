/*
 * page_lines - a text's lines as they stand on its pages.
 *
 * Where paragraphs were cut into lines of like width, the page shows again
 * what belongs together: how wide a line is, how far it is set in, and what
 * only the page needs (its number, the title above it).
 */
#ifndef WORKER_EXTRACT_TEXT_PAGE_LINES_H
#define WORKER_EXTRACT_TEXT_PAGE_LINES_H

#include "worker/extract/text/text.h"

/* No page is wider; of longer lines the columns are not counted out. */
enum { PAGE_MAX_COLUMNS = 120 };

struct page_line {
    struct range range;  /* without the blanks around it, never empty */
    uint32_t columns;    /* a Chinese character takes two */
    uint32_t indent;     /* columns of blanks in front */
    bool runs_on;        /* prose stands in it on both sides of a comma */
    bool is_cut;         /* no mark ends it */
    bool is_after_blank; /* an empty line stands before it */
    bool is_after_page;  /* a page ends before it, by its form feed */
    bool is_furniture;   /* a page's number, or a title that pages repeat */
};

/* The arena's limit is the only cause of failure. */
enum status page_lines_read(const struct text *text, struct arena *arena,
                            struct page_line **out, size_t *count,
                            struct error *err)
    __attribute__((warn_unused_result));

#endif
