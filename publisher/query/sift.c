#include "publisher/query/sift.h"

#include "publisher/query/hits.h"

bool
sift_decides(const struct filter *f, const struct plan *plan)
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
           (record_has(q->action) ? BRIEF_ACTION : 0) |
           (record_has(q->object) ? BRIEF_OBJECT : 0) |
           (has_periods || q->sort == SORT_DATE ? BRIEF_PERIOD : 0);
}

/* Have the columns find out about the words that are asked for. */
static void
ask_columns(struct sift *s, const struct query *q)
{
    struct dictionary *dictionaries = s->columns->dictionaries;

    s->is_asked[COLUMN_OBJECT] = record_has(q->object);
    s->is_asked[COLUMN_ACTION] = record_has(q->action);
    if ((s->is_asked[COLUMN_OBJECT] &&
         !dictionary_ask(&dictionaries[COLUMN_OBJECT], q->object,
                         q->is_object_exact)) ||
        (s->is_asked[COLUMN_ACTION] &&
         !dictionary_ask(&dictionaries[COLUMN_ACTION], q->action,
                         q->is_action_exact)))
        s->columns = NULL; /* out of memory: without them, then */
}

struct sift
sift_of(const struct filter *f, const struct plan *plan,
        struct columns *columns)
{
    const struct query *q = f->query;
    struct sift s = {
        .filter = f,
        .columns = columns,
        .parts = parts_of(q),
        .needs_figure = q->rows == ROW_FIGURE || filter_needs_figures(f),
        .decides = sift_decides(f, plan),
    };

    if (columns)
        ask_columns(&s, q);
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
    struct snapshot *snapshot;
    uint64_t document_no;
    const struct sifting *with;
    bool is_over;
    const struct kept *kept; /* NULL: it is in the store alone */
    struct brief brief;
    /* Of figures in this document. */
    struct brief_wish wish;
    unsigned parts;
    bool has_details; /* they are open */
    bool lacks_words; /* the details have not all words asked for */
    struct hits object, action;
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

    p->is_over = !p->with->take(p->with->context, &row);
}

/* ---- one figure -------------------------------------------------------- */

/*
 * A unit that the heads list is looked for there alone. False: no figure of
 * the document is in the unit asked for.
 */
static bool
wish_for_unit(struct pass *p, struct str unit)
{
    unsigned place = brief_unit(&p->brief, unit);

    if (place == BRIEF_NO_UNIT)
        return false;
    brief_wish_for(&p->wish, BRIEF_UNIT_PLACE, place);
    if (place == BRIEF_OTHER_UNIT)
        p->parts |= BRIEF_UNIT;
    return true;
}

static enum status
open_details(struct pass *p, struct error *err)
{
    const struct query *q = p->sift->filter->query;
    struct str value;
    enum status st;

    if (p->has_details || !p->parts)
        return STATUS_OK;
    st = snapshot_details(p->snapshot, p->document_no, &value, err);
    if (st == STATUS_OK)
        st = brief_open_details(value, &p->brief, err);
    if (st != STATUS_OK)
        return st == STATUS_NOT_FOUND ? damaged(err) : st;
    p->has_details = true;
    if (p->kept)
        return STATUS_OK;
    p->lacks_words = !hits_find(&p->object, p->brief.details_heap, q->object) ||
                     !hits_find(&p->action, p->brief.details_heap, q->action);
    return STATUS_OK;
}

/* Whether figure `index` has the words that are asked for, as far as is kept. */
static bool
is_worded(const struct pass *p, uint32_t index)
{
    const struct sift *s = p->sift;

    for (size_t i = 0; p->kept && i < COLUMNS; i++)
        if (s->is_asked[i] && !dictionary_holds(&s->columns->dictionaries[i],
                                                p->kept->words[i][index]))
            return false;
    return true;
}

/* The word of figure `index`. */
static struct str
kept_word(const struct pass *p, enum column column, uint32_t index)
{
    return dictionary_word(&p->sift->columns->dictionaries[column],
                           p->kept->words[column][index]);
}

static bool
read_figure(const struct pass *p, uint32_t index, struct brief_figure *out)
{
    if (!brief_figure(&p->brief, index, p->parts, out))
        return false;
    if (p->kept) {
        out->figure.object = kept_word(p, COLUMN_OBJECT, index);
        out->figure.action = kept_word(p, COLUMN_ACTION, index);
    }
    return true;
}

static bool
is_match(const struct pass *p, struct brief_figure *figure)
{
    const struct filter *f = p->sift->filter;

    if (!hits_may_be_in(&p->object, figure->figure.object) ||
        !hits_may_be_in(&p->action, figure->figure.action))
        return false;
    if (!(p->parts & BRIEF_UNIT))
        figure->figure.unit = f->query->unit; /* as wished */
    return match_figure(f, &figure->figure) &&
           match_section(f, figure->has_section ? &figure->section : NULL);
}

/* The first figure from `index` on that may match, or `end`. */
static uint32_t
seek(const struct pass *p, uint32_t index, uint32_t end)
{
    index = brief_seek(&p->brief, &p->wish, index, end);
    while (index < end && !is_worded(p, index))
        index = brief_seek(&p->brief, &p->wish, index + 1, end);
    return index;
}

/* Each figure that matches; for rows of another kind one is enough. */
static enum status
pass_figures(struct pass *p, const struct brief_report *r, struct error *err)
{
    bool is_row = p->sift->filter->query->rows == ROW_FIGURE;
    uint32_t i = seek(p, r->first_figure, r->figure_end);
    struct brief_figure figure = {0};
    enum status st = i < r->figure_end ? open_details(p, err) : STATUS_OK;

    for (;
         st == STATUS_OK && i < r->figure_end && !p->lacks_words && !p->is_over;
         i = seek(p, i + 1, r->figure_end)) {
        /* With no parts, all that is asked was looked at by seek(). */
        if (p->parts && !read_figure(p, i, &figure))
            return damaged(err);
        if (p->parts && !is_match(p, &figure))
            continue;
        show(p, r, is_row ? &figure : NULL);
        if (!is_row)
            break;
    }
    return st;
}

/* ---- reports ----------------------------------------------------------- */

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

/* The brief's heads, from where they are. */
static enum status
open_heads(struct pass *p, struct error *err)
{
    struct str heads;
    enum status st = STATUS_OK;

    p->kept = columns_find(p->sift->columns, p->document_no);
    if (p->kept) {
        heads = p->kept->heads;
        p->parts &= ~(unsigned)(BRIEF_OBJECT | BRIEF_ACTION);
    } else {
        st = snapshot_brief(p->snapshot, p->document_no, &heads, err);
    }
    return st == STATUS_OK ? brief_open(heads, &p->brief, err) : st;
}

enum status
sift_document(const struct sift *s, struct snapshot *snap, uint64_t document_no,
              const struct sifting *with, struct error *err)
{
    const struct query *q = s->filter->query;
    struct pass p = {
        .sift = s,
        .snapshot = snap,
        .document_no = document_no,
        .with = with,
        .wish = s->wish,
        .parts = s->parts,
        .object.is_any = true,
        .action.is_any = true,
    };
    enum status st = open_heads(&p, err);

    if (st != STATUS_OK)
        return st;
    if (with->wants_places && q->rows == ROW_FIGURE)
        p.parts |= BRIEF_PLACE;
    if (record_has(q->unit) && !wish_for_unit(&p, q->unit))
        return STATUS_OK;
    for (uint32_t i = 0;
         st == STATUS_OK && !p.is_over && i < p.brief.report_count; i++) {
        struct brief_report r;
        st = brief_report(&p.brief, i, &r) ? pass_report(&p, &r, err)
                                           : damaged(err);
    }
    return st;
}
