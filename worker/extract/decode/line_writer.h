/*
 * line_writer - text runs of a marked-up document, written as lines.
 *
 * What stands between two runs (nothing, a blank, a cell's edge, a block's
 * end) is noted and written once the next run comes, so that no line is
 * empty and none ends in blanks.
 */
#ifndef WORKER_EXTRACT_DECODE_LINE_WRITER_H
#define WORKER_EXTRACT_DECODE_LINE_WRITER_H

#include "base/arena.h"

/* Ordered: of two gaps at one place the greater is written. */
enum line_gap { GAP_NONE, GAP_BLANK, GAP_LINE, GAP_TAB };

struct line_writer {
    struct arena *arena;
    char *bytes;
    size_t len;
    size_t capacity;
    size_t line_count; /* lines begun */
    enum line_gap gap; /* to be written */
    bool gap_breaks;   /* the blank holds a line end of the source */
    bool is_exhausted;
};

/* Note a gap in front of what comes next. */
void line_writer_gap(struct line_writer *w, enum line_gap gap);

/* Note the line's end in place of whatever was noted. */
void line_writer_end_line(struct line_writer *w);

/*
 * Write a run. Blanks in it are collapsed as a browser does; where the
 * source breaks a line beside a wide character nothing is left.
 */
void line_writer_put(struct line_writer *w, struct str run);

/* Write a run as it is, its blanks included; a line's end ends the line. */
void line_writer_put_verbatim(struct line_writer *w, struct str run);

/* The lines so far, each but the last ended by a line feed. */
struct str line_writer_text(const struct line_writer *w);

#endif
