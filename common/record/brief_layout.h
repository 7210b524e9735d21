/*
 * brief_layout - the sizes and bits of a brief's rows.
 *
 * Internal to brief.c and brief_make.c; the layout is told in brief.h.
 */
#ifndef RECORD_BRIEF_LAYOUT_H
#define RECORD_BRIEF_LAYOUT_H

enum {
    BRIEF_MAGIC_BYTES = 4,
    BRIEF_HEADER_BYTES = BRIEF_MAGIC_BYTES + 3 * 4,
    BRIEF_REPORT_BYTES = 10 * 4,
    BRIEF_HEAD_BYTES = 8,
    BRIEF_FIGURE_BYTES = 8 * 4,
    /* The byte of a head behind those of enum brief_trait, and its bits. */
    BRIEF_FLAGS = 5,
    BRIEF_HAS_UPPER = 1 << 0,
    BRIEF_IS_NORMED = 1 << 1,
};

extern const char brief_magic[BRIEF_MAGIC_BYTES];

#endif
