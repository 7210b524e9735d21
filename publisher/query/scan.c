#include "publisher/query/scan.h"

#include <inttypes.h>

#include "base/clock.h"
#include "publisher/query/holds.h"
#include "publisher/works/edition.h"

/* Figures that a brief tells to match, in their order. */
struct told {
    struct looked *figures;
    size_t count, capacity;
    struct arena arena;
};

/* A scan in one document. */
struct pass {
    const struct filter *filter;
    struct taker *taker;
    struct reading *reading;
    const struct told *told; /* no other figures match; NULL: untold */
};

static enum status
take(const struct pass *p, struct chapter *c, struct looked record,
     struct error *err)
{
    enum status st = p->taker->take(p->taker, p->reading, c, &record, err);

    reading_trim(p->reading);
    return st;
}

/* The report is one row, or is passed over whole. */
static enum status
take_report(const struct pass *p, struct chapter *c, bool is_match,
            struct error *err)
{
    return take(p, c,
                (struct looked){.index = c->begin,
                                .span = c->report.span,
                                .is_match = is_match},
                err);
}

/* ---- rows of each kind ------------------------------------------------- */

static enum status
scan_figures(const struct pass *p, struct chapter *c, struct error *err)
{
    enum status st = STATUS_OK;

    for (uint32_t i = c->begin + 1;
         i < c->end && st == STATUS_OK && !p->taker->is_over; i++) {
        struct figure figure;
        bool is_match;
        if (packed_kind(&p->reading->records, i) != PACKED_FIGURE)
            continue;
        st = holds_look_at_figure(p->reading, c, p->filter, i, &figure,
                                  &is_match, err);
        if (st == STATUS_OK)
            st = take(p, c, (struct looked){i, figure.span, is_match, &figure},
                      err);
    }
    return st;
}

/* As scan_figures(), but others than these are not even looked at. */
static enum status
take_told(const struct pass *p, struct chapter *c, struct error *err)
{
    enum status st = STATUS_OK;

    for (size_t i = 0;
         i < p->told->count && st == STATUS_OK && !p->taker->is_over; i++) {
        struct looked figure = p->told->figures[i];
        if (figure.index > c->begin && figure.index < c->end)
            st = take(p, c, figure, err);
    }
    return st;
}

static enum status
scan_sections(const struct pass *p, struct chapter *c, struct error *err)
{
    struct reading *r = p->reading;
    bool needs_figure = filter_needs_figures(p->filter);
    bool *holds = NULL;
    enum status st =
        needs_figure ? holds_figures(r, c, p->filter, &holds, err) : STATUS_OK;

    for (uint32_t i = c->begin + 1;
         i < c->end && st == STATUS_OK && !p->taker->is_over; i++) {
        struct section section;
        bool is_match;
        if (packed_kind(&r->records, i) != PACKED_SECTION)
            continue;
        st = packed_section(&r->records, i, &r->scratch, &section, err);
        if (st != STATUS_OK)
            break;
        is_match = match_section(p->filter, &section);
        if (is_match && needs_figure)
            is_match =
                outline_find(&c->outline, section.id) && holds[section.id];
        st = take(p, c, (struct looked){i, section.span, is_match, NULL}, err);
    }
    return st;
}

static enum status
scan_report_itself(const struct pass *p, struct chapter *c, struct error *err)
{
    bool is_match;
    enum status st = holds_inner(p->reading, c, p->filter, &is_match, err);

    return st == STATUS_OK ? take_report(p, c, is_match, err) : st;
}

static enum status
scan_mentions(const struct pass *p, struct chapter *c, struct error *err)
{
    struct reading *r = p->reading;
    bool holds;
    enum status st = holds_inner(r, c, p->filter, &holds, err);

    if (st == STATUS_OK && !holds)
        return take_report(p, c, false, err);
    for (uint32_t i = c->begin + 1;
         i < c->end && st == STATUS_OK && !p->taker->is_over; i++) {
        struct mention mention;
        if (packed_kind(&r->records, i) != PACKED_MENTION)
            continue;
        st = packed_mention(&r->records, i, &r->scratch, &mention, err);
        if (st == STATUS_OK)
            st = take(p, c,
                      (struct looked){i, mention.span,
                                      match_mention(p->filter, &mention), NULL},
                      err);
    }
    return st;
}

/* ---- one report -------------------------------------------------------- */

static bool
is_asked_for(const struct scan *scan, const struct report *report)
{
    const struct plan *plan = scan->plan;

    if (plan->has_report_span &&
        (report->span.begin != plan->report_span.begin ||
         report->span.end != plan->report_span.end))
        return false;
    return match_report(scan->filter, report);
}

/* Whether a record is held against the sections around it, or one in it. */
static bool
needs_outline(const struct filter *f)
{
    return f->query->has_section_kind ||
           (f->query->rows == ROW_SECTION && filter_needs_figures(f));
}

static enum status
scan_rows(const struct pass *p, struct chapter *c, struct error *err)
{
    switch (p->filter->query->rows) {
    case ROW_REPORT:
        return scan_report_itself(p, c, err);
    case ROW_SECTION:
        return scan_sections(p, c, err);
    case ROW_MENTION:
        return scan_mentions(p, c, err);
    case ROW_FIGURE:
        break;
    }
    return p->told ? take_told(p, c, err) : scan_figures(p, c, err);
}

static enum status
scan_chapter(const struct pass *p, struct chapter *c, struct error *err)
{
    struct reading *r = p->reading;
    const struct filter *f = p->filter;
    bool holds = true;
    enum status st = STATUS_OK;

    if (needs_outline(f))
        st = chapter_outline(r, c, err);
    if (st == STATUS_OK && f->query->rows != ROW_MENTION &&
        filter_needs_mentions(f))
        st = holds_mention(r, c, f, &holds, err);
    if (st != STATUS_OK)
        return st;
    return holds ? scan_rows(p, c, err) : take_report(p, c, false, err);
}

/* A version that another one stands for is passed over. */
static enum status
scan_version(const struct pass *p, struct chapter *c, struct error *err)
{
    const struct query *q = p->filter->query;
    enum status st;

    if (!q->has_versions || q->versions == VERSIONS_ALL)
        return scan_chapter(p, c, err);
    st = edition_find(p->reading, c, err);
    if (st != STATUS_OK)
        return st;
    return c->edition.is_best ? scan_chapter(p, c, err)
                              : take_report(p, c, false, err);
}

/* ---- one document ---------------------------------------------------------
 */

static enum status
scan_records(const struct scan *scan, const struct pass *p, struct error *err)
{
    enum status st = STATUS_OK;

    for (uint32_t at = 0; at < p->reading->records.count && st == STATUS_OK &&
                          !p->taker->is_over;) {
        struct chapter c;
        bool holds = false;
        st = chapter_open(p->reading, at, &c, err);
        if (st == STATUS_OK && is_asked_for(scan, &c.report))
            st = holds_words(p->reading, &c, p->filter, &holds, err);
        if (st == STATUS_OK && holds)
            st = scan_version(p, &c, err);
        at = c.end;
        chapter_close(&c);
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

static enum status
check_origins(const struct scan *scan, uint64_t document_no, bool *is_match,
              struct error *err)
{
    struct arena scratch = ARENA_LIMIT(scan->limit_bytes);
    struct origins_row origins = {0};
    enum status st =
        source_origins(scan->snapshot, document_no, &scratch, &origins, err);

    *is_match = st == STATUS_OK && match_origins(scan->filter, &origins);
    arena_release(&scratch);
    return st;
}

static enum status
scan_reading(const struct scan *scan, uint64_t document_no, struct taker *taker,
             const struct told *told, struct error *err)
{
    struct reading r;
    struct pass pass = {scan->filter, taker, &r, told};
    enum status st =
        reading_open(scan->snapshot, document_no, scan->limit_bytes, &r, err);

    if (st == STATUS_OK)
        st = scan_records(scan, &pass, err);
    reading_close(&r);
    return st;
}

/* ---- its brief --------------------------------------------------------- */

static bool
note_row(void *context, const struct sifted *row)
{
    struct taker *taker = context;

    taker->note(taker, row);
    return !taker->is_over;
}

static bool
find_any(void *context, const struct sifted *row)
{
    (void)row;
    *(bool *)context = true;
    return false;
}

static bool
note_told(void *context, const struct sifted *row)
{
    struct told *told = context;
    struct looked *moved = arena_grow(&told->arena, told->figures, told->count,
                                      &told->capacity, sizeof *moved);

    if (!moved)
        return false;
    told->figures = moved;
    moved[told->count++] = (struct looked){row->record, row->span, true, NULL};
    return true;
}

/* The figures of a document that match, and what is done with each. */
static enum status
scan_told(const struct scan *scan, const struct sift *sift,
          uint64_t document_no, struct taker *taker, struct error *err)
{
    struct told told = {.arena = ARENA_LIMIT(scan->limit_bytes)};
    struct sifting with = {true, note_told, &told};
    enum status st =
        sift_document(sift, scan->snapshot, document_no, &with, err);

    if (st == STATUS_OK && told.arena.exhausted)
        st = error_set(err, STATUS_UNAVAILABLE, "out of memory");
    if (st == STATUS_OK && told.count > 0)
        st = scan_reading(scan, document_no, taker, &told, err);
    arena_release(&told.arena);
    return st;
}

/* The brief only tells whether to open the document at all. */
static enum status
scan_opened(const struct scan *scan, const struct sift *sift,
            uint64_t document_no, struct taker *taker, struct error *err)
{
    bool has_any = false, is_match = true;
    struct sifting with = {false, find_any, &has_any};
    enum status st =
        sift_document(sift, scan->snapshot, document_no, &with, err);

    if (st != STATUS_OK || !has_any)
        return st;
    if (filter_needs_origins(scan->filter))
        st = check_origins(scan, document_no, &is_match, err);
    return st == STATUS_OK && is_match
               ? scan_reading(scan, document_no, taker, NULL, err)
               : st;
}

static enum status
scan_noted(const struct scan *scan, const struct sift *sift,
           uint64_t document_no, struct taker *taker, struct error *err)
{
    struct sifting with = {document_no <= taker->last_placed, note_row, taker};

    return sift_document(sift, scan->snapshot, document_no, &with, err);
}

/* A document without records has no rows. */
static enum status
scan_document(const struct scan *scan, const struct sift *sift,
              uint64_t document_no, struct taker *taker, struct error *err)
{
    enum status st;

    if (sift->decides && taker->note)
        st = scan_noted(scan, sift, document_no, taker, err);
    else if (sift->decides && scan->filter->query->rows == ROW_FIGURE)
        st = scan_told(scan, sift, document_no, taker, err);
    else
        st = scan_opened(scan, sift, document_no, taker, err);
    if (st == STATUS_CORRUPT)
        return name_document(document_no, err);
    return st == STATUS_NOT_FOUND ? STATUS_OK : st;
}

/* Going through thousands of documents is waiting for memory, unless told of
 * them beforehand. */
static void
expect(const struct scan *scan, const struct course *course)
{
    enum { NEAR = 4, FAR = 12 };

    if (scan->columns)
        columns_expect(scan->columns, course_peek(course, NEAR),
                       course_peek(course, FAR));
}

enum status
scan_run(const struct scan *scan, uint64_t document_no, struct taker *taker,
         uint64_t *next, struct error *err)
{
    struct sift sift = sift_of(scan->filter, scan->plan, scan->columns);
    struct course course = course_of(scan->plan, document_no);

    for (size_t i = 0;; i++) {
        enum status st =
            course_next(&course, scan->snapshot, &document_no, err);
        *next = st == STATUS_OK ? document_no : 0;
        if (st == STATUS_NOT_FOUND)
            return STATUS_OK;
        if (st != STATUS_OK)
            return st;
        if (i > 0 && (i >= scan->max_documents ||
                      clock_monotonic_ms() >= scan->deadline_ms))
            return STATUS_OK;
        expect(scan, &course);
        st = scan_document(scan, &sift, document_no, taker, err);
        if (st != STATUS_OK || taker->is_over)
            return st;
    }
}

enum status
scan_generation(const struct scan *scan, uint64_t document_no, uint32_t *out,
                struct error *err)
{
    struct arena scratch = ARENA_LIMIT(scan->limit_bytes);
    enum status st =
        source_generation(scan->snapshot, document_no, &scratch, out, err);

    arena_release(&scratch);
    if (st == STATUS_NOT_FOUND)
        *out = 0;
    return st == STATUS_NOT_FOUND ? STATUS_OK : st;
}
