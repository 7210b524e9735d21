#include "worker/extract/report/reviewed.h"

#include "tables.h"
#include "worker/extract/report/told_year.h"
#include "worker/extract/text/marks.h"

enum {
    HANZI_NIAN = 0x5E74,
    TITLE_OPEN = 0x300A,
    TITLE_CLOSE = 0x300B,
    /* A report made this late in a year looks back on that year. */
    LATE_MONTH = 11,
    /* How far into its text a report names the year it is about. */
    OPENING_MAX_CHARS = 40,
    /* How far down a record of proceedings names its day. */
    DATED_MAX_LINES = 12,
    /* The first paragraphs, in which a term of years is named. */
    OPENING_PARAGRAPHS = 2,
};

/* The mark that closes what 《 at `at` opens: 《2012年条例草案》. */
static uint32_t
behind_title(const struct text *text, struct range r, uint32_t at)
{
    uint32_t close = at;

    while (close < r.end && text->codes[close] != TITLE_CLOSE)
        close++;
    return close < r.end ? close : at;
}

/* The last date within `r` that is in no title, year 0: none. */
static struct date
last_date(const struct text *text, struct range r)
{
    struct date found = {0}, date;

    for (uint32_t at = r.begin; at < r.end; at++) {
        if (text->codes[at] == TITLE_OPEN)
            at = behind_title(text, r, at);
        else if (date_read(text, r, at, &date))
            found = date;
    }
    return found;
}

/* The lines that may name the day: the front, else what is no prose yet. */
static size_t
dated_lines(const struct report_range *report, size_t front_count)
{
    size_t count = front_count;

    while (front_count == 0 && count < DATED_MAX_LINES &&
           count < report->line_count && !report->lines[count].is_prose)
        count++; /* the head of a record of proceedings */
    return count;
}

struct date
delivered_find(const struct text *text, const struct report_range *report,
               size_t front_count)
{
    size_t count = dated_lines(report, front_count);

    for (size_t i = 0; i < count; i++) {
        struct range r = report->lines[i].range;
        struct date date;

        if (report->lines[i].is_chrome)
            continue;
        for (uint32_t at = r.begin; at < r.end; at++) {
            if (date_read(text, r, at, &date) && date.day > 0)
                return date;
        }
    }
    return (struct date){0};
}

uint16_t
year_before(struct date delivered)
{
    if (delivered.year == 0 || delivered.month >= LATE_MONTH)
        return delivered.year;
    return (uint16_t)(delivered.year - 1);
}

/* Reports to a sitting of a congress are named for the year they open. */
static bool
is_made_to_a_sitting(enum genre genre)
{
    return genre == GENRE_GOVERNMENT || genre == GENRE_NPC ||
           genre == GENRE_COURT || genre == GENRE_PROCURATORATE;
}

uint16_t
year_made(const struct report *report)
{
    unsigned year = 0;

    for (size_t i = 0; i < 4 && i < report->delivered.len; i++)
        year = year * 10 + (unsigned)(report->delivered.ptr[i] - '0');
    if (year > 0 || report->year == 0)
        return (uint16_t)year;
    /* Congresses and conferences meet after the year under review. */
    return (uint16_t)(report->year + (report->author == AUTHOR_INSTITUTION &&
                                      (is_made_to_a_sitting(report->genre) ||
                                       report->genre == GENRE_CPPCC)));
}

/* The characters of the heading of section `i`, numbering included. */
static struct range
heading_range(const struct outline *outline, size_t i)
{
    for (size_t s = 0; s < outline->sentence_count; s++) {
        if (outline->sentences[s].is_heading &&
            outline->sentences[s].section == outline->sections[i].id)
            return outline->sentences[s].range;
    }
    return (struct range){0, 0};
}

/*
 * What the outermost headings say: a review's year, a plan's less one;
 * `latest` at most where it is not 0.
 */
static uint16_t
year_of_headings(const struct text *text, const struct outline *outline,
                 uint16_t latest)
{
    uint16_t reviewed = 0, planned = 0;

    for (size_t s = 0; s < outline->sentence_count; s++) {
        const struct sentence *sentence = &outline->sentences[s];
        const struct section *section;
        uint16_t year;

        if (!sentence->is_heading || sentence->section == 0)
            continue;
        section = &outline->sections[sentence->section - 1];
        year = last_date(text, sentence->range).year;
        if (section->level != 1 || year == 0 || (latest != 0 && year > latest))
            continue;
        if (section->kind == SECTION_REVIEW && year > reviewed)
            reviewed = year;
        if (section->kind == SECTION_PLAN && planned == 0)
            planned = year;
    }
    if (reviewed != 0)
        return reviewed;
    return planned != 0 ? (uint16_t)(planned - 1) : 0;
}

/* The first paragraph of prose behind the front, or NULL. */
static const struct line *
first_paragraph(const struct report_range *report, size_t front_count)
{
    for (size_t i = front_count; i < report->line_count; i++) {
        if (report->lines[i].is_prose && !report->lines[i].is_chrome)
            return &report->lines[i];
    }
    return NULL;
}

/* Whether a year was made unreadable at `r`'s beginning: 20xx年, or 年. */
static bool
opens_masked(const struct text *text, struct range r)
{
    return text->codes[r.begin] == HANZI_NIAN ||
           date_masked_year(text, r, r.begin) > 0;
}

static bool
holds_masked(const struct text *text, struct range r)
{
    for (uint32_t at = r.begin; at < r.end; at++) {
        if (date_masked_year(text, r, at) > 0)
            return true;
    }
    return false;
}

/* 2023年工作总结及2024年工作思路: the title up to what names the report. */
static struct range
reviewing_part(const struct text *text, struct range title)
{
    struct lexicon_hit hit;

    for (uint32_t at = title.begin; at < title.end; at++) {
        if (lexicon_longest(&lexicon_titles, text->codes + at, title.end - at,
                            &hit) &&
            titles_rows[hit.row].role == TITLES_ROLE_NAME &&
            last_date(text, (struct range){title.begin, at}).year != 0)
            return (struct range){title.begin, at};
    }
    return title;
}

/* 2014-15年度 in a title: its years, `last` 0: it names none. */
static void
years_of_title(const struct text *text, struct range title, uint16_t *first,
               uint16_t *last)
{
    for (uint32_t at = title.begin; at < title.end; at++) {
        if (date_read_years(text, title, at, first, last) > 0)
            return;
    }
    *last = 0;
}

/* 预算: made as its year begins. */
static bool
is_budget(const struct text *text, struct range title)
{
    struct lexicon_hit hit;

    for (uint32_t at = title.begin; at < title.end; at++) {
        if (lexicon_longest(&lexicon_budgets, text->codes + at, title.end - at,
                            &hit))
            return true;
    }
    return false;
}

/* How often each year is named in prose, but for those in titles. */
static void
count_years(const struct text *text, const struct report_range *report,
            uint32_t named[DATE_YEAR_MAX + 1])
{
    for (size_t i = 0; i < report->line_count; i++) {
        struct range r = report->lines[i].range;

        for (uint32_t at = r.begin; at < r.end; at++) {
            uint16_t first, last = 0;
            struct date date = {0};
            uint32_t chars = 0;

            if (text->codes[at] == TITLE_OPEN)
                at = behind_title(text, r, at);
            else if ((chars = date_read_years(text, r, at, &first, &last)) == 0)
                chars = date_read(text, r, at, &date);
            if (chars > 0) {
                named[last ? last : date.year]++;
                at += chars - 1;
            }
        }
    }
}

/*
 * A text without a title may open with the year in which something began.
 * The one it is about is named more often, and lies years later; the next
 * year may be one of plans.
 */
static uint16_t
year_spoken_of(const struct text *text, const struct report_range *report,
               uint16_t opening)
{
    uint32_t named[DATE_YEAR_MAX + 1] = {0};
    uint16_t most = opening;

    if (opening == 0)
        return 0;
    count_years(text, report, named);
    for (uint32_t year = opening + 2u; year <= DATE_YEAR_MAX; year++) {
        if (named[year] > named[most])
            most = (uint16_t)year;
    }
    return named[most] >= 2 * named[opening] ? most : opening;
}

/*
 * Whether no title names it and it begins as a speech does: with its hearers,
 * or behind the speaker's name and a colon.
 */
static bool
is_speech(const struct text *text, const struct report_range *report)
{
    struct lexicon_hit hit;
    struct range r;

    if (report->title.end > report->title.begin || report->line_count == 0)
        return false;
    r = report->lines[0].range;
    return r.end > r.begin &&
           (text->codes[r.end - 1] == ':' ||
            lexicon_longest(&lexicon_salutations, text->codes + r.begin,
                            r.end - r.begin, &hit));
}

/* 提交2013-2014年度的工作报告: the last of two years in the first sentence. */
static uint16_t
year_reported_on(const struct text *text, struct range opening)
{
    for (uint32_t at = opening.begin; at < opening.end; at++) {
        uint16_t first, last;

        if (mark_ends_sentence(text->codes[at]))
            break;
        if (text->codes[at] == TITLE_OPEN)
            at = behind_title(text, opening, at);
        else if (date_read_years(text, opening, at, &first, &last) > 0 &&
                 last == first + 1)
            return last;
    }
    return 0;
}

uint16_t
reviewed_year(const struct text *text, const struct report_range *report,
              size_t front_count, const struct outline *outline,
              struct date delivered, enum genre genre)
{
    const struct line *opening = first_paragraph(report, front_count);
    uint16_t year = year_of_headings(text, outline, year_before(delivered));
    uint16_t first = 0, last = 0;
    struct range start;

    if (year != 0)
        return year;
    if (delivered.year != 0)
        return year_before(delivered);
    years_of_title(text, reviewing_part(text, report->title), &first, &last);
    if (last == first + 1)
        return is_budget(text, report->title) ? (uint16_t)(first - 1) : last;
    year = last_date(text, reviewing_part(text, report->title)).year;
    if (year != 0)
        return is_made_to_a_sitting(genre) ? (uint16_t)(year - 1) : year;
    if (!opening || holds_masked(text, report->title) ||
        opens_masked(text, opening->range))
        return 0;
    start = opening->range;
    if (start.end - start.begin > OPENING_MAX_CHARS)
        start.end = start.begin + OPENING_MAX_CHARS;
    year = year_spoken_of(text, report, last_date(text, start).year);
    if (year == 0 && is_made_to_a_sitting(genre))
        year = year_before((struct date){.year = told_year(text, outline)});
    if (year == 0 && is_speech(text, report)) {
        year = year_reported_on(text, opening->range);
        if (year == 0)
            year = dated_year(text, outline);
    }
    return year;
}

static bool
is_record(uint32_t code, enum records_role role)
{
    struct lexicon_hit hit;

    return lexicon_longest(&lexicon_records, &code, 1, &hit) &&
           records_rows[hit.row].role == role;
}

/*
 * 创五年来新低 and 近五年来最快 compare, 十五年来 is longer than any term: they
 * name none that is reviewed.
 */
static bool
is_no_term(const struct text *text, struct range r, uint32_t begin,
           uint32_t end)
{
    return (begin > r.begin && mark_is_numeral(text->codes[begin - 1])) ||
           (begin > r.begin &&
            is_record(text->codes[begin - 1], RECORDS_ROLE_LEAD)) ||
           (end < r.end && is_record(text->codes[end], RECORDS_ROLE_FOLLOW));
}

/* The longest term of years that `r` names, 0: none. */
static int
term_within(const struct text *text, struct range r)
{
    int years = 0;

    for (uint32_t at = r.begin; at < r.end; at++) {
        struct lexicon_hit hit;

        if (lexicon_longest(&lexicon_spans, text->codes + at, r.end - at,
                            &hit) &&
            !is_no_term(text, r, at, at + hit.chars) &&
            spans_rows[hit.row].years > years)
            years = spans_rows[hit.row].years;
    }
    return years;
}

int
reviewed_years(const struct text *text, const struct report_range *report,
               size_t front_count, const struct outline *outline)
{
    size_t paragraphs = 0;
    int years = 0;

    for (size_t i = 0; i < outline->section_count && i < 1; i++)
        years = term_within(text, heading_range(outline, i));
    for (size_t i = front_count;
         i < report->line_count && paragraphs < OPENING_PARAGRAPHS; i++) {
        int term;

        if (!report->lines[i].is_prose || report->lines[i].is_chrome)
            continue;
        paragraphs++;
        term = term_within(text, report->lines[i].range);
        years = term > years ? term : years;
    }
    return years > 1 ? years : 1;
}
