#include "store/upgrade.h"

#include "base/bytes.h"
#include "record/row.h"
#include "record/verify.h"
#include "store/filing.h"
#include "store/schema.h"
#include "store/snapshot.h"
#include "store/value.h"

/* A commit takes some documents of some size: terms are larger than texts. */
enum { PORTION_DOCUMENTS = 200, PORTION_BYTES = 4 << 20 };

/* Documents that go into the index in one commit; all lives in the arena. */
struct portion {
    struct arena arena;
    struct filing filings[PORTION_DOCUMENTS];
    struct term_list terms[PORTION_DOCUMENTS];
    struct text_terms text_terms[PORTION_DOCUMENTS];
    size_t count;
    size_t bytes; /* of texts */
};

/* ---- reading ----------------------------------------------------------- */

static enum status
read_values(struct snapshot *snap, uint64_t number, struct arena *a,
            struct filing *f, struct error *err)
{
    struct str row, records, text;
    enum status st = snapshot_document(snap, number, &row, err);

    if (st == STATUS_OK)
        st = snapshot_records(snap, number, &records, err);
    if (st == STATUS_OK)
        st = snapshot_text(snap, number, &text, err);
    if (st == STATUS_OK)
        st = document_row_unpack(arena_copy(a, row), a, &f->row, err);
    if (st != STATUS_OK)
        return st;
    f->document_no = number;
    f->records = arena_copy(a, records);
    f->text = arena_copy(a, text);
    return STATUS_OK;
}

static enum status
find_terms(struct portion *p, size_t i, struct error *err)
{
    struct filing *f = &p->filings[i];
    struct packed_extraction extraction = {
        .text_bytes = f->row.text_bytes,
        .text = f->text,
        .records = f->records,
    };

    f->terms = &p->terms[i];
    f->text_terms = &p->text_terms[i];
    return verify_extraction(&extraction, f->row.text_bytes, &p->arena,
                             &p->terms[i], &p->text_terms[i], err);
}

/* What a store has of a document must fit together, or it is damaged. */
static enum status
add(struct portion *p, struct snapshot *snap, uint64_t number,
    struct error *err)
{
    struct error why;
    enum status st =
        read_values(snap, number, &p->arena, &p->filings[p->count], &why);

    if (st == STATUS_OK)
        st = find_terms(p, p->count, &why);
    if (st == STATUS_NOT_FOUND || st == STATUS_INVALID)
        st = STATUS_CORRUPT;
    if (st != STATUS_OK)
        return error_set(err, st, "document %llu: %.200s",
                         (unsigned long long)number, why.text);
    p->bytes += p->filings[p->count].row.text_bytes;
    p->count++;
    return STATUS_OK;
}

/* STATUS_OK with a count of 0: there are no more behind *number. */
static enum status
read_portion(struct store *s, uint64_t *number, struct portion *p,
             struct error *err)
{
    struct snapshot *snap = NULL;
    enum status st = snapshot_open(s, &snap, err);

    p->count = p->bytes = 0;
    while (st == STATUS_OK && p->count < PORTION_DOCUMENTS &&
           p->bytes < PORTION_BYTES) {
        p->filings[p->count] = (struct filing){0};
        st = snapshot_next_done(snap, *number, number, err);
        if (st == STATUS_OK)
            st = add(p, snap, *number, err);
    }
    snapshot_close(&snap);
    return st == STATUS_NOT_FOUND ? STATUS_OK : st;
}

/* ---- writing ----------------------------------------------------------- */

static enum status
write_portion(struct batch *b, struct portion *p, struct error *err)
{
    struct filing_entries entries = {0};
    bool is_damaged = false;
    enum status st = STATUS_OK;

    for (size_t i = 0; st == STATUS_OK && i < p->count; i++)
        st = filing_again(b, &p->filings[i], &entries, &p->arena, err);
    if (st == STATUS_OK)
        st = filing_index(b, &entries, &p->arena, &is_damaged, err);
    return st == STATUS_OK && is_damaged ? STATUS_CORRUPT : st;
}

/* `p` NULL: the old index goes. */
static enum status
commit(struct store *s, struct portion *p, struct error *err)
{
    struct batch *b = NULL;
    enum status st = batch_begin(s, &b, err);

    if (st == STATUS_OK)
        st = p ? write_portion(b, p, err) : batch_drop_index(b, err);
    if (st == STATUS_OK)
        return batch_commit(&b, err);
    batch_abort(&b);
    return st;
}

static enum status
index_all(struct store *s, uint64_t *documents, struct error *err)
{
    struct portion p = {.count = 1};
    uint64_t number = 0;
    enum status st = commit(s, NULL, err);

    while (st == STATUS_OK && p.count > 0) {
        st = read_portion(s, &number, &p, err);
        if (st == STATUS_OK && p.count > 0)
            st = commit(s, &p, err);
        *documents += p.count;
        arena_release(&p.arena);
    }
    return st;
}

/* ---- the format -------------------------------------------------------- */

static enum status
read_format(struct store *s, unsigned *out, struct error *err)
{
    struct str value;
    MDB_txn *txn;
    enum status st = from_mdb(mdb_txn_begin(s->env, NULL, MDB_RDONLY, &txn),
                              "cannot read the store", err);

    if (st != STATUS_OK)
        return st;
    st = value_get(s, txn, DB_META, key_text("format"), &value, err);
    if (st == STATUS_OK)
        *out = (unsigned)load_be64(value.ptr);
    mdb_txn_abort(txn);
    return st;
}

static enum status
write_format(struct store *s, struct error *err)
{
    char row[8];
    MDB_txn *txn;
    enum status st =
        from_mdb(mdb_txn_begin(s->env, NULL, 0, &txn), "cannot write", err);

    if (st != STATUS_OK)
        return st;
    save_be64(row, STORE_FORMAT);
    st = value_put(s, txn, DB_META, key_text("format"),
                   (struct str){row, sizeof row}, 0, err);
    if (st == STATUS_OK)
        return from_mdb(mdb_txn_commit(txn), "cannot commit", err);
    mdb_txn_abort(txn);
    return st;
}

enum status
store_upgrade(const char *path, struct upgrade_facts *out, struct error *err)
{
    struct upgrade_facts facts = {.to = STORE_FORMAT};
    struct store *s = NULL;
    enum status st = store_open(path, STORE_UPGRADE, NULL, &s, err);

    if (st == STATUS_OK)
        st = read_format(s, &facts.from, err);
    if (st == STATUS_OK && facts.from == STORE_FORMAT)
        st = error_set(err, STATUS_UNAVAILABLE,
                       "the store has format %d already, as this version does",
                       STORE_FORMAT);
    if (st == STATUS_OK)
        st = index_all(s, &facts.documents, err);
    if (st == STATUS_OK)
        st = write_format(s, err);
    store_close(&s);
    if (st == STATUS_OK)
        *out = facts;
    return st;
}
