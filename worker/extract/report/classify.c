#include "worker/extract/report/classify.h"

#include "tables.h"
#include "worker/extract/outline/heading.h"
#include "worker/extract/report/place.h"
#include "worker/extract/report/reviewed.h"
#include "worker/extract/report/session.h"
#include "worker/extract/text/marks.h"

#define GENRE_COUNT ((unsigned)GENRE_ENTERPRISE + 1)

enum {
    HANZI_SHANG = 0x4E0A, /* 上 */
    HANZI_ZUO = 0x4F5C,   /* 作 */
    HANZI_TONG = 0x540C,  /* 同 */

    /* A word in the title says more than one below it, and so on down. */
    TITLE_FACTOR = 20,
    FRONT_FACTOR = 4,
    /* Where a report says what it is. */
    OPENING_MAX_CHARS = 3000,
    /* Weight of words by which one person reports on their own work. */
    INDIVIDUAL_MIN_WEIGHT = 3,
    /* and how much text may stand around each of them. */
    INDIVIDUAL_MAX_CHARS = 1500,
    REPORTER_LINE_MAX_CHARS = 60,
    NAME_MAX_CHARS = 4,
};

/* The report's text behind its front, up to OPENING_MAX_CHARS. */
static struct range
opening_of(const struct report_range *range, size_t front)
{
    struct range r = range->range;

    if (front < range->line_count)
        r.begin = range->lines[front].range.begin;
    if (r.end - r.begin > OPENING_MAX_CHARS)
        r.end = r.begin + OPENING_MAX_CHARS;
    return r;
}

/* `factor`: how much more than in running text, 1, the words of `r` say. */
static void
weigh_genres(const struct text *text, struct range r, int factor,
             int weights[GENRE_COUNT])
{
    for (uint32_t at = r.begin; at < r.end;) {
        struct lexicon_hit hit;

        if (!lexicon_longest(&lexicon_genres, text->codes + at, r.end - at,
                             &hit)) {
            at++;
            continue;
        }
        if (factor > 1 || genres_rows[hit.row].where == GENRES_WHERE_ANY)
            weights[genres_rows[hit.row].genre] +=
                genres_rows[hit.row].weight * factor;
        at += hit.chars;
    }
}

static enum genre
genre_find(const struct text *text, const struct report_range *range,
           size_t front)
{
    int weights[GENRE_COUNT] = {0};
    enum genre best = GENRE_OTHER;

    weigh_genres(text, range->title, TITLE_FACTOR, weights);
    for (size_t i = range->title.end > 0; i < front; i++) {
        if (!range->lines[i].is_chrome)
            weigh_genres(text, range->lines[i].range, FRONT_FACTOR, weights);
    }
    weigh_genres(text, opening_of(range, front), 1, weights);
    for (unsigned genre = 0; genre < GENRE_COUNT; genre++) {
        if (weights[genre] > weights[best])
            best = (enum genre)genre;
    }
    return best;
}

static enum author
author_find(const struct text *text, const struct report_range *range)
{
    struct range r = range->range;
    int weight = 0;

    for (uint32_t at = r.begin;
         (at = text_find(text, at, r.end, SIGN_PERSON)) < r.end;) {
        struct lexicon_hit hit;

        if (!lexicon_longest(&lexicon_person, text->codes + at, r.end - at,
                             &hit)) {
            at++;
            continue;
        }
        weight += person_rows[hit.row].weight;
        at += hit.chars;
    }
    if (weight < INDIVIDUAL_MIN_WEIGHT ||
        (uint32_t)weight * INDIVIDUAL_MAX_CHARS < r.end - r.begin)
        return AUTHOR_INSTITUTION;
    return AUTHOR_INDIVIDUAL;
}

static struct str
period_of(uint16_t year, int years, struct arena *arena)
{
    if (year == 0)
        return (struct str){NULL, 0};
    if (years <= 1)
        return arena_format(arena, "%u", (unsigned)year);
    return arena_format(arena, "%u/%u", (unsigned)(year - years + 1),
                        (unsigned)year);
}

static struct str
date_text(struct date date, struct arena *arena)
{
    if (date.year == 0)
        return (struct str){NULL, 0};
    return date_iso(&date, arena);
}

/* Where the post that ends before `at` begins: after a dash or a meeting. */
static uint32_t
post_begin(const struct text *text, struct range r, uint32_t at)
{
    uint32_t begin = r.begin;

    for (uint32_t i = r.begin; i < at; i++) {
        if (mark_is_dash(text->codes[i]) || text->codes[i] == HANZI_SHANG)
            begin = i + 1; /* …会议上 */
    }
    return begin;
}

/*
 * The name at `at`: two to four characters, which blanks may set apart, up
 * to the line's end or to 作 and 同志. Empty: no name.
 */
static struct range
name_at(const struct text *text, struct range r, uint32_t at)
{
    struct range name = {at, at};
    uint32_t hanzi = 0;

    for (; name.end < r.end; name.end++) {
        uint32_t code = text->codes[name.end];

        if (code == HANZI_ZUO || code == HANZI_TONG)
            break;
        if (!mark_is_hanzi(code) && !mark_is_blank(code))
            return (struct range){at, at};
        hanzi += mark_is_hanzi(code);
    }
    name = text_trim(text, name);
    if (hanzi < 2 || hanzi > NAME_MAX_CHARS)
        name.end = name.begin;
    return name;
}

/* "name, post" from a line that ends in both, or goes on with 作…报告. */
static struct str
reporter_of_line(const struct text *text, struct range r, struct arena *arena)
{
    if (r.end - r.begin > REPORTER_LINE_MAX_CHARS)
        return (struct str){NULL, 0};
    for (uint32_t at = r.end; at > r.begin; at--) {
        struct range name, post;
        struct lexicon_hit hit;

        if (!lexicon_longest_before(&lexicon_posts, text->codes, r.begin, at,
                                    &hit))
            continue;
        name = name_at(text, r, at);
        if (name.begin == name.end)
            return (struct str){NULL, 0};
        post = text_trim(text, (struct range){post_begin(text, r, at), at});
        return arena_format(arena, "%.*s, %.*s",
                            STR_ARG(text_quote(text, name, arena)),
                            STR_ARG(text_quote(text, post, arena)));
    }
    return (struct str){NULL, 0};
}

static struct str
reporter_find(const struct text *text, const struct report_range *range,
              size_t front, struct arena *arena)
{
    struct str reporter = {NULL, 0};

    for (size_t i = 1; i < front && !record_has(reporter); i++) {
        if (!range->lines[i].is_chrome)
            reporter = reporter_of_line(text, range->lines[i].range, arena);
    }
    return reporter;
}

static struct str
session_text(const struct text *text, const struct report_range *range,
             struct arena *arena)
{
    struct range r = range->range, session;

    if (r.end - r.begin > OPENING_MAX_CHARS)
        r.end = r.begin + OPENING_MAX_CHARS;
    session = session_find(text, r);
    if (session.end == session.begin)
        return (struct str){NULL, 0};
    return text_meant(text, session, arena);
}

enum status
classify(const struct text *text, const struct report_range *range,
         const struct outline *outline, struct arena *arena,
         struct report *report, struct error *err)
{
    size_t front = report_front_lines(text, range);
    struct date delivered = delivered_find(text, range, front);

    report->genre = genre_find(text, range, front);
    report->author = author_find(text, range);
    report->session = session_text(text, range, arena);
    report->delivered = date_text(delivered, arena);
    report->reporter = reporter_find(text, range, front, arena);
    report->year =
        reviewed_year(text, range, front, outline, delivered, report->genre);
    report->place = place_find(text, range, front, report->year, arena);
    report->period = period_of(
        report->year, reviewed_years(text, range, front, outline), arena);
    if (arena->exhausted)
        return error_set(err, STATUS_UNAVAILABLE,
                         "no memory to classify a report");
    return STATUS_OK;
}
