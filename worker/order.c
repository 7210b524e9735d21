#include "worker/order.h"

#include "record/log_document.h"
#include "worker/dead.h"
#include "worker/forget.h"
#include "worker/reprocess.h"

/* What one kind of order does with one document. */
struct deed {
    const char *name; /* as the command is called */
    enum status (*write)(struct batch *batch, struct order_step *step,
                         struct order_result *result, struct arena *a,
                         struct error *err);
    enum status (*apply)(struct head *head, const struct order_step *step,
                         struct error *err);
};

static const struct deed deeds[] = {
    [ORDER_RETRY] = {"retry", dead_retry, dead_apply_retry},
    [ORDER_DROP] = {"drop", dead_drop, dead_apply_drop},
    [ORDER_FORGET] = {"forget", forget_write, forget_apply},
    [ORDER_REPROCESS] = {"reprocess", reprocess_write, reprocess_apply},
};

void
order_take(const struct client *client, const struct message *m,
           struct round *round)
{
    struct order_step *steps =
        ARENA_ARRAY(&round->arena, struct order_step, m->order.count);
    struct order_result *results =
        ARENA_ARRAY(&round->arena, struct order_result, m->order.count);
    struct errand *errand;

    if (!steps || !results)
        return; /* never answered: the client asks again */
    errand = round_add_errand(round);
    if (!errand)
        return;
    *errand = (struct errand){*client, m->request_id, m->order, steps, results};
}

/* STATUS_NOT_FOUND, err untouched: there is no such document (any more). */
static enum status
locate(const struct head *head, struct batch *batch, struct document_id id,
       uint64_t *number, struct error *err)
{
    const struct document *waiting = queue_find(&head->queue, id);
    struct settled settled;
    enum status st;

    if (waiting) {
        *number = waiting->number;
        return STATUS_OK;
    }
    st = batch_find(batch, id, &settled, err);
    if (st == STATUS_OK && document_is_gone(settled.state))
        return STATUS_NOT_FOUND;
    if (st == STATUS_OK)
        *number = settled.document_no;
    return st;
}

enum status
order_write(struct head *head, struct batch *batch, struct errand *errand,
            struct arena *a, struct error *err)
{
    const struct order *order = &errand->order;
    enum status st = STATUS_OK;

    for (size_t i = 0; st == STATUS_OK && i < order->count; i++) {
        struct order_step *step = &errand->steps[i];
        struct order_result *result = &errand->results[i];
        *step = (struct order_step){0};
        *result = (struct order_result){
            order->document_ids[i], ORDER_OUTCOME_NOT_FOUND, DOCUMENT_WAITING};
        st = locate(head, batch, result->document_id, &step->document_no, err);
        if (st == STATUS_OK)
            st = deeds[order->kind].write(batch, step, result, a, err);
        else if (st == STATUS_NOT_FOUND)
            st = STATUS_OK;
    }
    if (st == STATUS_OK && order->kind == ORDER_FORGET)
        st = forget_unindex(batch, errand, a, err);
    return st;
}

enum status
order_apply(struct head *head, const struct errand *errand, struct error *err)
{
    const struct order *order = &errand->order;
    enum status st = STATUS_OK;

    for (size_t i = 0; st == STATUS_OK && i < order->count; i++) {
        if (errand->results[i].outcome != ORDER_OUTCOME_DONE)
            continue;
        st = deeds[order->kind].apply(head, &errand->steps[i], err);
        log_debug("ordered", log_document(&errand->results[i].document_id),
                  log_text("order", deeds[order->kind].name));
    }
    return st;
}
