#include "worker/extract/decode/line_writer.h"

#include <string.h>

void
line_writer_gap(struct line_writer *w, enum line_gap gap)
{
    if (gap > w->gap)
        w->gap = gap;
}

void
line_writer_end_line(struct line_writer *w)
{
    w->gap = GAP_LINE;
}

static void
append(struct line_writer *w, const char *bytes, size_t len)
{
    while (!w->is_exhausted && w->capacity - w->len < len) {
        /* Asked for one more than it has, an array doubles. */
        char *grown =
            arena_grow(w->arena, w->bytes, w->capacity, &w->capacity, 1);

        if (grown)
            w->bytes = grown;
        else
            w->is_exhausted = true;
    }
    if (w->is_exhausted)
        return;
    memcpy(w->bytes + w->len, bytes, len);
    w->len += len;
}

/* Characters of three bytes and more stand without blanks between. */
static bool
is_wide(char lead)
{
    return (unsigned char)lead >= 0xE0;
}

static bool
ends_wide(const struct line_writer *w)
{
    size_t at = w->len;

    while (at > 0 && ((unsigned char)w->bytes[at - 1] & 0xC0) == 0x80)
        at--;
    return at > 0 && is_wide(w->bytes[at - 1]);
}

/* Write the gap in front of a run that begins with `next`. */
static void
settle_gap(struct line_writer *w, char next)
{
    bool is_first = w->len == 0;

    if (is_first || w->gap == GAP_LINE)
        w->line_count++;
    if (!is_first && w->gap == GAP_LINE)
        append(w, "\n", 1);
    else if (!is_first && w->gap == GAP_TAB)
        append(w, "\t", 1);
    else if (!is_first && w->gap == GAP_BLANK &&
             !(w->gap_breaks && (ends_wide(w) || is_wide(next))))
        append(w, " ", 1);
    w->gap = GAP_NONE;
    w->gap_breaks = false;
}

static bool
is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

void
line_writer_put(struct line_writer *w, struct str run)
{
    for (size_t at = 0; at < run.len;) {
        size_t begin = at;

        if (is_blank(run.ptr[at])) {
            line_writer_gap(w, GAP_BLANK);
            w->gap_breaks |= run.ptr[at] == '\n' || run.ptr[at] == '\r';
            at++;
            continue;
        }
        while (at < run.len && !is_blank(run.ptr[at]))
            at++;
        settle_gap(w, run.ptr[begin]);
        append(w, run.ptr + begin, at - begin);
    }
}

void
line_writer_put_verbatim(struct line_writer *w, struct str run)
{
    while (run.len > 0) {
        bool has_end = memchr(run.ptr, '\n', run.len) != NULL;
        struct str line = str_cut(&run, STR("\n"));

        if (line.len > 0) {
            settle_gap(w, line.ptr[0]);
            append(w, line.ptr, line.len);
        }
        if (has_end)
            line_writer_gap(w, GAP_LINE);
    }
}

struct str
line_writer_text(const struct line_writer *w)
{
    return (struct str){w->bytes ? w->bytes : "", w->len};
}
