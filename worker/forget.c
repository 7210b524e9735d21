#include "worker/forget.h"

#include "store/filing.h"

/* STATUS_OK also where it has no records. */
static enum status
read_document(struct batch *batch, struct order_step *step, struct arena *a,
              struct error *err)
{
    enum status st =
        filing_anchors(batch, step->document_no, a, &step->indexed, err);

    step->was_done = st == STATUS_OK;
    return st == STATUS_NOT_FOUND ? STATUS_OK : st;
}

/* STATUS_OK also where it is not in the inbox. */
static enum status
read_inbox(struct batch *batch, struct order_step *step, struct arena *a,
           struct error *err)
{
    struct inbox_row row;
    struct str value;
    enum status st = batch_get_inbox(batch, step->document_no, &value, err);

    if (st == STATUS_NOT_FOUND)
        return STATUS_OK;
    if (st == STATUS_OK)
        st = inbox_row_unpack(value, a, &row, err);
    if (st == STATUS_OK)
        step->was_dead = row.state == DOCUMENT_DEAD;
    return st;
}

enum status
forget_write(struct batch *batch, struct order_step *step,
             struct order_result *result, struct arena *a, struct error *err)
{
    enum status st = read_document(batch, step, a, err);

    if (st == STATUS_OK)
        st = read_inbox(batch, step, a, err);
    result->outcome = ORDER_OUTCOME_DONE;
    result->state = DOCUMENT_FORGOTTEN;
    return st == STATUS_OK
               ? batch_remove(batch, step->document_no, result->document_id,
                              DOCUMENT_FORGOTTEN, err)
               : st;
}

enum status
forget_unindex(struct batch *batch, const struct errand *errand,
               struct arena *a, struct error *err)
{
    size_t count = errand->order.count;
    struct indexed *documents = ARENA_ARRAY(a, struct indexed, count);

    if (!documents)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    for (size_t i = 0; i < count; i++)
        documents[i] = errand->steps[i].indexed;
    return batch_unindex(batch, documents, count, err);
}

enum status
forget_apply(struct head *head, const struct order_step *step,
             struct error *err)
{
    struct document *d = queue_find_number(&head->queue, step->document_no);

    (void)err;
    head->tally.done -= step->was_done;
    head->tally.dead -= step->was_dead;
    if (!d)
        return STATUS_OK;
    lease_end(&head->leases, d->lease);
    watch_tell(&head->watchers, d->id, DOCUMENT_FORGOTTEN, STR("forgotten"));
    queue_remove(&head->queue, d);
    return STATUS_OK;
}
