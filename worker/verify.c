#include "worker/verify.h"

#include <inttypes.h>

#include "base/utf8.h"
#include "record/codec.h"
#include "record/compress.h"

/* A text and its records unpacked: reports have many short records. */
enum { SCRATCH_TIMES_TEXT = 64, SCRATCH_MIN_BYTES = 16 << 20 };

static enum status
verify_text(const struct packed_extraction *x, uint64_t max_text_bytes,
            struct arena *scratch, struct error *err)
{
    struct str text;
    enum status st;

    if (x->text_bytes > max_text_bytes)
        return error_set(err, STATUS_INVALID, "a text of %" PRIu32 " bytes",
                         x->text_bytes);
    st = text_inflate(x->text, x->text_bytes, scratch, &text, err);
    if (st != STATUS_OK)
        return st;
    if (text.len != x->text_bytes)
        return error_set(err, STATUS_INVALID,
                         "a text of %zu bytes, not the %" PRIu32 " announced",
                         text.len, x->text_bytes);
    if (utf8_valid_prefix(text) != text.len)
        return error_set(err, STATUS_INVALID, "a text that is not UTF-8");
    return STATUS_OK;
}

static enum status
inside(struct span span, const char *what, uint32_t text_bytes,
       struct error *err)
{
    if (span.end <= text_bytes)
        return STATUS_OK;
    return error_set(err, STATUS_INVALID,
                     "a %s that ends at byte %" PRIu32 " of %" PRIu32, what,
                     span.end, text_bytes);
}

static enum status
verify_spans(const struct report *r, uint32_t text_bytes, struct error *err)
{
    enum status st = inside(r->span, "report", text_bytes, err);

    for (size_t i = 0; st == STATUS_OK && i < r->section_count; i++)
        st = inside(r->sections[i].span, "section", text_bytes, err);
    for (size_t i = 0; st == STATUS_OK && i < r->figure_count; i++) {
        st = inside(r->figures[i].span, "figure", text_bytes, err);
        if (st == STATUS_OK)
            st = inside(r->figures[i].sentence, "sentence", text_bytes, err);
    }
    for (size_t i = 0; st == STATUS_OK && i < r->mention_count; i++)
        st = inside(r->mentions[i].span, "mention", text_bytes, err);
    for (size_t i = 0; st == STATUS_OK && i < r->repair_count; i++)
        st = inside(r->repairs[i].span, "repair", text_bytes, err);
    return st;
}

/* The terms are copied out: the records they were made from go. */
static enum status
keep_terms(struct term_list terms, struct arena *a, struct term_list *out,
           struct error *err)
{
    struct term_list kept = {ARENA_ARRAY(a, struct str, terms.count), 0};

    for (size_t i = 0; kept.terms && i < terms.count; i++)
        kept.terms[kept.count++] = arena_copy(a, terms.terms[i]);
    if (a->exhausted)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    *out = kept;
    return STATUS_OK;
}

enum status
verify_extraction(const struct packed_extraction *x, uint64_t max_text_bytes,
                  struct arena *a, struct term_list *out, struct error *err)
{
    struct arena scratch = ARENA_LIMIT(
        SCRATCH_MIN_BYTES + SCRATCH_TIMES_TEXT * (size_t)x->text_bytes);
    struct record_set records;
    struct term_list terms = {0};
    enum status st = verify_text(x, max_text_bytes, &scratch, err);

    if (st == STATUS_OK)
        st = records_unpack(x->records, &scratch, &records, err);
    for (size_t i = 0; st == STATUS_OK && i < records.report_count; i++)
        st = verify_spans(&records.reports[i], x->text_bytes, err);
    if (st == STATUS_OK)
        st = terms_of_records(&records, &scratch, &terms, err);
    if (st == STATUS_OK)
        st = keep_terms(terms, a, out, err);
    arena_release(&scratch);
    return st == STATUS_CORRUPT ? STATUS_INVALID : st;
}
