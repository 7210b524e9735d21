#include "worker/full.h"

#include "base/clock.h"
#include "base/log.h"

/* Each attempt may have a worker read in vain what it has credit for. */
enum { TRY_AGAIN_MS = 5000 };

bool
full_is_now(const struct head *head)
{
    return clock_monotonic_ms() < head->full_until_ms;
}

/* Its worker no longer lists it; the head may not hand it out again by then. */
static void
wait_again(struct head *head, const struct settlement *s)
{
    struct document *d = queue_find_number(&head->queue, s->result.document_no);

    if (!d || d->generation != s->result.generation)
        return;
    d->settled_by = NULL;
    lease_end(&head->leases, d->lease);
    queue_give_back(&head->queue, d);
}

void
full_put_off(struct head *head, struct round *round, const struct error *err)
{
    static const struct str reason = STR_INIT("the disk is full");

    if (!full_is_now(head))
        log_warning("nothing is taken in or handed out for a while",
                    log_number("while_ms", TRY_AGAIN_MS), log_cause(err->text));
    head->full_until_ms = clock_monotonic_ms() + TRY_AGAIN_MS;
    head->tally.put_off += round->acceptance_count;
    for (size_t i = 0; i < round->acceptance_count; i++)
        client_put_off(&round->acceptances[i].client,
                       round->acceptances[i].request_id, reason);
    for (size_t i = 0; i < round->errand_count; i++)
        client_put_off(&round->errands[i].client, round->errands[i].request_id,
                       reason);
    for (size_t i = 0; i < round->settlement_count; i++)
        wait_again(head, &round->settlements[i]);
}
