#include "publisher/query/sift.h"

static bool
briefs_hold_all(const struct filter *f, const struct plan *plan)
{
    const struct query *q = f->query;
    bool is_any_version = !q->has_versions || q->versions == VERSIONS_ALL;

    return (q->rows == ROW_FIGURE || q->rows == ROW_REPORT) && !f->words &&
           !filter_needs_mentions(f) && !filter_needs_origins(f) &&
           is_any_version && !plan->has_report_span;
}

/* What match_figure() and order_key() look at. */
static unsigned
parts_of(const struct query *q)
{
    bool has_values = record_has(q->value_from) || record_has(q->value_to);
    bool has_periods = record_has(q->period_from) || record_has(q->period_to);

    return (has_values || q->sort == SORT_VALUE ? BRIEF_NUMBERS : 0) |
           (record_has(q->unit) ? BRIEF_UNIT : 0) |
           (record_has(q->action) ? BRIEF_ACTION : 0) |
           (record_has(q->object) ? BRIEF_OBJECT : 0) |
           (has_periods || q->sort == SORT_DATE ? BRIEF_PERIOD : 0);
}

struct sift
sift_of(const struct filter *f, const struct plan *plan)
{
    const struct query *q = f->query;
    struct sift s = {
        .filter = f,
        .parts = parts_of(q),
        .needs_figure = q->rows == ROW_FIGURE || filter_needs_figures(f),
        .decides = briefs_hold_all(f, plan),
    };

    if (q->has_kind)
        brief_wish_for(&s.wish, BRIEF_KIND, q->kind);
    if (q->has_status)
        brief_wish_for(&s.wish, BRIEF_STATUS, q->status);
    if (q->has_measure)
        brief_wish_for(&s.wish, BRIEF_MEASURE, q->measure);
    if (q->has_direction)
        brief_wish_for(&s.wish, BRIEF_DIRECTION, q->direction);
    if (q->has_section_kind)
        brief_wish_for(&s.wish, BRIEF_SECTION_KIND, q->section_kind);
    return s;
}

/* A brief on its way through the sift. */
struct pass {
    const struct sift *sift;
    const struct brief *brief;
    uint64_t document_no;
    bool may_have_figures; /* all words asked for are somewhere in it */
    sift_take *take;
    void *context;
    bool is_over;
};

static enum status
damaged(struct error *err)
{
    return error_set(err, STATUS_CORRUPT, "its brief is damaged");
}

static void
show(struct pass *p, const struct brief_report *r,
     const struct brief_figure *figure)
{
    struct sifted row = {
        .document_no = p->document_no,
        .record = figure ? figure->record : r->record,
        .span = figure ? figure->figure.span : r->report.span,
        .report = &r->report,
        .figure = figure ? &figure->figure : NULL,
    };

    p->is_over = !p->take(p->context, &row);
}

static bool
is_match(const struct filter *f, const struct brief_figure *figure)
{
    return match_figure(f, &figure->figure) &&
           match_section(f, figure->has_section ? &figure->section : NULL);
}

/* Each figure that matches; for rows of another kind one is enough. */
static enum status
pass_figures(struct pass *p, const struct brief_report *r, struct error *err)
{
    const struct sift *s = p->sift;
    bool is_row = s->filter->query->rows == ROW_FIGURE;
    uint32_t end = p->may_have_figures ? r->figure_end : r->first_figure;
    uint32_t i = brief_seek(p->brief, &s->wish, r->first_figure, end);
    struct brief_figure figure = {0};

    for (; i < end && !p->is_over;
         i = brief_seek(p->brief, &s->wish, i + 1, end)) {
        if (!brief_figure(p->brief, i, s->parts, &figure))
            return damaged(err);
        if (!is_match(s->filter, &figure))
            continue;
        show(p, r, is_row ? &figure : NULL);
        if (!is_row)
            break;
    }
    return STATUS_OK;
}

static enum status
pass_report(struct pass *p, const struct brief_report *r, struct error *err)
{
    const struct filter *f = p->sift->filter;

    if (!match_report(f, &r->report))
        return STATUS_OK;
    if (p->sift->needs_figure)
        return pass_figures(p, r, err);
    if (!f->query->has_section_kind ||
        r->section_kinds & 1U << f->query->section_kind)
        show(p, r, NULL);
    return STATUS_OK;
}

static bool
may_have(const struct brief *b, struct str words)
{
    return !record_has(words) || str_contains(b->heap, words);
}

enum status
sift_document(const struct sift *s, struct snapshot *snap, uint64_t document_no,
              sift_take *take, void *context, struct error *err)
{
    const struct query *q = s->filter->query;
    struct pass p = {
        .sift = s,
        .document_no = document_no,
        .take = take,
        .context = context,
    };
    struct brief brief;
    struct str value;
    enum status st = snapshot_brief(snap, document_no, &value, err);

    if (st == STATUS_OK)
        st = brief_open(value, &brief, err);
    if (st != STATUS_OK)
        return st;
    p.brief = &brief;
    p.may_have_figures =
        may_have(&brief, q->object) && may_have(&brief, q->action);
    for (uint32_t i = 0;
         st == STATUS_OK && !p.is_over && i < brief.report_count; i++) {
        struct brief_report r;
        st = brief_report(&brief, i, &r) ? pass_report(&p, &r, err)
                                         : damaged(err);
    }
    return st;
}
