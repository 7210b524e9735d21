#include "worker/extract/repair/repair.h"

#include "worker/extract/repair/plain.h"
#include "worker/extract/repair/slip.h"

enum {
    /* Not calibrated yet: a guess from how much better the best proposal
       reads than what stands there and than the next. */
    CONFIDENCE_BASE = 500,
    CONFIDENCE_LEAD_MAX = 350,
    CONFIDENCE_GAIN_MAX = 120,
};

static uint16_t
confidence_of(const struct slip *slip)
{
    int lead = slip->count > 1 ? 8 * (slip->costs[1] - slip->costs[0])
                               : CONFIDENCE_LEAD_MAX;
    int gain = slip->gain / 2;

    if (lead > CONFIDENCE_LEAD_MAX)
        lead = CONFIDENCE_LEAD_MAX;
    if (gain > CONFIDENCE_GAIN_MAX)
        gain = CONFIDENCE_GAIN_MAX;
    return (uint16_t)(CONFIDENCE_BASE + lead + gain);
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
