#include "publisher/report/version.h"

#include <inttypes.h>

#include "base/clock.h"
#include "publisher/report/reading.h"
#include "record/period.h"

uint32_t
report_last_day(const struct report *r)
{
    struct period reviewed;

    if (record_has(r->period) && period_parse(r->period, &reviewed))
        return reviewed.last;
    return r->year ? r->year * 10000U + 1231 : 0;
}

static size_t
count_figures(const struct version *v)
{
    size_t count = 0;

    for (uint32_t i = v->begin + 1; i < v->end; i++)
        count += packed_kind(&v->records, i) == PACKED_FIGURE;
    return count;
}

static enum status
add(struct version_list *list, struct version version, struct arena *a,
    struct error *err)
{
    struct version *moved = arena_grow(a, list->versions, list->count,
                                       &list->capacity, sizeof *moved);

    if (!moved)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    version.figure_count = count_figures(&version);
    list->versions = moved;
    moved[list->count++] = version;
    return STATUS_OK;
}

static enum status
read_all(struct version v, wants_report *wants, const void *context,
         struct arena *a, struct version_list *list, struct error *err)
{
    enum status st = STATUS_OK;

    while (st == STATUS_OK && v.begin < v.records.count) {
        v.end = reading_report_end(&v.records, v.begin);
        st = packed_report(&v.records, v.begin, a, &v.report, err);
        if (st == STATUS_OK && wants(context, &v.report))
            st = add(list, v, a, err);
        v.begin = v.end;
    }
    return st;
}

enum status
versions_read(struct snapshot *snap, uint64_t document_no, wants_report *wants,
              const void *context, struct arena *a, struct version_list *list,
              struct error *err)
{
    struct version v = {.document_no = document_no};
    struct error inner;
    struct str value;
    enum status st = snapshot_records(snap, document_no, &value, &inner);

    if (st == STATUS_NOT_FOUND)
        return STATUS_OK;
    if (st == STATUS_OK)
        st = packed_open(value, &v.records, &inner);
    if (st == STATUS_OK)
        st = read_all(v, wants, context, a, list, &inner);
    if (st == STATUS_CORRUPT)
        return error_set(err, st, "document %" PRIu64 ": %s", document_no,
                         inner.text);
    if (st != STATUS_OK)
        *err = inner;
    return st;
}

enum status
versions_read_all(struct snapshot *snap, const struct plan *plan,
                  wants_report *wants, const void *context, int64_t deadline_ms,
                  struct arena *a, struct version_list *list, bool *is_cut,
                  struct error *err)
{
    struct course course = course_of(plan, 0);
    uint64_t document_no;
    bool is_first = true;
    enum status st = course_next(&course, snap, &document_no, err);

    for (; st == STATUS_OK; is_first = false) {
        if (!is_first && clock_monotonic_ms() >= deadline_ms) {
            *is_cut = true;
            return STATUS_OK;
        }
        st = versions_read(snap, document_no, wants, context, a, list, err);
        if (st == STATUS_OK)
            st = course_next(&course, snap, &document_no, err);
    }
    return st == STATUS_NOT_FOUND ? STATUS_OK : st;
}
