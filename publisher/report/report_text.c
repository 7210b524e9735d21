#include "publisher/report/report_text.h"

#include "base/utf8.h"
#include "publisher/report/source.h"
#include "record/codec.h"

static enum status
gone(struct error *err)
{
    return error_set(err, STATUS_NOT_FOUND, "the report is gone or never was");
}

/* The report of this span is record *index. */
static enum status
find_report(const struct packed *records, struct span span, struct arena *a,
            uint32_t *index, struct report *out, struct error *err)
{
    for (uint32_t i = 0; i < records->count; i++) {
        enum status st;
        if (packed_kind(records, i) != PACKED_REPORT)
            continue;
        st = packed_report(records, i, a, out, err);
        if (st != STATUS_OK)
            return st;
        *index = i;
        if (out->span.begin == span.begin && out->span.end == span.end)
            return STATUS_OK;
    }
    return gone(err);
}

static enum status
read_repairs(const struct packed *records, uint32_t report, struct arena *a,
             struct report_text *out, struct error *err)
{
    struct repair *repairs = NULL;
    size_t capacity = 0;
    enum status st = STATUS_OK;

    for (uint32_t i = report + 1;
         i < records->count && packed_kind(records, i) != PACKED_REPORT; i++) {
        if (packed_kind(records, i) != PACKED_REPAIR)
            continue;
        repairs = arena_grow(a, repairs, out->repair_count, &capacity,
                             sizeof *repairs);
        if (!repairs)
            return error_set(err, STATUS_UNAVAILABLE, "out of memory");
        st = packed_repair(records, i, a, &repairs[out->repair_count], err);
        if (st != STATUS_OK)
            return st;
        out->repair_count++;
    }
    out->repairs = repairs;
    return STATUS_OK;
}

static enum status
read_records(struct snapshot *snap, const struct source *source,
             uint64_t document_no, struct span span, struct arena *a,
             struct report_text *out, struct error *err)
{
    struct report *report = ARENA_NEW(a, struct report);
    struct packed records;
    struct str value;
    uint32_t index = 0;
    enum status st;

    if (!report)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    st = snapshot_records(snap, document_no, &value, err);
    if (st == STATUS_OK)
        st = packed_open(value, &records, err);
    if (st == STATUS_OK)
        st = find_report(&records, span, a, &index, report, err);
    if (st == STATUS_OK)
        st = read_repairs(&records, index, a, out, err);
    if (st != STATUS_OK)
        return st;
    out->row = source->row;
    out->row.report = report;
    out->row.id = out->row.report_id =
        record_id_print(source->id, RECORD_REPORT, report->span, a);
    return STATUS_OK;
}

static enum status
cut_text(struct snapshot *snap, const struct source *source,
         uint64_t document_no, struct span span, struct arena *a,
         struct report_text *out, struct error *err)
{
    struct arena whole = ARENA_LIMIT(SOURCE_TEXT_ARENA_BYTES);
    struct str text;
    enum status st = source_text(snap, source, document_no, &whole, &text, err);

    if (st == STATUS_OK && span.end > text.len)
        st = error_set(err, STATUS_CORRUPT,
                       "the report's span is outside its document's text");
    if (st == STATUS_OK) {
        out->text = arena_copy(a, str_slice(text, span.begin, span.end));
        if (utf8_valid_prefix(out->text) != out->text.len)
            st = error_set(err, STATUS_CORRUPT,
                           "the report's span cuts a character");
    }
    arena_release(&whole);
    return st;
}

static enum status
read_all(struct snapshot *snap, const struct record_ref *ref, struct arena *a,
         struct report_text *out, struct error *err)
{
    struct report_text read = {0};
    struct source source;
    uint64_t document_no;
    enum status st = snapshot_change_no(snap, &read.as_of, err);

    if (st == STATUS_OK)
        st = snapshot_find(snap, ref->document, &document_no, err);
    if (st == STATUS_OK)
        st = source_read(snap, document_no, a, &source, err);
    if (st == STATUS_OK)
        st = read_records(snap, &source, document_no, ref->span, a, &read, err);
    if (st == STATUS_OK)
        st = cut_text(snap, &source, document_no, ref->span, a, &read, err);
    if (st == STATUS_NOT_FOUND)
        return gone(err);
    if (st == STATUS_OK && a->exhausted)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    if (st == STATUS_OK)
        *out = read;
    return st;
}

enum status
report_text_read(struct store *store, struct str report, struct arena *a,
                 struct report_text *out, struct error *err)
{
    struct snapshot *snap = NULL;
    struct record_ref ref;
    enum status st;

    if (!record_ref_parse(report, &ref) || ref.letter != RECORD_REPORT)
        return error_set(err, STATUS_INVALID, "not a report's id");
    if (ref.span.end - ref.span.begin > REPORT_TEXT_MAX_BYTES)
        return error_set(err, STATUS_INVALID, "its text is longer than %d MiB",
                         REPORT_TEXT_MAX_BYTES >> 20);
    st = snapshot_open(store, &snap, err);
    if (st == STATUS_OK)
        st = read_all(snap, &ref, a, out, err);
    snapshot_close(&snap);
    return st;
}
