#include "worker/extract/outline/section_kind.h"

#include "tables.h"
#include "worker/extract/text/date.h"

enum {
    /* headings.tsv: the weight that counts against the section around. */
    WEIGHT_WITHIN = 2,
    /* The weight that a run-in heading needs to speak for the rest. */
    WEIGHT_SURE = 3,
};

/* 和 of 成就和今后的任务: a title that heads what was done and what is to be. */
static bool
is_both(const struct text *text, struct range between, enum section_kind first,
        enum section_kind second)
{
    if (first != SECTION_REVIEW || second != SECTION_PLAN)
        return false;
    for (; between.begin < between.end; between.begin++) {
        if (lexicon_char(&lexicon_joining, text->codes[between.begin]) >= 0)
            return true;
    }
    return false;
}

struct kind_reading
section_kind_read(const struct text *text, struct range title)
{
    struct kind_reading reading = {SECTION_OTHER, 0, 0};
    uint32_t said = title.begin;
    struct lexicon_hit hit;
    bool joins_both = false;

    for (uint32_t at = title.begin; at < title.end;) {
        struct date date;

        if (date_read(text, title, at, &date) && date.year > reading.year)
            reading.year = date.year;
        if (!lexicon_longest(&lexicon_headings, text->codes + at,
                             title.end - at, &hit)) {
            at++;
            continue;
        }
        joins_both |= is_both(text, (struct range){said, at}, reading.kind,
                              headings_rows[hit.row].kind);
        said = at + hit.chars;
        if (headings_rows[hit.row].weight > reading.weight) {
            reading.weight = headings_rows[hit.row].weight;
            reading.kind = headings_rows[hit.row].kind;
        }
        at += hit.chars;
    }
    if (joins_both)
        reading.kind = SECTION_OTHER;
    return reading;
}

bool
section_kind_opens_plan(const struct text *text, struct range sentence,
                        size_t index)
{
    enum { OPENING_SENTENCES = 16 };
    struct lexicon_hit hit;

    for (uint32_t at = sentence.begin;
         index < OPENING_SENTENCES && at < sentence.end; at++) {
        if (lexicon_longest(&lexicon_goal_words, text->codes + at,
                            sentence.end - at, &hit))
            return true;
    }
    return false;
}

/* The first year that an outermost title names, `reviewed` at most. */
static uint16_t
first_year(const struct section *sections, size_t count,
           const struct kind_reading *readings, uint16_t reviewed)
{
    uint16_t first = reviewed;

    for (size_t i = 0; i < count; i++) {
        if (sections[i].level == 1 && readings[i].year != 0 &&
            (first == 0 || readings[i].year < first))
            first = readings[i].year;
    }
    return first;
}

void
section_kinds_settle(struct section *sections, size_t count,
                     const struct kind_reading *readings,
                     enum section_kind fallback, uint16_t reviewed)
{
    enum section_kind running = fallback;

    reviewed = first_year(sections, count, readings, reviewed);
    for (size_t i = 0; i < count; i++) {
        struct section *section = &sections[i];
        const struct kind_reading *reading = &readings[i];

        if (section->parent != 0) {
            section->kind = sections[section->parent - 1].kind;
            if (reading->weight >= WEIGHT_WITHIN && !section->is_run_in)
                section->kind = reading->kind;
            continue;
        }
        section->kind = running;
        if (reading->weight >= (section->is_run_in ? WEIGHT_WITHIN : 1))
            section->kind = reading->kind;
        else if (reading->year > reviewed && reviewed != 0)
            section->kind = SECTION_PLAN;
        /*
         * After a plan the rest is plan, until a title says otherwise; what
         * opens a paragraph says nothing of those behind it.
         */
        if (section->is_run_in && reading->weight < WEIGHT_SURE)
            continue;
        if (section->kind == SECTION_PLAN || section->kind == SECTION_REVIEW ||
            section->kind == SECTION_ANNEX)
            running = fallback == SECTION_OTHER ? fallback : section->kind;
    }
}
