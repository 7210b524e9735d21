#include "wire/promise_pb.h"

#include "record/pb.h"
#include "wire/rows_pb.h"

/* ---- to the generated structs ------------------------------------------ */

Baogao__V1__Promises *
pb_from_promises(const struct promises *m, uint64_t request_id, struct arena *a)
{
    Baogao__V1__Promises *pb = ARENA_NEW(a, Baogao__V1__Promises);

    if (!pb)
        return NULL;
    baogao__v1__promises__init(pb);
    pb->has_request_id = 1;
    pb->request_id = request_id;
    pb->place = pb_string(m->place, a);
    pb->has_genre = m->genre.is_made;
    pb->genre = (Baogao__V1__Genre)m->genre.value;
    pb->has_year = m->year != 0;
    pb->year = m->year;
    pb->indicator = pb_string(m->indicator, a);
    pb->object = pb_string(m->object, a);
    pb->has_result = m->result.is_made;
    pb->result = (Baogao__V1__PromiseResult)m->result.value;
    pb->has_limit = m->limit != 0;
    pb->limit = m->limit;
    pb->cursor = pb_string(m->cursor, a);
    return pb;
}

static Baogao__V1__Promise *
from_promise(const struct promise *m, struct arena *a)
{
    Baogao__V1__Promise *pb = ARENA_NEW(a, Baogao__V1__Promise);

    if (!pb)
        return NULL;
    baogao__v1__promise__init(pb);
    pb->promise = pb_from_row(&m->promise, a);
    pb->outcome = m->has_outcome ? pb_from_row(&m->outcome, a) : NULL;
    pb->has_result = 1;
    pb->result = (Baogao__V1__PromiseResult)m->result;
    pb->statements = ARENA_ARRAY(a, Baogao__V1__Row *, m->statement_count);
    for (size_t i = 0; pb->statements && i < m->statement_count; i++)
        pb->statements[pb->n_statements++] = pb_from_row(&m->statements[i], a);
    return pb;
}

Baogao__V1__PromisePage *
pb_from_promise_page(const struct promise_page *m, uint64_t request_id,
                     struct arena *a)
{
    Baogao__V1__PromisePage *pb = ARENA_NEW(a, Baogao__V1__PromisePage);

    if (!pb)
        return NULL;
    baogao__v1__promise_page__init(pb);
    pb->has_request_id = pb->has_as_of = 1;
    pb->request_id = request_id;
    pb->as_of = m->as_of;
    pb->next_cursor = pb_string(m->next_cursor, a);
    pb->has_cut = pb->cut = m->is_cut;
    pb->has_took_us = 1;
    pb->took_us = m->took_us;
    pb->promises = ARENA_ARRAY(a, Baogao__V1__Promise *, m->count);
    for (size_t i = 0; pb->promises && i < m->count; i++)
        pb->promises[pb->n_promises++] = from_promise(&m->promises[i], a);
    return pb;
}

/* ---- from them --------------------------------------------------------- */

enum status
pb_to_promises(const Baogao__V1__Promises *pb, struct arena *a,
               struct message *out, struct error *err)
{
    struct promises *m = &out->promises;
    enum status st;

    out->request_id = pb->request_id;
    *m = (struct promises){
        .place = pb_to_str(pb->place, a),
        .year = pb->year,
        .indicator = pb_to_str(pb->indicator, a),
        .object = pb_to_str(pb->object, a),
        .limit = pb->limit,
        .cursor = pb_to_str(pb->cursor, a),
    };
    if (pb->has_limit && (pb->limit < 1 || pb->limit > PROMISES_LIMIT_MAX))
        return error_set(err, STATUS_INVALID,
                         "limit: %u is not a number from 1 to %d", pb->limit,
                         PROMISES_LIMIT_MAX);
    st = choice_read("genre", pb->has_genre, (int)pb->genre, &genre_names,
                     &m->genre, err);
    if (st == STATUS_OK)
        st = choice_read("result", pb->has_result, (int)pb->result,
                         &promise_result_names, &m->result, err);
    return st;
}

static enum status
to_promise(const Baogao__V1__Promise *pb, struct arena *a, struct promise *out,
           struct error *err)
{
    bool is_known = (size_t)pb->result < promise_result_names.count;
    enum status st = pb_to_row(pb->promise, a, &out->promise, err);

    out->result = is_known ? (enum promise_result)pb->result : RESULT_UNKNOWN;
    out->has_outcome = pb->outcome != NULL;
    if (st == STATUS_OK && pb->outcome)
        st = pb_to_row(pb->outcome, a, &out->outcome, err);
    out->statements = ARENA_ARRAY(a, struct row, pb->n_statements);
    if (st == STATUS_OK && !out->statements)
        st = error_set(err, STATUS_UNAVAILABLE, "out of memory");
    for (size_t i = 0; st == STATUS_OK && i < pb->n_statements; i++)
        st = pb_to_row(pb->statements[i], a,
                       &out->statements[out->statement_count++], err);
    return st;
}

enum status
pb_to_promise_page(const Baogao__V1__PromisePage *pb, struct arena *a,
                   struct message *out, struct error *err)
{
    struct promise_page *m = &out->promise_page;
    enum status st = STATUS_OK;

    out->request_id = pb->request_id;
    m->as_of = pb->as_of;
    m->next_cursor = pb_to_str(pb->next_cursor, a);
    m->is_cut = pb->has_cut && pb->cut;
    m->took_us = pb->took_us;
    m->promises = ARENA_ARRAY(a, struct promise, pb->n_promises);
    if (!m->promises)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    for (size_t i = 0; st == STATUS_OK && i < pb->n_promises; i++)
        st = to_promise(pb->promises[i], a, &m->promises[m->count++], err);
    return st;
}
