#include "publisher/query/finder.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* A term of a phrase, and how many documents are under it. */
struct sought {
    text_term term;
    size_t phrase;
    uint64_t documents;
};

struct sought_list {
    struct sought *items;
    size_t count;
};

static int
compare(const void *a, const void *b)
{
    const struct sought *x = a, *y = b;

    return (x->documents > y->documents) - (x->documents < y->documents);
}

/* All terms, the rarest first. */
static enum status
weigh(const struct text_lookup *look, const struct text_query *q,
      struct arena *a, struct sought_list *out, struct findings *f,
      struct error *err)
{
    size_t total = 0;
    enum status st = STATUS_OK;

    for (size_t i = 0; i < q->count; i++)
        total += q->phrases[i].term_count;
    *out = (struct sought_list){ARENA_ARRAY(a, struct sought, total), 0};
    if (!out->items)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    for (size_t i = 0; i < q->count; i++) {
        const struct phrase *p = &q->phrases[i];
        f->phrase_documents[i] = UINT64_MAX;
        for (size_t j = 0; st == STATUS_OK && j < p->term_count; j++) {
            struct sought *s = &out->items[out->count++];
            *s = (struct sought){p->terms[j], i, 0};
            st = text_lookup_count(look, s->term, &s->documents, err);
            if (s->documents < f->phrase_documents[i])
                f->phrase_documents[i] = s->documents;
        }
    }
    qsort(out->items, out->count, sizeof *out->items, compare);
    return st;
}

static bool
begin(struct findings *f, const struct text_posting_list *list, struct arena *a)
{
    f->documents = ARENA_ARRAY(a, uint64_t, list->count);
    f->times = ARENA_ARRAY(a, uint32_t, list->count * f->phrase_count);
    if (!f->documents || !f->times)
        return false;
    f->count = list->count;
    memset(f->times, 0xFF, f->count * f->phrase_count * sizeof *f->times);
    for (size_t i = 0; i < list->count; i++)
        f->documents[i] = list->items[i].document_no;
    return true;
}

/* Keep the documents of the list, which are some of those found. */
static void
narrow(struct findings *f, const struct text_posting_list *list, size_t phrase)
{
    size_t from = 0;

    for (size_t i = 0; i < list->count; i++, from++) {
        uint32_t *kept = f->times + i * f->phrase_count;
        while (f->documents[from] != list->items[i].document_no)
            from++;
        assert(from < f->count);
        f->documents[i] = f->documents[from];
        memmove(kept, f->times + from * f->phrase_count,
                f->phrase_count * sizeof *kept);
        if (list->items[i].times < kept[phrase])
            kept[phrase] = list->items[i].times;
    }
    f->count = list->count;
}

static enum status
narrow_all(const struct text_lookup *look, const struct sought_list *sought,
           const struct among *among, struct arena *a, struct findings *f,
           struct error *err)
{
    enum status st = STATUS_OK;

    for (size_t i = 0; st == STATUS_OK && i < sought->count; i++) {
        struct among found = {f->documents, f->count};
        struct text_posting_list list = {0};
        if (i > 0 && f->count == 0)
            break;
        st = text_lookup_find(look, sought->items[i].term,
                              i == 0 ? among : &found, a, &list, err);
        if (st == STATUS_OK && i == 0 && !begin(f, &list, a))
            st = error_set(err, STATUS_UNAVAILABLE, "out of memory");
        if (st == STATUS_OK)
            narrow(f, &list, sought->items[i].phrase);
    }
    return st;
}

enum status
finder_find(const struct text_lookup *look, const struct text_query *q,
            const struct among *among, struct arena *a, struct findings *out,
            struct error *err)
{
    struct findings f = {.phrase_count = q->count};
    struct sought_list sought;
    enum status st = weigh(look, q, a, &sought, &f, err);

    if (st == STATUS_OK)
        st = narrow_all(look, &sought, among, a, &f, err);
    if (st == STATUS_OK)
        *out = f;
    return st;
}
