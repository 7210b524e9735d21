/*
 * added_fields - a version to come: every message that is packed, and every
 * message in it, has a field that nobody knows today.
 *
 * Linked in front of protobuf-c (ld --wrap). Only what packs is changed: rows
 * and messages are read as ever.
 */
#include <protobuf-c/protobuf-c.h>
#include <stddef.h>
#include <stdint.h>

/* The linker calls them so. NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp) */
size_t __real_protobuf_c_message_get_packed_size(const ProtobufCMessage *m);
size_t __real_protobuf_c_message_pack(const ProtobufCMessage *m, uint8_t *out);
size_t __wrap_protobuf_c_message_get_packed_size(ProtobufCMessage *m);
size_t __wrap_protobuf_c_message_pack(ProtobufCMessage *m, uint8_t *out);
/* NOLINTEND(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp) */

/* Numbers that the .proto files are far from. */
enum { ADDED_NUMBER = 9001, ADDED_TEXT = 9002 };

/* A length of 5, as packed, and "later". */
static uint8_t text[] = "\x05later";
static uint8_t number[] = "\x2A";

static ProtobufCMessageUnknownField added[] = {
    {ADDED_NUMBER, PROTOBUF_C_WIRE_TYPE_VARINT, sizeof number - 1, number},
    {ADDED_TEXT, PROTOBUF_C_WIRE_TYPE_LENGTH_PREFIXED, sizeof text - 1, text},
};

static void add_fields(ProtobufCMessage *m);

/* The messages that a field holds, if it does. */
static void
add_to_field(const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f)
{
    const uint8_t *base = (const uint8_t *)m;
    const void *member = base + f->offset;
    const void *quantifier = base + f->quantifier_offset;

    if (f->type != PROTOBUF_C_TYPE_MESSAGE)
        return;
    if (f->label == PROTOBUF_C_LABEL_REPEATED) {
        size_t count = *(const size_t *)quantifier;
        ProtobufCMessage *const *all =
            *(ProtobufCMessage *const *const *)member;
        for (size_t i = 0; i < count; i++)
            add_fields(all[i]);
        return;
    }
    /* The members of a oneof share their place. */
    if ((f->flags & PROTOBUF_C_FIELD_FLAG_ONEOF) &&
        *(const uint32_t *)quantifier != f->id)
        return;
    if (*(ProtobufCMessage *const *)member)
        add_fields(*(ProtobufCMessage *const *)member);
}

static void
add_fields(ProtobufCMessage *m)
{
    m->unknown_fields = added;
    m->n_unknown_fields = sizeof added / sizeof *added;
    for (unsigned i = 0; i < m->descriptor->n_fields; i++)
        add_to_field(m, &m->descriptor->fields[i]);
}

size_t
__wrap_protobuf_c_message_get_packed_size(ProtobufCMessage *m)
{
    add_fields(m);
    return __real_protobuf_c_message_get_packed_size(m);
}

size_t
__wrap_protobuf_c_message_pack(ProtobufCMessage *m, uint8_t *out)
{
    add_fields(m);
    return __real_protobuf_c_message_pack(m, out);
}
