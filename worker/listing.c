#include "worker/listing.h"

#include "base/clock.h"
#include "store/snapshot.h"

/* Rows looked at for one page: the head has other things to do. */
enum { LOOK_MAX = 2000 };

/* A page as it grows. */
struct listing {
    struct head *head;
    struct snapshot *snap;
    struct arena *arena;
    struct document_page page;
    size_t capacity;
};

static void
fill_lease(const struct head *head, struct document_info *info)
{
    const struct document *d = queue_find(&head->queue, info->document_id);
    const struct lease *lease = d ? d->lease : NULL;

    if (!lease)
        return;
    info->leased_by = str_from(lease->worker->name);
    info->leased_for_ms = (uint64_t)(clock_monotonic_ms() - lease->since_ms);
}

static enum status
fill_from_inbox(struct listing *l, struct str value, struct document_info *info,
                struct error *err)
{
    struct inbox_row row;
    enum status st = inbox_row_unpack(value, l->arena, &row, err);

    if (st != STATUS_OK)
        return st;
    info->document_id = row.document_id;
    info->state = row.state;
    info->media_type = row.media_type;
    info->charset = row.charset;
    info->bytes = row.bytes;
    info->accepted_ms = row.accepted_ms;
    info->generation = row.generation;
    info->attempts = row.attempts;
    info->reason = row.reason;
    info->failed_ms = row.failed_ms;
    info->worker = row.worker;
    info->priority = row.priority;
    info->not_before_ms = row.not_before_ms;
    info->time_limit_ms = row.time_limit_ms;
    fill_lease(l->head, info);
    return STATUS_OK;
}

/* STATUS_NOT_FOUND, err untouched: it has no records. */
static enum status
fill_from_records(struct listing *l, struct document_info *info,
                  struct error *err)
{
    struct document_row row;
    struct str value;
    enum status st = snapshot_document(l->snap, info->document_no, &value, err);

    if (st == STATUS_OK)
        st = document_row_unpack(value, l->arena, &row, err);
    if (st != STATUS_OK)
        return st;
    info->finished_ms = row.finished_ms;
    info->extractor_version = row.extractor_version;
    if (info->generation)
        return STATUS_OK; /* it waits to be read again */
    info->document_id = row.document_id;
    info->state = DOCUMENT_DONE;
    info->accepted_ms = row.accepted_ms;
    info->generation = row.generation;
    return STATUS_OK;
}

static enum status
fill_origin(struct listing *l, struct document_info *info, struct error *err)
{
    struct origins_row row;
    struct str value;
    enum status st = snapshot_origins(l->snap, info->document_no, &value, err);

    if (st == STATUS_OK)
        st = origins_row_unpack(value, l->arena, &row, err);
    if (st != STATUS_OK || row.origin_count == 0)
        return st == STATUS_NOT_FOUND ? STATUS_OK : st;
    info->media_type = row.media_type;
    info->charset = row.charset;
    info->name = row.origins[0].name;
    info->source_uri = row.origins[0].source_uri;
    info->tags = row.origins[0].tags;
    info->tag_count = row.origins[0].tag_count;
    return STATUS_OK;
}

/* STATUS_NOT_FOUND, err untouched: there is no such document. */
static enum status
fill(struct listing *l, uint64_t number, struct document_info *info,
     struct error *err)
{
    struct str value;
    enum status in_inbox, with_records;

    *info = (struct document_info){.document_no = number};
    in_inbox = snapshot_inbox(l->snap, number, &value, err);
    if (in_inbox == STATUS_OK)
        in_inbox = fill_from_inbox(l, value, info, err);
    if (in_inbox != STATUS_OK && in_inbox != STATUS_NOT_FOUND)
        return in_inbox;
    with_records = fill_from_records(l, info, err);
    if (with_records == STATUS_NOT_FOUND)
        with_records = in_inbox;
    return with_records == STATUS_OK ? fill_origin(l, info, err) : with_records;
}

static enum status
add(struct listing *l, const struct document_info *info, struct error *err)
{
    struct document_info *moved =
        arena_grow(l->arena, l->page.documents, l->page.count, &l->capacity,
                   sizeof *moved);

    if (!moved)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    l->page.documents = moved;
    moved[l->page.count++] = *info;
    return STATUS_OK;
}

static enum status
list_ids(struct listing *l, const struct list_documents *asked,
         struct error *err)
{
    enum status st = STATUS_OK;

    for (size_t i = 0; st == STATUS_OK && i < asked->id_count; i++) {
        struct document_id id = asked->document_ids[i];
        const struct document *waiting = queue_find(&l->head->queue, id);
        struct settled settled = {.document_no = waiting ? waiting->number : 0};
        struct document_info info;
        if (!waiting)
            st = snapshot_settled(l->snap, id, &settled, err);
        if (st == STATUS_OK)
            st = fill(l, settled.document_no, &info, err);
        if (st == STATUS_OK)
            st = add(l, &info, err);
        if (st == STATUS_NOT_FOUND)
            st = STATUS_OK;
    }
    return st;
}

/* The next document that may be in the state asked for. */
static enum status
next(struct listing *l, enum document_state state, uint64_t *number,
     struct error *err)
{
    return state == DOCUMENT_DONE
               ? snapshot_next_done(l->snap, *number, number, err)
               : snapshot_next_inbox(l->snap, *number, number, err);
}

static enum status
list_state(struct listing *l, const struct list_documents *asked,
           struct error *err)
{
    uint64_t number = asked->after_no;
    enum status st = STATUS_OK;

    for (int looked = 0; looked < LOOK_MAX && l->page.count < asked->limit;
         looked++) {
        struct document_info info;
        st = next(l, asked->state, &number, err);
        if (st == STATUS_NOT_FOUND)
            return STATUS_OK;
        if (st == STATUS_OK)
            st = fill(l, number, &info, err);
        if (st == STATUS_OK && info.state == asked->state)
            st = add(l, &info, err);
        if (st != STATUS_OK)
            return st;
    }
    l->page.next_after_no = number;
    return STATUS_OK;
}

void
listing_answer(struct head *head, const struct client *client,
               const struct message *m, struct arena *a)
{
    const struct list_documents *asked = &m->list_documents;
    struct listing l = {.head = head, .arena = a};
    struct message answer = {.kind = MESSAGE_DOCUMENT_PAGE,
                             .request_id = m->request_id};
    struct error err;

    if (snapshot_open(head->store, &l.snap, &err) != STATUS_OK)
        return; /* the client asks again */
    if ((asked->id_count ? list_ids(&l, asked, &err)
                         : list_state(&l, asked, &err)) == STATUS_OK) {
        answer.document_page = l.page;
        client_answer(client, &answer);
    } else {
        client_refuse(client, m->request_id, REFUSED_DAMAGED,
                      arena_copy(a, str_from(err.text)));
    }
    snapshot_close(&l.snap);
}
