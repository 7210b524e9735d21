#include "publisher/query/total.h"

#include "base/clock.h"

struct counting {
    struct taker taker; /* first: the scan hands it back */
    int64_t deadline_ms;
    const struct position *from;
    uint32_t generation; /* of the document that `from` is in */
    uint64_t count;
};

/* One more than is told shows that there is more. */
static void
add(struct counting *counting, const struct position *at)
{
    if (!position_covers(counting->from, at))
        counting->count++;
    counting->taker.is_over = counting->count > TOTAL_MAX;
}

/* Only of that document does the generation matter. */
static void
note(struct taker *taker, const struct sifted *row)
{
    struct counting *counting = (struct counting *)taker;
    struct position at = {row->document_no, counting->generation, row->record,
                          row->span};

    add(counting, &at);
}

static enum status
count(struct taker *taker, struct reading *r, struct chapter *c,
      const struct looked *record, struct error *err)
{
    struct counting *counting = (struct counting *)taker;
    struct position at = {r->document_no, r->generation, record->index,
                          record->span};

    (void)c;
    (void)err;
    if (record->is_match)
        add(counting, &at);
    if (clock_monotonic_ms() >= counting->deadline_ms)
        taker->is_over = true;
    return STATUS_OK;
}

enum status
total_count(const struct scan *scan, const struct position *from,
            struct total *total, struct error *err)
{
    struct counting counting = {
        .taker = {.take = count,
                  .note = note,
                  .last_placed = from->document_no},
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
    st = scan_generation(scan, from->document_no, &counting.generation, err);
    if (st == STATUS_OK)
        st = scan_run(scan, position_first_document(from), &counting.taker,
                      &next, err);
    if (st != STATUS_OK)
        return st;
    total->is_at_least = counting.taker.is_over || next > 0;
    total->count = counting.count < TOTAL_MAX ? counting.count : TOTAL_MAX;
    return STATUS_OK;
}
