#include "worker/extract/report/reports.h"

#include "tables.h"
#include "worker/extract/outline/numbering.h"
#include "worker/extract/text/marks.h"

enum {
    TITLE_MAX_CHARS = 60,
    /* Text before the first title is a page's introduction up to this. */
    INTRODUCTION_MAX_CHARS = 1000,
    /* Lines shorter than this recur in different reports. */
    TELLING_MIN_CHARS = 20,
    /* A copy has at least this share of its text from before. */
    COPY_MIN_PERCENT = 90,
};

/* The title's characters without the blanks that set them apart. */
struct compact {
    uint32_t codes[TITLE_MAX_CHARS];
    uint32_t count;
};

/* The end of `r`, before a dash that opens a subtitle in the same line. */
static uint32_t
before_subtitle(const struct text *text, struct range r)
{
    for (uint32_t at = r.begin + 1; at + 1 < r.end; at++) {
        if (mark_is_dash(text->codes[at]) && mark_is_dash(text->codes[at + 1]))
            return at;
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
    if (!lexicon_longest_before(&lexicon_titles, c.codes, 0, c.count, &hit) ||
        titles_rows[hit.row].role != TITLES_ROLE_NAME)
        return none;
    return title;
}

/* A set of line hashes, open addressing, twice as large as can be needed. */
struct seen {
    uint64_t *slots; /* 0: free */
    size_t mask;
};

static bool
seen_init(struct seen *seen, size_t lines, struct arena *arena)
{
    size_t size = 16;

    while (size < lines * 2)
        size *= 2;
    seen->slots = ARENA_ARRAY(arena, uint64_t, size);
    seen->mask = size - 1;
    return seen->slots != NULL;
}

static uint64_t *
seen_slot(const struct seen *seen, uint64_t hash)
{
    size_t at = (size_t)hash & seen->mask;

    while (seen->slots[at] != 0 && seen->slots[at] != hash)
        at = (at + 1) & seen->mask;
    return &seen->slots[at];
}

/* FNV-1a over the characters that are no blanks; never 0. */
static uint64_t
line_hash(const struct text *text, const struct line *line)
{
    uint64_t hash = 0xCBF29CE484222325U;

    for (uint32_t at = line->range.begin; at < line->range.end; at++) {
        if (mark_is_blank(text->codes[at]))
            continue;
        hash = (hash ^ text->codes[at]) * 0x100000001B3U;
    }
    return hash ? hash : 1;
}

static bool
is_telling(const struct line *line)
{
    return !line->is_chrome && line->is_prose &&
           line->range.end - line->range.begin >= TELLING_MIN_CHARS;
}

/* Whether nearly all of a stretch of lines stood in the document before. */
static bool
is_copy(const struct text *text, const struct line *lines, size_t count,
        const struct seen *seen)
{
    uint64_t all = 0, known = 0;

    for (size_t i = 0; i < count; i++) {
        uint64_t chars = lines[i].range.end - lines[i].range.begin;

        if (!is_telling(&lines[i]))
            continue;
        all += chars;
        if (*seen_slot(seen, line_hash(text, &lines[i])) != 0)
            known += chars;
    }
    return all > 0 && known * 100 >= all * COPY_MIN_PERCENT;
}

static void
remember(const struct text *text, const struct line *lines, size_t count,
         struct seen *seen)
{
    for (size_t i = 0; i < count; i++) {
        uint64_t hash;

        if (!is_telling(&lines[i]))
            continue;
        hash = line_hash(text, &lines[i]);
        *seen_slot(seen, hash) = hash;
    }
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
 * first telling line since the last title comes again.
 */
static bool
find_openings(const struct text *text, const struct line *lines, size_t count,
              struct arena *arena, struct openings *o)
{
    struct opening pending = {0};
    bool is_pending = false;
    uint64_t first_hash = 0;

    for (size_t i = 0; i < count; i++) {
        struct range title = report_title(text, &lines[i]);
        uint64_t hash;

        if (title.end > title.begin) {
            if (!is_pending)
                pending = (struct opening){i, title};
            is_pending = true;
            continue;
        }
        if (is_pending && lines[i].is_prose && !lines[i].is_chrome) {
            if (!add_opening(o, pending, arena))
                return false;
            is_pending = false;
            first_hash = 0;
        }
        if (!is_telling(&lines[i]))
            continue;
        hash = line_hash(text, &lines[i]);
        if (first_hash == 0)
            first_hash = hash;
        else if (hash == first_hash &&
                 !add_opening(o, (struct opening){.line = i}, arena))
            return false;
    }
    if (is_pending && o->count == 0)
        return add_opening(o, pending, arena);
    return true;
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
    struct seen seen;
    size_t used = 0, untitled;
    bool last_was_copy = false;

    if (!find_openings(text, lines, line_count, arena, &o) ||
        !seen_init(&seen, line_count, arena))
        goto no_memory;
    reports = ARENA_ARRAY(arena, struct report_range, o.count + 1);
    if (!reports)
        goto no_memory;
    untitled = untitled_line(lines, line_count, &o);
    if (untitled != SIZE_MAX) {
        size_t end = o.count > 0 ? o.items[0].line : line_count;

        reports[used++] = make_report(text, lines, line_count, untitled, end,
                                      (struct range){0, 0});
        remember(text, lines + untitled, end - untitled, &seen);
    }
    for (size_t i = 0; i < o.count; i++) {
        size_t begin = o.items[i].line;
        size_t end = i + 1 < o.count ? o.items[i + 1].line : line_count;
        struct range title = o.items[i].title;

        if (is_copy(text, lines + begin, end - begin, &seen)) {
            last_was_copy = true;
            continue;
        }
        remember(text, lines + begin, end - begin, &seen);
        if (title.begin == title.end && used > 0 && !last_was_copy) {
            struct report_range *last = &reports[used - 1];

            *last =
                make_report(text, lines, line_count,
                            (size_t)(last->lines - lines), end, last->title);
            continue;
        }
        last_was_copy = false;
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
