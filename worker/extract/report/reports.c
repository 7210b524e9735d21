#include "worker/extract/report/reports.h"

#include "tables.h"
#include "worker/extract/outline/numbering.h"
#include "worker/extract/report/seen.h"
#include "worker/extract/text/date.h"
#include "worker/extract/text/marks.h"

enum {
    TITLE_MAX_CHARS = 60,
    /* Text before the first title is a page's introduction up to this. */
    INTRODUCTION_MAX_CHARS = 400,
    /* A copy has at least this share of its text from before. */
    COPY_MIN_PERCENT = 90,
};

/* The title's characters without the blanks that set them apart. */
struct compact {
    uint32_t codes[TITLE_MAX_CHARS];
    uint32_t count;
};

/*
 * The end of `r`, before a dash that opens a subtitle in the same line; a line
 * too long for a title is not read to its end.
 */
static uint32_t
before_subtitle(const struct text *text, struct range r)
{
    uint32_t chars = 0;

    for (uint32_t at = r.begin + 1; at + 1 < r.end && chars <= TITLE_MAX_CHARS;
         at++) {
        uint32_t code = text->codes[at];

        if (mark_is_dash(code) && mark_is_dash(text->codes[at + 1]))
            return at;
        chars += !mark_has(code, SIGN_BLANK | SIGN_TITLE_CLOSE);
    }
    return r.end;
}

static void
drop_last_bracket(struct compact *c)
{
    uint32_t at = c->count;

    if (at == 0 || c->codes[at - 1] != ')')
        return;
    while (at > 0 && c->codes[at - 1] != '(')
        at--;
    if (at > 1)
        c->count = at - 1;
}

/* Drop what templates are told apart by: 范文, (一), 3. */
static void
drop_tail(struct compact *c)
{
    struct lexicon_hit hit;
    uint32_t before;

    do {
        before = c->count;
        drop_last_bracket(c);
        if (lexicon_longest_before(&lexicon_titles, c->codes, 0, c->count,
                                   &hit) &&
            titles_rows[hit.row].role == TITLES_ROLE_TAIL)
            c->count -= hit.chars;
        while (c->count > 0 && (mark_is_digit(c->codes[c->count - 1]) ||
                                mark_is_numeral(c->codes[c->count - 1])))
            c->count--;
    } while (c->count != before);
}

/* 及, 和, 与, 暨, 、 between the two parts of a title. */
static bool
joins_parts(uint32_t code)
{
    return code == 0x53CA || code == 0x548C || code == 0x4E0E ||
           code == 0x66A8 || code == 0x3001;
}

/* 工作总结及2024年工作思路: the plan behind the report names no other. */
static void
drop_plan(struct compact *c)
{
    struct lexicon_hit hit;

    if (!lexicon_longest_before(&lexicon_titles, c->codes, 0, c->count, &hit) ||
        titles_rows[hit.row].role != TITLES_ROLE_PLAN)
        return;
    for (uint32_t at = c->count; at > 1; at--) {
        if (joins_parts(c->codes[at - 1]) &&
            lexicon_longest_before(&lexicon_titles, c->codes, 0, at - 1,
                                   &hit) &&
            titles_rows[hit.row].role == TITLES_ROLE_NAME) {
            c->count = at - 1;
            return;
        }
    }
}

static bool
compact_title(const struct text *text, struct range r, struct compact *c)
{
    c->count = 0;
    for (uint32_t at = r.begin; at < r.end; at++) {
        uint32_t code = text->codes[at];

        if (mark_ends_sentence(code) || code == ',' || code == ';')
            return false;
        if (mark_is_blank(code))
            continue;
        if (c->count == TITLE_MAX_CHARS)
            return false;
        c->codes[c->count++] = code;
    }
    return true;
}

/* Words that a sentence has and no title: 我, 是. */
static bool
reads_as_prose(const struct compact *c)
{
    struct lexicon_hit hit;

    for (uint32_t at = 0; at < c->count;) {
        if (!lexicon_longest(&lexicon_prose, c->codes + at, c->count - at,
                             &hit)) {
            at++;
            continue;
        }
        if (prose_rows[hit.row].role == PROSE_ROLE_PROSE)
            return true;
        at += hit.chars;
    }
    return false;
}

/* More than years stands in front of the last `chars` characters. */
static bool
names_reporter(const struct compact *c, uint32_t chars)
{
    enum { NAME_MIN_CHARS = 3, HANZI_NIAN = 0x5E74, HANZI_DU = 0x5EA6 };
    uint32_t count = 0;

    for (uint32_t at = 0; at + chars < c->count; at++)
        count += mark_is_hanzi(c->codes[at]) && date_digit(c->codes[at]) < 0 &&
                 c->codes[at] != HANZI_NIAN && c->codes[at] != HANZI_DU;
    return count >= NAME_MIN_CHARS;
}

static bool
names_year(const struct compact *c)
{
    enum { YEAR_CHARS = 4 };
    uint32_t digits = 0;

    for (uint32_t at = 0; at < c->count && digits < YEAR_CHARS; at++)
        digits = date_digit(c->codes[at]) >= 0 ? digits + 1 : 0;
    return digits == YEAR_CHARS;
}

struct range
report_title(const struct text *text, const struct line *line)
{
    static const struct range none = {0, 0};
    struct numbering numbering = numbering_read(text, line->range);
    struct range title = line->range;
    struct lexicon_hit hit;
    struct compact c;

    if (line->is_chrome || (numbering.style != NUMBERING_NONE &&
                            numbering.style != NUMBERING_PART))
        return none;
    title.end = before_subtitle(text, title);
    while (title.end > title.begin &&
           (mark_closes_title(text->codes[title.end - 1]) ||
            mark_is_blank(text->codes[title.end - 1])))
        title.end--;
    if (!compact_title(text, title, &c) || reads_as_prose(&c))
        return none;
    drop_tail(&c);
    drop_plan(&c);
    if (!lexicon_longest_before(&lexicon_titles, c.codes, 0, c.count, &hit))
        return none;
    if (titles_rows[hit.row].role == TITLES_ROLE_NAMED)
        return names_reporter(&c, hit.chars) ? title : none;
    if (titles_rows[hit.row].role == TITLES_ROLE_DATED)
        return names_year(&c) ? title : none;
    return titles_rows[hit.row].role == TITLES_ROLE_NAME ? title : none;
}

/*
 * Whether nearly all of a stretch stood in the document before. Without a
 * title of its own it must repeat half of the report before it, too: one
 * paragraph may well be quoted again.
 */
static bool
is_copy(struct seen_stretch stretch, bool has_title, uint64_t report_chars)
{
    return stretch.known > 0 &&
           stretch.known * 100 >= stretch.chars * COPY_MIN_PERCENT &&
           (has_title || stretch.known * 2 >= report_chars);
}

/* Where a stretch of the document may begin as a report of its own. */
struct opening {
    size_t line;
    struct range title; /* empty: the text begins again without it */
};

struct openings {
    struct opening *items;
    size_t count;
    size_t capacity;
};

static bool
add_opening(struct openings *o, struct opening opening, struct arena *arena)
{
    o->items =
        arena_grow(arena, o->items, o->count, &o->capacity, sizeof(*o->items));
    if (!o->items)
        return false;
    o->items[o->count++] = opening;
    return true;
}

/*
 * Titles with body text before the next title, and the places where the
 * first telling line since the last title comes again. Of title lines
 * without text between them the first names the report, but for those that
 * stood before: a page may end with its own title.
 */
static bool
find_openings(const struct text *text, const struct line *lines,
              const uint64_t *hashes, size_t count, struct arena *arena,
              struct seen *titles, struct openings *o)
{
    struct opening pending = {0};
    bool is_pending = false, is_repeated = false, has_prose = false;
    uint64_t first_hash = 0;

    for (size_t i = 0; i < count; i++) {
        struct range title = report_title(text, &lines[i]);

        if (title.end > title.begin) {
            bool is_seen = seen_add(titles, text, title);

            if (!is_pending || (is_repeated && !is_seen)) {
                pending = (struct opening){i, title};
                is_repeated = is_seen;
            }
            is_pending = true;
            continue;
        }
        if (lines[i].is_prose && !lines[i].is_chrome) {
            if (is_pending && !add_opening(o, pending, arena))
                return false;
            if (is_pending)
                first_hash = 0;
            is_pending = false;
            has_prose = true;
        }
        if (hashes[i] == 0)
            continue;
        if (first_hash == 0)
            first_hash = hashes[i];
        else if (hashes[i] == first_hash &&
                 !add_opening(o, (struct opening){.line = i}, arena))
            return false;
    }
    /* A title behind all text is a link to another page. */
    return !is_pending || has_prose || add_opening(o, pending, arena);
}

/* The line where an untitled report ahead of the first title begins. */
static size_t
untitled_line(const struct line *lines, size_t count, const struct openings *o)
{
    size_t first = 0, end = o->count > 0 ? o->items[0].line : count;
    uint64_t prose = 0;

    while (first < count && lines[first].is_chrome)
        first++;
    for (size_t i = first; i < end; i++) {
        if (lines[i].is_prose && !lines[i].is_chrome)
            prose += lines[i].range.end - lines[i].range.begin;
    }
    if (o->count > 0 && o->items[0].title.end > 0 &&
        prose <= INTRODUCTION_MAX_CHARS)
        return SIZE_MAX;
    return first < end ? first : SIZE_MAX;
}

/* Make one report of lines [begin, end). */
static struct report_range
make_report(const struct text *text, const struct line *lines, size_t count,
            size_t begin, size_t end, struct range title)
{
    struct report_range report = {
        .title = title, .lines = lines + begin, .line_count = end - begin};

    report.range.begin = lines[begin].range.begin;
    report.range.end = end < count ? lines[end].range.begin : text->count;
    return report;
}

enum status
reports_find(const struct text *text, const struct line *lines,
             size_t line_count, struct arena *arena, struct report_range **out,
             size_t *count, struct error *err)
{
    struct openings o = {0};
    struct report_range *reports;
    struct seen seen, titles;
    uint64_t *hashes = seen_hash_lines(text, lines, line_count, arena);
    uint64_t chars = 0; /* of telling text in the last report */
    size_t used = 0, untitled;
    bool last_was_copy = false;

    if (!hashes || !seen_init(&seen, line_count, arena) ||
        !seen_init(&titles, line_count, arena) ||
        !find_openings(text, lines, hashes, line_count, arena, &titles, &o))
        goto no_memory;
    reports = ARENA_ARRAY(arena, struct report_range, o.count + 1);
    if (!reports)
        goto no_memory;
    untitled = untitled_line(lines, line_count, &o);
    if (untitled != SIZE_MAX) {
        size_t end = o.count > 0 ? o.items[0].line : line_count;

        chars = seen_measure(&seen, lines + untitled, hashes + untitled,
                             end - untitled)
                    .chars;
        reports[used++] = make_report(text, lines, line_count, untitled, end,
                                      (struct range){0, 0});
        seen_lines(&seen, hashes + untitled, end - untitled);
    }
    for (size_t i = 0; i < o.count; i++) {
        size_t begin = o.items[i].line;
        size_t end = i + 1 < o.count ? o.items[i + 1].line : line_count;
        struct range title = o.items[i].title;
        bool has_title = title.end > title.begin;
        struct seen_stretch stretch =
            seen_measure(&seen, lines + begin, hashes + begin, end - begin);

        if (is_copy(stretch, has_title, chars)) {
            last_was_copy = true;
            continue;
        }
        seen_lines(&seen, hashes + begin, end - begin);
        if (!has_title && used > 0 && !last_was_copy) {
            struct report_range *last = &reports[used - 1];

            chars += stretch.chars;
            *last =
                make_report(text, lines, line_count,
                            (size_t)(last->lines - lines), end, last->title);
            continue;
        }
        last_was_copy = false;
        chars = stretch.chars;
        reports[used++] =
            make_report(text, lines, line_count, begin, end, title);
    }
    *out = reports;
    *count = used;
    return STATUS_OK;
no_memory:
    return error_set(err, STATUS_UNAVAILABLE,
                     "no memory for the reports of %zu lines", line_count);
}

size_t
report_next_line(const struct report_range *report, size_t i)
{
    do
        i++;
    while (i < report->line_count && report->lines[i].is_chrome);
    return i;
}
