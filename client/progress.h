/*
 * progress - a bar on standard error while many documents go their way.
 *
 * There is none where standard error is no terminal.
 */
#ifndef CLIENT_PROGRESS_H
#define CLIENT_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct progress {
    bool is_shown; /* the bar stands on the terminal's last line */
    bool is_terminal;
    int64_t next_ms; /* when it is drawn again */
};

void progress_init(struct progress *p);
/* Draw it, at most some times a second; `done` counts where is_watching. */
void progress_draw(struct progress *p, size_t submitted, size_t done,
                   size_t total, bool is_watching);
/* The same where there is one part of the way to show, e.g. "checked". */
void progress_draw_part(struct progress *p, uint64_t part, uint64_t whole,
                        const char *what);
/* The same where nobody knows how much there will be: "12,000 figures". */
void progress_draw_count(struct progress *p, uint64_t count, const char *what);
/* Take it away: call before anything else is printed, and at the end. */
void progress_clear(struct progress *p);

#endif
