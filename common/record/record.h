/*
 * record - what is read out of one document.
 *
 * A document holds reports; a report holds sections, figures, mentions and
 * repairs. Field meanings are those of proto/record.proto, which documents
 * each one; this header adds what a C caller must know. Slices borrow the
 * arena the records were made in (by extraction or by the codec).
 *
 * A slice without a value, where the annotation has null, has ptr NULL: see
 * record_has(). Ids count from 1 within their report; 0 refers to nothing.
 */
#ifndef RECORD_RECORD_H
#define RECORD_RECORD_H

#include "base/decimal.h"
#include "base/str.h"

/* Bytes [begin, end) of the document's decoded text, before any repair. */
struct span {
    uint32_t begin;
    uint32_t end;
};

enum genre {
    GENRE_OTHER,
    GENRE_GOVERNMENT,
    GENRE_CPPCC,
    GENRE_NPC,
    GENRE_COURT,
    GENRE_PROCURATORATE,
    GENRE_PARTY,
    GENRE_DEPARTMENT,
    GENRE_ENTERPRISE,
};

enum author {
    AUTHOR_INSTITUTION,
    AUTHOR_INDIVIDUAL,
};

enum section_kind {
    SECTION_OTHER,
    SECTION_REVIEW,
    SECTION_PROBLEM,
    SECTION_PLAN,
    SECTION_SITUATION,
    SECTION_ANNEX,
};

enum bound {
    BOUND_EXACT,
    BOUND_ABOUT,
    BOUND_OVER,
    BOUND_NEARLY,
    BOUND_AT_LEAST,
    BOUND_AT_MOST,
    BOUND_RANGE,
};

/* Numbered by the lexicon's units.tsv as well: append only. */
enum kind {
    KIND_OTHER,
    KIND_COUNT,
    KIND_MONEY,
    KIND_PERCENT,
    KIND_POINT,
    KIND_RATIO,
    KIND_LENGTH,
    KIND_AREA,
    KIND_MASS,
    KIND_VOLUME,
    KIND_ENERGY,
    KIND_POWER,
    KIND_DURATION,
    KIND_RANK,
};

enum measure {
    MEASURE_LEVEL,
    MEASURE_CHANGE,
    MEASURE_SHARE,
    MEASURE_GAP,
    MEASURE_INDEX,
    MEASURE_RANK,
};

enum direction {
    DIRECTION_NONE,
    DIRECTION_UP,
    DIRECTION_DOWN,
};

enum basis {
    BASIS_NONE,
    BASIS_REAL,
    BASIS_NOMINAL,
    BASIS_SAME_SCOPE,
};

enum accrual {
    ACCRUAL_YEAR,
    ACCRUAL_POINT,
    ACCRUAL_TOTAL,
    ACCRUAL_AVERAGE,
};

enum figure_status {
    FIGURE_DONE,
    FIGURE_ESTIMATE,
    FIGURE_ONGOING,
    FIGURE_PLAN,
    FIGURE_PROBLEM,
};

enum mention_type {
    MENTION_MEETING,
    MENTION_ORGANIZATION,
    MENTION_PLACE,
    MENTION_PERSON,
    MENTION_DOCUMENT,
    MENTION_PROGRAM,
    MENTION_HONOR,
    MENTION_DATE,
};

struct place {
    struct str name;    /* GB/T 2260 full name; no value: not stated */
    struct str code;    /* six digits, or no value */
    struct str lineage; /* stable through renaming and recoding */
};

struct section {
    struct span span; /* the heading line, or the run-in heading */
    uint32_t id;
    uint32_t parent; /* id of the section around it, 0: none */
    uint8_t level;   /* 1 = outermost */
    bool is_run_in;
    enum section_kind kind;
    struct str label; /* 一, 1; empty: unnumbered */
    struct str title;
};

struct norm {
    struct decimal value;
    struct decimal upper; /* meaningful where the figure has_upper */
    struct str unit;      /* canonical unit; no value: none computed */
};

/* The fields a figure may have from outside its own clause, as bits. */
enum inherited {
    INHERITED_ACTION = 1 << 0,
    INHERITED_OBJECT = 1 << 1,
    INHERITED_BASE = 1 << 2,
    INHERITED_PERIOD = 1 << 3,
    INHERITED_STATUS = 1 << 4,
    INHERITED_UNIT = 1 << 5,
};

struct figure {
    struct span span;     /* the expression, e.g. 160余万字 */
    struct span sentence; /* the sentence around it */
    uint32_t id;
    uint32_t section; /* id of the innermost section, 0: none */
    uint32_t of;      /* id of the figure that is the whole, 0: none */
    struct str text;  /* as written */
    struct decimal value;
    struct decimal upper; /* meaningful where has_upper */
    bool has_upper;
    enum bound bound;
    enum kind kind;
    enum measure measure;
    enum direction direction;
    enum accrual accrual;
    enum basis basis;
    enum figure_status status;
    struct str unit; /* Simplified, magnitude removed; may be empty */
    struct str per;
    struct str currency;
    struct str action;
    struct str object;
    struct str indicator;
    struct str base;
    struct str period; /* ISO 8601 */
    struct norm norm;
    uint16_t confidence; /* per mille, 0 to 1000 */
    uint32_t inherited;  /* enum inherited, or-ed */
    struct str rule;
};

struct mention {
    struct span span;
    enum mention_type type;
    struct str text;
    struct str value;
};

struct repair {
    struct span span;
    struct str original;
    struct str repaired; /* empty with confidence 0: lost, not guessed */
    uint16_t confidence; /* per mille, 0 to 1000 */
};

/* Another year is none: nobody reports on it, and the index need not order it. */
enum { REPORT_YEAR_MIN = 1949, REPORT_YEAR_MAX = 2100 };

struct report {
    struct span span; /* from its title line to the next report */
    uint32_t ordinal; /* 0-based within the document */
    struct str title;
    enum genre genre;
    enum author author;
    struct place place;
    struct str period; /* ISO 8601 interval of the time reviewed */
    struct str session;
    struct str delivered; /* ISO 8601 date */
    struct str reporter;
    uint16_t year; /* last year reviewed, REPORT_YEAR_…; 0: unknown */

    struct section *sections;
    size_t section_count;
    struct figure *figures;
    size_t figure_count;
    struct mention *mentions;
    size_t mention_count;
    struct repair *repairs;
    size_t repair_count;
};

struct record_set {
    struct report *reports;
    size_t report_count;
};

/* Whether an optional field has a value; an empty value is one. */
static inline bool
record_has(struct str field)
{
    return field.ptr != NULL;
}

#endif
