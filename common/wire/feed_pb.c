#include "wire/feed_pb.h"

#include <string.h>

#include "record/pb.h"
#include "wire/ids_pb.h"

/* ---- to the generated structs ------------------------------------------ */

Baogao__V1__Changes *
pb_from_changes(const struct changes *m, uint64_t request_id, struct arena *a)
{
    Baogao__V1__Changes *pb = ARENA_NEW(a, Baogao__V1__Changes);

    if (!pb)
        return NULL;
    baogao__v1__changes__init(pb);
    pb->has_request_id = pb->has_after = 1;
    pb->request_id = request_id;
    pb->store_id = pb_string(m->store_id, a);
    pb->after = m->after;
    pb->has_limit = m->limit != 0;
    pb->limit = m->limit;
    pb->has_wait_ms = m->wait_ms != 0;
    pb->wait_ms = m->wait_ms;
    pb->has_with_values = m->with_values;
    pb->with_values = m->with_values;
    return pb;
}

/* Absent where the slice has no value. */
static ProtobufCBinaryData
from_bytes(struct str s, protobuf_c_boolean *has)
{
    ProtobufCBinaryData data = {s.len, NULL};

    *has = record_has(s);
    memcpy(&data.data, &s.ptr, sizeof data.data);
    return data;
}

static Baogao__V1__DocumentValues *
from_values(const struct document_values *m, struct arena *a)
{
    Baogao__V1__DocumentValues *pb = ARENA_NEW(a, Baogao__V1__DocumentValues);

    if (!pb)
        return NULL;
    baogao__v1__document_values__init(pb);
    pb->source = from_bytes(m->source, &pb->has_source);
    pb->origins = from_bytes(m->origins, &pb->has_origins);
    pb->inbox = from_bytes(m->inbox, &pb->has_inbox);
    pb->document = from_bytes(m->document, &pb->has_document);
    pb->records = from_bytes(m->records, &pb->has_records);
    pb->text = from_bytes(m->text, &pb->has_text);
    return pb;
}

static Baogao__V1__Change *
from_change(const struct document_change *m, struct arena *a)
{
    Baogao__V1__Change *pb = ARENA_NEW(a, Baogao__V1__Change);

    if (!pb)
        return NULL;
    baogao__v1__change__init(pb);
    pb->change_no = m->change_no;
    pb->document_id = pb_from_document_id(m->document_id, a);
    pb->document_no = m->document_no;
    pb->state = (Baogao__V1__DocumentState)m->state;
    pb->name = pb_string(m->name, a);
    pb->has_readings = pb->has_finished_ms = m->state == DOCUMENT_DONE;
    pb->readings = m->readings;
    pb->finished_ms = m->finished_ms;
    pb->extractor_version = pb_string(m->extractor_version, a);
    pb->reason = pb_string(m->reason, a);
    if (m->values)
        pb->values = from_values(m->values, a);
    return pb;
}

Baogao__V1__ChangePage *
pb_from_change_page(const struct change_page *m, uint64_t request_id,
                    struct arena *a)
{
    Baogao__V1__ChangePage *pb = ARENA_NEW(a, Baogao__V1__ChangePage);

    if (!pb)
        return NULL;
    baogao__v1__change_page__init(pb);
    pb->has_request_id = 1;
    pb->request_id = request_id;
    pb->store_id = pb_string(m->store_id, a);
    pb->as_of = m->as_of;
    pb->changes = ARENA_ARRAY(a, Baogao__V1__Change *, m->count);
    for (size_t i = 0; pb->changes && i < m->count; i++)
        pb->changes[pb->n_changes++] = from_change(&m->changes[i], a);
    return pb;
}

Baogao__V1__Nudge *
pb_from_nudge(uint64_t change_no, struct arena *a)
{
    Baogao__V1__Nudge *pb = ARENA_NEW(a, Baogao__V1__Nudge);

    if (!pb)
        return NULL;
    baogao__v1__nudge__init(pb);
    pb->change_no = change_no;
    return pb;
}

/* ---- from them --------------------------------------------------------- */

enum status
pb_to_changes(const Baogao__V1__Changes *pb, struct arena *a,
              struct message *out, struct error *err)
{
    out->request_id = pb->request_id;
    if (pb->has_limit && (pb->limit < 1 || pb->limit > CHANGES_LIMIT_MAX))
        return error_set(err, STATUS_INVALID,
                         "limit: %u is not a number from 1 to %d", pb->limit,
                         CHANGES_LIMIT_MAX);
    if (pb->wait_ms > CHANGES_WAIT_MAX_MS)
        return error_set(err, STATUS_INVALID,
                         "wait_ms: %u is not a number from 0 to %d",
                         pb->wait_ms, CHANGES_WAIT_MAX_MS);
    out->changes = (struct changes){
        .store_id = pb_to_str(pb->store_id, a),
        .after = pb->after,
        .limit = pb->limit,
        .wait_ms = pb->wait_ms,
        .with_values = pb->with_values,
    };
    return STATUS_OK;
}

/* It lives in the arena already. */
static struct str
to_bytes(protobuf_c_boolean has, ProtobufCBinaryData field)
{
    if (!has)
        return (struct str){0};
    return field.data ? (struct str){(const char *)field.data, field.len}
                      : STR("");
}

static const struct document_values *
to_values(const Baogao__V1__DocumentValues *pb, struct arena *a)
{
    struct document_values *m = ARENA_NEW(a, struct document_values);

    if (m)
        *m = (struct document_values){
            .source = to_bytes(pb->has_source, pb->source),
            .origins = to_bytes(pb->has_origins, pb->origins),
            .inbox = to_bytes(pb->has_inbox, pb->inbox),
            .document = to_bytes(pb->has_document, pb->document),
            .records = to_bytes(pb->has_records, pb->records),
            .text = to_bytes(pb->has_text, pb->text),
        };
    return m;
}

static enum status
to_change(const Baogao__V1__Change *pb, struct arena *a,
          struct document_change *out, struct error *err)
{
    enum status st = pb_to_state(pb->state, &out->state, err);

    if (st == STATUS_OK)
        st = pb_to_document_id(pb->document_id, &out->document_id, err);
    if (st != STATUS_OK)
        return st;
    out->change_no = pb->change_no;
    out->document_no = pb->document_no;
    out->name = pb_to_str(pb->name, a);
    out->readings = pb->readings;
    out->finished_ms = pb->finished_ms;
    out->extractor_version = pb_to_str(pb->extractor_version, a);
    out->reason = pb_to_str(pb->reason, a);
    out->values = pb->values ? to_values(pb->values, a) : NULL;
    return STATUS_OK;
}

enum status
pb_to_change_page(const Baogao__V1__ChangePage *pb, struct arena *a,
                  struct message *out, struct error *err)
{
    struct change_page *m = &out->change_page;
    uint64_t last = 0;
    enum status st = STATUS_OK;

    out->request_id = pb->request_id;
    m->store_id = pb_to_str(pb->store_id, a);
    m->as_of = pb->as_of;
    m->changes = ARENA_ARRAY(a, struct document_change, pb->n_changes);
    if (!m->changes)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    for (size_t i = 0; st == STATUS_OK && i < pb->n_changes; i++) {
        st = to_change(pb->changes[i], a, &m->changes[m->count++], err);
        if (st == STATUS_OK && pb->changes[i]->change_no <= last)
            st = error_set(err, STATUS_INVALID,
                           "changes: change_no does not rise");
        last = pb->changes[i]->change_no;
    }
    return st;
}
