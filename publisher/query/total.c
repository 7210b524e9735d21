#include "publisher/query/total.h"

#include "base/clock.h"

struct counting {
    struct taker taker; /* first: the scan hands it back */
    int64_t deadline_ms;
    const struct position *from;
    uint64_t count;
};

static enum status
count(struct taker *taker, struct reading *r, struct chapter *c,
      const struct looked *record, struct error *err)
{
    struct counting *counting = (struct counting *)taker;
    struct position at = {r->document_no, r->generation, record->index,
                          record->span};

    (void)c;
    (void)err;
    if (record->is_match && !position_covers(counting->from, &at))
        counting->count++;
    /* One more than is told shows that there is more. */
    taker->is_over = counting->count > TOTAL_MAX ||
                     clock_monotonic_ms() >= counting->deadline_ms;
    return STATUS_OK;
}

enum status
total_count(const struct scan *scan, const struct position *from,
            struct total *total, struct error *err)
{
    struct counting counting = {
        .taker = {.take = count},
        .deadline_ms = scan->deadline_ms,
        .from = from,
        .count = total->count,
    };
    uint64_t next;
    enum status st;

    if (total->count > TOTAL_MAX || clock_monotonic_ms() >= scan->deadline_ms) {
        total->is_at_least = true;
        return STATUS_OK;
    }
    st = scan_run(scan, position_first_document(from), &counting.taker, &next,
                  err);
    if (st != STATUS_OK)
        return st;
    total->is_at_least = counting.taker.is_over || next > 0;
    total->count = counting.count < TOTAL_MAX ? counting.count : TOTAL_MAX;
    return STATUS_OK;
}
