#include "record/verify.h"

#include <inttypes.h>

#include "base/utf8.h"
#include "record/codec.h"
#include "record/compress.h"

/*
 * Records unpacked take up to this many times their packed bytes: the
 * shortest, a figure of 20 bytes, becomes structs of a kilobyte.
 */
enum { SCRATCH_TIMES_RECORDS = 64, SCRATCH_MIN_BYTES = 16 << 20 };

static enum status
verify_text(const struct packed_extraction *x, uint64_t max_text_bytes,
            struct arena *scratch, struct str *out, struct error *err)
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
    *out = text;
    return STATUS_OK;
}

/* Whether a character of `text`, or its end, is at `offset`. */
static bool
is_boundary(struct str text, uint32_t offset)
{
    return offset >= text.len ||
           ((unsigned char)text.ptr[offset] & 0xC0) != 0x80;
}

static enum status
inside(struct span span, const char *what, struct str text, struct error *err)
{
    if (span.end > text.len)
        return error_set(err, STATUS_INVALID,
                         "a %s that ends at byte %" PRIu32 " of %zu", what,
                         span.end, text.len);
    if (!is_boundary(text, span.begin) || !is_boundary(text, span.end))
        return error_set(err, STATUS_INVALID, "a %s that cuts a character",
                         what);
    return STATUS_OK;
}

static enum status
verify_spans(const struct report *r, struct str text, struct error *err)
{
    enum status st = inside(r->span, "report", text, err);

    for (size_t i = 0; st == STATUS_OK && i < r->section_count; i++)
        st = inside(r->sections[i].span, "section", text, err);
    for (size_t i = 0; st == STATUS_OK && i < r->figure_count; i++) {
        st = inside(r->figures[i].span, "figure", text, err);
        if (st == STATUS_OK)
            st = inside(r->figures[i].sentence, "sentence", text, err);
    }
    for (size_t i = 0; st == STATUS_OK && i < r->mention_count; i++)
        st = inside(r->mentions[i].span, "mention", text, err);
    for (size_t i = 0; st == STATUS_OK && i < r->repair_count; i++)
        st = inside(r->repairs[i].span, "repair", text, err);
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

static enum status
read_text_terms(const struct packed_extraction *x, struct str text,
                struct arena *a, struct text_terms *out, struct error *err)
{
    return record_has(x->text_terms)
               ? text_terms_unpack(x->text_terms, a, out, err)
               : text_terms_read(text, a, out, err);
}

enum status
verify_extraction(const struct packed_extraction *x, uint64_t max_text_bytes,
                  struct arena *a, struct term_list *of_records,
                  struct text_terms *of_text, struct error *err)
{
    struct arena scratch =
        ARENA_LIMIT(SCRATCH_MIN_BYTES + (size_t)x->text_bytes +
                    SCRATCH_TIMES_RECORDS * x->records.len);
    struct record_set records;
    struct str text = {"", 0};
    struct term_list terms = {0};
    enum status st = verify_text(x, max_text_bytes, &scratch, &text, err);

    if (st == STATUS_OK)
        st = records_unpack(x->records, &scratch, &records, err);
    for (size_t i = 0; st == STATUS_OK && i < records.report_count; i++)
        st = verify_spans(&records.reports[i], text, err);
    if (st == STATUS_OK)
        st = terms_of_records(&records, &scratch, &terms, err);
    if (st == STATUS_OK)
        st = read_text_terms(x, text, a, of_text, err);
    if (st == STATUS_OK)
        st = keep_terms(terms, a, of_records, err);
    arena_release(&scratch);
    return st == STATUS_CORRUPT ? STATUS_INVALID : st;
}
