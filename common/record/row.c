#include "record/row.h"

#include <store.pb-c.h>
#include <string.h>

#include "record/pb.h"

const char *
document_state_name(enum document_state state)
{
    static const char *const names[] = {"waiting", "done", "dead", "dropped",
                                        "forgotten"};

    return names[state];
}

bool
document_is_gone(enum document_state state)
{
    return state == DOCUMENT_DROPPED || state == DOCUMENT_FORGOTTEN;
}

static enum status
pack(const ProtobufCMessage *message, struct arena *a, struct str *out,
     struct error *err)
{
    size_t bytes =
        a->exhausted ? 0 : protobuf_c_message_get_packed_size(message);
    char *value = arena_alloc(a, bytes + 1, 1);

    if (!value || a->exhausted)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    protobuf_c_message_pack(message, (uint8_t *)value);
    *out = (struct str){value, bytes};
    return STATUS_OK;
}

static enum status
unpack(const ProtobufCMessageDescriptor *type, struct str value,
       struct arena *a, void **out, struct error *err)
{
    ProtobufCAllocator in_arena = pb_allocator(a);
    void *message = protobuf_c_message_unpack(type, &in_arena, value.len,
                                              (const uint8_t *)value.ptr);

    if (!message && a->exhausted)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    if (!message)
        return error_set(err, STATUS_CORRUPT, "a row of type %s does not parse",
                         type->short_name);
    *out = message;
    return STATUS_OK;
}

/* The generated struct borrows the id: it only lives while it is packed. */
static ProtobufCBinaryData
from_id(const struct document_id *id, struct arena *a)
{
    uint8_t *copy = ARENA_ARRAY(a, uint8_t, sizeof id->bytes);

    if (copy)
        memcpy(copy, id->bytes, sizeof id->bytes);
    return (ProtobufCBinaryData){sizeof id->bytes, copy};
}

static enum status
to_id(ProtobufCBinaryData from, struct document_id *out, struct error *err)
{
    if (from.len != sizeof out->bytes)
        return error_set(err, STATUS_CORRUPT, "a document id of %zu bytes",
                         from.len);
    memcpy(out->bytes, from.data, sizeof out->bytes);
    return STATUS_OK;
}

static char **
from_tags(const struct str *tags, size_t count, struct arena *a, size_t *out)
{
    char **fields = ARENA_ARRAY(a, char *, count);

    *out = fields ? count : 0;
    for (size_t i = 0; fields && i < count; i++)
        fields[i] = pb_string(tags[i], a);
    return fields;
}

static struct str *
to_tags(char *const *fields, size_t count, struct arena *a, size_t *out)
{
    struct str *tags = ARENA_ARRAY(a, struct str, count);

    *out = tags ? count : 0;
    for (size_t i = 0; tags && i < count; i++)
        tags[i] = pb_to_str(fields[i], a);
    return tags;
}

enum status
inbox_row_pack(const struct inbox_row *row, struct arena *a, struct str *out,
               struct error *err)
{
    Baogao__V1__InboxRow pb = BAOGAO__V1__INBOX_ROW__INIT;

    pb.document_id = from_id(&row->document_id, a);
    pb.state = (Baogao__V1__DocumentState)row->state;
    pb.generation = row->generation;
    pb.has_attempts = pb.has_priority = pb.has_not_before_ms = 1;
    pb.attempts = row->attempts;
    pb.priority = row->priority;
    pb.not_before_ms = row->not_before_ms;
    pb.accepted_ms = row->accepted_ms;
    pb.bytes = row->bytes;
    pb.media_type = pb_string(row->media_type, a);
    pb.charset = pb_string(row->charset, a);
    pb.reason = pb_string(row->reason, a);
    pb.worker = pb_string(row->worker, a);
    pb.has_failed_ms = row->failed_ms != 0;
    pb.failed_ms = row->failed_ms;
    pb.has_time_limit_ms = row->time_limit_ms != 0;
    pb.time_limit_ms = row->time_limit_ms;
    pb.tags = from_tags(row->tags, row->tag_count, a, &pb.n_tags);
    pb.has_has_records = pb.has_records = row->has_records;
    pb.has_waiting_ms = row->waiting_ms != 0;
    pb.waiting_ms = row->waiting_ms;
    return pack(&pb.base, a, out, err);
}

enum status
inbox_row_unpack(struct str value, struct arena *a, struct inbox_row *out,
                 struct error *err)
{
    struct inbox_row row = {0};
    Baogao__V1__InboxRow *pb;
    void *message = NULL;
    enum status st =
        unpack(&baogao__v1__inbox_row__descriptor, value, a, &message, err);

    if (st != STATUS_OK)
        return st;
    pb = message;
    st = to_id(pb->document_id, &row.document_id, err);
    if (st != STATUS_OK)
        return st;
    if (pb->state != BAOGAO__V1__DOCUMENT_STATE__DOCUMENT_WAITING &&
        pb->state != BAOGAO__V1__DOCUMENT_STATE__DOCUMENT_DEAD)
        return error_set(err, STATUS_CORRUPT, "an inbox row of state %d",
                         (int)pb->state);
    row.state = (enum document_state)pb->state;
    row.generation = pb->generation;
    row.attempts = pb->attempts;
    row.priority = pb->priority;
    row.not_before_ms = pb->not_before_ms;
    row.accepted_ms = pb->accepted_ms;
    row.bytes = pb->bytes;
    row.media_type = pb_to_str(pb->media_type, a);
    row.charset = pb_to_str(pb->charset, a);
    row.reason = pb_to_str(pb->reason, a);
    row.worker = pb_to_str(pb->worker, a);
    row.failed_ms = pb->failed_ms;
    row.time_limit_ms = pb->time_limit_ms;
    row.tags = to_tags(pb->tags, pb->n_tags, a, &row.tag_count);
    row.has_records = pb->has_records;
    row.waiting_ms = pb->waiting_ms;
    *out = row;
    return STATUS_OK;
}

static Baogao__V1__Origin *
from_origin(const struct origin *origin, struct arena *a)
{
    Baogao__V1__Origin *pb = ARENA_NEW(a, Baogao__V1__Origin);

    if (!pb)
        return NULL;
    baogao__v1__origin__init(pb);
    pb->name = pb_string(origin->name, a);
    pb->source_uri = pb_string(origin->source_uri, a);
    pb->accepted_ms = origin->accepted_ms;
    pb->tags = from_tags(origin->tags, origin->tag_count, a, &pb->n_tags);
    return pb;
}

enum status
origins_row_pack(const struct origins_row *row, struct arena *a,
                 struct str *out, struct error *err)
{
    Baogao__V1__OriginsRow pb = BAOGAO__V1__ORIGINS_ROW__INIT;

    pb.document_id = from_id(&row->document_id, a);
    pb.media_type = pb_string(row->media_type, a);
    pb.charset = pb_string(row->charset, a);
    pb.origins = ARENA_ARRAY(a, Baogao__V1__Origin *, row->origin_count);
    for (size_t i = 0; pb.origins && i < row->origin_count; i++)
        pb.origins[pb.n_origins++] = from_origin(&row->origins[i], a);
    return pack(&pb.base, a, out, err);
}

static void
to_origin(const Baogao__V1__Origin *from, struct arena *a, struct origin *out)
{
    out->name = pb_to_str(from->name, a);
    out->source_uri = pb_to_str(from->source_uri, a);
    out->accepted_ms = from->accepted_ms;
    out->tags = to_tags(from->tags, from->n_tags, a, &out->tag_count);
}

enum status
origins_row_unpack(struct str value, struct arena *a, struct origins_row *out,
                   struct error *err)
{
    struct origins_row row = {0};
    Baogao__V1__OriginsRow *pb;
    void *message = NULL;
    enum status st =
        unpack(&baogao__v1__origins_row__descriptor, value, a, &message, err);

    if (st != STATUS_OK)
        return st;
    pb = message;
    st = to_id(pb->document_id, &row.document_id, err);
    if (st != STATUS_OK)
        return st;
    row.media_type = pb_to_str(pb->media_type, a);
    row.charset = pb_to_str(pb->charset, a);
    row.origins = ARENA_ARRAY(a, struct origin, pb->n_origins);
    for (size_t i = 0; row.origins && i < pb->n_origins; i++)
        to_origin(pb->origins[i], a, &row.origins[row.origin_count++]);
    if (a->exhausted)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    *out = row;
    return STATUS_OK;
}

static ProtobufCBinaryData *
from_anchors(const struct str *anchors, size_t count, struct arena *a,
             size_t *out)
{
    ProtobufCBinaryData *fields = ARENA_ARRAY(a, ProtobufCBinaryData, count);

    *out = fields ? count : 0;
    for (size_t i = 0; fields && i < count; i++) {
        uint8_t *copy = ARENA_ARRAY(a, uint8_t, anchors[i].len + 1);
        if (copy)
            memcpy(copy, anchors[i].ptr, anchors[i].len);
        fields[i] = (ProtobufCBinaryData){copy ? anchors[i].len : 0, copy};
    }
    return fields;
}

static struct str *
to_anchors(const ProtobufCBinaryData *fields, size_t count, struct arena *a,
           size_t *out)
{
    struct str *anchors = ARENA_ARRAY(a, struct str, count);

    *out = anchors ? count : 0;
    for (size_t i = 0; anchors && i < count; i++)
        anchors[i] = arena_copy(
            a, (struct str){(const char *)fields[i].data, fields[i].len});
    return anchors;
}

enum status
document_row_pack(const struct document_row *row, struct arena *a,
                  struct str *out, struct error *err)
{
    Baogao__V1__DocumentRow pb = BAOGAO__V1__DOCUMENT_ROW__INIT;

    pb.document_id = from_id(&row->document_id, a);
    pb.generation = row->generation;
    pb.accepted_ms = row->accepted_ms;
    pb.finished_ms = row->finished_ms;
    pb.extractor_version = pb_string(row->extractor_version, a);
    pb.lexicon_version = pb_string(row->lexicon_version, a);
    pb.text_bytes = row->text_bytes;
    pb.anchors =
        from_anchors(row->anchors, row->anchor_count, a, &pb.n_anchors);
    pb.has_readings = row->readings > 1;
    pb.readings = row->readings;
    return pack(&pb.base, a, out, err);
}

enum status
document_row_unpack(struct str value, struct arena *a, struct document_row *out,
                    struct error *err)
{
    struct document_row row = {0};
    Baogao__V1__DocumentRow *pb;
    void *message = NULL;
    enum status st =
        unpack(&baogao__v1__document_row__descriptor, value, a, &message, err);

    if (st != STATUS_OK)
        return st;
    pb = message;
    st = to_id(pb->document_id, &row.document_id, err);
    if (st != STATUS_OK)
        return st;
    row.generation = pb->generation;
    row.accepted_ms = pb->accepted_ms;
    row.finished_ms = pb->finished_ms;
    row.extractor_version = pb_to_str(pb->extractor_version, a);
    row.lexicon_version = pb_to_str(pb->lexicon_version, a);
    row.text_bytes = pb->text_bytes;
    row.anchors = to_anchors(pb->anchors, pb->n_anchors, a, &row.anchor_count);
    row.readings = pb->has_readings ? pb->readings : 1;
    *out = row;
    return STATUS_OK;
}
