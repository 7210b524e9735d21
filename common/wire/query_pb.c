#include "wire/query_pb.h"

#include <assert.h>
#include <string.h>

#include "record/pb.h"
#include "wire/query_fields.h"

/* The member of the message that has the field's name. */
static const ProtobufCFieldDescriptor *
member_of(const struct query_field *f)
{
    const ProtobufCFieldDescriptor *member =
        protobuf_c_message_descriptor_get_field_by_name(
            &baogao__v1__query__descriptor, f->name.ptr);

    assert(member);
    return member;
}

/* ---- out --------------------------------------------------------------- */

/* A number, a name's value, or a flag, which are all of one size there. */
static void
put_scalar(Baogao__V1__Query *pb, const ProtobufCFieldDescriptor *member,
           uint32_t value)
{
    protobuf_c_boolean has = 1;

    memcpy((char *)pb + member->offset, &value, sizeof value);
    memcpy((char *)pb + member->quantifier_offset, &has, sizeof has);
}

static void
from_field(struct query *q, const struct query_field *f, Baogao__V1__Query *pb,
           struct arena *a)
{
    const ProtobufCFieldDescriptor *member = member_of(f);
    char *text;

    switch (f->type) {
    case QUERY_FLAG:
        put_scalar(pb, member, 1);
        return;
    case QUERY_NUMBER:
    case QUERY_NAME:
        put_scalar(pb, member, query_field_number(q, f));
        return;
    default:
        text = pb_string(*query_field_text(q, f), a);
        memcpy((char *)pb + member->offset, &text, sizeof text);
        return;
    }
}

Baogao__V1__Query *
pb_from_query(const struct query *q, uint64_t request_id, struct arena *a)
{
    Baogao__V1__Query *pb = ARENA_NEW(a, Baogao__V1__Query);
    struct query copy = *q;

    if (!pb)
        return NULL;
    baogao__v1__query__init(pb);
    pb->has_request_id = pb->has_rows = 1;
    pb->request_id = request_id;
    pb->rows = (Baogao__V1__RowKind)q->rows;
    for (size_t i = 0; i < QUERY_FIELD_COUNT; i++)
        if (query_field_is_set(q, &query_fields[i]))
            from_field(&copy, &query_fields[i], pb, a);
    return pb;
}

/* ---- in ---------------------------------------------------------------- */

static bool
take_scalar(const Baogao__V1__Query *from,
            const ProtobufCFieldDescriptor *member, uint32_t *out)
{
    protobuf_c_boolean has;

    memcpy(&has, (const char *)from + member->quantifier_offset, sizeof has);
    memcpy(out, (const char *)from + member->offset, sizeof *out);
    return has;
}

static void
to_field(const Baogao__V1__Query *from, const struct query_field *f,
         struct arena *a, struct query *out)
{
    const ProtobufCFieldDescriptor *member = member_of(f);
    const char *text;
    uint32_t value;

    switch (f->type) {
    case QUERY_FLAG:
        *query_field_flag(out, f) = take_scalar(from, member, &value) && value;
        return;
    case QUERY_NUMBER:
        /* 0 is no number that may be asked for: not to be taken for none. */
        if (take_scalar(from, member, &value))
            query_field_put(out, f, value ? value : UINT32_MAX);
        return;
    case QUERY_NAME:
        if (take_scalar(from, member, &value))
            query_field_put(out, f, value);
        return;
    default:
        memcpy(&text, (const char *)from + member->offset, sizeof text);
        *query_field_text(out, f) = pb_to_str(text, a);
        return;
    }
}

void
pb_to_query(const Baogao__V1__Query *from, struct arena *a, struct query *out)
{
    *out = (struct query){
        .rows = from->has_rows ? (enum row_kind)from->rows : ROW_REPORT,
    };
    for (size_t i = 0; i < QUERY_FIELD_COUNT; i++)
        to_field(from, &query_fields[i], a, out);
}
