/* values - what one snapshot has of a document, taken out of it. */
#include "check/part.h"

typedef enum status getter(struct snapshot *snap, uint64_t document_no,
                           struct str *out, struct error *err);

static enum status
take(const struct checking *c, getter *get, uint64_t number, struct arena *a,
     struct stored_value *out, struct error *err)
{
    struct str bytes;
    enum status st = get(c->snap, number, &bytes, err);

    *out = (struct stored_value){ABSENT, {NULL, 0}};
    if (st == STATUS_OK) {
        out->presence = PRESENT;
        out->bytes = arena_copy(a, bytes);
        if (a->exhausted)
            return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    } else if (st == STATUS_CORRUPT) {
        out->presence = DAMAGED;
    } else if (st != STATUS_NOT_FOUND) {
        return st;
    }
    return STATUS_OK;
}

enum status
check_take_values(const struct checking *c, uint64_t number, struct arena *a,
                  struct stored_values *out, struct error *err)
{
    const struct {
        getter *get;
        struct stored_value *to;
    } wanted[] = {
        {snapshot_origins, &out->origins}, {snapshot_inbox, &out->inbox},
        {snapshot_document, &out->row},    {snapshot_records, &out->records},
        {snapshot_brief, &out->brief},     {snapshot_details, &out->details},
        {snapshot_text, &out->text},
    };
    enum status st = STATUS_OK;

    for (size_t i = 0; st == STATUS_OK && i < sizeof wanted / sizeof *wanted;
         i++)
        st = take(c, wanted[i].get, number, a, wanted[i].to, err);
    return st;
}
