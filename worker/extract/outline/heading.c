#include "worker/extract/outline/heading.h"

#include "tables.h"
#include "worker/extract/outline/heading_settle.h"
#include "worker/extract/outline/section_kind.h"
#include "worker/extract/outline/topic.h"
#include "worker/extract/text/marks.h"

enum {
    HANZI_NIAN = 0x5E74, /* 年 */
    HANZI_RI = 0x65E5,   /* 日 */
    COMMA_OF_LISTS = 0x3001,

    /* annotation: 30 characters unless numbered or after a dash. */
    RUN_IN_MAX_CHARS = 30,
    RUN_IN_MIN_CHARS = 4,
    LINE_MAX_CHARS = 30,
    /* The longest numbered headings seen have 75 characters. */
    NUMBERED_MAX_CHARS = 90,
    /* The longest sentence that heads a paragraph after a dash. */
    DASH_MAX_CHARS = 200,
    NUMBERED_LINE_MAX_CHARS = 60,
    /* More clauses than these tell something. */
    HEADING_MAX_COMMAS = 2,
    /* What 第一, or 一是 heads: a few words, or a phrase. */
    ITEM_SHORT_CHARS = 30,
    ITEM_MAX_CHARS = 40,
    /* A name before a colon: 基本情况: */
    COLON_MAX_CHARS = 20,
    /* What a run-in heading sums up is not shorter than a sentence. */
    DETAIL_MIN_CHARS = 10,
    /* Title, date, speaker, salutation and their kin. */
    FRONT_MAX_LINES = 30,
    SALUTATION_MAX_CHARS = 25,
    /* 赵一鸣, 赵 一 鸣, 阿卜杜拉 */
    NAME_MAX_CHARS = 4,
};

/* What one line is judged by. */
struct reader {
    const struct text *text;
    const struct report_range *report;
    struct arena *arena;
    struct words words; /* room to cut a sentence into words */
};

static uint32_t
code_at(const struct text *text, uint32_t at)
{
    return at < text->count ? text->codes[at] : 0;
}

static bool
is_salutation(const struct text *text, struct range r)
{
    struct lexicon_hit hit;

    return r.end - r.begin <= SALUTATION_MAX_CHARS &&
           (text->codes[r.end - 1] == ':' || text->codes[r.end - 1] == '!' ||
            text->codes[r.end - 1] == ',') &&
           lexicon_longest(&lexicon_salutations, text->codes + r.begin,
                           r.end - r.begin, &hit);
}

size_t
report_front_lines(const struct text *text, const struct report_range *report)
{
    size_t prose = report->line_count;

    for (size_t i = 0; i < report->line_count && i < FRONT_MAX_LINES; i++) {
        const struct line *line = &report->lines[i];
        struct numbering numbering = numbering_read(text, line->range);

        if (line->is_chrome)
            continue;
        if (is_salutation(text, line->range))
            return i + 1;
        if (numbering.style != NUMBERING_NONE &&
            numbering.style != NUMBERING_DASH)
            break;
        if (line->is_prose && prose == report->line_count)
            prose = i;
    }
    if (report->title.end == 0)
        return 0;
    return prose < report->line_count ? prose : 1;
}

/* Where the first sentence of `r` ends, its mark excluded; r.end: nowhere. */
static uint32_t
sentence_end(const struct text *text, struct range r)
{
    return text_find(text, r.begin, r.end, SIGN_SENTENCE_END);
}

static uint32_t
count_code(const struct text *text, struct range r, uint32_t code)
{
    uint32_t count = 0;

    for (uint32_t at = r.begin; at < r.end; at++)
        count += text->codes[at] == code;
    return count;
}

static struct range
title_of(const struct text *text, struct range r)
{
    r = text_trim(text, r);
    while (r.end > r.begin && (mark_closes_title(text->codes[r.end - 1]) ||
                               mark_is_blank(text->codes[r.end - 1])))
        r.end--;
    return r;
}

static bool
has_hanzi(const struct text *text, struct range r)
{
    uint32_t count = 0;

    for (uint32_t at = r.begin; at < r.end; at++)
        count += mark_is_hanzi(text->codes[at]);
    return count >= 2;
}

/* 第一, and 一是 count what is said as well as what heads. */
static bool
counts_items(enum numbering_style style)
{
    return style == NUMBERING_ITEM || style == NUMBERING_ORDINAL;
}

/* Short, or a phrase: not a sentence that tells something. */
static bool
sums_up(struct reader *b, struct range first, enum numbering_style style)
{
    uint32_t chars = first.end - first.begin;

    if (count_code(b->text, first, ',') <= HEADING_MAX_COMMAS &&
        (chars <= ITEM_SHORT_CHARS || !counts_items(style)))
        return true;
    return (chars <= ITEM_MAX_CHARS || !counts_items(style)) &&
           topic_form(&b->words, first, b->arena) != TOPIC_OTHER;
}

/* The numbered heading that opens a paragraph, up to 。 or an early colon. */
static struct heading
numbered_run_in(struct reader *b, struct range body, struct numbering numbering)
{
    const struct text *text = b->text;
    struct heading none = {.form = HEADING_NONE};
    struct range first = {body.begin, sentence_end(text, body)};

    for (uint32_t at = first.begin;
         at < first.end && at - first.begin <= COLON_MAX_CHARS; at++) {
        if (text->codes[at] == ',' || text->codes[at] == ';')
            break;
        if (text->codes[at] == ':' && at > first.begin) {
            first.end = at;
            break;
        }
    }
    if (first.end - first.begin > NUMBERED_MAX_CHARS ||
        count_code(text, first, ';') > 0 || topic_holds_figure(text, first))
        return none;
    if (topic_has_word_of_prose(&b->words, first, b->arena) &&
        (first.end - first.begin > RUN_IN_MAX_CHARS ||
         topic_form(&b->words, first, b->arena) != TOPIC_WORK))
        return none;
    if (!sums_up(b, first, numbering.style))
        return none;
    return (struct heading){.form = HEADING_RUN_IN,
                            .numbering = numbering,
                            .title = title_of(text, first),
                            .end = first.end < body.end ? first.end + 1
                                                        : first.end};
}

/* A whole numbered line without further sentences. */
static struct heading
numbered_line(const struct text *text, struct range body,
              struct numbering numbering)
{
    struct heading heading = {
        .numbering = numbering, .title = title_of(text, body), .end = body.end};
    uint32_t last = text->codes[body.end - 1];
    bool is_inner = numbering.style > NUMBERING_CHINESE_IN;
    bool is_sentence = mark_ends_sentence(last) || count_code(text, body, ':');

    heading.form = HEADING_NONE;
    if (last == ';' || last == ',' || count_code(text, body, ';') > 0)
        return heading;
    if (body.end - body.begin > NUMBERED_LINE_MAX_CHARS)
        return heading;
    if ((is_inner || is_sentence) && topic_holds_figure(text, body))
        return heading;
    if (mark_ends_sentence(last) && is_inner &&
        body.end - body.begin > RUN_IN_MAX_CHARS)
        return heading;
    heading.form = HEADING_LINE;
    return heading;
}

static struct heading
numbered_heading(struct reader *b, struct range r, struct numbering numbering)
{
    const struct text *text = b->text;
    struct range body = {numbering.end, r.end};
    uint32_t end = sentence_end(text, body);

    if (body.begin == body.end && numbering.style == NUMBERING_CHINESE)
        return (struct heading){.form = HEADING_LINE,
                                .numbering = numbering,
                                .title = body,
                                .end = body.end};
    if (!has_hanzi(text, body))
        return (struct heading){.form = HEADING_NONE};
    if (end + 1 < r.end && !mark_is_closing(text->codes[end + 1]))
        return numbered_run_in(b, body, numbering);
    return numbered_line(text, body, numbering);
}

/* After a dash the first sentence always heads, unless it holds a figure. */
static struct heading
dash_heading(const struct text *text, struct range r,
             struct numbering numbering)
{
    struct heading heading = {.form = HEADING_NONE, .numbering = numbering};
    struct range first = {numbering.end, 0};

    first.end = sentence_end(text, (struct range){numbering.end, r.end});
    if (first.end == r.end || first.end - first.begin > DASH_MAX_CHARS ||
        count_code(text, first, ';') > 0 || topic_holds_figure(text, first) ||
        !has_hanzi(text, first))
        return heading;
    heading.form = HEADING_RUN_IN;
    heading.title = title_of(text, first);
    heading.end = first.end + 1;
    return heading;
}

/* Behind 令人振奋的是，, which only says what to think of it; or all of `r`. */
static struct range
behind_remark(const struct text *text, struct range r)
{
    enum { REMARK_MAX_CHARS = 10, HANZI_DE = 0x7684, HANZI_SHI = 0x662F };

    for (uint32_t at = r.begin + 2;
         at < r.end && at - r.begin <= REMARK_MAX_CHARS; at++) {
        if (text->codes[at] == ',' && text->codes[at - 1] == HANZI_SHI &&
            text->codes[at - 2] == HANZI_DE)
            return (struct range){at + 1, r.end};
    }
    return r;
}

static struct heading
plain_run_in(struct reader *b, struct range r)
{
    const struct text *text = b->text;
    struct heading heading = {.form = HEADING_NONE};
    struct range first = {r.begin, sentence_end(text, r)};
    struct range told = behind_remark(text, first);
    uint32_t chars = first.end - first.begin;
    uint32_t commas = count_code(text, first, ',');

    if (chars < RUN_IN_MIN_CHARS || chars > RUN_IN_MAX_CHARS ||
        first.end + DETAIL_MIN_CHARS >= r.end ||
        code_at(text, first.end) != 0x3002)
        return heading;
    if (count_code(text, first, ';') || count_code(text, first, ':') ||
        commas > HEADING_MAX_COMMAS || mark_is_digit(text->codes[r.begin]) ||
        topic_holds_figure(text, first) ||
        topic_reads_as_prose(&b->words, told, b->arena))
        return heading;
    heading.topic = topic_form(&b->words, told, b->arena);
    heading.form = commas ? HEADING_POSSIBLE : HEADING_RUN_IN;
    heading.title = title_of(text, first);
    heading.end = first.end + 1;
    return heading;
}

static bool
is_date(const struct text *text, struct range r)
{
    return code_at(text, r.end - 1) == HANZI_RI &&
           count_code(text, r, HANZI_NIAN) == 1;
}

/* 县长 李明: a post and, after a blank, the name of who holds it. */
static bool
is_byline(const struct text *text, struct range r)
{
    uint32_t at = r.end, name = 0;
    struct lexicon_hit hit;

    while (at > r.begin && mark_is_hanzi(text->codes[at - 1]))
        at--;
    name = r.end - at;
    while (at > r.begin && mark_is_blank(text->codes[at - 1]))
        at--;
    return at + name < r.end && name >= 1 && name <= NAME_MAX_CHARS &&
           lexicon_longest_before(&lexicon_posts, text->codes, r.begin, at,
                                  &hit);
}

/* 过去一年的主要工作 opens like prose, yet its words head a section. */
static bool
line_reads_as_prose(struct reader *b, struct range r)
{
    return topic_has_word_of_prose(&b->words, r, b->arena) ||
           (topic_reads_as_prose(&b->words, r, b->arena) &&
            section_kind_read(b->text, r).weight == 0);
}

/* A short line that could head what follows, judged by itself. */
static bool
has_heading_form(struct reader *b, const struct line *line)
{
    const struct text *text = b->text;
    struct range r = line->range;
    uint32_t last = text->codes[r.end - 1];

    if (line->is_chrome || line->is_prose || r.end - r.begin > LINE_MAX_CHARS)
        return false;
    if (last == ':' || last == ',' || last == COMMA_OF_LISTS || last == '.' ||
        last == '(' || mark_is_dash(text->codes[r.begin]))
        return false;
    if (text->codes[r.begin] == '(' && last == ')')
        return false;
    if (report_title(text, line).end > 0)
        return false; /* the page names its report again */
    return has_hanzi(text, r) && !topic_holds_figure(text, r) &&
           !is_date(text, r) && !line_reads_as_prose(b, r) &&
           !is_salutation(text, r) && !is_byline(text, r) &&
           count_code(text, r, ',') <= 1 && count_code(text, r, ';') == 0;
}

/* Whether line `i` goes on with the sentence that the page broke before it. */
static bool
continues(const struct reader *b, const struct heading *headings, size_t i,
          size_t previous)
{
    const struct line *line;
    uint32_t last;

    if (previous >= i || headings[previous].form == HEADING_LINE)
        return false;
    line = &b->report->lines[previous];
    last = b->text->codes[line->range.end - 1];
    if (line->range.end - line->range.begin <= LINE_MAX_CHARS)
        return false;
    return mark_is_hanzi(last) || last == ',' || last == COMMA_OF_LISTS;
}

/* An unnumbered heading stands alone between text that has ended and text. */
static bool
heads_what_follows(struct reader *b, size_t i)
{
    const struct text *text = b->text;
    const struct report_range *report = b->report;
    const struct line *lines = report->lines;
    size_t next = report_next_line(report, i);

    if (next < report->line_count && !lines[next].is_prose &&
        has_heading_form(b, &lines[next]) &&
        numbering_read(text, lines[next].range).style == NUMBERING_NONE)
        next = report_next_line(report, next);
    if (next == report->line_count)
        return false;
    return lines[next].is_prose ||
           numbering_read(text, lines[next].range).style != NUMBERING_NONE;
}

static struct heading
read_heading(struct reader *b, const struct heading *headings, size_t i,
             size_t previous)
{
    const struct text *text = b->text;
    const struct line *line = &b->report->lines[i];
    struct numbering numbering = numbering_read(text, line->range);

    if (numbering.style == NUMBERING_DASH)
        return dash_heading(text, line->range, numbering);
    if (numbering.style != NUMBERING_NONE)
        return numbered_heading(b, line->range, numbering);
    if (continues(b, headings, i, previous))
        return (struct heading){.form = HEADING_NONE};
    if (line->is_prose)
        return plain_run_in(b, line->range);
    if (has_heading_form(b, line) && heads_what_follows(b, i))
        return (struct heading){.form = HEADING_LINE,
                                .title = title_of(text, line->range),
                                .end = line->range.end};
    return (struct heading){.form = HEADING_NONE};
}

enum status
headings_find(const struct text *text, const struct report_range *report,
              struct arena *arena, struct heading **out, struct error *err)
{
    size_t front = report_front_lines(text, report), previous = SIZE_MAX;
    struct reader b = {
        .text = text, .report = report, .arena = arena, .words = {.t = text}};
    struct heading *headings =
        ARENA_ARRAY(arena, struct heading, report->line_count + 1);

    if (!headings)
        return error_set(err, STATUS_UNAVAILABLE,
                         "no memory for the headings of %zu lines",
                         report->line_count);
    for (size_t i = front; i < report->line_count; i++) {
        if (report->lines[i].is_chrome)
            continue;
        headings[i] = read_heading(&b, headings, i, previous);
        previous = i;
    }
    headings_settle(text, report, front, headings);
    *out = headings;
    return STATUS_OK;
}
