#include "worker/extract/text/page_lines.h"

#include <stdlib.h>

#include "worker/extract/text/lines.h"
#include "worker/extract/text/marks.h"

enum {
    /* Furniture is short. */
    FURNITURE_MAX_CHARS = 40,
    NUMBER_MAX_DIGITS = 4,
    /* Nearer numbers that follow each other count a list, not pages. */
    PAGE_MIN_LINES = 5,
    /* How many lines deep the top and the foot of a page are. */
    EDGE_LINES = 2,
    /* What so many pages show at an edge is not their text. */
    REPEATS_MIN = 3,
};

/*
 * Full-width marks are folded: the source tells what room they took. Digits
 * count alike in both widths, since texts are converted from one to the other
 * without being set anew.
 */
static uint32_t
columns_of(const struct text *text, uint32_t at)
{
    bool is_wide =
        text->codes[at] > 0x7FF || text->bytes[at + 1] - text->bytes[at] >= 3;

    return is_wide && !mark_is_digit(text->codes[at]) ? 2 : 1;
}

/* A comma or stop with text behind it: prose runs on in its lines. */
static bool
runs_on(const struct text *text, struct range r)
{
    uint32_t last = r.end - 1, at = r.begin;

    while ((at = text_find(text, at, last, SIGN_TITLE_CLOSE)) < last) {
        if (mark_is_hanzi(text->codes[++at]))
            return true;
    }
    return false;
}

static struct page_line
measure(const struct text *text, uint32_t begin, struct range r)
{
    uint32_t last = text->codes[r.end - 1];
    struct page_line line = {
        .range = r,
        .runs_on = runs_on(text, r),
        .is_cut =
            mark_is_hanzi(last) || mark_is_digit(last) || mark_is_letter(last),
    };

    for (uint32_t at = begin; at < r.begin; at++)
        line.indent += columns_of(text, at);
    line.columns = r.end - r.begin;
    if (line.columns > PAGE_MAX_COLUMNS)
        return line;
    line.columns = 0;
    for (uint32_t at = r.begin; at < r.end; at++)
        line.columns += columns_of(text, at);
    return line;
}

static enum status
split(const struct text *text, struct arena *arena, struct page_line **out,
      size_t *count, struct error *err)
{
    struct page_line *lines = NULL;
    size_t used = 0, capacity = 0;
    bool is_after_blank = false, is_after_page = false, has_pages = false;

    for (uint32_t begin = 0, at = 0; at <= text->count; at++) {
        uint32_t code;
        struct range r;

        at = text_find(text, at, text->count, SIGN_LINE_END | SIGN_PAGE_END);
        code = text->codes[at]; /* 0 behind the last */
        if (text->signs[at] & SIGN_PAGE_END) {
            has_pages = is_after_page = true;
            continue;
        }
        r = text_trim(text, (struct range){begin, at});
        if (r.begin == r.end) {
            /* Between the two marks of one line end there is no line. */
            is_after_blank |= at > begin || at == 0 ||
                              text->codes[at - 1] != '\r' || code != '\n';
            begin = at + 1;
            continue;
        }
        lines = arena_grow(arena, lines, used, &capacity, sizeof(*lines));
        if (!lines)
            return error_set(err, STATUS_UNAVAILABLE, "no memory for %zu lines",
                             used + 1);
        lines[used] = measure(text, begin, r);
        lines[used].is_after_blank = is_after_blank;
        lines[used++].is_after_page = is_after_page;
        is_after_blank = is_after_page = false;
        begin = at + 1;
    }
    /* The first page begins as the others do. */
    if (used > 0)
        lines[0].is_after_page = has_pages;
    *out = lines;
    *count = used;
    return STATUS_OK;
}

/* The number of a line like "12" or "- 12 -", -1: it is another line. */
static int
page_number(const struct text *text, const struct page_line *line)
{
    int value = 0, digits = 0;

    if (line->range.end - line->range.begin > FURNITURE_MAX_CHARS)
        return -1;
    for (uint32_t at = line->range.begin; at < line->range.end; at++) {
        uint32_t code = text->codes[at];

        if (mark_is_digit(code) && digits < NUMBER_MAX_DIGITS) {
            value = value * 10 + (int)(code - '0');
            digits++;
        } else if (!mark_is_blank(code) && !mark_is_dash(code)) {
            return -1;
        }
    }
    return digits > 0 ? value : -1;
}

static bool
is_page_top(const struct page_line *lines, size_t count, size_t i)
{
    return i == count || lines[i].is_after_page;
}

/* Mark the numbers that go on from page to page, or stand at its edge. */
static void
mark_numbers(const struct text *text, struct page_line *lines, size_t count)
{
    size_t last = SIZE_MAX;
    int last_value = -1;
    bool has_pages = false;

    for (size_t i = 0; i < count; i++)
        has_pages |= lines[i].is_after_page;
    for (size_t i = 0; i < count; i++) {
        int value = page_number(text, &lines[i]);

        if (value < 0)
            continue;
        if (has_pages &&
            (is_page_top(lines, count, i) || is_page_top(lines, count, i + 1)))
            lines[i].is_furniture = true;
        if (last != SIZE_MAX && value == last_value + 1 &&
            i - last >= PAGE_MIN_LINES)
            lines[i].is_furniture = lines[last].is_furniture = true;
        last = i;
        last_value = value;
    }
}

/* A short line at a page's edge, as it reads without its numbers. */
struct edge {
    uint64_t hash;
    size_t line;
    bool has_digits;
};

static struct edge
edge_of(const struct text *text, const struct page_line *lines, size_t i)
{
    struct edge edge = {.hash = 0xCBF29CE484222325, .line = i};

    for (uint32_t at = lines[i].range.begin; at < lines[i].range.end; at++) {
        uint32_t code = text->codes[at];

        if (mark_is_digit(code)) {
            edge.has_digits = true;
            continue;
        }
        if (!mark_is_blank(code))
            edge.hash = (edge.hash ^ code) * 0x100000001B3;
    }
    return edge;
}

static int
compare_edges(const void *left, const void *right)
{
    const struct edge *a = left, *b = right;

    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    return a->line < b->line ? -1 : a->line > b->line;
}

/* Set near[i] for lines within EDGE_LINES of a page's end or number. */
static void
find_near(const struct page_line *lines, size_t count, bool *near)
{
    for (size_t i = 0; i < count; i++) {
        size_t first = i > EDGE_LINES ? i - EDGE_LINES : 0;
        size_t end = i + EDGE_LINES + 1;

        if (!lines[i].is_furniture && !lines[i].is_after_page)
            continue;
        if (!lines[i].is_furniture)
            end--;
        for (size_t at = first; at < end && at < count; at++)
            near[at] = true;
    }
}

static void
mark_repeated(const struct edge *edges, size_t count, struct page_line *lines)
{
    for (size_t first = 0, end; first < count; first = end) {
        for (end = first; end < count && edges[end].hash == edges[first].hash;)
            end++;
        if (end - first < REPEATS_MIN)
            continue;
        for (size_t i = first; i < end; i++) {
            /* The first may be the report's own title. */
            if (i > first || edges[i].has_digits)
                lines[edges[i].line].is_furniture = true;
        }
    }
}

static enum status
mark_titles(const struct text *text, struct arena *arena,
            struct page_line *lines, size_t count, struct error *err)
{
    struct edge *edges = ARENA_ARRAY(arena, struct edge, count + 1);
    bool *near = ARENA_ARRAY(arena, bool, count + 1);
    size_t used = 0;

    if (!edges || !near)
        return error_set(err, STATUS_UNAVAILABLE,
                         "no memory for the pages of %zu lines", count);
    find_near(lines, count, near);
    for (size_t i = 0; i < count; i++) {
        const struct range *r = &lines[i].range;

        if (near[i] && !lines[i].is_furniture &&
            r->end - r->begin <= FURNITURE_MAX_CHARS)
            edges[used++] = edge_of(text, lines, i);
    }
    if (used > 0)
        qsort(edges, used, sizeof(*edges), compare_edges);
    mark_repeated(edges, used, lines);
    return STATUS_OK;
}

enum status
page_lines_read(const struct text *text, struct arena *arena,
                struct page_line **out, size_t *count, struct error *err)
{
    struct page_line *lines = NULL;
    size_t used = 0;
    enum status st = split(text, arena, &lines, &used, err);

    if (st == STATUS_OK) {
        mark_numbers(text, lines, used);
        st = mark_titles(text, arena, lines, used, err);
    }
    if (st != STATUS_OK)
        return st;
    *out = lines;
    *count = used;
    return STATUS_OK;
}
