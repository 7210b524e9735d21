#include "publisher/works/edition.h"

#include "base/clock.h"
#include "publisher/works/works.h"
#include "record/place.h"
#include "record/terms.h"

/* Reports that may be one work are few: this is for a store of nothing else. */
enum { COMPARING_MS = 20 };

static bool
may_be_one_work(const void *context, const struct report *r)
{
    const struct report *of = context;

    return r->genre == of->genre && r->year == of->year &&
           str_equal(place_key(&r->place, r->year),
                     place_key(&of->place, of->year));
}

static enum status
read_versions(struct reading *r, const struct report *report, struct arena *a,
              struct version_list *list, struct error *err)
{
    int64_t deadline_ms = clock_monotonic_ms() + COMPARING_MS;
    struct plan plan = {0};
    bool is_cut = false;
    enum status st =
        snapshot_lookup(r->snapshot, term_alone(term_of_work(report, a)), a,
                        &plan.documents, &plan.document_count, err);

    if (st == STATUS_OK)
        st = versions_read_all(r->snapshot, &plan, may_be_one_work, report,
                               deadline_ms, a, list, &is_cut, err);
    return st == STATUS_OK ? works_find(list, deadline_ms, a, &is_cut, err)
                           : st;
}

static const struct version *
find_own(const struct version_list *list, uint64_t document_no, uint32_t begin)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->versions[i].document_no == document_no &&
            list->versions[i].begin == begin)
            return &list->versions[i];
    return NULL;
}

/* Versions stand in the order they were accepted in. */
static const struct version *
first_version(const struct version_list *list, const struct version *own)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->versions[i].best == own->best)
            return &list->versions[i];
    return own;
}

static enum status
name_work(struct reading *r, uint64_t document_no, struct span report,
          struct arena *a, struct str *out, struct error *err)
{
    struct source source;
    enum status st = source_read(r->snapshot, document_no, a, &source, err);

    if (st == STATUS_NOT_FOUND)
        return error_set(err, STATUS_CORRUPT, "a document's row is missing");
    if (st == STATUS_OK)
        *out = record_id_print(source.id, RECORD_REPORT, report, a);
    return st;
}

enum status
edition_find(struct reading *r, struct chapter *c, struct error *err)
{
    struct arena a = ARENA_LIMIT(r->scratch.limit_bytes);
    struct version_list list = {0};
    const struct version *own, *first = NULL;
    enum status st = STATUS_OK;

    if (c->edition.is_known)
        return STATUS_OK;
    c->edition = (struct edition){.is_known = true, .is_best = true};
    if (record_has(term_of_work(&c->report, &a)))
        st = read_versions(r, &c->report, &a, &list, err);
    own = find_own(&list, r->document_no, c->begin);
    if (st == STATUS_OK && own) {
        c->edition.is_best = is_best(own);
        first = first_version(&list, own);
    }
    if (st == STATUS_OK)
        st = name_work(r, first ? first->document_no : r->document_no,
                       first ? first->report.span : c->report.span, &c->arena,
                       &c->edition.work, err);
    arena_release(&a);
    return st;
}
