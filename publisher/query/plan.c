#include "publisher/query/plan.h"

#include "publisher/query/candidates.h"
#include "record/codec.h"

/* ---- one report, or one document, by its id ---------------------------- */

static bool
span_equal(struct span a, struct span b)
{
    return a.begin == b.begin && a.end == b.end;
}

static enum status
gone(struct error *err)
{
    return error_set(err, STATUS_NOT_FOUND, "the report is gone or never was");
}

static enum status
find_report(struct snapshot *snap, uint64_t document_no, struct span span,
            struct arena *a, struct error *err)
{
    struct packed records;
    struct report report;
    struct str value;
    enum status st = snapshot_records(snap, document_no, &value, err);

    if (st == STATUS_NOT_FOUND)
        return gone(err);
    if (st == STATUS_OK)
        st = packed_open(value, &records, err);
    for (uint32_t i = 0; st == STATUS_OK && i < records.count; i++) {
        if (packed_kind(&records, i) != PACKED_REPORT)
            continue;
        st = packed_report(&records, i, a, &report, err);
        if (st == STATUS_OK && span_equal(report.span, span))
            return STATUS_OK;
    }
    return st == STATUS_OK ? gone(err) : st;
}

/* A dead document has an id, but nothing was read from it. */
static enum status
expect_records(struct snapshot *snap, uint64_t document_no, struct error *err)
{
    struct str value;
    enum status st = snapshot_document(snap, document_no, &value, err);

    if (st == STATUS_NOT_FOUND)
        return error_set(err, STATUS_NOT_FOUND, "the document has no records");
    return st;
}

static enum status
plan_by_report(struct snapshot *snap, struct str report, struct arena *a,
               struct plan *out, struct error *err)
{
    struct record_ref ref = {0};
    struct plan plan = {.document_count = 1};
    enum status st;

    plan.has_report_span = record_ref_parse(report, &ref);
    plan.report_span = ref.span;
    if (plan.has_report_span && ref.letter != RECORD_REPORT)
        return error_set(err, STATUS_INVALID,
                         "the id is that of another record than a report");
    if (!plan.has_report_span && !id_prefix_parse(report, &ref.document))
        return error_set(err, STATUS_INVALID,
                         "neither a report's id nor the first 4 to 32 digits "
                         "of a document's");
    plan.documents = ARENA_NEW(a, uint64_t);
    if (!plan.documents)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    st = snapshot_find(snap, ref.document, plan.documents, err);
    if (st == STATUS_OK && plan.has_report_span)
        st = find_report(snap, *plan.documents, ref.span, a, err);
    else if (st == STATUS_OK)
        st = expect_records(snap, *plan.documents, err);
    if (st == STATUS_OK)
        *out = plan;
    return st;
}

/* ---- by the index ------------------------------------------------------ */

static enum status
plan_by_clauses(struct snapshot *snap, const struct query *q, struct arena *a,
                struct plan *out, struct error *err)
{
    struct candidates candidates = {0};
    struct clauses clauses;
    enum status st = clauses_of(q, a, &clauses, err);

    if (st == STATUS_OK)
        st = candidates_find(snap, &clauses, a, &candidates, err);
    if (st == STATUS_OK)
        *out = (struct plan){
            .is_walk = !candidates.is_narrowed,
            .documents = candidates.documents,
            .document_count = candidates.count,
        };
    return st;
}

/* Of the documents that are left those whose texts may have the words. */
static enum status
narrow_by_words(struct snapshot *snap, const struct text_query *words,
                struct arena *a, struct plan *plan, struct error *err)
{
    struct among among = {plan->documents, plan->document_count};
    enum status st = text_lookup_open(snap, a, &plan->look, err);

    if (st == STATUS_OK)
        st = finder_find(plan->look, words, plan->is_walk ? NULL : &among, a,
                         &plan->findings, err);
    plan->is_walk = false;
    plan->documents = plan->findings.documents;
    plan->document_count = plan->findings.count;
    return st;
}

enum status
plan_make(struct snapshot *snap, const struct query *q,
          const struct text_query *words, struct arena *a, struct plan *out,
          struct error *err)
{
    struct plan plan = {0};
    enum status st = record_has(q->report)
                         ? plan_by_report(snap, q->report, a, &plan, err)
                         : plan_by_clauses(snap, q, a, &plan, err);

    if (st == STATUS_OK && words)
        st = narrow_by_words(snap, words, a, &plan, err);
    if (st == STATUS_OK)
        *out = plan;
    return st;
}

struct course
course_of(const struct plan *plan, uint64_t from)
{
    size_t low = 0, high = plan->document_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (plan->documents[middle] < from)
            low = middle + 1;
        else
            high = middle;
    }
    return (struct course){plan, from, low};
}

enum status
course_next(struct course *c, struct snapshot *snap, uint64_t *document_no,
            struct error *err)
{
    enum status st;

    if (!c->plan->is_walk) {
        if (c->at == c->plan->document_count)
            return STATUS_NOT_FOUND;
        *document_no = c->plan->documents[c->at++];
        return STATUS_OK;
    }
    st = snapshot_next_done(snap, c->from ? c->from - 1 : 0, document_no, err);
    if (st == STATUS_OK)
        c->from = *document_no + 1;
    return st;
}

uint64_t
course_peek(const struct course *c, size_t ahead)
{
    return !c->plan->is_walk && ahead < c->plan->document_count - c->at
               ? c->plan->documents[c->at + ahead]
               : 0;
}
