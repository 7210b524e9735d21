#include "worker/extract/text/lines.h"

#include "tables.h"
#include "worker/extract/text/marks.h"

enum {
    /* No heading of the reports seen is longer; longer lines are prose. */
    PROSE_MIN_CHARS = 60,
    /* A line of chrome says one small thing. */
    CHROME_MAX_CHARS = 100,
    /* How far into a line its words of chrome may begin. */
    CHROME_MARGIN_CHARS = 2,
};

struct range
text_trim(const struct text *text, struct range r)
{
    while (r.begin < r.end && mark_is_blank(text->codes[r.begin]))
        r.begin++;
    while (r.end > r.begin && mark_is_blank(text->codes[r.end - 1]))
        r.end--;
    return r;
}

/* Whether every word of the line is chrome, as in "打印 关闭 收藏". */
static bool
is_all_chrome(const struct text *text, struct range r)
{
    struct lexicon_hit hit;
    uint32_t words = 0;

    for (uint32_t at = r.begin; at < r.end;) {
        if (lexicon_longest(&lexicon_chrome, text->codes + at, r.end - at,
                            &hit)) {
            at += hit.chars;
            words++;
        } else if (mark_is_hanzi(text->codes[at])) {
            return false;
        } else {
            at++;
        }
    }
    return words > 0;
}

bool
line_is_chrome(const struct text *text, struct range r)
{
    struct lexicon_hit hit;
    uint32_t last = r.begin + CHROME_MARGIN_CHARS;

    if (r.end - r.begin > CHROME_MAX_CHARS)
        return false;
    if (is_all_chrome(text, r))
        return true;
    for (uint32_t at = r.begin; at < r.end && at <= last; at++) {
        if (lexicon_longest(&lexicon_chrome, text->codes + at, r.end - at,
                            &hit) &&
            chrome_rows[hit.row].takes == CHROME_TAKES_LINE)
            return true;
    }
    return false;
}

/* A sentence that leads a list in: it has a comma or a full stop within. */
static bool
leads_in(const struct text *text, struct range r)
{
    uint32_t at = r.begin;

    if (text->codes[r.end - 1] != ':')
        return false;
    while (at < r.end && text->codes[at] != ',' &&
           !mark_ends_sentence(text->codes[at]))
        at++;
    return at < r.end;
}

static bool
is_prose(const struct text *text, struct range r)
{
    uint32_t end = r.end;

    if (r.end - r.begin >= PROSE_MIN_CHARS || leads_in(text, r))
        return true;
    while (end > r.begin && mark_is_closing(text->codes[end - 1]))
        end--;
    return end > r.begin && (mark_ends_sentence(text->codes[end - 1]) ||
                             text->codes[end - 1] == ';');
}

enum status
lines_split(const struct text *text, struct arena *arena, struct line **out,
            size_t *count, struct error *err)
{
    struct line *lines = NULL;
    size_t used = 0, capacity = 0;

    for (uint32_t begin = 0, at; begin <= text->count; begin = at + 1) {
        struct range r;

        at = text_find(text, begin, text->count, SIGN_LINE_END);
        r = text_trim(text, (struct range){begin, at});
        if (r.begin == r.end)
            continue;
        lines = arena_grow(arena, lines, used, &capacity, sizeof(*lines));
        if (!lines)
            return error_set(err, STATUS_UNAVAILABLE, "no memory for %zu lines",
                             used + 1);
        lines[used++] = (struct line){.range = r,
                                      .is_chrome = line_is_chrome(text, r),
                                      .is_prose = is_prose(text, r)};
    }
    *out = lines;
    *count = used;
    return STATUS_OK;
}
