/*
 * fuzz_brief - a document's brief, from any bytes.
 *
 * The first byte chooses: packed records, of which a brief is made that must
 * tell all it has; or heads and, from where the second byte says in sixteenths,
 * details. What is told of a damaged brief lies in it.
 */
#include "record/brief.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    MEMORY_BYTES = 64 << 20,
    ALL = BRIEF_NUMBERS | BRIEF_UNIT | BRIEF_ACTION | BRIEF_OBJECT |
          BRIEF_PERIOD | BRIEF_PLACE,
    PARTS = 16,
    LOOKED_AT = 4096, /* reports, and figures */
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
require(bool holds)
{
    if (!holds)
        abort();
}

static void
check_text(struct str text, struct str whole)
{
    require(!record_has(text) || text.len == 0 ||
            (text.ptr >= whole.ptr &&
             text.ptr + text.len <= whole.ptr + whole.len));
}

/* How many of the reports and figures are not damaged. */
static uint64_t
read_reports(const struct brief *b)
{
    struct brief_report r;
    uint64_t sound = 0;

    for (uint32_t i = 0; i < b->report_count && i < LOOKED_AT; i++) {
        if (!brief_report(b, i, &r))
            continue;
        require(r.first_figure <= r.figure_end &&
                r.figure_end <= b->figure_count);
        check_text(r.report.place.name, b->heads);
        check_text(r.report.place.code, b->heads);
        check_text(r.report.place.lineage, b->heads);
        check_text(r.report.period, b->heads);
        sound++;
    }
    return sound;
}

static uint64_t
read_figures(const struct brief *b)
{
    struct brief_figure f = {0};
    uint64_t sound = 0;

    for (uint32_t i = 0; i < b->figure_count && i < LOOKED_AT; i++) {
        if (!brief_figure(b, i, ALL, &f))
            continue;
        check_text(f.figure.unit, b->details);
        check_text(f.figure.action, b->details);
        check_text(f.figure.object, b->details);
        check_text(f.figure.period, b->details);
        sound++;
    }
    return sound;
}

/* Whoever seeks finds what is as wished, or the end. */
static void
seek(const struct brief *b)
{
    struct brief_wish wish = {0}, none = {0};
    uint32_t at;

    brief_wish_for(&wish, BRIEF_KIND, KIND_MONEY);
    brief_wish_for(&wish, BRIEF_UNIT_PLACE, brief_unit(b, STR("元")));
    at = brief_seek(b, &wish, 0, b->figure_count);
    require(at <= b->figure_count);
    require(brief_seek(b, &none, 0, b->figure_count) == 0);
}

/* How much of it is sound. */
static uint64_t
read_brief(struct str heads, struct str details, struct brief *b)
{
    struct error err;
    uint64_t sound;

    if (brief_open(heads, b, &err) != STATUS_OK)
        return 0;
    sound = read_reports(b);
    seek(b);
    if (brief_open_details(details, b, &err) == STATUS_OK)
        sound += read_figures(b);
    return sound;
}

static void
make(struct str records)
{
    struct arena a = ARENA_LIMIT(MEMORY_BYTES);
    struct packed_brief packed;
    struct brief b = {0};
    struct error err;

    if (brief_make(records, &a, &packed, &err) == STATUS_OK) {
        uint64_t sound = read_brief(packed.heads, packed.details, &b);
        require(sound == (uint64_t)b.report_count + b.figure_count ||
                b.report_count > LOOKED_AT || b.figure_count > LOOKED_AT);
    }
    arena_release(&a);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str rest = {(const char *)data, size};
    struct brief b;
    size_t middle;

    if (size < 2)
        return 0;
    rest = str_slice(rest, 2, size);
    middle = rest.len * (data[1] % PARTS) / PARTS;
    if (data[0] == 'r')
        make(rest);
    else
        read_brief(str_slice(rest, 0, middle),
                   str_slice(rest, middle, rest.len), &b);
    return 0;
}
