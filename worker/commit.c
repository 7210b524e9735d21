#include "worker/commit.h"

#include "base/clock.h"
#include "record/log_document.h"
#include "store/filing.h"
#include "worker/accept.h"
#include "worker/order.h"
#include "worker/settle.h"

/* The documents behind damaged runs are whole, and new ones go on coming. */
static enum status
write_index(struct head *head, struct batch *batch,
            struct filing_entries *entries, struct arena *a, struct error *err)
{
    bool was_damaged = head->index_is_damaged;
    enum status st =
        filing_index(batch, entries, a, &head->index_is_damaged, err);

    if (st == STATUS_OK && head->index_is_damaged && !was_damaged)
        log_error("runs of the index are no longer merged; see `baogao check`",
                  log_cause(err->text));
    return st;
}

static enum status
write_round(struct head *head, struct batch *batch, struct round *round,
            struct arena *a, struct error *err)
{
    struct acceptance *seen = NULL;
    struct filing_entries entries = {0};
    enum status st = STATUS_OK;

    for (size_t i = 0; st == STATUS_OK && i < round->acceptance_count; i++)
        st = accept_write(head, batch, &round->acceptances[i], &seen, &entries,
                          a, err);
    HASH_CLEAR(hh, seen);
    for (size_t i = 0; st == STATUS_OK && i < round->settlement_count; i++)
        st =
            settle_write(head, batch, &round->settlements[i], &entries, a, err);
    if (st == STATUS_OK)
        st = write_index(head, batch, &entries, a, err);
    /* Last, so that what is forgotten finds its index entries written. */
    for (size_t i = 0; st == STATUS_OK && i < round->errand_count; i++)
        st = order_write(head, batch, &round->errands[i], &round->arena, err);
    return st;
}

/* No result has settled anything yet: a batch is about to be (re)run. */
static void
reset_settled(struct head *head, const struct round *round)
{
    for (size_t i = 0; i < round->settlement_count; i++) {
        struct document *d = queue_find_number(
            &head->queue, round->settlements[i].result.document_no);
        if (d)
            d->settled_by = NULL;
    }
}

static enum status
run_batch(struct head *head, struct round *round, struct error *err)
{
    struct arena scratch = {0};
    struct batch *batch = NULL;
    int64_t begin_us = clock_monotonic_us();
    enum status st = batch_begin(head->store, &batch, err);

    reset_settled(head, round);
    if (st == STATUS_OK)
        st = write_round(head, batch, round, &scratch, err);
    if (st == STATUS_OK)
        st = batch_commit(&batch, err);
    round->commit_us = (uint64_t)(clock_monotonic_us() - begin_us);
    batch_abort(&batch);
    arena_release(&scratch);
    return st;
}

static enum status
apply_acceptance(struct head *head, const struct acceptance *acceptance,
                 struct error *err)
{
    if (acceptance->is_refused)
        return STATUS_OK;
    log_debug("accepted", log_document(&acceptance->answer.document_id),
              log_number("document_no", acceptance->answer.document_no),
              log_number("bytes", acceptance->bytes.len),
              log_number("duplicate", acceptance->answer.is_duplicate),
              log_text("state", document_state_name(acceptance->answer.state)));
    head->tally.accepted++;
    rate_add(&head->tally.recent_accepted, clock_monotonic_ms(), 1);
    if (acceptance->answer.is_duplicate)
        head->tally.duplicates++;
    else if (!queue_add(&head->queue, acceptance->answer.document_no,
                        &acceptance->row))
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    return STATUS_OK;
}

static bool
is_empty(const struct round *round)
{
    return round->acceptance_count == 0 && round->settlement_count == 0 &&
           round->errand_count == 0;
}

enum status
commit_write(struct head *head, struct round *round, struct error *err)
{
    enum status st = STATUS_OK;

    if (!is_empty(round))
        st = run_batch(head, round, err);
    while (st != STATUS_OK && store_is_full(head->store)) {
        st = store_grow(head->store, err);
        if (st != STATUS_OK)
            break;
        log_info("the store's map was full and has grown");
        st = run_batch(head, round, err);
    }
    return st;
}

enum status
commit_apply(struct head *head, struct round *round, struct error *err)
{
    enum status st = STATUS_OK;

    if (!is_empty(round)) {
        head->tally.commits++;
        timing_add(&head->tally.timings.commits, round->commit_us);
    }
    for (size_t i = 0; st == STATUS_OK && i < round->acceptance_count; i++)
        st = apply_acceptance(head, &round->acceptances[i], err);
    for (size_t i = 0; i < round->settlement_count; i++)
        settle_apply(head, &round->settlements[i]);
    for (size_t i = 0; st == STATUS_OK && i < round->errand_count; i++)
        st = order_apply(head, &round->errands[i], err);
    return st;
}

enum status
commit_round(struct head *head, struct round *round, struct error *err)
{
    enum status st = commit_write(head, round, err);

    return st == STATUS_OK ? commit_apply(head, round, err) : st;
}
