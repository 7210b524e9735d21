/*
 * brief - of a document's records what filters and sorts look at, flat.
 *
 * Whoever counts or sorts looks at millions of figures: here each is some
 * numbers at a known place, where its message would have to be read field by
 * field. A brief is made of the packed records alone, and tells of them
 * nothing that they do not. It is two values: the heads, a few hundred bytes
 * that stand side by side with those of other documents, tell of most figures
 * that they are not what is asked for; only for others are the details read.
 * Layout, all integers little-endian uint32 unless told. Heads:
 *     "BGB2"      4 bytes
 *     counts      reports; figures
 *     units       where the list of units is in the heap: LEB128 of how many,
 *                 then each as a string
 *     reports     each: its record; its first figure; begin and end of its
 *                 span; year; genre, author, and a bit for each section kind
 *                 it has, a byte each, and a zero; where its place's name,
 *                 code and lineage and its period are
 *     figures     each: kind, status, measure, direction, kind of the
 *                 innermost section and one (0: it stands in none), flags,
 *                 the unit's place in the list from 1 on (0: it has none,
 *                 255: one that had no room there), a byte each, and a zero
 *     heap        strings at these places, counted from the beginning of the
 *                 heap, 0 for no value: LEB128 of the bytes, the bytes. The
 *                 heap's first byte is nothing
 * Details:
 *     figures     each: its record; begin and end of its span; where its
 *                 numbers, unit, action, object and period are
 *     heap        likewise; numbers: value and, as the flags tell, upper,
 *                 norm, norm's upper: a byte for the scale, LEB128 of the
 *                 digits, their sign in the lowest bit
 */
#ifndef RECORD_BRIEF_H
#define RECORD_BRIEF_H

#include "base/arena.h"
#include "base/error.h"
#include "record/record.h"

/* As it is stored. */
struct packed_brief {
    struct str heads, details;
};

/*
 * Make the brief of a document's packed records, in `a`.
 * STATUS_CORRUPT: they are damaged. STATUS_UNAVAILABLE: past the limit of `a`.
 */
enum status brief_make(struct str records, struct arena *a,
                       struct packed_brief *out, struct error *err)
    __attribute__((warn_unused_result));

/* A brief that was looked over; it borrows the values, as all that it tells. */
struct brief {
    struct str heads;
    uint32_t report_count;
    uint32_t figure_count;
    struct str heap;         /* of the heads */
    struct str details;      /* empty until brief_open_details() */
    struct str details_heap; /* all strings of figures are in it */
};

/* Of the heads alone. STATUS_CORRUPT: they are none. */
enum status brief_open(struct str heads, struct brief *out, struct error *err)
    __attribute__((warn_unused_result));
/* STATUS_CORRUPT: they are no details of that many figures. */
enum status brief_open_details(struct str details, struct brief *b,
                               struct error *err)
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
    /* Kind, status, measure, direction, and the parts asked for. */
    struct figure figure;
};

/* What details tell, beside heads. */
enum brief_part {
    /* Value, upper, norm: its unit is not told, but that there is one. */
    BRIEF_NUMBERS = 1 << 0,
    BRIEF_UNIT = 1 << 1,
    BRIEF_ACTION = 1 << 2,
    BRIEF_OBJECT = 1 << 3,
    BRIEF_PERIOD = 1 << 4,
    BRIEF_PLACE = 1 << 5, /* its record and span */
};

/*
 * Figure `index`, counted through all reports, with `parts`, brief_parts
 * or-ed; with any, the details have to be open. All else in *out is left as
 * it was: {0}, and then one figure after the other. False: it is damaged.
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
    BRIEF_UNIT_PLACE = 6, /* as brief_unit() tells it */
};

void brief_wish_for(struct brief_wish *wish, enum brief_trait trait,
                    unsigned value);
/*
 * How the heads of figures in `unit` tell it. BRIEF_NO_UNIT: no figure is;
 * BRIEF_OTHER_UNIT: the details tell which are.
 */
enum { BRIEF_NO_UNIT = 0, BRIEF_OTHER_UNIT = 255 };
unsigned brief_unit(const struct brief *b, struct str unit);

/* The first figure from `index` on that is as wished, or `end`. */
uint32_t brief_seek(const struct brief *b, const struct brief_wish *wish,
                    uint32_t index, uint32_t end);

#endif
