#include "worker/reprocess.h"

#include "base/clock.h"

/* Whoever submits a document shall not wait for a whole archive. */
enum { PRIORITY = PRIORITIES - 1 };

/* STATUS_NOT_FOUND: it waits or is dead already, and `result` says so. */
static enum status
expect_done(struct batch *batch, const struct order_step *step,
            struct order_result *result, struct arena *a, struct error *err)
{
    struct inbox_row row;
    struct str value;
    enum status st = batch_get_inbox(batch, step->document_no, &value, err);

    if (st == STATUS_NOT_FOUND)
        return STATUS_OK;
    if (st == STATUS_OK)
        st = inbox_row_unpack(value, a, &row, err);
    if (st != STATUS_OK)
        return st;
    result->outcome = ORDER_OUTCOME_WRONG_STATE;
    result->state = row.state;
    return STATUS_NOT_FOUND;
}

/* The inbox row that it would have, were it submitted now. */
static enum status
make_row(struct batch *batch, uint64_t number, struct arena *a,
         struct inbox_row *out, struct error *err)
{
    struct document_row document = {0};
    struct origins_row origins = {0};
    struct str value, bytes;
    enum status st = batch_get_document(batch, number, &value, err);

    if (st == STATUS_OK)
        st = document_row_unpack(value, a, &document, err);
    if (st == STATUS_OK)
        st = batch_get_origins(batch, number, &value, err);
    if (st == STATUS_OK)
        st = origins_row_unpack(value, a, &origins, err);
    if (st == STATUS_OK)
        st = batch_get_source(batch, number, &bytes, err);
    if (st == STATUS_NOT_FOUND)
        st = error_set(err, STATUS_CORRUPT,
                       "the rows of document %llu are "
                       "missing",
                       (unsigned long long)number);
    if (st != STATUS_OK)
        return st;
    *out = (struct inbox_row){
        .document_id = document.document_id,
        .state = DOCUMENT_WAITING,
        .generation = document.generation + 1,
        .priority = PRIORITY,
        .accepted_ms = document.accepted_ms,
        .waiting_ms = clock_wall_ms(),
        .bytes = bytes.len,
        .media_type = origins.media_type,
        .charset = origins.charset,
        .has_records = true,
    };
    if (origins.origin_count > 0) {
        out->tags = origins.origins[0].tags;
        out->tag_count = origins.origins[0].tag_count;
    }
    return STATUS_OK;
}

enum status
reprocess_write(struct batch *batch, struct order_step *step,
                struct order_result *result, struct arena *a, struct error *err)
{
    struct str value;
    enum status st = expect_done(batch, step, result, a, err);

    if (st != STATUS_OK)
        return st == STATUS_NOT_FOUND ? STATUS_OK : st;
    st = make_row(batch, step->document_no, a, &step->row, err);
    if (st == STATUS_OK)
        st = inbox_row_pack(&step->row, a, &value, err);
    if (st == STATUS_OK)
        st = batch_put_inbox(batch, step->document_no, value, err);
    result->outcome = ORDER_OUTCOME_DONE;
    result->state = DOCUMENT_WAITING;
    return st;
}

enum status
reprocess_apply(struct head *head, const struct order_step *step,
                struct error *err)
{
    if (!queue_add(&head->queue, step->document_no, &step->row))
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    return STATUS_OK;
}
