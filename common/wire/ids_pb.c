#include "wire/ids_pb.h"

#include "record/pb.h"

char *
pb_from_document_id(struct document_id id, struct arena *a)
{
    char digits[DOCUMENT_ID_DIGITS + 1];

    return pb_string(str_from(document_id_print(id, digits)), a);
}

char **
pb_from_document_ids(const struct document_id *ids, size_t count,
                     struct arena *a, size_t *out_count)
{
    char **fields = ARENA_ARRAY(a, char *, count);

    *out_count = fields ? count : 0;
    for (size_t i = 0; fields && i < count; i++)
        fields[i] = pb_from_document_id(ids[i], a);
    return fields;
}

enum status
pb_to_document_id(const char *field, struct document_id *out, struct error *err)
{
    if (!document_id_parse(str_from(field), out))
        return error_set(err, STATUS_INVALID,
                         "document_id: \"%.40s\" is not 32 hexadecimal digits",
                         field ? field : "");
    return STATUS_OK;
}

/* What a state that is new to us means for a document nobody can tell. */
enum status
pb_to_state(Baogao__V1__DocumentState field, enum document_state *out,
            struct error *err)
{
    if ((unsigned)field > DOCUMENT_FORGOTTEN)
        return error_set(err, STATUS_INVALID, "state: %d is none", (int)field);
    *out = (enum document_state)field;
    return STATUS_OK;
}

enum status
pb_to_document_ids(char *const *fields, size_t count, size_t max,
                   struct arena *a, struct document_id **out, size_t *out_count,
                   struct error *err)
{
    struct document_id *ids;
    enum status st = STATUS_OK;

    if (count > max)
        return error_set(err, STATUS_INVALID,
                         "document_ids: more than %zu of them", max);
    ids = ARENA_ARRAY(a, struct document_id, count);
    if (!ids)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    for (size_t i = 0; st == STATUS_OK && i < count; i++)
        st = pb_to_document_id(fields[i], &ids[i], err);
    if (st != STATUS_OK)
        return st;
    *out = ids;
    *out_count = count;
    return STATUS_OK;
}
