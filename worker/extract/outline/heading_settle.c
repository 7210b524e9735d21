#include "worker/extract/outline/heading_settle.h"

#include "worker/extract/outline/section_kind.h"

enum {
    /* So short a section may hold a single run-in heading. */
    FEW_PARAGRAPHS = 3,
    /* Reports with fewer among their paragraphs have none: short sentences
     * open a paragraph here and there in any prose. */
    RARE_DIVISOR = 12,
};

static bool
is_plain_run_in(const struct heading *heading)
{
    return heading->numbering.style == NUMBERING_NONE &&
           (heading->form == HEADING_RUN_IN ||
            heading->form == HEADING_POSSIBLE);
}

/* What the run-in headings of one stretch of lines have in common. */
struct group {
    size_t begin; /* lines */
    size_t end;
    size_t paragraphs;
    size_t candidates;
    bool is_under_plain_line; /* below a heading line without number */
};

static struct group
measure_group(const struct report_range *report, const struct heading *headings,
              size_t begin, size_t end)
{
    struct group group = {.begin = begin, .end = end};

    for (size_t i = begin; i < end; i++) {
        group.paragraphs +=
            report->lines[i].is_prose && !report->lines[i].is_chrome;
        group.candidates += is_plain_run_in(&headings[i]);
    }
    if (begin > 0) {
        const struct heading *above = &headings[begin - 1];

        group.is_under_plain_line = above->form == HEADING_LINE &&
                                    above->numbering.style == NUMBERING_NONE;
    }
    return group;
}

/* How a report uses run-in headings. */
struct habit {
    size_t paragraphs;
    size_t candidates;
    size_t groups; /* of two or more */
};

static void
add_to_habit(struct habit *habit, const struct group *group)
{
    habit->paragraphs += group->paragraphs;
    habit->candidates += group->candidates;
    habit->groups +=
        group->candidates >= 2 && group->candidates * 4 >= group->paragraphs;
}

static bool
is_habitual(const struct habit *habit)
{
    return habit->groups > 0 &&
           habit->candidates * RARE_DIVISOR >= habit->paragraphs;
}

/*
 * Run-in headings come in groups: a lone short sentence among long
 * paragraphs is prose, unless groups of such are the report's habit. One
 * with a comma needs most of its neighbours to be alike, and so does each
 * below a heading line without number; where such are a habit, a sentence
 * that names work or, without a comma, its outcome needs none.
 */
static bool
stays(const struct group *group, const struct heading *heading,
      const struct habit *habit)
{
    if (group->candidates >= 2 && group->candidates * 2 > group->paragraphs)
        return true;
    if (!is_habitual(habit))
        return false;
    if (!group->is_under_plain_line &&
        (heading->topic == TOPIC_WORK ||
         (heading->topic == TOPIC_OUTCOME && heading->form == HEADING_RUN_IN)))
        return true;
    if (heading->form == HEADING_POSSIBLE || group->is_under_plain_line)
        return false;
    if (group->candidates < 2)
        return group->paragraphs <= FEW_PARAGRAPHS;
    return group->candidates * 4 >= group->paragraphs;
}

static void
settle_group(struct heading *headings, const struct group *group,
             const struct habit *habit)
{
    for (size_t i = group->begin; i < group->end; i++) {
        if (is_plain_run_in(&headings[i]))
            headings[i].form = stays(group, &headings[i], habit)
                                   ? HEADING_RUN_IN
                                   : HEADING_NONE;
    }
}

/* Settle each stretch of lines between two other headings. */
static void
settle_groups(const struct report_range *report, struct heading *headings,
              size_t front)
{
    struct habit habit = {0};

    for (int pass = 0; pass < 2; pass++) {
        size_t begin = front;

        for (size_t i = front; i <= report->line_count; i++) {
            struct group group;

            if (i < report->line_count && (headings[i].form == HEADING_NONE ||
                                           is_plain_run_in(&headings[i])))
                continue;
            group = measure_group(report, headings, begin, i);
            if (pass == 0)
                add_to_habit(&habit, &group);
            else
                settle_group(headings, &group, &habit);
            begin = i + 1;
        }
    }
}

/*
 * A line "一是…" alone heads the lines below it only as one of several, each
 * with text of its own; else it is an item that the page broke off.
 */
static void
settle_item(const struct report_range *report, struct heading *headings,
            size_t i, size_t last_item)
{
    size_t next = report_next_line(report, i), sibling = report->line_count;
    bool is_one_of_several = last_item < i;

    for (size_t at = next; at < report->line_count && !is_one_of_several;
         at++) {
        enum numbering_style style = headings[at].numbering.style;

        if (headings[at].form == HEADING_LINE && style != NUMBERING_ITEM &&
            style != NUMBERING_ORDINAL)
            break;
        if (headings[at].form != HEADING_NONE &&
            style == headings[i].numbering.style) {
            sibling = at;
            is_one_of_several = true;
        }
    }
    if (!is_one_of_several || next == report->line_count || sibling == next ||
        headings[next].numbering.style == headings[i].numbering.style)
        headings[i].form = HEADING_NONE;
}

static void
settle_items(const struct report_range *report, struct heading *headings)
{
    size_t last_item = SIZE_MAX;

    for (size_t i = 0; i < report->line_count; i++) {
        enum numbering_style style = headings[i].numbering.style;
        bool is_item = style == NUMBERING_ITEM || style == NUMBERING_ORDINAL;

        if (headings[i].form == HEADING_LINE && !is_item)
            last_item = SIZE_MAX;
        if (!is_item || headings[i].form == HEADING_NONE)
            continue;
        if (headings[i].form == HEADING_LINE)
            settle_item(report, headings, i, last_item);
        if (headings[i].form != HEADING_NONE)
            last_item = i;
    }
}

static bool
is_list_style(enum numbering_style style)
{
    return style >= NUMBERING_CHINESE_IN && style <= NUMBERING_CIRCLED;
}

/*
 * Entries of one list, (一) (二) line below line, share their nature: where
 * the one before heads nothing, being a long sentence or holding a figure,
 * the next does not either.
 */
static void
drop_list_entries(const struct text *text, const struct report_range *report,
                  struct heading *headings, size_t front)
{
    struct numbering last = {0};
    bool was_heading = true;

    for (size_t i = front; i < report->line_count; i++) {
        struct numbering numbering =
            numbering_read(text, report->lines[i].range);

        if (is_list_style(numbering.style) && !was_heading &&
            numbering.style == last.style && numbering.value == last.value + 1)
            headings[i].form = HEADING_NONE;
        last = numbering;
        was_heading = headings[i].form != HEADING_NONE;
    }
}

/*
 * Some reports number their paragraphs through: the count goes on below each
 * unnumbered heading line. Such numbers head nothing.
 */
static bool
numbers_paragraphs(const struct text *text, const struct report_range *report,
                   const struct heading *headings)
{
    uint32_t last = 0, going_on = 0;
    bool is_below_heading = false;

    for (size_t i = 0; i < report->line_count; i++) {
        struct numbering numbering =
            numbering_read(text, report->lines[i].range);

        if (headings[i].form == HEADING_LINE &&
            numbering.style == NUMBERING_NONE) {
            is_below_heading = true;
        } else if (numbering.style == NUMBERING_ARABIC) {
            going_on +=
                is_below_heading && last > 0 && numbering.value == last + 1;
            last = numbering.value;
            is_below_heading = false;
        }
    }
    return going_on >= 2;
}

static void
drop_style(const struct report_range *report, struct heading *headings,
           enum numbering_style style)
{
    for (size_t i = 0; i < report->line_count; i++) {
        if (headings[i].numbering.style == style)
            headings[i].form = HEADING_NONE;
    }
}

/* Below the heading of an annex: notes and terms, which head nothing. */
static void
drop_annex_items(const struct text *text, const struct report_range *report,
                 struct heading *headings)
{
    bool is_annex = false;

    for (size_t i = 0; i < report->line_count; i++) {
        struct heading *heading = &headings[i];

        if (heading->form == HEADING_LINE &&
            section_kind_read(text, heading->title).kind == SECTION_ANNEX)
            is_annex = true;
        else if (is_annex)
            heading->form = HEADING_NONE;
    }
}

static bool
is_bare(const struct heading *heading)
{
    return heading->form == HEADING_LINE &&
           heading->numbering.style != NUMBERING_NONE &&
           heading->title.begin == heading->title.end;
}

/* A numeral alone in its line heads what follows where 一 and 二 both do. */
static void
drop_lone_labels(const struct report_range *report, struct heading *headings)
{
    uint32_t expected = 1;

    for (size_t i = 0; i < report->line_count; i++)
        expected +=
            is_bare(&headings[i]) && headings[i].numbering.value == expected;
    for (size_t i = 0; i < report->line_count; i++) {
        if (is_bare(&headings[i]) &&
            (expected <= 2 || headings[i].numbering.value >= expected))
            headings[i].form = HEADING_NONE;
    }
}

/* Tell each numbered heading which number goes on after it. */
static void
find_followers(const struct report_range *report, struct heading *headings)
{
    uint32_t next[NUMBERING_DASH] = {0};

    for (size_t i = report->line_count; i > 0; i--) {
        struct heading *heading = &headings[i - 1];
        enum numbering_style style = heading->numbering.style;

        if (heading->form == HEADING_NONE || style == NUMBERING_NONE ||
            style >= NUMBERING_ITEM)
            continue;
        heading->follower = next[style];
        next[style] = heading->numbering.value;
        for (size_t inner = style + 1; inner < NUMBERING_DASH; inner++)
            next[inner] = 0;
    }
}

void
headings_settle(const struct text *text, const struct report_range *report,
                size_t front, struct heading *headings)
{
    settle_items(report, headings);
    drop_lone_labels(report, headings);
    drop_list_entries(text, report, headings, front);
    drop_annex_items(text, report, headings);
    if (numbers_paragraphs(text, report, headings))
        drop_style(report, headings, NUMBERING_ARABIC);
    settle_groups(report, headings, front);
    find_followers(report, headings);
}
