#include "wire/control_pb.h"

#include "record/pb.h"
#include "wire/ids_pb.h"

/* ---- lists of documents ------------------------------------------------ */

Baogao__V1__ListDocuments *
pb_from_list_documents(const struct list_documents *m, uint64_t request_id,
                       struct arena *a)
{
    Baogao__V1__ListDocuments *pb = ARENA_NEW(a, Baogao__V1__ListDocuments);

    if (!pb)
        return NULL;
    baogao__v1__list_documents__init(pb);
    pb->has_request_id = pb->has_state = 1;
    pb->request_id = request_id;
    pb->state = (Baogao__V1__DocumentState)m->state;
    pb->document_ids = pb_from_document_ids(m->document_ids, m->id_count, a,
                                            &pb->n_document_ids);
    pb->has_limit = m->limit != 0;
    pb->limit = m->limit;
    pb->has_after_no = m->after_no != 0;
    pb->after_no = m->after_no;
    return pb;
}

enum status
pb_to_list_documents(const Baogao__V1__ListDocuments *pb, struct arena *a,
                     struct list_documents *m, struct error *err)
{
    enum status st = pb_to_state(pb->state, &m->state, err);

    if (st == STATUS_OK && m->state > DOCUMENT_DEAD)
        st = error_set(err, STATUS_INVALID,
                       "state: documents in state %d are not listed",
                       (int)pb->state);
    if (pb->limit > LIST_LIMIT_MAX)
        return error_set(err, STATUS_INVALID,
                         "limit: %u is not a number from 1 to %d", pb->limit,
                         LIST_LIMIT_MAX);
    m->limit = pb->limit ? pb->limit : LIST_LIMIT_DEFAULT;
    m->after_no = pb->after_no;
    return st == STATUS_OK
               ? pb_to_document_ids(pb->document_ids, pb->n_document_ids,
                                    ORDER_MAX, a, &m->document_ids,
                                    &m->id_count, err)
               : st;
}

static Baogao__V1__DocumentInfo *
from_document_info(const struct document_info *m, struct arena *a)
{
    Baogao__V1__DocumentInfo *pb = ARENA_NEW(a, Baogao__V1__DocumentInfo);

    if (!pb)
        return NULL;
    baogao__v1__document_info__init(pb);
    pb->document_id = pb_from_document_id(m->document_id, a);
    pb->document_no = m->document_no;
    pb->state = (Baogao__V1__DocumentState)m->state;
    pb->name = pb_string(m->name, a);
    pb->source_uri = pb_string(m->source_uri, a);
    pb->tags = ARENA_ARRAY(a, char *, m->tag_count);
    for (size_t i = 0; pb->tags && i < m->tag_count; i++)
        pb->tags[pb->n_tags++] = pb_string(m->tags[i], a);
    pb->media_type = pb_string(m->media_type, a);
    pb->charset = pb_string(m->charset, a);
    pb->has_bytes = pb->has_accepted_ms = pb->has_generation = 1;
    pb->bytes = m->bytes;
    pb->accepted_ms = m->accepted_ms;
    pb->generation = m->generation;
    pb->has_attempts = pb->has_priority = m->state != DOCUMENT_DONE;
    pb->attempts = m->attempts;
    pb->priority = m->priority;
    pb->reason = pb_string(m->reason, a);
    pb->has_failed_ms = m->failed_ms != 0;
    pb->failed_ms = m->failed_ms;
    pb->worker = pb_string(m->worker, a);
    pb->has_not_before_ms = m->not_before_ms != 0;
    pb->not_before_ms = m->not_before_ms;
    pb->has_time_limit_ms = m->time_limit_ms != 0;
    pb->time_limit_ms = m->time_limit_ms;
    pb->leased_by = pb_string(m->leased_by, a);
    pb->has_leased_for_ms = pb->leased_by != NULL;
    pb->leased_for_ms = m->leased_for_ms;
    pb->has_finished_ms = m->finished_ms != 0;
    pb->finished_ms = m->finished_ms;
    pb->extractor_version = pb_string(m->extractor_version, a);
    return pb;
}

static enum status
to_document_info(const Baogao__V1__DocumentInfo *pb, struct arena *a,
                 struct document_info *m, struct error *err)
{
    enum status st = pb_to_document_id(pb->document_id, &m->document_id, err);

    if (st == STATUS_OK)
        st = pb_to_state(pb->state, &m->state, err);
    m->document_no = pb->document_no;
    m->name = pb_to_str(pb->name, a);
    m->source_uri = pb_to_str(pb->source_uri, a);
    m->tags = ARENA_ARRAY(a, struct str, pb->n_tags);
    for (size_t i = 0; m->tags && i < pb->n_tags; i++)
        m->tags[m->tag_count++] = pb_to_str(pb->tags[i], a);
    m->media_type = pb_to_str(pb->media_type, a);
    m->charset = pb_to_str(pb->charset, a);
    m->bytes = pb->bytes;
    m->accepted_ms = pb->accepted_ms;
    m->generation = pb->generation;
    m->attempts = pb->attempts;
    m->reason = pb_to_str(pb->reason, a);
    m->failed_ms = pb->failed_ms;
    m->worker = pb_to_str(pb->worker, a);
    m->priority = pb->priority;
    m->not_before_ms = pb->not_before_ms;
    m->time_limit_ms = pb->time_limit_ms;
    m->leased_by = pb_to_str(pb->leased_by, a);
    m->leased_for_ms = pb->leased_for_ms;
    m->finished_ms = pb->finished_ms;
    m->extractor_version = pb_to_str(pb->extractor_version, a);
    return st;
}

Baogao__V1__DocumentPage *
pb_from_document_page(const struct document_page *m, uint64_t request_id,
                      struct arena *a)
{
    Baogao__V1__DocumentPage *pb = ARENA_NEW(a, Baogao__V1__DocumentPage);

    if (!pb)
        return NULL;
    baogao__v1__document_page__init(pb);
    pb->has_request_id = 1;
    pb->request_id = request_id;
    pb->has_next_after_no = m->next_after_no != 0;
    pb->next_after_no = m->next_after_no;
    pb->documents = ARENA_ARRAY(a, Baogao__V1__DocumentInfo *, m->count);
    for (size_t i = 0; pb->documents && i < m->count; i++)
        pb->documents[pb->n_documents++] =
            from_document_info(&m->documents[i], a);
    return pb;
}

enum status
pb_to_document_page(const Baogao__V1__DocumentPage *pb, struct arena *a,
                    struct document_page *m, struct error *err)
{
    enum status st = STATUS_OK;

    m->next_after_no = pb->next_after_no;
    m->documents = ARENA_ARRAY(a, struct document_info, pb->n_documents);
    for (size_t i = 0; st == STATUS_OK && m->documents && i < pb->n_documents;
         i++)
        st = to_document_info(pb->documents[i], a, &m->documents[m->count++],
                              err);
    return st;
}

/* ---- orders ------------------------------------------------------------ */

Baogao__V1__Order *
pb_from_order(const struct order *m, uint64_t request_id, struct arena *a)
{
    Baogao__V1__Order *pb = ARENA_NEW(a, Baogao__V1__Order);

    if (!pb)
        return NULL;
    baogao__v1__order__init(pb);
    pb->has_request_id = 1;
    pb->request_id = request_id;
    pb->kind = (Baogao__V1__OrderKind)m->kind;
    pb->document_ids =
        pb_from_document_ids(m->document_ids, m->count, a, &pb->n_document_ids);
    return pb;
}

enum status
pb_to_order(const Baogao__V1__Order *pb, struct arena *a, struct order *m,
            struct error *err)
{
    size_t max = pb->kind == BAOGAO__V1__ORDER_KIND__ORDER_FORGET
                     ? ORDER_FORGET_MAX
                     : ORDER_MAX;

    if ((unsigned)pb->kind > ORDER_REPROCESS)
        return error_set(err, STATUS_INVALID, "kind: %d is no order",
                         (int)pb->kind);
    m->kind = (enum order_kind)pb->kind;
    return pb_to_document_ids(pb->document_ids, pb->n_document_ids, max, a,
                              &m->document_ids, &m->count, err);
}

static Baogao__V1__OrderResult *
from_order_result(const struct order_result *m, struct arena *a)
{
    Baogao__V1__OrderResult *pb = ARENA_NEW(a, Baogao__V1__OrderResult);

    if (!pb)
        return NULL;
    baogao__v1__order_result__init(pb);
    pb->document_id = pb_from_document_id(m->document_id, a);
    pb->outcome = (Baogao__V1__OrderOutcome)m->outcome;
    pb->has_state = m->outcome != ORDER_OUTCOME_NOT_FOUND;
    pb->state = (Baogao__V1__DocumentState)m->state;
    return pb;
}

static enum status
to_order_result(const Baogao__V1__OrderResult *pb, struct order_result *m,
                struct error *err)
{
    enum status st = pb_to_document_id(pb->document_id, &m->document_id, err);

    if (st == STATUS_OK)
        st = pb_to_state(pb->state, &m->state, err);
    if (st == STATUS_OK && (unsigned)pb->outcome > ORDER_OUTCOME_WRONG_STATE)
        st = error_set(err, STATUS_INVALID, "outcome: %d is none",
                       (int)pb->outcome);
    m->outcome = (enum order_outcome)pb->outcome;
    return st;
}

Baogao__V1__Ordered *
pb_from_ordered(const struct ordered *m, uint64_t request_id, struct arena *a)
{
    Baogao__V1__Ordered *pb = ARENA_NEW(a, Baogao__V1__Ordered);

    if (!pb)
        return NULL;
    baogao__v1__ordered__init(pb);
    pb->has_request_id = 1;
    pb->request_id = request_id;
    pb->results = ARENA_ARRAY(a, Baogao__V1__OrderResult *, m->count);
    for (size_t i = 0; pb->results && i < m->count; i++)
        pb->results[pb->n_results++] = from_order_result(&m->results[i], a);
    return pb;
}

enum status
pb_to_ordered(const Baogao__V1__Ordered *pb, struct arena *a, struct ordered *m,
              struct error *err)
{
    enum status st = STATUS_OK;

    m->results = ARENA_ARRAY(a, struct order_result, pb->n_results);
    for (size_t i = 0; st == STATUS_OK && m->results && i < pb->n_results; i++)
        st = to_order_result(pb->results[i], &m->results[m->count++], err);
    return st;
}

/* ---- pause, resume, drain ---------------------------------------------- */

Baogao__V1__Steer *
pb_from_steer(const struct steer *m, uint64_t request_id, struct arena *a)
{
    Baogao__V1__Steer *pb = ARENA_NEW(a, Baogao__V1__Steer);

    if (!pb)
        return NULL;
    baogao__v1__steer__init(pb);
    pb->has_request_id = 1;
    pb->request_id = request_id;
    pb->action = (Baogao__V1__SteerAction)m->action;
    pb->worker = pb_string(m->worker, a);
    return pb;
}

enum status
pb_to_steer(const Baogao__V1__Steer *pb, struct arena *a, struct steer *m,
            struct error *err)
{
    if ((unsigned)pb->action > STEER_DRAIN)
        return error_set(err, STATUS_INVALID, "action: %d is none",
                         (int)pb->action);
    m->action = (enum steer_action)pb->action;
    m->worker = pb_to_str(pb->worker, a);
    if (m->action == STEER_DRAIN && !m->worker.len)
        return error_set(err, STATUS_INVALID,
                         "worker: a drain is of one that is named");
    return STATUS_OK;
}

Baogao__V1__Steered *
pb_from_steered(const struct steered *m, uint64_t request_id, struct arena *a)
{
    Baogao__V1__Steered *pb = ARENA_NEW(a, Baogao__V1__Steered);

    if (!pb)
        return NULL;
    baogao__v1__steered__init(pb);
    pb->has_request_id = pb->has_workers = pb->has_leased = 1;
    pb->request_id = request_id;
    pb->paused = m->is_paused;
    pb->workers = m->workers;
    pb->leased = m->leased;
    return pb;
}

enum status
pb_to_steered(const Baogao__V1__Steered *pb, struct arena *a, struct steered *m,
              struct error *err)
{
    (void)a;
    (void)err;
    *m = (struct steered){pb->paused, pb->workers, pb->leased};
    return STATUS_OK;
}
