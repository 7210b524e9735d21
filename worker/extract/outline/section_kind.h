/*
 * section_kind - what the sections of a report are about: work done,
 * problems, plans, the situation, annexes.
 */
#ifndef WORKER_EXTRACT_OUTLINE_SECTION_KIND_H
#define WORKER_EXTRACT_OUTLINE_SECTION_KIND_H

#include "worker/extract/text/text.h"

/* What one title's words say. */
struct kind_reading {
    enum section_kind kind;
    int weight;    /* of headings.tsv, 0: its words say nothing */
    uint16_t year; /* the last year it names, 0: none */
};

struct kind_reading section_kind_read(const struct text *text,
                                      struct range title);

/*
 * Whether the `index`th sentence, from 0, of the text below a title tells of
 * a plan: 今年的主要预期目标是….
 */
bool section_kind_opens_plan(const struct text *text, struct range sentence,
                             size_t index);

/*
 * Set the kind of every section from its own title, else from the section
 * around it or before it. `readings` are those of the sections' titles;
 * `fallback` is the kind of a section of which nothing is known;
 * `reviewed` the last year reviewed as far as the report's first lines tell
 * it, 0: they do not. Titles that name later years are plans.
 */
void section_kinds_settle(struct section *sections, size_t count,
                          const struct kind_reading *readings,
                          enum section_kind fallback, uint16_t reviewed);

#endif
