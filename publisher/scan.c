#include "publisher/scan.h"

#include <inttypes.h>

#include "base/clock.h"
#include "publisher/match.h"
#include "publisher/outline.h"
#include "publisher/source.h"

/* Records that were passed over are forgotten in portions of this size. */
enum { SCRATCH_BYTES = 1 << 20 };

/* The document being looked at. */
struct reading {
    struct scan *scan;
    uint64_t document_no;
    uint32_t generation;
    struct packed records;
    struct arena scratch;  /* of records that may not become rows */
    struct source *source; /* read for the first row */
};

/* The report being looked at: records [begin, end) of the document. */
struct chapter {
    uint32_t begin, end;
    struct arena arena; /* of the outline */
    struct outline outline;
    struct span span;
    struct report *report; /* in the page's arena, for the first row */
    struct str report_id;
};

static enum status
out_of_memory(struct error *err)
{
    return error_set(err, STATUS_UNAVAILABLE, "out of memory");
}

/* ---- rows -------------------------------------------------------------- */

static enum status
need_source(struct reading *r, struct error *err)
{
    struct scan *scan = r->scan;

    if (r->source)
        return STATUS_OK;
    r->source = ARENA_NEW(scan->arena, struct source);
    if (!r->source)
        return out_of_memory(err);
    return source_read(scan->snapshot, r->document_no, scan->arena, r->source,
                       err);
}

static enum status
need_report(struct reading *r, struct chapter *c, struct error *err)
{
    struct arena *a = r->scan->arena;
    enum status st = need_source(r, err);

    if (st != STATUS_OK || c->report)
        return st;
    c->report = ARENA_NEW(a, struct report);
    if (!c->report)
        return out_of_memory(err);
    c->report_id = record_id_print(r->source->id, RECORD_REPORT, c->span, a);
    return packed_report(&r->records, c->begin, a, c->report, err);
}

static enum status
fill_section(struct reading *r, uint32_t index, struct row *row,
             struct error *err)
{
    struct arena *a = r->scan->arena;
    struct section *section = ARENA_NEW(a, struct section);
    enum status st = section
                         ? packed_section(&r->records, index, a, section, err)
                         : out_of_memory(err);

    if (st != STATUS_OK)
        return st;
    row->section = section;
    row->id = record_id_print(r->source->id, RECORD_SECTION, section->span, a);
    return STATUS_OK;
}

static enum status
fill_figure(struct reading *r, const struct chapter *c, uint32_t index,
            struct row *row, struct error *err)
{
    struct arena *a = r->scan->arena;
    struct figure *figure = ARENA_NEW(a, struct figure);
    enum status st = figure ? packed_figure(&r->records, index, a, figure, err)
                            : out_of_memory(err);
    const struct section *section;

    if (st != STATUS_OK)
        return st;
    row->figure = figure;
    row->id = record_id_print(r->source->id, RECORD_FIGURE, figure->span, a);
    section = outline_find(&c->outline, figure->section);
    if (section && record_has(section->title))
        row->section_title = arena_copy(a, section->title);
    return STATUS_OK;
}

static enum status
fill_mention(struct reading *r, uint32_t index, struct row *row,
             struct error *err)
{
    struct arena *a = r->scan->arena;
    struct mention *mention = ARENA_NEW(a, struct mention);
    enum status st = mention
                         ? packed_mention(&r->records, index, a, mention, err)
                         : out_of_memory(err);

    if (st != STATUS_OK)
        return st;
    row->mention = mention;
    row->id = record_id_print(r->source->id, RECORD_MENTION, mention->span, a);
    return STATUS_OK;
}

static enum status
add_row(struct reading *r, struct chapter *c, uint32_t index, struct error *err)
{
    struct scan *scan = r->scan;
    struct row row;
    struct row *moved;
    enum status st = need_report(r, c, err);

    if (st != STATUS_OK)
        return st;
    row = r->source->row;
    row.report = c->report;
    row.report_id = c->report_id;
    row.id = c->report_id;
    if (scan->query->rows == ROW_SECTION)
        st = fill_section(r, index, &row, err);
    else if (scan->query->rows == ROW_FIGURE)
        st = fill_figure(r, c, index, &row, err);
    else if (scan->query->rows == ROW_MENTION)
        st = fill_mention(r, index, &row, err);
    if (st != STATUS_OK)
        return st;
    moved = arena_grow(scan->arena, scan->rows, scan->row_count,
                       &scan->row_capacity, sizeof *moved);
    if (!moved || scan->arena->exhausted)
        return out_of_memory(err);
    scan->rows = moved;
    scan->rows[scan->row_count++] = row;
    return STATUS_OK;
}

/* ---- the order of records ---------------------------------------------- */

/* Whether an earlier page has settled this record. */
static bool
is_settled(const struct reading *r, uint32_t index, struct span span)
{
    const struct position *p = &r->scan->position;

    if (p->document_no != r->document_no)
        return false;
    if (p->generation == r->generation)
        return index <= p->index;
    return span.begin < p->span.begin ||
           (span.begin == p->span.begin && span.end <= p->span.end);
}

/* Make a row of a record that matches; end the page where it must end. */
static enum status
settle(struct reading *r, struct chapter *c, uint32_t index, struct span span,
       bool is_match, struct error *err)
{
    struct scan *scan = r->scan;
    enum status st = STATUS_OK;

    if (is_settled(r, index, span))
        return STATUS_OK;
    if (is_match && scan->row_count == scan->query->limit) {
        scan->is_over = true;
        return STATUS_OK;
    }
    if (is_match)
        st = add_row(r, c, index, err);
    scan->position =
        (struct position){r->document_no, r->generation, index, span};
    scan->is_over = clock_monotonic_ms() >= scan->deadline_ms ||
                    scan->arena->used_bytes >= scan->max_arena_bytes;
    return st;
}

/* ---- one report -------------------------------------------------------- */

static void
trim(struct reading *r)
{
    if (r->scratch.used_bytes > SCRATCH_BYTES)
        arena_release(&r->scratch);
}

/*
 * Whether record `index` is a figure that passes all filters below the
 * report, with the section it stands in; *figure lives until trim().
 */
static enum status
look_at_figure(struct reading *r, const struct chapter *c, uint32_t index,
               struct figure *figure, bool *is_match, struct error *err)
{
    const struct query *q = r->scan->query;
    enum status st =
        packed_figure(&r->records, index, &r->scratch, figure, err);

    if (st != STATUS_OK)
        return st;
    *is_match = match_figure(q, figure) &&
                match_section(q, outline_find(&c->outline, figure->section));
    return STATUS_OK;
}

static enum status
scan_figures(struct reading *r, struct chapter *c, struct error *err)
{
    enum status st = STATUS_OK;

    for (uint32_t i = c->begin + 1;
         i < c->end && st == STATUS_OK && !r->scan->is_over; i++) {
        struct figure figure;
        bool is_match;
        if (packed_kind(&r->records, i) != PACKED_FIGURE)
            continue;
        st = look_at_figure(r, c, i, &figure, &is_match, err);
        if (st == STATUS_OK)
            st = settle(r, c, i, figure.span, is_match, err);
        trim(r);
    }
    return st;
}

/*
 * Mark in holds[id] the sections that stand around a matching figure, in
 * holds[0] whether there is a matching figure at all.
 */
static enum status
find_holders(struct reading *r, struct chapter *c, bool **out,
             struct error *err)
{
    bool *holds = ARENA_ARRAY(&c->arena, bool, c->outline.count);
    enum status st = holds ? STATUS_OK : out_of_memory(err);

    for (uint32_t i = c->begin + 1; i < c->end && st == STATUS_OK; i++) {
        struct figure figure;
        bool is_match;
        if (packed_kind(&r->records, i) != PACKED_FIGURE)
            continue;
        st = look_at_figure(r, c, i, &figure, &is_match, err);
        if (st == STATUS_OK && is_match) {
            holds[0] = true;
            if (outline_find(&c->outline, figure.section))
                holds[figure.section] = true;
        }
        trim(r);
    }
    *out = holds;
    return st;
}

static enum status
scan_sections(struct reading *r, struct chapter *c, struct error *err)
{
    const struct query *q = r->scan->query;
    bool needs_figure = query_filters_figures(q);
    bool *holds = NULL;
    enum status st = needs_figure ? find_holders(r, c, &holds, err) : STATUS_OK;

    for (uint32_t i = c->begin + 1;
         i < c->end && st == STATUS_OK && !r->scan->is_over; i++) {
        struct section section;
        bool is_match;
        if (packed_kind(&r->records, i) != PACKED_SECTION)
            continue;
        st = packed_section(&r->records, i, &r->scratch, &section, err);
        if (st != STATUS_OK)
            break;
        is_match = match_section(q, &section);
        if (is_match && needs_figure)
            is_match =
                outline_find(&c->outline, section.id) && holds[section.id];
        st = settle(r, c, i, section.span, is_match, err);
        trim(r);
    }
    return st;
}

static bool
has_matching_section(const struct query *q, const struct outline *o)
{
    for (uint32_t id = 1; id < o->count; id++)
        if (outline_find(o, id) && match_section(q, &o->sections[id]))
            return true;
    return false;
}

/* Whether the report holds the sections and figures that are asked for. */
static enum status
report_holds(struct reading *r, struct chapter *c, bool *out, struct error *err)
{
    const struct query *q = r->scan->query;
    bool *holds = NULL;
    enum status st = STATUS_OK;

    *out = true;
    if (query_filters_figures(q)) {
        st = find_holders(r, c, &holds, err);
        *out = st == STATUS_OK && holds[0];
    } else if (q->has_section_kind) {
        *out = has_matching_section(q, &c->outline);
    }
    return st;
}

static enum status
scan_report_itself(struct reading *r, struct chapter *c, struct error *err)
{
    bool is_match;
    enum status st = report_holds(r, c, &is_match, err);

    return st == STATUS_OK ? settle(r, c, c->begin, c->span, is_match, err)
                           : st;
}

/*
 * Look at the report's mentions. With `holds` only whether one passes the
 * filters is told; without, each that does becomes a row.
 */
static enum status
look_at_mentions(struct reading *r, struct chapter *c, bool *holds,
                 struct error *err)
{
    enum status st = STATUS_OK;
    bool is_over = false;

    for (uint32_t i = c->begin + 1; i < c->end && st == STATUS_OK && !is_over;
         i++) {
        struct mention mention;
        bool is_match;
        if (packed_kind(&r->records, i) != PACKED_MENTION)
            continue;
        st = packed_mention(&r->records, i, &r->scratch, &mention, err);
        if (st != STATUS_OK)
            break;
        is_match = match_mention(r->scan->query, &mention);
        if (!holds)
            st = settle(r, c, i, mention.span, is_match, err);
        else if (is_match)
            *holds = true;
        is_over = holds ? *holds : r->scan->is_over;
        trim(r);
    }
    return st;
}

static enum status
scan_mentions(struct reading *r, struct chapter *c, struct error *err)
{
    bool is_match;
    enum status st = report_holds(r, c, &is_match, err);

    if (st != STATUS_OK)
        return st;
    return is_match ? look_at_mentions(r, c, NULL, err)
                    : settle(r, c, c->begin, c->span, false, err);
}

static bool
is_asked_for(const struct scan *scan, const struct report *report)
{
    const struct plan *plan = scan->plan;

    if (plan->has_report_span &&
        (report->span.begin != plan->report_span.begin ||
         report->span.end != plan->report_span.end))
        return false;
    return match_report(scan->query, report);
}

static bool
needs_outline(const struct query *q)
{
    return q->rows != ROW_REPORT || q->has_section_kind ||
           query_filters_figures(q);
}

static enum status
scan_chapter(struct reading *r, struct chapter *c, struct error *err)
{
    struct report report;
    enum status st =
        packed_report(&r->records, c->begin, &r->scratch, &report, err);

    if (st != STATUS_OK || !is_asked_for(r->scan, &report))
        return st;
    c->span = report.span;
    if (needs_outline(r->scan->query))
        st = outline_read(&r->records, c->begin + 1, c->end, &c->arena,
                          &c->outline, err);
    if (st == STATUS_OK && r->scan->query->rows != ROW_MENTION &&
        query_filters_mentions(r->scan->query)) {
        bool holds = false;
        st = look_at_mentions(r, c, &holds, err);
        if (st == STATUS_OK && !holds)
            return settle(r, c, c->begin, c->span, false, err);
    }
    if (st != STATUS_OK)
        return st;
    switch (r->scan->query->rows) {
    case ROW_REPORT:
        return scan_report_itself(r, c, err);
    case ROW_SECTION:
        return scan_sections(r, c, err);
    case ROW_MENTION:
        return scan_mentions(r, c, err);
    case ROW_FIGURE:
        break;
    }
    return scan_figures(r, c, err);
}

/* ---- one document ---------------------------------------------------------
 */

static uint32_t
end_of_report(const struct packed *records, uint32_t begin)
{
    uint32_t end = begin + 1;

    while (end < records->count && packed_kind(records, end) != PACKED_REPORT)
        end++;
    return end;
}

static enum status
scan_records(struct reading *r, struct error *err)
{
    enum status st = STATUS_OK;

    if (r->records.count > 0 && packed_kind(&r->records, 0) != PACKED_REPORT)
        return error_set(err, STATUS_CORRUPT,
                         "a packed record stands before its report");
    for (uint32_t at = 0;
         at < r->records.count && st == STATUS_OK && !r->scan->is_over;) {
        struct chapter c = {.begin = at};
        c.end = end_of_report(&r->records, at);
        c.arena.limit_bytes = r->scratch.limit_bytes;
        st = scan_chapter(r, &c, err);
        arena_release(&c.arena);
        trim(r);
        at = c.end;
    }
    return st;
}

/* Whoever has to mend the store needs to know where. */
static enum status
name_document(uint64_t document_no, struct error *err)
{
    struct error inner = *err;

    return error_set(err, STATUS_CORRUPT, "document %" PRIu64 ": %s",
                     document_no, inner.text);
}

enum status
scan_document(struct scan *scan, uint64_t document_no, struct error *err)
{
    struct reading r = {.scan = scan, .document_no = document_no};
    struct str value;
    enum status st;

    r.scratch.limit_bytes = scan->arena->limit_bytes;
    st = snapshot_records(scan->snapshot, document_no, &value, err);
    if (st == STATUS_OK)
        st = packed_open(value, &r.records, err);
    if (st == STATUS_OK)
        st = source_generation(scan->snapshot, document_no, &r.scratch,
                               &r.generation, err);
    if (st == STATUS_OK)
        st = scan_records(&r, err);
    arena_release(&r.scratch);
    if (st == STATUS_CORRUPT)
        return name_document(document_no, err);
    if (st != STATUS_OK && st != STATUS_NOT_FOUND)
        return st;
    if (!scan->is_over)
        scan->position = position_after_document(document_no);
    return STATUS_OK;
}
