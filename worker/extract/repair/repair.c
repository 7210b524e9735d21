#include "worker/extract/repair/repair.h"

#include "base/utf8.h"
#include "worker/extract/repair/model/model.h"
#include "worker/extract/repair/plain.h"
#include "worker/extract/repair/slip.h"

/*
 * How often the best proposal is right, in thousandths, by how many bits the
 * next one is worse; the last stands for all that are more. Measured on held-out
 * text: tests/bench/repair --lines 1500, its seeds 1 and 2 taken together.
 */
static const uint16_t right_by_lead[] = {280, 450, 680, 770, 880, 930,
                                         940, 980, 980, 985, 990};

enum {
    LEAD_MAX = sizeof(right_by_lead) / sizeof(*right_by_lead) - 1,
    /* In so long a slip one of the characters is wrong as a rule. */
    LONG_CHARS = 32,
    CONFIDENCE_LONG_MAX = 190,
};

static uint16_t
confidence_of(const struct slip *slip)
{
    int lead = slip->count > 1 ? (slip->costs[1] - slip->costs[0]) / MODEL_BIT
                               : LEAD_MAX;
    uint16_t right = right_by_lead[lead < LEAD_MAX ? lead : LEAD_MAX];

    if (utf8_count(slip->proposals[0]) >= LONG_CHARS &&
        right > CONFIDENCE_LONG_MAX)
        right = CONFIDENCE_LONG_MAX;
    return right;
}

static void
find_slips(struct str source, struct slip_work *work, struct repair_list *list)
{
    size_t count;
    const struct slip *slips = slip_find(source, work, &count);

    for (size_t i = 0; i < count; i++)
        repair_add(list, (struct repair){
                             .span = slips[i].span,
                             .original = str_slice(source, slips[i].span.begin,
                                                   slips[i].span.end),
                             .repaired = slips[i].proposals[0],
                             .confidence = confidence_of(&slips[i])});
}

/* Both lists in text order; where two overlap, that of `first`. */
static struct repair_list
merge(const struct repair_list *first, const struct repair_list *second)
{
    struct repair_list out = {.arena = first->arena};
    size_t f = 0, s = 0;

    while (f < first->count || s < second->count) {
        const struct repair *a = f < first->count ? &first->items[f] : NULL;
        const struct repair *b = s < second->count ? &second->items[s] : NULL;

        if (a && b && b->span.begin < a->span.end &&
            a->span.begin < b->span.end) {
            s++;
        } else if (a && (!b || a->span.begin < b->span.begin)) {
            repair_add(&out, *a);
            f++;
        } else {
            repair_add(&out, *b);
            s++;
        }
    }
    return out;
}

enum status
repair_find(struct str source, struct arena *arena, struct repair **out,
            size_t *count, struct error *err)
{
    struct repair_list plain = {.arena = arena}, mojibake = plain,
                       slips = plain, all;
    struct slip_work work = slip_work_for(source, arena);

    plain_find(source, &work, &plain);
    mojibake_find(source, &mojibake);
    find_slips(source, &work, &slips);
    all = merge(&plain, &mojibake);
    all = merge(&all, &slips);
    if (arena->exhausted)
        return error_set(err, STATUS_UNAVAILABLE, "no memory for repairs");
    *out = all.items;
    *count = all.count;
    return STATUS_OK;
}
