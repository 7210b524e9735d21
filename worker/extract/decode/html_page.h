/*
 * html_page - a page as lines of text and the blocks they stand in.
 */
#ifndef WORKER_EXTRACT_DECODE_HTML_PAGE_H
#define WORKER_EXTRACT_DECODE_HTML_PAGE_H

#include "base/arena.h"

/* A block element; blocks are numbered in the order they open. */
struct html_block {
    uint32_t parent;     /* block 0 stands around all, its own parent */
    uint32_t first_line; /* of its lines [first_line, end_line) */
    uint32_t end_line;
};

struct html_line {
    uint32_t block;      /* the innermost it begins in */
    uint32_t link_bytes; /* of its text, in links */
    bool is_chrome;      /* in an element, or a part so named, of chrome */
};

struct html_page {
    struct str text; /* its lines, each but the last ended by a line feed */
    struct html_line *lines;
    size_t line_count;
    struct html_block *blocks;
    size_t block_count; /* 1 at least */
};

#endif
