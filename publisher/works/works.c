#include "publisher/works/works.h"

#include <stdlib.h>

#include "base/clock.h"
#include "publisher/works/amount.h"
#include "publisher/works/sitting.h"
#include "record/place.h"

/* 0.8 as a fraction. */
enum { EQUAL_SHARE = 4, EQUAL_OF = 5 };

/* Versions that may be one work, with what is compared of their figures. */
struct candidate {
    struct version *version;
    struct str place;   /* its key */
    uint64_t *prints;   /* of its figures, sorted; read when needed */
    struct str session; /* of its work, as far as it is known */
};

/* ---- what is compared of a figure -------------------------------------- */

/* FNV-1a, 64 bits. */
static uint64_t
mix(uint64_t print, const void *bytes, size_t count)
{
    const unsigned char *at = bytes;

    for (size_t i = 0; i < count; i++)
        print = (print ^ at[i]) * 0x100000001b3;
    return print;
}

static uint64_t
mix_str(uint64_t print, struct str s)
{
    print = mix(print, s.ptr, s.len);
    return mix(print, "", 1);
}

static uint64_t
print_of(const struct figure *f)
{
    struct amount amount = amount_of(f);
    char text[DECIMAL_TEXT_BYTES];
    uint64_t print = 0xcbf29ce484222325;

    print = mix(print, text, decimal_print(amount.value, text));
    print = mix_str(print, STR("/"));
    print = mix(print, text, decimal_print(amount.upper, text));
    print = mix_str(print, amount.unit);
    print = mix_str(print, f->object);
    return mix(print, &f->measure, sizeof f->measure);
}

static int
compare_prints(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

static enum status
need_prints(struct candidate *c, struct arena *a, struct error *err)
{
    const struct version *v = c->version;
    struct arena scratch = {.limit_bytes = a->limit_bytes};
    enum status st = STATUS_OK;
    size_t count = 0;

    if (c->prints)
        return STATUS_OK;
    c->prints = ARENA_ARRAY(a, uint64_t, v->figure_count);
    if (!c->prints)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    for (uint32_t i = v->begin + 1; st == STATUS_OK && i < v->end; i++) {
        struct figure figure;
        if (packed_kind(&v->records, i) != PACKED_FIGURE)
            continue;
        st = packed_figure(&v->records, i, &scratch, &figure, err);
        if (st == STATUS_OK)
            c->prints[count++] = print_of(&figure);
    }
    arena_release(&scratch);
    qsort(c->prints, count, sizeof *c->prints, compare_prints);
    return st;
}

/* How many figures two versions share; each counts once. */
static size_t
count_shared(const struct candidate *a, const struct candidate *b)
{
    size_t i = 0, j = 0, shared = 0;

    while (i < a->version->figure_count && j < b->version->figure_count) {
        int order = compare_prints(&a->prints[i], &b->prints[j]);
        shared += order == 0;
        i += order <= 0;
        j += order >= 0;
    }
    return shared;
}

/* ---- which are one work ------------------------------------------------ */

/* Whether nothing but the figures speaks against it. */
static bool
may_be_one(const struct candidate *a, const struct candidate *b)
{
    const struct report *x = &a->version->report, *y = &b->version->report;

    return x->genre == y->genre && x->year == y->year &&
           str_equal(a->place, b->place);
}

static int
compare_keys(const struct candidate *x, const struct candidate *y)
{
    const struct report *a = &x->version->report, *b = &y->version->report;
    int order = str_compare(x->place, y->place);

    if (order == 0)
        order = (a->genre > b->genre) - (a->genre < b->genre);
    return order ? order : (a->year > b->year) - (a->year < b->year);
}

/* Together what may be one; among those the best first. */
static int
compare_candidates(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    const struct version *v = x->version, *w = y->version;
    int order = compare_keys(x, y);

    if (order != 0)
        return order;
    if (v->figure_count != w->figure_count)
        return v->figure_count > w->figure_count ? -1 : 1;
    if (v->document_no != w->document_no)
        return v->document_no < w->document_no ? -1 : 1;
    return (v->begin > w->begin) - (v->begin < w->begin);
}

static bool
may_be_one_sitting(const struct candidate *a, const struct candidate *b)
{
    return !record_has(a->session) || !record_has(b->session) ||
           is_same_sitting(a->session, b->session);
}

/* `best` is the longer one, or as long. */
static enum status
join(struct candidate *best, struct candidate *c, struct arena *a,
     bool *is_joined, struct error *err)
{
    size_t count = c->version->figure_count;
    enum status st;

    *is_joined = false;
    if (!may_be_one_sitting(best, c))
        return STATUS_OK;
    st = need_prints(best, a, err);
    if (st == STATUS_OK)
        st = need_prints(c, a, err);
    if (st != STATUS_OK ||
        count_shared(best, c) * EQUAL_OF < count * EQUAL_SHARE)
        return st;
    if (!record_has(best->session))
        best->session = c->session;
    c->version->best = best->version;
    *is_joined = true;
    return STATUS_OK;
}

/* Versions [0, count) may be one work, or several. */
static enum status
find_in_group(struct candidate *group, size_t count, int64_t deadline_ms,
              struct arena *a, bool *is_cut, struct error *err)
{
    enum status st = STATUS_OK;

    for (size_t i = 0; i < count && st == STATUS_OK; i++) {
        bool is_joined = false;
        if (i > 0 && clock_monotonic_ms() >= deadline_ms) {
            *is_cut = true;
            break;
        }
        if (group[i].version->figure_count == 0)
            continue;
        for (size_t j = 0; j < i && st == STATUS_OK && !is_joined; j++)
            if (is_best(group[j].version))
                st = join(&group[j], &group[i], a, &is_joined, err);
    }
    return st;
}

enum status
works_find(struct version_list *list, int64_t deadline_ms, struct arena *a,
           bool *is_cut, struct error *err)
{
    struct candidate *all = ARENA_ARRAY(a, struct candidate, list->count);
    enum status st = STATUS_OK;
    size_t count = 0;

    if (!all)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    for (size_t i = 0; i < list->count; i++) {
        struct version *v = &list->versions[i];
        struct str place = place_key(&v->report.place, v->report.year);
        v->best = v;
        if (record_has(place) && v->report.year)
            all[count++] = (struct candidate){
                .version = v, .place = place, .session = v->report.session};
    }
    qsort(all, count, sizeof *all, compare_candidates);
    for (size_t begin = 0, end; begin < count && st == STATUS_OK; begin = end) {
        for (end = begin + 1; end < count && may_be_one(&all[begin], &all[end]);
             end++)
            ;
        if (end - begin > 1)
            st = find_in_group(&all[begin], end - begin, deadline_ms, a, is_cut,
                               err);
    }
    return st;
}
