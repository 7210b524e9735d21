#include "store/text/text_change.h"

#include "record/compress.h"

/* The terms of what is stored; none of a text that is damaged or missing. */
static enum status
stored_terms(struct batch *b, uint64_t document_no, uint32_t bytes,
             struct arena *a, struct text_terms *out, struct error *err)
{
    struct arena scratch = {0};
    struct str packed, text;
    enum status st = batch_get_text(b, document_no, &packed, err);

    if (st == STATUS_OK)
        st = text_inflate(packed, bytes, &scratch, &text, err);
    if (st == STATUS_OK)
        st = text_terms_read(text, a, out, err);
    arena_release(&scratch);
    if (st == STATUS_UNAVAILABLE)
        return st;
    if (st != STATUS_OK)
        *out = (struct text_terms){0};
    return STATUS_OK;
}

static struct indexed_text
whole(uint64_t document_no, const struct text_terms *terms)
{
    return (struct indexed_text){
        .document_no = document_no,
        .length = (uint32_t)text_terms_length(terms),
        .terms = *terms,
    };
}

/* What `in` has, times and all, that `other` has not. */
static enum status
subtract(const struct text_terms *in, const struct text_terms *other,
         struct arena *a, struct text_terms *out, struct error *err)
{
    size_t j = 0;

    *out = (struct text_terms){ARENA_ARRAY(a, struct text_count, in->count), 0};
    if (!out->items)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    for (size_t i = 0; i < in->count; i++) {
        const struct text_count *item = &in->items[i];
        while (j < other->count && other->items[j].term < item->term)
            j++;
        if (j == other->count || other->items[j].term != item->term ||
            other->items[j].count != item->count)
            out->items[out->count++] = *item;
    }
    return STATUS_OK;
}

static enum status
compare(uint64_t document_no, const struct text_terms *before,
        const struct text_terms *now, struct arena *a, struct text_change *out,
        struct error *err)
{
    struct text_change change = {whole(document_no, before),
                                 whole(document_no, now)};
    enum status st = subtract(before, now, a, &change.gone.terms, err);

    if (st == STATUS_OK)
        st = subtract(now, before, a, &change.fresh.terms, err);
    if (change.gone.length == change.fresh.length)
        change.gone.length = change.fresh.length = 0;
    if (st == STATUS_OK)
        *out = change;
    return st;
}

static bool
is_same(struct batch *b, const struct filing *filing)
{
    struct str stored;

    return batch_get_text(b, filing->document_no, &stored, NULL) == STATUS_OK &&
           str_equal(stored, filing->text);
}

enum status
text_change_find(struct batch *b, const struct filing *filing,
                 uint32_t stored_bytes, struct arena *a,
                 struct text_change *out, struct error *err)
{
    struct text_terms before;
    enum status st;

    *out = (struct text_change){0};
    if (!filing->has_records) {
        out->fresh = whole(filing->document_no, filing->text_terms);
        return STATUS_OK;
    }
    if (is_same(b, filing))
        return STATUS_OK;
    st = stored_terms(b, filing->document_no, stored_bytes, a, &before, err);
    return st == STATUS_OK ? compare(filing->document_no, &before,
                                     filing->text_terms, a, out, err)
                           : st;
}

enum status
text_change_whole(struct batch *b, uint64_t document_no, uint32_t stored_bytes,
                  struct arena *a, struct indexed_text *out, struct error *err)
{
    struct text_terms terms;
    enum status st = stored_terms(b, document_no, stored_bytes, a, &terms, err);

    if (st != STATUS_OK)
        return st;
    *out = whole(document_no, &terms);
    out->is_whole = true;
    return STATUS_OK;
}
