/*
 * brief - of a document's records what filters and sorts look at, flat.
 *
 * Whoever counts or sorts looks at millions of figures: here each is some
 * numbers at a known place, where its message would have to be read field by
 * field. A brief is made of the packed records alone, and tells of them
 * nothing that they do not. Layout, all integers little-endian uint32 unless
 * told:
 *     "BGB1"      4 bytes
 *     counts      reports; figures
 *     reports     each: its record; its first figure; begin and end of its
 *                 span; year; genre, author, and a bit for each section kind
 *                 it has, a byte each, and a zero; where its place's name,
 *                 code and lineage and its period are
 *     heads       each figure: kind, status, measure, direction, kind of the
 *                 innermost section and one (0: it stands in none), flags,
 *                 a byte each, and two zeros
 *     figures     each: its record; begin and end of its span; where its
 *                 numbers, unit, action, object and period are
 *     heap        at these places, counted from the beginning of the heap: 0
 *                 for no value; strings: LEB128 of the bytes, the bytes;
 *                 numbers: value and, as the flags tell, upper, norm, norm's
 *                 upper: a byte for the scale, LEB128 of the digits, their
 *                 sign in the lowest bit. The heap's first byte is nothing
 */
#ifndef RECORD_BRIEF_H
#define RECORD_BRIEF_H

#include "base/arena.h"
#include "base/error.h"
#include "record/record.h"

/*
 * Make the brief of a document's packed records, in `a`.
 * STATUS_CORRUPT: they are damaged. STATUS_UNAVAILABLE: past the limit of `a`.
 */
enum status brief_make(struct str records, struct arena *a, struct str *out,
                       struct error *err) __attribute__((warn_unused_result));

/* A brief that was looked over; it borrows the value, as all that it tells. */
struct brief {
    struct str value;
    uint32_t report_count;
    uint32_t figure_count;
    struct str heap; /* all strings are in it */
};

/* STATUS_CORRUPT: it is no brief. */
enum status brief_open(struct str value, struct brief *out, struct error *err)
    __attribute__((warn_unused_result));

struct brief_report {
    uint32_t record; /* its index in the packed records */
    uint32_t first_figure;
    uint32_t figure_end;    /* behind its last one */
    unsigned section_kinds; /* a bit for each kind of section it has */
    /* Span, genre, author, place, period and year; nothing else. */
    struct report report;
};

/* Report `index`; false: it is damaged. */
bool brief_report(const struct brief *b, uint32_t index,
                  struct brief_report *out);

struct brief_figure {
    uint32_t record;
    bool has_section;
    struct section section; /* the innermost: its kind, nothing else */
    /* Span, kind, status, measure, direction, and the parts asked for. */
    struct figure figure;
};

enum brief_part {
    /* Value, upper, norm: its unit is not told, but that there is one. */
    BRIEF_NUMBERS = 1 << 0,
    BRIEF_UNIT = 1 << 1,
    BRIEF_ACTION = 1 << 2,
    BRIEF_OBJECT = 1 << 3,
    BRIEF_PERIOD = 1 << 4,
};

/*
 * Figure `index`, counted through all reports, with `parts`, brief_parts
 * or-ed. All else in *out is left as it was: {0}, and then one figure after
 * the other. False: it is damaged.
 */
bool brief_figure(const struct brief *b, uint32_t index, unsigned parts,
                  struct brief_figure *out);

/* What a figure's head has to be: for passing by others unread. */
struct brief_wish {
    uint64_t mask, head;
};

enum brief_trait {
    BRIEF_KIND,
    BRIEF_STATUS,
    BRIEF_MEASURE,
    BRIEF_DIRECTION,
    BRIEF_SECTION_KIND,
};

void brief_wish_for(struct brief_wish *wish, enum brief_trait trait,
                    unsigned value);
/* The first figure from `index` on that is as wished, or `end`. */
uint32_t brief_seek(const struct brief *b, const struct brief_wish *wish,
                    uint32_t index, uint32_t end);

#endif
