#include "publisher/query/relevance.h"

#include <math.h>

#define K1 1.2
#define B 0.75
#define MILLION 1e6

static uint32_t
clamp(uint64_t number)
{
    return number < UINT32_MAX ? (uint32_t)number : UINT32_MAX;
}

static void
find_statistics(const struct text_posting_list *lengths,
                const struct findings *f, struct text_statistics *out)
{
    uint64_t characters = 0;

    for (size_t i = 0; i < lengths->count; i++)
        characters += lengths->items[i].times;
    out->documents = clamp(lengths->count);
    out->mean_length = lengths->count ? clamp(characters / lengths->count) : 0;
    out->phrase_count = (uint32_t)f->phrase_count;
    for (size_t i = 0; i < f->phrase_count; i++)
        out->phrase_documents[i] = clamp(f->phrase_documents[i]);
}

/* ---- the weight of one document ----------------------------------------- */

static double
rarity(const struct text_statistics *s, size_t phrase)
{
    double having = s->phrase_documents[phrase];
    double lacking = s->documents > having ? s->documents - having : 0;

    return log(1 + (lacking + 0.5) / (having + 0.5));
}

static int64_t
weigh(const struct text_statistics *s, const double *rarities,
      const uint32_t *times, uint32_t length)
{
    double mean = s->mean_length ? s->mean_length : 1;
    double damping = K1 * (1 - B + B * length / mean), score = 0;

    for (size_t i = 0; i < s->phrase_count; i++)
        score += rarities[i] * times[i] * (K1 + 1) / (times[i] + damping);
    return (int64_t)(score * MILLION);
}

/* ---- the heap ----------------------------------------------------------- */

static bool
goes_before(const struct relevant *x, const struct relevant *y)
{
    return x->score > y->score ||
           (x->score == y->score && x->document_no < y->document_no);
}

static void
sink(struct relevance *r, size_t at)
{
    struct relevant moved = r->heap[at];

    for (size_t child; (child = 2 * at + 1) < r->count; at = child) {
        if (child + 1 < r->count &&
            goes_before(&r->heap[child + 1], &r->heap[child]))
            child++;
        if (!goes_before(&r->heap[child], &moved))
            break;
        r->heap[at] = r->heap[child];
    }
    r->heap[at] = moved;
}

bool
relevance_next(struct relevance *r, struct relevant *out)
{
    if (r->count == 0)
        return false;
    *out = r->heap[0];
    r->heap[0] = r->heap[--r->count];
    if (r->count > 0)
        sink(r, 0);
    return true;
}

/* ---- all of them -------------------------------------------------------- */

static void
weigh_all(const struct findings *f, const struct text_posting_list *lengths,
          const struct text_statistics *s, struct relevance *r)
{
    double rarities[TEXT_PHRASES_MAX];
    size_t at = 0;

    for (size_t i = 0; i < s->phrase_count; i++)
        rarities[i] = rarity(s, i);
    for (size_t i = 0; i < f->count; i++) {
        uint64_t number = f->documents[i];
        uint32_t length = 0;
        while (at < lengths->count && lengths->items[at].document_no < number)
            at++;
        if (at < lengths->count && lengths->items[at].document_no == number)
            length = lengths->items[at].times;
        r->heap[r->count++] = (struct relevant){
            weigh(s, rarities, f->times + i * f->phrase_count, length), number};
    }
    for (size_t i = r->count / 2; i-- > 0;)
        sink(r, i);
}

enum status
relevance_open(const struct text_lookup *look, const struct findings *findings,
               struct arena *a, struct text_statistics *statistics,
               struct relevance *out, struct error *err)
{
    struct among among = {findings->documents, findings->count};
    bool is_first = statistics->phrase_count == 0;
    struct text_posting_list lengths = {0};
    struct relevance r = {ARENA_ARRAY(a, struct relevant, findings->count), 0};
    enum status st =
        text_lookup_lengths(look, is_first ? NULL : &among, a, &lengths, err);

    if (st == STATUS_OK && !r.heap)
        st = error_set(err, STATUS_UNAVAILABLE, "out of memory");
    if (st != STATUS_OK)
        return st;
    if (is_first)
        find_statistics(&lengths, findings, statistics);
    weigh_all(findings, &lengths, statistics, &r);
    *out = r;
    return STATUS_OK;
}
