#include "worker/dead.h"

#include "base/clock.h"

/*
 * Read the inbox row of a dead document into step->row. STATUS_NOT_FOUND:
 * it is not dead, and `result` says so.
 */
static enum status
expect_dead(struct batch *batch, struct order_step *step,
            struct order_result *result, struct arena *a, struct error *err)
{
    struct str value;
    enum status st = batch_get_inbox(batch, step->document_no, &value, err);

    result->outcome = ORDER_OUTCOME_WRONG_STATE;
    result->state = DOCUMENT_DONE;
    if (st == STATUS_OK)
        st = inbox_row_unpack(value, a, &step->row, err);
    if (st != STATUS_OK)
        return st;
    result->state = step->row.state;
    return step->row.state == DOCUMENT_DEAD ? STATUS_OK : STATUS_NOT_FOUND;
}

static enum status
revive(struct batch *batch, struct order_step *step,
       struct order_result *result, struct arena *a, struct error *err)
{
    struct str value;
    enum status st;

    step->row.state = DOCUMENT_WAITING;
    step->row.generation++;
    step->row.attempts = 0;
    step->row.waiting_ms = clock_wall_ms();
    st = inbox_row_pack(&step->row, a, &value, err);
    if (st == STATUS_OK && step->row.has_records)
        st = batch_put_inbox(batch, step->document_no, value, err);
    else if (st == STATUS_OK)
        st = batch_revive(batch, step->document_no, result->document_id, value,
                          err);
    result->outcome = ORDER_OUTCOME_DONE;
    result->state = DOCUMENT_WAITING;
    return st;
}

enum status
dead_retry(struct batch *batch, struct order_step *step,
           struct order_result *result, struct arena *a, struct error *err)
{
    enum status st = expect_dead(batch, step, result, a, err);

    if (st == STATUS_OK)
        return revive(batch, step, result, a, err);
    return st == STATUS_NOT_FOUND ? STATUS_OK : st;
}

enum status
dead_apply_retry(struct head *head, const struct order_step *step,
                 struct error *err)
{
    head->tally.dead--;
    if (!queue_add(&head->queue, step->document_no, &step->row))
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    return STATUS_OK;
}

enum status
dead_drop(struct batch *batch, struct order_step *step,
          struct order_result *result, struct arena *a, struct error *err)
{
    enum status st = expect_dead(batch, step, result, a, err);

    if (st != STATUS_OK)
        return st == STATUS_NOT_FOUND ? STATUS_OK : st;
    result->outcome = ORDER_OUTCOME_DONE;
    result->state = DOCUMENT_DONE;
    if (step->row.has_records)
        return batch_delete_inbox(batch, step->document_no, err);
    result->state = DOCUMENT_DROPPED;
    return batch_remove(batch, step->document_no, result->document_id,
                        DOCUMENT_DROPPED, err);
}

enum status
dead_apply_drop(struct head *head, const struct order_step *step,
                struct error *err)
{
    (void)step;
    (void)err;
    head->tally.dead--;
    return STATUS_OK;
}
