#include "publisher/feed/feed.h"

#include "base/clock.h"
#include "publisher/report/source.h"
#include "store/snapshot.h"

/* Half the time a snapshot may last, since the last change may overrun. */
enum { PAGE_MS = 50 };

/* A page as it is being read. */
struct reading {
    struct snapshot *snap;
    const struct changes *asked;
    struct arena *a;
    struct change_page page;
    size_t capacity;
    size_t bytes; /* of values and names so far */
};

/* ---- values ------------------------------------------------------------ */

/* A value of the store into the arena; what is not there has none. */
static enum status
copy_value(struct reading *r,
           enum status (*get)(struct snapshot *snap, uint64_t document_no,
                              struct str *out, struct error *err),
           uint64_t document_no, struct str *out, struct error *err)
{
    struct str value;
    enum status st = get(r->snap, document_no, &value, err);

    if (st == STATUS_NOT_FOUND)
        return STATUS_OK;
    if (st != STATUS_OK)
        return st;
    *out = arena_copy(r->a, value);
    r->bytes += value.len;
    return STATUS_OK;
}

static enum status
read_values(struct reading *r, struct document_change *change,
            struct error *err)
{
    struct document_values *v = ARENA_NEW(r->a, struct document_values);
    uint64_t number = change->document_no;
    bool is_done = change->state == DOCUMENT_DONE;
    enum status st;

    if (!v)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    st = copy_value(r, snapshot_source, number, &v->source, err);
    if (st == STATUS_OK)
        st = copy_value(r, snapshot_origins, number, &v->origins, err);
    if (st == STATUS_OK && !is_done)
        st = copy_value(r, snapshot_inbox, number, &v->inbox, err);
    if (st == STATUS_OK && is_done)
        st = copy_value(r, snapshot_document, number, &v->document, err);
    if (st == STATUS_OK && is_done)
        st = copy_value(r, snapshot_records, number, &v->records, err);
    if (st == STATUS_OK && is_done)
        st = copy_value(r, snapshot_text, number, &v->text, err);
    change->values = v;
    return st;
}

/* ---- what is told of a document ---------------------------------------- */

static enum status
read_done(struct reading *r, struct document_change *change, struct arena *a,
          struct row *row, struct error *err)
{
    struct source source;
    enum status st = source_read(r->snap, change->document_no, a, &source, err);

    if (st == STATUS_NOT_FOUND)
        return error_set(err, STATUS_CORRUPT,
                         "a document that is done has no records");
    if (st != STATUS_OK)
        return st;
    change->readings = source.readings;
    change->finished_ms = source.row.finished_ms;
    *row = source.row;
    return STATUS_OK;
}

static enum status
read_undone(struct reading *r, const struct document_change *change,
            struct arena *a, struct row *row, struct str *reason,
            struct error *err)
{
    struct inbox_row inbox = {0};
    struct str value;
    enum status st =
        source_read_origin(r->snap, change->document_no, a, row, err);

    if (st == STATUS_OK)
        st = snapshot_inbox(r->snap, change->document_no, &value, err);
    if (st == STATUS_OK)
        st = inbox_row_unpack(value, a, &inbox, err);
    if (st == STATUS_OK && change->state == DOCUMENT_DEAD)
        *reason = inbox.reason;
    return st == STATUS_NOT_FOUND ? STATUS_OK : st;
}

static struct str
copy(struct reading *r, struct str s)
{
    r->bytes += s.len;
    return record_has(s) ? arena_copy(r->a, s) : s;
}

static enum status
describe(struct reading *r, struct document_change *change, struct error *err)
{
    struct arena scratch = {0};
    struct str reason = {0};
    struct row row = {0};
    enum status st = change->state == DOCUMENT_DONE
                         ? read_done(r, change, &scratch, &row, err)
                         : read_undone(r, change, &scratch, &row, &reason, err);

    change->name = copy(r, row.document_name);
    change->extractor_version = copy(r, row.extractor_version);
    change->reason = copy(r, reason);
    arena_release(&scratch);
    if (st == STATUS_OK && r->asked->with_values)
        st = read_values(r, change, err);
    if (st == STATUS_OK && r->a->exhausted)
        st = error_set(err, STATUS_UNAVAILABLE, "out of memory");
    return st;
}

/* ---- the page ---------------------------------------------------------- */

static enum status
add(struct reading *r, const struct noted_change *noted, struct error *err)
{
    struct change_page *page = &r->page;
    struct document_change *moved = arena_grow(r->a, page->changes, page->count,
                                               &r->capacity, sizeof *moved);
    struct document_change *change;
    enum status st = STATUS_OK;

    if (!moved)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    page->changes = moved;
    change = &moved[page->count];
    *change = (struct document_change){
        .change_no = noted->change_no,
        .document_id = noted->document_id,
        .document_no = noted->document_no,
        .state = noted->state,
    };
    if (!document_is_gone(noted->state))
        st = describe(r, change, err);
    page->count += st == STATUS_OK;
    return st;
}

static enum status
fill(struct reading *r, struct error *err)
{
    uint32_t limit = r->asked->limit ? r->asked->limit : CHANGES_LIMIT_DEFAULT;
    int64_t until_ms = clock_monotonic_ms() + PAGE_MS;
    struct noted_change noted = {.change_no = r->asked->after};
    enum status st = snapshot_change_no(r->snap, &r->page.as_of, err);

    while (st == STATUS_OK && r->page.count < limit &&
           (r->page.count == 0 || (r->bytes < FEED_VALUES_BYTES &&
                                   clock_monotonic_ms() < until_ms))) {
        st = snapshot_next_change(r->snap, noted.change_no, &noted, err);
        if (st == STATUS_OK)
            st = add(r, &noted, err);
    }
    return st == STATUS_NOT_FOUND ? STATUS_OK : st;
}

enum status
feed_page(struct store *store, const struct changes *asked, struct arena *a,
          struct change_page *out, struct error *err)
{
    struct reading r = {.asked = asked, .a = a};
    enum status st;

    if (record_has(asked->store_id) &&
        !str_equal(asked->store_id, store_id(store)))
        return error_set(err, STATUS_NOT_FOUND,
                         "this is store %.*s, not the one asked after: start "
                         "again from 0",
                         STR_ARG(store_id(store)));
    st = snapshot_open(store, &r.snap, err);
    if (st == STATUS_OK)
        st = fill(&r, err);
    snapshot_close(&r.snap);
    if (st != STATUS_OK)
        return st;
    r.page.store_id = arena_copy(a, store_id(store));
    *out = r.page;
    return STATUS_OK;
}
