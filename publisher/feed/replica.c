#include "publisher/feed/replica.h"

#include "record/verify.h"
#include "store/filing.h"

/* Four times the largest document that a head takes unless configured. */
enum { TEXT_MAX_BYTES = 128 << 20 };

/* A change, looked over before the batch begins. */
struct step {
    const struct document_change *change;
    struct document_row row; /* done: as sent, as are its terms */
    struct term_list terms;
    struct text_terms text_terms;
};

/* The steps of one page, and what the batch gathers on the way. */
struct page_copy {
    struct step *steps;
    size_t count;
    struct arena arena;   /* the steps */
    struct arena scratch; /* of one run of the batch, as what follows */
    struct filing_entries entries;
    struct indexed *gone;
    size_t gone_count;
};

/* ---- looking over ------------------------------------------------------ */

static enum status
wrong(const struct document_change *change, const char *what, struct error *err)
{
    char digits[DOCUMENT_ID_DIGITS + 1];

    return error_set(err, STATUS_INVALID, "document %s, change %llu: %s",
                     document_id_print(change->document_id, digits),
                     (unsigned long long)change->change_no, what);
}

/* The bytes must be those that the document is named after. */
static enum status
check_source(const struct document_change *change, struct arena *a,
             struct error *err)
{
    const struct document_values *v = change->values;
    struct origins_row origins;

    if (!v || !record_has(v->source) || !record_has(v->origins))
        return wrong(change, "it came without its source", err);
    if (origins_row_unpack(v->origins, a, &origins, NULL) != STATUS_OK)
        return wrong(change, "its origins row does not parse", err);
    if (!document_id_equal(
            document_id_of(v->source, origins.media_type, origins.charset),
            change->document_id))
        return wrong(change, "its source bytes are not those of its id", err);
    return STATUS_OK;
}

static enum status
check_reading(struct step *step, struct arena *a, struct error *err)
{
    const struct document_change *change = step->change;
    const struct document_values *v = change->values;
    struct packed_extraction extraction = {.text = v->text,
                                           .records = v->records};
    struct error why;
    enum status st;

    if (!record_has(v->document) || !record_has(v->records) ||
        !record_has(v->text))
        return wrong(change, "it came without its records", err);
    if (document_row_unpack(v->document, a, &step->row, NULL) != STATUS_OK ||
        !document_id_equal(step->row.document_id, change->document_id))
        return wrong(change, "its row is not of this document", err);
    extraction.text_bytes = step->row.text_bytes;
    st = verify_extraction(&extraction, TEXT_MAX_BYTES, a, &step->terms,
                           &step->text_terms, &why);
    return st == STATUS_INVALID ? wrong(change, why.text, err) : st;
}

static enum status
check_inbox(const struct document_change *change, struct arena *a,
            struct error *err)
{
    struct inbox_row row;

    if (!record_has(change->values->inbox) ||
        inbox_row_unpack(change->values->inbox, a, &row, NULL) != STATUS_OK ||
        !document_id_equal(row.document_id, change->document_id))
        return wrong(change, "its inbox row is not of this document", err);
    return STATUS_OK;
}

static enum status
look_over(struct step *step, struct arena *a, struct error *err)
{
    enum status st;

    if (document_is_gone(step->change->state))
        return STATUS_OK;
    st = check_source(step->change, a, err);
    if (st != STATUS_OK)
        return st;
    return step->change->state == DOCUMENT_DONE
               ? check_reading(step, a, err)
               : check_inbox(step->change, a, err);
}

static enum status
look_over_all(struct page_copy *copy, const struct change_page *page,
              struct error *err)
{
    enum status st = STATUS_OK;

    copy->steps = ARENA_ARRAY(&copy->arena, struct step, page->count);
    if (!copy->steps)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    for (size_t i = 0; st == STATUS_OK && i < page->count; i++) {
        copy->steps[i].change = &page->changes[i];
        st = look_over(&copy->steps[i], &copy->arena, err);
    }
    copy->count = page->count;
    return st;
}

/* ---- writing ----------------------------------------------------------- */

/* Its index entries are to go, if it has any. */
static enum status
withdraw(struct page_copy *copy, struct batch *b, uint64_t document_no,
         struct error *err)
{
    struct indexed *out = &copy->gone[copy->gone_count];
    enum status st = filing_anchors(b, document_no, &copy->scratch, out, err);

    copy->gone_count += st == STATUS_OK;
    return st == STATUS_NOT_FOUND ? STATUS_OK : st;
}

/* Whether these records are here already: its origins alone are new. */
static enum status
has_reading(struct batch *b, const struct step *step, struct arena *a,
            bool *out, struct error *err)
{
    struct document_row row;
    struct str value;
    enum status st =
        batch_get_document(b, step->change->document_no, &value, err);

    *out = false;
    if (st == STATUS_OK)
        st = document_row_unpack(value, a, &row, err);
    if (st == STATUS_OK)
        *out = row.generation == step->row.generation;
    return st == STATUS_NOT_FOUND ? STATUS_OK : st;
}

static enum status
write_done(struct page_copy *copy, struct batch *b, const struct step *step,
           bool has_records, struct error *err)
{
    const struct document_change *change = step->change;
    struct filing filing = {
        .document_no = change->document_no,
        .has_records = has_records,
        .row = step->row,
        .records = change->values->records,
        .text = change->values->text,
        .terms = &step->terms,
        .text_terms = &step->text_terms,
    };
    bool is_here = false;
    enum status st = STATUS_OK;

    if (has_records)
        st = has_reading(b, step, &copy->scratch, &is_here, err);
    if (st == STATUS_OK && !is_here)
        return filing_finish(b, &filing, &copy->entries, &copy->scratch, err);
    if (st == STATUS_OK)
        st = filing_origins(b, change->document_no, &copy->entries,
                            &copy->scratch, err);
    return st == STATUS_OK
               ? batch_touch(b, change->document_no, change->document_id, err)
               : st;
}

static enum status
write_state(struct page_copy *copy, struct batch *b, const struct step *step,
            bool has_records, struct error *err)
{
    const struct document_change *change = step->change;
    const struct document_values *v = change->values;
    uint64_t number = change->document_no;

    if (change->state == DOCUMENT_DONE)
        return write_done(copy, b, step, has_records, err);
    return change->state == DOCUMENT_DEAD
               ? batch_bury(b, number, change->document_id, v->inbox, err)
               : batch_revive(b, number, change->document_id, v->inbox, err);
}

static enum status
write_step(struct page_copy *copy, struct batch *b, const struct step *step,
           struct error *err)
{
    const struct document_change *change = step->change;
    bool is_gone = document_is_gone(change->state);
    struct settled here;
    bool is_here, is_other; /* under the number of an earlier submission */
    enum status st = batch_find(b, change->document_id, &here, err);

    if (st != STATUS_OK && st != STATUS_NOT_FOUND)
        return st;
    is_here = st == STATUS_OK && !document_is_gone(here.state);
    is_other = is_here && here.document_no != change->document_no;
    st = STATUS_OK;
    if (is_here && (is_gone || is_other))
        st = withdraw(copy, b, here.document_no, err);
    if (st == STATUS_OK && is_other)
        st = batch_clear(b, here.document_no, err);
    if (st != STATUS_OK)
        return st;
    st = batch_follow(b, change->change_no, change->document_no, err);
    if (st != STATUS_OK)
        return st;
    if (is_gone)
        return batch_remove(b, change->document_no, change->document_id,
                            change->state, err);
    if (is_here && !is_other)
        st = batch_put_origins(b, change->document_no, change->values->origins,
                               err);
    else
        st = batch_place(b, change->document_no, change->values->origins,
                         change->values->source, err);
    return st == STATUS_OK
               ? write_state(
                     copy, b, step,
                     is_here && !is_other && here.state == DOCUMENT_DONE, err)
               : st;
}

static enum status
write_page(struct page_copy *copy, struct batch *b, bool *index_is_damaged,
           struct error *err)
{
    enum status st = STATUS_OK;

    copy->entries = (struct filing_entries){0};
    copy->gone_count = 0;
    copy->gone = ARENA_ARRAY(&copy->scratch, struct indexed, copy->count);
    if (!copy->gone)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    for (size_t i = 0; st == STATUS_OK && i < copy->count; i++)
        st = write_step(copy, b, &copy->steps[i], err);
    if (st == STATUS_OK)
        st = filing_index(b, &copy->entries, &copy->scratch, index_is_damaged,
                          err);
    if (st == STATUS_OK && copy->gone_count > 0)
        st = batch_unindex(b, copy->gone, copy->gone_count, err);
    return st;
}

static enum status
run_batch(struct store *store, struct page_copy *copy, bool *index_is_damaged,
          struct error *err)
{
    struct batch *b = NULL;
    enum status st = batch_begin(store, &b, err);

    if (st == STATUS_OK)
        st = write_page(copy, b, index_is_damaged, err);
    if (st == STATUS_OK)
        st = batch_commit(&b, err);
    batch_abort(&b);
    arena_release(&copy->scratch);
    return st;
}

enum status
replica_apply(struct store *store, const struct change_page *page,
              bool *index_is_damaged, struct error *err)
{
    struct page_copy copy = {0};
    enum status st = look_over_all(&copy, page, err);

    if (st == STATUS_OK)
        st = run_batch(store, &copy, index_is_damaged, err);
    while (st != STATUS_OK && store_is_full(store)) {
        st = store_grow(store, err);
        if (st != STATUS_OK)
            break;
        st = run_batch(store, &copy, index_is_damaged, err);
    }
    arena_release(&copy.arena);
    return st;
}
