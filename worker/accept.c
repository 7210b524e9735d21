#include "worker/accept.h"

#include "store/snapshot.h"

/* A page crawled every day for months must not grow its row for ever. */
enum { ORIGINS_MAX = 64 };

/* Where a document is already, if it is. */
static enum status
find_known(struct head *head, struct batch *batch,
           const struct acceptance *acceptance, struct acceptance *seen,
           struct accepted *out, struct error *err)
{
    struct document_id id = acceptance->row.document_id;
    const struct document *waiting = queue_find(&head->queue, id);
    const struct acceptance *earlier;
    struct settled settled;
    enum status st;

    if (waiting) {
        *out = (struct accepted){id, waiting->number, DOCUMENT_WAITING, true};
        return STATUS_OK;
    }
    HASH_FIND(hh, seen, &id, sizeof id, earlier);
    if (earlier) {
        *out = earlier->answer;
        out->is_duplicate = true;
        return STATUS_OK;
    }
    st = batch_find(batch, id, &settled, err);
    if (st == STATUS_OK && document_is_gone(settled.state) &&
        (settled.state == DOCUMENT_DROPPED || acceptance->allows_forgotten))
        return STATUS_NOT_FOUND;
    if (st == STATUS_OK)
        *out = (struct accepted){id, settled.document_no, settled.state, true};
    return st;
}

static bool
same_origin(const struct origin *a, const struct origin *b)
{
    if (!str_equal(a->name, b->name) ||
        !str_equal(a->source_uri, b->source_uri) ||
        a->tag_count != b->tag_count)
        return false;
    for (size_t i = 0; i < a->tag_count; i++)
        if (!str_equal(a->tags[i], b->tags[i]))
            return false;
    return true;
}

/* A name, an address or a tag that is new is worth a row; a repeat is not. */
static bool
adds(const struct origin *origin, const struct origins_row *row)
{
    if (row->origin_count >= ORIGINS_MAX)
        return false;
    for (size_t i = 0; i < row->origin_count; i++)
        if (same_origin(&row->origins[i], origin))
            return false;
    return true;
}

static enum status
add_origin(struct batch *batch, uint64_t document_no,
           const struct origin *origin, struct filing_entries *entries,
           struct arena *a, struct error *err)
{
    struct origins_row row;
    struct origin *grown;
    struct str value;
    enum status st = batch_get_origins(batch, document_no, &value, err);

    if (st == STATUS_NOT_FOUND)
        return error_set(err, STATUS_CORRUPT, "a document has no origins");
    if (st == STATUS_OK)
        st = origins_row_unpack(value, a, &row, err);
    if (st != STATUS_OK || !adds(origin, &row))
        return st;
    grown = ARENA_ARRAY(a, struct origin, row.origin_count + 1);
    if (!grown)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    for (size_t i = 0; i < row.origin_count; i++)
        grown[i] = row.origins[i];
    grown[row.origin_count++] = *origin;
    row.origins = grown;
    st = origins_row_pack(&row, a, &value, err);
    if (st == STATUS_OK)
        st = batch_put_origins(batch, document_no, value, err);
    if (st == STATUS_OK)
        st = filing_origins(batch, document_no, entries, a, err);
    return st == STATUS_OK
               ? batch_touch(batch, document_no, row.document_id, err)
               : st;
}

static enum status
write_new(struct batch *batch, struct acceptance *acceptance, struct arena *a,
          struct error *err)
{
    struct origins_row origins = {
        .document_id = acceptance->row.document_id,
        .media_type = acceptance->row.media_type,
        .charset = acceptance->row.charset,
        .origins = &acceptance->origin,
        .origin_count = 1,
    };
    uint64_t number = batch_next_document_no(batch);
    struct str inbox_value, origins_value;
    enum status st = inbox_row_pack(&acceptance->row, a, &inbox_value, err);

    if (st == STATUS_OK)
        st = origins_row_pack(&origins, a, &origins_value, err);
    if (st == STATUS_OK)
        st = batch_accept(batch, number, inbox_value, origins_value,
                          acceptance->bytes, err);
    acceptance->answer = (struct accepted){acceptance->row.document_id, number,
                                           DOCUMENT_WAITING, false};
    return st;
}

enum status
accept_write(struct head *head, struct batch *batch,
             struct acceptance *acceptance, struct acceptance **seen,
             struct filing_entries *entries, struct arena *a, struct error *err)
{
    enum status st =
        find_known(head, batch, acceptance, *seen, &acceptance->answer, err);

    acceptance->is_refused =
        st == STATUS_OK && acceptance->answer.state == DOCUMENT_FORGOTTEN;
    if (acceptance->is_refused)
        return STATUS_OK;
    if (st == STATUS_OK)
        return add_origin(batch, acceptance->answer.document_no,
                          &acceptance->origin, entries, a, err);
    if (st != STATUS_NOT_FOUND)
        return st;
    st = write_new(batch, acceptance, a, err);
    if (st == STATUS_OK)
        HASH_ADD(hh, *seen, row.document_id, sizeof acceptance->row.document_id,
                 acceptance);
    return st;
}

/* The number of a document that is here, in whatever state. */
static enum status
number_of(struct head *head, struct snapshot *snap, struct document_id id,
          uint64_t *out, struct error *err)
{
    const struct document *waiting = queue_find(&head->queue, id);
    struct settled settled;
    enum status st;

    if (waiting) {
        *out = waiting->number;
        return STATUS_OK;
    }
    st = snapshot_settled(snap, id, &settled, err);
    if (st == STATUS_OK && document_is_gone(settled.state))
        return STATUS_NOT_FOUND;
    if (st == STATUS_OK)
        *out = settled.document_no;
    return st;
}

enum accept_need
accept_need(struct head *head, const struct acceptance *acceptance,
            struct arena *a)
{
    enum accept_need need = ACCEPT_NEEDS_ROOM;
    struct snapshot *snap = NULL;
    struct origins_row row;
    struct str value;
    struct error err;
    uint64_t number;
    enum status st = snapshot_open(head->store, &snap, &err);

    if (st == STATUS_OK)
        st = number_of(head, snap, acceptance->row.document_id, &number, &err);
    if (st == STATUS_OK)
        st = snapshot_origins(snap, number, &value, &err);
    if (st == STATUS_OK)
        st = origins_row_unpack(value, a, &row, &err);
    if (st == STATUS_OK)
        need = adds(&acceptance->origin, &row) ? ACCEPT_NEEDS_ORIGIN
                                               : ACCEPT_NEEDS_NOTHING;
    snapshot_close(&snap);
    return need;
}
