#include "worker/extract/section_kind.h"

#include "tables.h"
#include "worker/extract/marks.h"

enum {
    HANZI_NIAN = 0x5E74,
    /* headings.tsv: the weight that counts against the section around. */
    WEIGHT_WITHIN = 2,
};

/* The year that four digits before 年 at `at` name, 0: none. */
static uint16_t
year_at(const struct text *text, struct range r, uint32_t at)
{
    uint32_t value = 0;

    if (at + 4 >= r.end || text->codes[at + 4] != HANZI_NIAN)
        return 0;
    for (uint32_t i = at; i < at + 4; i++) {
        if (!mark_is_digit(text->codes[i]))
            return 0;
        value = value * 10 + (text->codes[i] - '0');
    }
    return value >= 1900 && value <= 2100 ? (uint16_t)value : 0;
}

struct kind_reading
section_kind_read(const struct text *text, struct range title)
{
    struct kind_reading reading = {SECTION_OTHER, 0, 0};
    struct lexicon_hit hit;

    for (uint32_t at = title.begin; at < title.end;) {
        uint16_t year = year_at(text, title, at);

        if (year > reading.year)
            reading.year = year;
        if (!lexicon_longest(&lexicon_headings, text->codes + at,
                             title.end - at, &hit)) {
            at++;
            continue;
        }
        if (headings_rows[hit.row].weight > reading.weight) {
            reading.weight = headings_rows[hit.row].weight;
            reading.kind = headings_rows[hit.row].kind;
        }
        at += hit.chars;
    }
    return reading;
}

/* The first year that an outermost title names: what came before. */
static uint16_t
first_year(const struct section *sections, size_t count,
           const struct kind_reading *readings)
{
    uint16_t first = 0;

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
                     enum section_kind fallback)
{
    enum section_kind running = fallback;
    uint16_t reviewed = first_year(sections, count, readings);

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
        if (reading->weight > 0)
            section->kind = reading->kind;
        else if (reading->year > reviewed && reviewed != 0)
            section->kind = SECTION_PLAN;
        /* After a plan the rest is plan, until a title says otherwise. */
        if (section->kind == SECTION_PLAN || section->kind == SECTION_REVIEW ||
            section->kind == SECTION_ANNEX)
            running = fallback == SECTION_OTHER ? fallback : section->kind;
    }
}
