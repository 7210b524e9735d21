#include "worker/extract/text/breaks.h"

#include <string.h>

#include "worker/extract/outline/numbering.h"
#include "worker/extract/text/lines.h"
#include "worker/extract/text/marks.h"
#include "worker/extract/text/page_lines.h"

enum {
    /* How many lines on either side tell where the margin is. */
    WINDOW_LINES = 8,
    /* A newspaper's column is no narrower. */
    MARGIN_MIN_COLUMNS = 20,
    /*
     * So many lines that reach the margin stop within a phrase, and this
     * share of all lines around reaches it.
     */
    FULL_MIN_LINES = 3,
    FULL_MIN_PERCENT = 35,
    /* Justified lines end that much before it: an eighth, 4 at least. */
    RAGGED_SHARE = 8,
    RAGGED_MIN_COLUMNS = 4,
    /* Lines whose ends became blanks had at least so many characters each. */
    BLANK_MIN_CHARS = 15,
};

/* What becomes of a character. */
enum fate { FATE_STAYS, FATE_GOES, FATE_IS_SPACE };

/* What the lines around one tell of how the page was set. */
struct setting {
    uint32_t full_columns; /* a line so long reaches the margin, 0: no margin */
    uint32_t last_columns; /* and none is longer than that */
    uint32_t indent;       /* of lines that begin no paragraph */
    bool is_indented;      /* lines that begin one are set in further */
};

/* The third longest of the lines: two may stand out beyond the margin. */
static uint32_t
margin_of(const struct page_line *lines, size_t first, size_t end)
{
    uint32_t longest[FULL_MIN_LINES] = {0};

    for (size_t i = first; i < end; i++) {
        uint32_t columns = lines[i].columns;

        for (int at = 0; at < FULL_MIN_LINES; at++) {
            if (columns > longest[at]) {
                uint32_t shorter = longest[at];
                longest[at] = columns;
                columns = shorter;
            }
        }
    }
    return longest[FULL_MIN_LINES - 1];
}

static bool
is_too_wide(const struct page_line *line)
{
    return line->columns > PAGE_MAX_COLUMNS;
}

static struct setting
setting_around(const struct page_line *lines, size_t count, size_t at)
{
    struct setting setting = {.indent = UINT32_MAX};
    size_t first = at, end = at + 1, full = 0, cut = 0, own = 0;
    uint32_t margin, ragged;

    while (first > 0 && at - first < WINDOW_LINES &&
           !is_too_wide(&lines[first - 1]))
        first--;
    while (end < count && end - at <= WINDOW_LINES && !is_too_wide(&lines[end]))
        end++;
    margin = margin_of(lines, first, end);
    if (margin < MARGIN_MIN_COLUMNS)
        return setting;
    ragged = margin / RAGGED_SHARE;
    if (ragged < RAGGED_MIN_COLUMNS)
        ragged = RAGGED_MIN_COLUMNS;
    for (size_t i = first; i < end; i++) {
        if (lines[i].is_furniture)
            continue;
        own++;
        if (lines[i].columns + ragged >= margin) {
            full++;
            cut += lines[i].runs_on && lines[i].is_cut;
        }
        if (lines[i].indent < setting.indent)
            setting.indent = lines[i].indent;
    }
    for (size_t i = first; i < end; i++)
        setting.is_indented |=
            !lines[i].is_furniture && lines[i].indent > setting.indent;
    if (cut >= FULL_MIN_LINES && full * 100 >= own * FULL_MIN_PERCENT) {
        setting.full_columns = margin - ragged;
        setting.last_columns = margin + ragged;
    }
    return setting;
}

static uint32_t
last_mark(const struct text *text, struct range r)
{
    uint32_t at = r.end - 1;

    while (at > r.begin && mark_is_closing(text->codes[at]))
        at--;
    return text->codes[at];
}

/* A long line that stops within a phrase was cut, whatever the margin. */
static bool
stops_within_phrase(const struct page_line *line, const struct page_line *next,
                    uint32_t mark)
{
    if (next->indent > 0)
        return false;
    return mark == ',' || mark == 0x3001 ||
           (is_too_wide(line) && line->runs_on && line->is_cut &&
            next->runs_on);
}

/* Whether `line` is full where lines are cut at a margin, and `next` is not
 * set in as a paragraph's first line is. */
static bool
is_cut_at_margin(const struct page_line *line, const struct page_line *next,
                 const struct setting *setting, uint32_t mark)
{
    if (line->columns < setting->full_columns ||
        next->columns > setting->last_columns || next->indent > setting->indent)
        return false;
    /* Where paragraphs are not set in, a full stop may have ended one. */
    return !mark_ends_sentence(mark) || setting->is_indented;
}

/* Whether line `i` goes on with the paragraph of `line`. */
static bool
goes_on(const struct text *text, const struct page_line *line,
        const struct page_line *lines, size_t count, size_t i)
{
    uint32_t mark = last_mark(text, line->range);
    bool is_joined = stops_within_phrase(line, &lines[i], mark);

    if (!is_joined && !is_too_wide(line)) {
        struct setting setting = setting_around(lines, count, i);

        is_joined = is_cut_at_margin(line, &lines[i], &setting, mark);
    }
    return is_joined &&
           numbering_read(text, lines[i].range).style == NUMBERING_NONE &&
           !line_is_chrome(text, line->range) &&
           !line_is_chrome(text, lines[i].range);
}

/* The line before `i` that is text, SIZE_MAX: none, or a gap is between. */
static size_t
line_before(const struct page_line *lines, size_t i)
{
    bool is_gap = lines[i].is_after_blank;
    bool is_page_end = lines[i].is_after_page;

    while (i > 0) {
        i--;
        if (!lines[i].is_furniture)
            return is_gap && !is_page_end ? SIZE_MAX : i;
        is_gap |= lines[i].is_after_blank;
        is_page_end = true;
    }
    return SIZE_MAX;
}

/* Words of letters keep a space between them. */
static bool
needs_space(const struct text *text, struct range gap)
{
    return gap.begin > 0 && gap.end < text->count &&
           mark_is_letter(text->codes[gap.begin - 1]) &&
           mark_is_letter(text->codes[gap.end]);
}

/* Whether a blank stands between two words' characters, other than in a
 * couplet, which is written with one: equally long on both sides. */
static bool
is_within_words(const struct text *text, struct range line, uint32_t blank)
{
    uint32_t begin = blank, end = blank + 1;

    if (text->codes[blank] != ' ')
        return false;
    while (begin > line.begin && mark_is_hanzi(text->codes[begin - 1]))
        begin--;
    while (end < line.end && mark_is_hanzi(text->codes[end]))
        end++;
    return begin < blank && end > blank + 1 &&
           blank - begin != end - (blank + 1);
}

/* From the first mark of `line` to its last. */
static struct range
between_marks(const struct text *text, struct range line)
{
    struct range found = line;

    found.begin = text_find(text, line.begin, line.end, SIGN_TITLE_CLOSE);
    while (found.end > found.begin &&
           !mark_closes_title(text->codes[found.end - 1]))
        found.end--;
    return found;
}

/* The first blank within words at or behind `at`, line.end: none. */
static uint32_t
next_within_words(const struct text *text, struct range line, uint32_t at)
{
    at = text_find(text, at, line.end, SIGN_BLANK);
    while (at < line.end && !is_within_words(text, line, at))
        at = text_find(text, at + 1, line.end, SIGN_BLANK);
    return at;
}

/*
 * A paragraph copied without its line ends has blanks where they were, within
 * words: one here and there, between two marks of a sentence. What has more
 * of them, or stands outside, is set so: names in a row, a label's title.
 */
static bool
choose_blanks(const struct text *text, struct range line, uint8_t *fates)
{
    uint32_t first = next_within_words(text, line, line.begin), count = 0;
    struct range inner;

    if (first == line.end)
        return false;
    inner = between_marks(text, line);
    if (first < inner.begin)
        first = next_within_words(text, line, inner.begin);
    for (uint32_t at = first; at < inner.end;
         at = next_within_words(text, line, at + 1))
        count++;
    if (count == 0 || inner.end - inner.begin < count * BLANK_MIN_CHARS)
        return false;
    for (uint32_t at = first; at < inner.end;
         at = next_within_words(text, line, at + 1))
        fates[at] = FATE_GOES;
    return true;
}

/* The characters to leave out, as the lines tell, in `fates`. */
static bool
choose(const struct text *text, const struct page_line *lines, size_t count,
       uint8_t *fates)
{
    bool is_any = false;

    for (size_t i = 0; i < count; i++) {
        size_t before =
            lines[i].is_furniture ? SIZE_MAX : line_before(lines, i);
        struct range gap = lines[i].range;

        if (lines[i].is_furniture) {
            memset(fates + gap.begin, FATE_GOES, gap.end - gap.begin);
            is_any = true;
        } else {
            is_any |= choose_blanks(text, lines[i].range, fates);
        }
        if (before == SIZE_MAX || lines[before].columns < MARGIN_MIN_COLUMNS)
            continue;
        if (!goes_on(text, &lines[before], lines, count, i))
            continue;
        gap = (struct range){lines[before].range.end, lines[i].range.begin};
        memset(fates + gap.begin, FATE_GOES, gap.end - gap.begin);
        if (needs_space(text, gap))
            fates[gap.begin] = FATE_IS_SPACE;
        is_any = true;
    }
    return is_any;
}

enum status
breaks_join(struct text *text, struct arena *arena, struct error *err)
{
    struct page_line *lines = NULL;
    uint32_t *codes, *signs, *bytes, kept = 0;
    size_t count = 0;
    uint8_t *fates;
    enum status st = page_lines_read(text, arena, &lines, &count, err);

    if (st != STATUS_OK)
        return st;
    fates = ARENA_ARRAY(arena, uint8_t, (size_t)text->count + 1);
    if (!fates)
        goto no_memory;
    if (!choose(text, lines, count, fates))
        return STATUS_OK;
    codes = ARENA_ROOM(arena, uint32_t, (size_t)text->count + 1);
    signs = ARENA_ROOM(arena, uint32_t, (size_t)text->count + 1);
    bytes = ARENA_ROOM(arena, uint32_t, (size_t)text->count + 1);
    if (!codes || !signs || !bytes)
        goto no_memory;
    for (uint32_t at = 0; at <= text->count; at++) {
        if (fates[at] == FATE_GOES)
            continue;
        codes[kept] = fates[at] == FATE_IS_SPACE ? ' ' : text->codes[at];
        signs[kept] =
            fates[at] == FATE_IS_SPACE ? mark_bits(' ') : text->signs[at];
        bytes[kept++] = text->bytes[at];
    }
    text->codes = codes;
    text->signs = signs;
    text->bytes = bytes;
    text->count = kept - 1;
    return STATUS_OK;
no_memory:
    return error_set(err, STATUS_UNAVAILABLE,
                     "no memory to join the lines of %u characters",
                     text->count);
}
