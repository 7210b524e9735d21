/* reading - a done document's text and records, and how they fit together. */
#include <inttypes.h>

#include "base/utf8.h"
#include "check/part.h"
#include "record/brief.h"
#include "record/codec.h"
#include "record/compress.h"

/* Which record of a document is looked at. */
struct spot {
    const struct checking *checking;
    const struct document *document;
    uint32_t text_bytes;
};

static void
check_span(const struct spot *at, const char *what, struct span span)
{
    if (span.begin > span.end)
        check_tell_of(at->checking, VIOLATION_SPAN, at->document,
                      "a %s that begins at byte %" PRIu32
                      " and ends before, at %" PRIu32,
                      what, span.begin, span.end);
    else if (span.end > at->text_bytes)
        check_tell_of(at->checking, VIOLATION_SPAN, at->document,
                      "a %s that ends at byte %" PRIu32
                      " of a text of %" PRIu32,
                      what, span.end, at->text_bytes);
}

static void
check_report(const struct spot *at, const struct report *r)
{
    check_span(at, "report", r->span);
    for (size_t i = 0; i < r->section_count; i++)
        check_span(at, "section", r->sections[i].span);
    for (size_t i = 0; i < r->figure_count; i++) {
        check_span(at, "figure", r->figures[i].span);
        check_span(at, "sentence", r->figures[i].sentence);
    }
    for (size_t i = 0; i < r->mention_count; i++)
        check_span(at, "mention", r->mentions[i].span);
    for (size_t i = 0; i < r->repair_count; i++)
        check_span(at, "repair", r->repairs[i].span);
}

static enum status
check_records(const struct checking *c, const struct document *d,
              struct str value, uint32_t text_bytes, struct arena *a,
              struct term_list *terms, struct error *err)
{
    struct spot at = {c, d, text_bytes};
    struct record_set set;
    enum status st = records_unpack(value, a, &set, err);

    if (st == STATUS_CORRUPT) {
        check_tell_of(c, VIOLATION_RECORDS, d, "%.200s", err->text);
        return STATUS_OK;
    }
    if (st != STATUS_OK)
        return st;
    for (size_t i = 0; i < set.report_count; i++)
        check_report(&at, &set.reports[i]);
    return terms_of_records(&set, a, terms, err);
}

/* Of records that read: questions are answered from it instead of them. */
static enum status
check_brief(const struct checking *c, const struct document *d,
            const struct stored_reading *reading, struct arena *a,
            struct error *err)
{
    struct packed_brief brief;
    enum status st = brief_make(reading->records, a, &brief, err);

    if (st == STATUS_OK && (!str_equal(brief.heads, reading->brief.heads) ||
                            !str_equal(brief.details, reading->brief.details)))
        check_tell_of(c, VIOLATION_RECORDS, d,
                      "its brief is not that of its records");
    return st == STATUS_CORRUPT ? STATUS_OK : st;
}

static enum status
check_text(const struct checking *c, const struct document *d,
           struct str packed, uint32_t text_bytes, struct arena *a,
           struct text_terms *terms, struct error *err)
{
    struct str text;
    size_t valid;
    enum status st = text_inflate(packed, text_bytes, a, &text, err);

    if (st == STATUS_CORRUPT) {
        check_tell_of(c, VIOLATION_TEXT, d, "%.200s", err->text);
        return STATUS_OK;
    }
    if (st != STATUS_OK)
        return st;
    valid = utf8_valid_prefix(text);
    if (text.len != text_bytes)
        check_tell_of(c, VIOLATION_TEXT, d,
                      "a text of %zu bytes, not the %" PRIu32 " of its row",
                      text.len, text_bytes);
    else if (valid != text.len)
        check_tell_of(c, VIOLATION_TEXT, d,
                      "a text that is not UTF-8 from byte %zu on", valid);
    else
        st = text_terms_read(text, a, terms, err);
    return st;
}

enum status
check_reading(const struct checking *c, const struct document *d,
              const struct stored_reading *reading, struct arena *a,
              struct due_terms *terms, struct error *err)
{
    struct document_row row;
    enum status st = document_row_unpack(reading->row, a, &row, err);

    if (st == STATUS_CORRUPT) {
        check_tell_of(c, VIOLATION_ROW, d, "its document row: %.200s",
                      err->text);
        return STATUS_OK;
    }
    if (st != STATUS_OK)
        return st;
    if (d->has_id && !document_id_equal(row.document_id, d->id))
        check_tell_of(c, VIOLATION_ROW, d,
                      "its document row is of another document");
    st = check_text(c, d, reading->text, row.text_bytes, a, &terms->text, err);
    if (st == STATUS_OK)
        st = check_brief(c, d, reading, a, err);
    return st == STATUS_OK
               ? check_records(c, d, reading->records, row.text_bytes, a,
                               &terms->records, err)
               : st;
}
