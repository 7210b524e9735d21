#include "client/progress.h"

#include <stdio.h>
#include <unistd.h>

#include "base/clock.h"

enum {
    BAR_COLUMNS = 30,
    FIRST_MS = 300, /* what is over by then needs no bar */
    REDRAW_MS = 100,
};

void
progress_init(struct progress *p)
{
    *p = (struct progress){
        .is_terminal = isatty(STDERR_FILENO),
        .next_ms = clock_monotonic_ms() + FIRST_MS,
    };
}

static void
print_bar(uint64_t part, uint64_t whole)
{
    uint64_t filled = whole ? part * BAR_COLUMNS / whole : 0;

    for (size_t i = 0; i < BAR_COLUMNS; i++)
        fputs(i < filled ? "█" : "░", stderr);
}

/* False: it is not time to draw it again. */
static bool
begin_line(struct progress *p)
{
    int64_t now;

    if (!p->is_terminal)
        return false;
    now = clock_monotonic_ms();
    if (now < p->next_ms)
        return false;
    p->next_ms = now + REDRAW_MS;
    p->is_shown = true;
    fputs("\r\033[K", stderr);
    return true;
}

void
progress_draw_part(struct progress *p, uint64_t part, uint64_t whole,
                   const char *what)
{
    if (!begin_line(p))
        return;
    /* What is written meanwhile is walked as well: it may come to more. */
    if (part > whole)
        part = whole;
    print_bar(part, whole);
    fprintf(stderr, " %s %u%%", what,
            whole ? (unsigned)(part * 100 / whole) : 100);
    fflush(stderr);
}

void
progress_draw_count(struct progress *p, uint64_t count, const char *what)
{
    if (!begin_line(p))
        return;
    fprintf(stderr, "%llu %s", (unsigned long long)count, what);
    fflush(stderr);
}

void
progress_draw(struct progress *p, size_t submitted, size_t done, size_t total,
              bool is_watching)
{
    if (!begin_line(p))
        return;
    print_bar(is_watching ? done : submitted, total);
    fprintf(stderr, " submitted %zu/%zu", submitted, total);
    if (is_watching)
        fprintf(stderr, ", done %zu/%zu", done, total);
    fflush(stderr);
}

void
progress_clear(struct progress *p)
{
    if (p->is_shown)
        fputs("\r\033[K", stderr);
    p->is_shown = false;
    p->next_ms = p->is_terminal ? clock_monotonic_ms() + REDRAW_MS : 0;
}
