/*
 * Headings become sections by their numbering: each style stands inside the
 * styles that habitually stand around it (一、 > (一) > 1.), so that the
 * stack of open sections is enough to tell level and parent.
 */
#include "worker/extract/outline/outline.h"

#include "worker/extract/outline/heading.h"
#include "worker/extract/outline/section_kind.h"
#include "worker/extract/report/reviewed.h"
#include "worker/extract/text/marks.h"

enum {
    /* Ranks: the smaller stands around the greater. */
    RANK_STEP = 10,
    RANK_ANNEX = 0, /* it follows the report, inside nothing of it */
    RANK_ITEM = 200,
    RANK_RUN_IN = 250,
    /* Levels of nesting; styles are fewer, so it is never reached. */
    STACK_MAX = 16,
};

/* A section still open while its text is read. */
struct open_section {
    uint32_t id;
    int rank;
    enum numbering_style style;
    uint32_t value;
    uint32_t follower; /* the number that goes on its count, 0: none */
    bool is_run_in;
};

struct builder {
    const struct text *text;
    const struct report_range *report;
    struct arena *arena;
    struct heading *headings;
    struct outline *out;
    struct kind_reading *readings;
    struct open_section stack[STACK_MAX];
    size_t depth;
    int line_rank;  /* of an unnumbered heading line that no count holds */
    int inner_rank; /* of those inside a count of numbers, 0: none so far */
    size_t sentence_capacity;
    bool is_exhausted;
};

static int
numbered_rank(enum numbering_style style)
{
    return (int)style * RANK_STEP;
}

static bool
is_outer_style(enum numbering_style style)
{
    return style >= NUMBERING_PART && style <= NUMBERING_CIRCLED;
}

/* How the unnumbered heading lines lie among the outermost numbering. */
struct line_pattern {
    enum numbering_style outermost; /* of heading lines, else of run-ins */
    size_t numbers;                 /* how many of it there are */
    size_t firsts;                  /* how often it begins with one */
    size_t lines_before;            /* unnumbered, before its first number */
    size_t lines_after;
};

static enum numbering_style
outermost_style(const struct heading *headings, size_t count,
                enum heading_form form)
{
    enum numbering_style outermost = NUMBERING_NONE;

    for (size_t i = 0; i < count; i++) {
        enum numbering_style style = headings[i].numbering.style;

        if (headings[i].form == form && is_outer_style(style) &&
            (outermost == NUMBERING_NONE || style < outermost))
            outermost = style;
    }
    return outermost;
}

static struct line_pattern
read_line_pattern(const struct heading *headings, size_t count)
{
    enum heading_form form = HEADING_LINE;
    struct line_pattern pattern = {.outermost =
                                       outermost_style(headings, count, form)};

    if (pattern.outermost == NUMBERING_NONE) {
        form = HEADING_RUN_IN;
        pattern.outermost = outermost_style(headings, count, form);
    }
    for (size_t i = 0; i < count; i++) {
        const struct heading *heading = &headings[i];
        bool is_plain_line = heading->form == HEADING_LINE &&
                             heading->numbering.style == NUMBERING_NONE;

        if (is_plain_line && pattern.numbers == 0)
            pattern.lines_before++;
        else if (is_plain_line)
            pattern.lines_after++;
        else if (heading->form == form &&
                 heading->numbering.style == pattern.outermost) {
            pattern.numbers++;
            pattern.firsts += heading->numbering.value == 1;
        }
    }
    return pattern;
}

/*
 * Unnumbered heading lines stand around the outermost numbering where it
 * begins anew below them, where it is an inner one, (一) or 1., or where some
 * stand before and some after it, else
 * inside it where they come after its first number, else beside it.
 */
static int
unnumbered_rank(const struct heading *headings, size_t count)
{
    struct line_pattern pattern = read_line_pattern(headings, count);
    int rank = numbered_rank(pattern.outermost);

    if (pattern.outermost == NUMBERING_NONE)
        return RANK_STEP / 2;
    /* No report's outermost headings are (一): a line stands around them. */
    if (pattern.lines_before > 0 &&
        (pattern.firsts > 1 || pattern.outermost > NUMBERING_CHINESE ||
         (pattern.lines_after > 0 &&
          pattern.lines_after <= pattern.lines_before + 1)))
        return rank - RANK_STEP / 2;
    /* A single one after all numbers goes on beside them. */
    return pattern.lines_after > 1 ? rank + RANK_STEP / 2 : rank;
}

/*
 * Whether a numbered run-in heading counts items inside an open section of
 * the same style, (一) inside (三): it does not go on with its number.
 */
static bool
is_inner_item(const struct builder *b, const struct heading *heading)
{
    for (size_t i = b->depth; i > 0; i--) {
        const struct open_section *open = &b->stack[i - 1];

        if (open->style == heading->numbering.style)
            return !open->is_run_in &&
                   open->value + 1 != heading->numbering.value;
    }
    return false;
}

static bool
reads_as_sentence(const struct builder *b, const struct heading *heading)
{
    return heading->form == HEADING_RUN_IN ||
           mark_ends_sentence(b->text->codes[heading->end - 1]);
}

/*
 * An unnumbered heading line stands inside the innermost number whose count
 * goes on after it (…(一) · it · (二)…), unless the very next line does so:
 * then it stands around a count that goes through the report. Behind the
 * last number of a count it stands where such lines stood before.
 */
static int
rank_of_plain_line(struct builder *b, size_t line)
{
    size_t next = report_next_line(b->report, line);
    enum numbering_style below = next < b->report->line_count
                                     ? b->headings[next].numbering.style
                                     : NUMBERING_NONE;

    for (size_t i = b->depth; i > 0; i--) {
        const struct open_section *open = &b->stack[i - 1];
        bool goes_on = open->value > 0 && open->follower == open->value + 1;

        if (goes_on && open->style == below)
            break;
        if (goes_on) {
            b->inner_rank = open->rank + RANK_STEP / 2;
            return b->inner_rank;
        }
    }
    for (size_t i = b->depth; i > 0 && b->inner_rank > 0; i--) {
        if (b->stack[i - 1].rank == b->inner_rank - RANK_STEP / 2)
            return b->inner_rank;
    }
    return b->line_rank;
}

static int
rank_of(struct builder *b, size_t line)
{
    const struct heading *heading = &b->headings[line];
    enum numbering_style style = heading->numbering.style;

    if (heading->form == HEADING_LINE &&
        section_kind_read(b->text, heading->title).kind == SECTION_ANNEX)
        return RANK_ANNEX;
    if (heading->form == HEADING_LINE && style == NUMBERING_NONE)
        return rank_of_plain_line(b, line);
    if (is_outer_style(style) && reads_as_sentence(b, heading) &&
        is_inner_item(b, heading))
        return RANK_ITEM;
    if (is_outer_style(style))
        return numbered_rank(style);
    if (heading->form == HEADING_RUN_IN)
        return RANK_RUN_IN;
    return RANK_ITEM;
}

/* The numeral without its brackets. */
static struct str
label_of(const struct text *text, struct range label, struct arena *arena)
{
    while (label.begin < label.end && (text->codes[label.begin] == '(' ||
                                       text->codes[label.begin] == 0x3014 ||
                                       text->codes[label.begin] == '['))
        label.begin++;
    while (label.end > label.begin && (text->codes[label.end - 1] == ')' ||
                                       text->codes[label.end - 1] == 0x3015 ||
                                       text->codes[label.end - 1] == ']'))
        label.end--;
    return text_meant(text, text_trim(text, label), arena);
}

static void
add_section(struct builder *b, size_t i)
{
    const struct line *line = &b->report->lines[i];
    const struct heading *heading = &b->headings[i];
    struct outline *out = b->out;
    struct section *section = &out->sections[out->section_count];
    int rank = rank_of(b, i);

    while (b->depth > 0 && b->stack[b->depth - 1].rank >= rank)
        b->depth--;
    *section = (struct section){
        .span =
            text_span(b->text, (struct range){line->range.begin, heading->end}),
        .id = (uint32_t)out->section_count + 1,
        .parent = b->depth > 0 ? b->stack[b->depth - 1].id : 0,
        .level = (uint8_t)(b->depth + 1),
        .is_run_in = heading->form == HEADING_RUN_IN,
        .label = label_of(b->text, heading->numbering.label, b->arena),
        .title = text_meant(b->text, heading->title, b->arena),
    };
    b->readings[out->section_count] =
        section_kind_read(b->text, heading->title);
    if (b->depth < STACK_MAX)
        b->stack[b->depth++] = (struct open_section){section->id,
                                                     rank,
                                                     heading->numbering.style,
                                                     heading->numbering.value,
                                                     heading->follower,
                                                     section->is_run_in};
    out->section_count++;
}

static void
add_sentence(struct builder *b, struct range r, bool is_heading)
{
    struct outline *out = b->out;

    r = text_trim(b->text, r);
    if (r.begin == r.end || b->is_exhausted)
        return;
    out->sentences = arena_grow(b->arena, out->sentences, out->sentence_count,
                                &b->sentence_capacity, sizeof(*out->sentences));
    if (!out->sentences) {
        b->is_exhausted = true;
        return;
    }
    out->sentences[out->sentence_count++] = (struct sentence){
        .range = r,
        .section = b->depth > 0 ? b->stack[b->depth - 1].id : 0,
        .paragraph = (uint32_t)out->paragraph_count - 1,
        .is_heading = is_heading,
    };
}

/* Cut `r` after each sentence end and the marks that close with it. */
static void
add_sentences(struct builder *b, struct range r)
{
    const struct text *t = b->text;
    uint32_t begin = r.begin;

    while (begin < r.end) {
        uint32_t end = text_find(t, begin, r.end, SIGN_SENTENCE_END);

        while (end < r.end &&
               (t->signs[end] & (SIGN_SENTENCE_END | SIGN_CLOSING)) != 0)
            end++;
        add_sentence(b, (struct range){begin, end}, false);
        begin = end;
    }
}

static void
add_line(struct builder *b, size_t i)
{
    const struct line *line = &b->report->lines[i];
    const struct heading *heading = &b->headings[i];
    struct outline *out = b->out;
    bool is_title = i == 0 && b->report->title.end > 0;
    uint32_t text_begin = line->range.begin;

    if (heading->form != HEADING_NONE)
        add_section(b, i);
    out->paragraphs[out->paragraph_count++] = (struct paragraph){
        .range = line->range,
        .section = b->depth > 0 ? b->stack[b->depth - 1].id : 0,
        .is_heading = is_title || heading->form == HEADING_LINE,
    };
    if (is_title || heading->form != HEADING_NONE) {
        uint32_t end = is_title ? line->range.end : heading->end;

        add_sentence(b, (struct range){text_begin, end}, true);
        text_begin = end;
    }
    add_sentences(b, (struct range){text_begin, line->range.end});
}

/* The section whose text the sentence is: that around what is only run in. */
static uint32_t
section_of(const struct outline *out, const struct sentence *s)
{
    uint32_t id = s->section;

    while (id != 0 && out->sections[id - 1].is_run_in &&
           out->sections[id - 1].parent != 0)
        id = out->sections[id - 1].parent;
    return id;
}

/* Let the first sentences below a silent title say what its part is about. */
static void
read_openings(struct builder *b)
{
    const struct outline *out = b->out;
    uint32_t before = 0;
    size_t index = 0;

    for (size_t i = 0; i < out->sentence_count; i++) {
        const struct sentence *s = &out->sentences[i];
        uint32_t id = section_of(out, s);
        struct kind_reading *reading;

        index = id == before ? index + 1 : 0;
        before = id;
        if (id == 0 || s->is_heading)
            continue;
        reading = &b->readings[id - 1];
        if (reading->weight == 0 && out->sections[id - 1].parent == 0 &&
            section_kind_opens_plan(b->text, s->range, index)) {
            reading->kind = SECTION_PLAN;
            reading->weight = 1;
        }
    }
}

enum status
outline_read(const struct text *text, const struct report_range *report,
             struct arena *arena, struct outline *out, struct error *err)
{
    struct builder b = {
        .text = text, .report = report, .arena = arena, .out = out};
    size_t headings = 0, front = report_front_lines(text, report);
    enum status st = headings_find(text, report, arena, &b.headings, err);

    if (st != STATUS_OK)
        return st;
    *out = (struct outline){0};
    for (size_t i = 0; i < report->line_count; i++)
        headings += b.headings[i].form != HEADING_NONE;
    out->sections = ARENA_ARRAY(arena, struct section, headings + 1);
    b.readings = ARENA_ARRAY(arena, struct kind_reading, headings + 1);
    out->paragraphs =
        ARENA_ARRAY(arena, struct paragraph, report->line_count + 1);
    if (!out->sections || !b.readings || !out->paragraphs)
        goto no_memory;
    b.line_rank = unnumbered_rank(b.headings, report->line_count);
    for (size_t i = 0; i < report->line_count; i++) {
        if (!report->lines[i].is_chrome)
            add_line(&b, i);
    }
    if (b.is_exhausted || arena->exhausted)
        goto no_memory;
    read_openings(&b);
    section_kinds_settle(out->sections, out->section_count, b.readings,
                         report->title.end > 0 ? SECTION_REVIEW : SECTION_OTHER,
                         year_before(delivered_find(text, report, front)));
    return STATUS_OK;
no_memory:
    return error_set(err, STATUS_UNAVAILABLE,
                     "no memory for an outline of %zu lines",
                     report->line_count);
}
