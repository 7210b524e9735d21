#include "store/filing.h"

#include "record/brief.h"
#include "record/origin_terms.h"
#include "store/text/text_change.h"

enum status
filing_anchors(struct batch *b, uint64_t document_no, struct arena *a,
               struct indexed *out, struct error *err)
{
    struct document_row row;
    struct str value;
    enum status st = batch_get_document(b, document_no, &value, err);

    if (st == STATUS_OK)
        st = document_row_unpack(value, a, &row, err);
    if (st != STATUS_OK)
        return st;
    *out = (struct indexed){document_no, row.anchors, row.anchor_count, {0}};
    return text_change_whole(b, document_no, row.text_bytes, a, &out->text,
                             err);
}

static enum status
read_earlier(struct batch *b, const struct filing *filing, struct arena *a,
             struct document_row *out, struct error *err)
{
    struct str value;
    enum status st = batch_get_document(b, filing->document_no, &value, err);

    if (st == STATUS_NOT_FOUND)
        return error_set(err, STATUS_CORRUPT, "a document has no records");
    return st == STATUS_OK ? document_row_unpack(value, a, out, err) : st;
}

/* Those it had, and the first of `terms`: one for each time it was indexed. */
static enum status
gather_anchors(const struct document_row *earlier,
               const struct term_list *terms, struct arena *a,
               struct document_row *row, struct error *err)
{
    row->anchor_count = 0;
    row->anchors = ARENA_ARRAY(a, struct str, earlier->anchor_count + 1);
    if (!row->anchors)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    if (terms->count > 0)
        row->anchors[row->anchor_count++] = terms->terms[0];
    for (size_t i = 0; i < earlier->anchor_count; i++)
        if (terms->count == 0 ||
            !str_equal(earlier->anchors[i], terms->terms[0]))
            row->anchors[row->anchor_count++] = earlier->anchors[i];
    return STATUS_OK;
}

static enum status
add_text(struct filing_texts *list, struct indexed_text text, struct arena *a,
         struct error *err)
{
    struct indexed_text *moved;

    if (text.terms.count == 0 && text.length == 0)
        return STATUS_OK;
    moved =
        arena_grow(a, list->items, list->count, &list->capacity, sizeof *moved);
    if (!moved)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    list->items = moved;
    moved[list->count++] = text;
    return STATUS_OK;
}

static enum status
note_text(struct batch *b, const struct filing *filing,
          const struct document_row *earlier, struct filing_entries *entries,
          struct arena *a, struct error *err)
{
    struct text_change change;
    enum status st =
        text_change_find(b, filing, earlier->text_bytes, a, &change, err);

    if (st == STATUS_OK)
        st = add_text(&entries->gone, change.gone, a, err);
    return st == STATUS_OK ? add_text(&entries->fresh, change.fresh, a, err)
                           : st;
}

static enum status
note_terms(uint64_t document_no, const struct term_list *terms,
           struct filing_entries *entries, struct arena *a, struct error *err)
{
    for (size_t i = 0; i < terms->count; i++)
        if (!posting_list_add(&entries->postings,
                              (struct posting){terms->terms[i], document_no},
                              a))
            return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    return STATUS_OK;
}

static enum status
find_origin_terms(struct batch *b, uint64_t document_no, struct arena *a,
                  struct term_list *out, struct error *err)
{
    struct origins_row origins;
    struct str value;
    enum status st = batch_get_origins(b, document_no, &value, err);

    if (st == STATUS_NOT_FOUND)
        return error_set(err, STATUS_CORRUPT, "a document has no origins");
    if (st == STATUS_OK)
        st = origins_row_unpack(value, a, &origins, err);
    return st == STATUS_OK ? terms_of_origins(&origins, a, out, err) : st;
}

/* Of one document: what leads to its records, and to where it came from. */
struct due {
    const struct term_list *of_records;
    struct term_list of_origins;
};

static enum status
find_due(struct batch *b, const struct filing *filing, struct arena *a,
         struct due *out, struct error *err)
{
    out->of_records = filing->terms;
    return find_origin_terms(b, filing->document_no, a, &out->of_origins, err);
}

/* A document without records has its origins' terms alone. */
static const struct term_list *
anchoring(const struct due *due)
{
    return due->of_records->count > 0 ? due->of_records : &due->of_origins;
}

static enum status
note_due(uint64_t document_no, const struct due *due,
         struct filing_entries *entries, struct arena *a, struct error *err)
{
    enum status st = note_terms(document_no, due->of_records, entries, a, err);

    return st == STATUS_OK
               ? note_terms(document_no, &due->of_origins, entries, a, err)
               : st;
}

enum status
filing_finish(struct batch *b, const struct filing *filing,
              struct filing_entries *entries, struct arena *a,
              struct error *err)
{
    struct document_row earlier = {0}, row = filing->row;
    struct due due;
    struct done_values values = {.records = filing->records,
                                 .text = filing->text};
    enum status st = STATUS_OK;

    if (filing->has_records)
        st = read_earlier(b, filing, a, &earlier, err);
    if (st == STATUS_OK)
        st = note_text(b, filing, &earlier, entries, a, err);
    if (st == STATUS_OK)
        st = find_due(b, filing, a, &due, err);
    if (st == STATUS_OK)
        st = gather_anchors(&earlier, anchoring(&due), a, &row, err);
    if (row.readings == 0)
        row.readings = earlier.readings + 1;
    if (st == STATUS_OK)
        st = document_row_pack(&row, a, &values.row, err);
    if (st == STATUS_OK)
        st = brief_make(filing->records, a, &values.brief, err);
    if (st == STATUS_OK)
        st =
            batch_finish(b, filing->document_no, row.document_id, &values, err);
    return st == STATUS_OK
               ? note_due(filing->document_no, &due, entries, a, err)
               : st;
}

enum status
filing_again(struct batch *b, const struct filing *filing,
             struct filing_entries *entries, struct arena *a, struct error *err)
{
    struct document_row none = {0}, row = filing->row;
    struct due due;
    struct packed_brief brief;
    struct str value;
    enum status st = note_text(b, filing, &none, entries, a, err);

    if (st == STATUS_OK)
        st = find_due(b, filing, a, &due, err);
    if (st == STATUS_OK)
        st = gather_anchors(&none, anchoring(&due), a, &row, err);
    if (st == STATUS_OK)
        st = document_row_pack(&row, a, &value, err);
    if (st == STATUS_OK)
        st = brief_make(filing->records, a, &brief, err);
    if (st == STATUS_OK)
        st = batch_put_document(b, filing->document_no, value, err);
    if (st == STATUS_OK)
        st = batch_put_brief(b, filing->document_no, &brief, err);
    return st == STATUS_OK
               ? note_due(filing->document_no, &due, entries, a, err)
               : st;
}

/* An anchor leads to whatever run has it: one that is there already will do. */
static enum status
put_anchor(struct batch *b, uint64_t document_no,
           const struct document_row *earlier, const struct term_list *terms,
           struct arena *a, struct error *err)
{
    struct document_row row = *earlier;
    struct str value;
    enum status st = gather_anchors(earlier, terms, a, &row, err);

    if (st != STATUS_OK || row.anchor_count == earlier->anchor_count)
        return st;
    st = document_row_pack(&row, a, &value, err);
    return st == STATUS_OK ? batch_put_document(b, document_no, value, err)
                           : st;
}

enum status
filing_origins(struct batch *b, uint64_t document_no,
               struct filing_entries *entries, struct arena *a,
               struct error *err)
{
    struct document_row earlier;
    struct term_list terms;
    struct str value;
    enum status st = batch_get_document(b, document_no, &value, err);

    if (st == STATUS_NOT_FOUND)
        return STATUS_OK; /* filing_finish() will see to it */
    if (st == STATUS_OK)
        st = document_row_unpack(value, a, &earlier, err);
    if (st == STATUS_OK)
        st = find_origin_terms(b, document_no, a, &terms, err);
    if (st != STATUS_OK || terms.count == 0)
        return st;
    st = put_anchor(b, document_no, &earlier, &terms, a, err);
    return st == STATUS_OK ? note_terms(document_no, &terms, entries, a, err)
                           : st;
}

static enum status
write_postings(struct batch *b, struct posting_list *postings, struct arena *a,
               bool *is_damaged, struct error *err)
{
    struct str run;
    enum status st;

    if (postings->count == 0)
        return STATUS_OK;
    st = run_build(postings, a, &run, err);
    if (st == STATUS_OK)
        st = batch_add_run(b, run, err);
    if (st != STATUS_OK || *is_damaged)
        return st;
    st = batch_merge_runs(b, err);
    *is_damaged = st == STATUS_CORRUPT;
    return *is_damaged ? STATUS_OK : st;
}

enum status
filing_index(struct batch *b, struct filing_entries *entries, struct arena *a,
             bool *is_damaged, struct error *err)
{
    enum status st = write_postings(b, &entries->postings, a, is_damaged, err);

    return st == STATUS_OK
               ? batch_index_texts(b, entries->gone.items, entries->gone.count,
                                   entries->fresh.items, entries->fresh.count,
                                   is_damaged, err)
               : st;
}
