/*
 * screen - how text looks on a terminal: how wide it is, and what of it may
 * be sent there at all.
 *
 * Widths are columns as wcwidth() counts them in UTF-8, whatever the
 * locale of the process: a Chinese character takes two. Documents are
 * strangers' text; nothing of theirs goes to standard output but through
 * screen_clean().
 */
#ifndef CLIENT_SCREEN_H
#define CLIENT_SCREEN_H

#include <stdio.h>

#include "base/arena.h"

/*
 * `s` in one line that a terminal only shows: runs of white space are one
 * space, control characters, reordering marks and bytes that are no UTF-8
 * are U+FFFD, and of piled-up combining marks only the first few are left.
 * In `a`; the empty slice when it is exhausted.
 */
struct str screen_clean(struct str s, struct arena *a);

/* Columns that cleaned text takes. */
size_t screen_width(struct str s);

/*
 * As much of cleaned text as fits `width` columns, a cut one ending in "…".
 * In `a`, or `s` itself where all of it fits.
 */
struct str screen_cut(struct str s, size_t width, struct arena *a);

/* Whether `code_point` would steer a terminal instead of showing there. */
bool screen_steers(uint32_t code_point);

/* Columns of the terminal behind `to`; 0: it is none. */
size_t screen_columns(FILE *to);
/* Whether `to` is a terminal that shows bold and reverse text. */
bool screen_has_styles(FILE *to);

#endif
