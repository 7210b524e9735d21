#include "publisher/report/reading.h"

#include "record/compress.h"

/* Records that were passed over are forgotten in portions of this size. */
enum { SCRATCH_BYTES = 1 << 20 };

enum status
reading_open(struct snapshot *snap, uint64_t document_no, size_t limit_bytes,
             struct reading *out, struct error *err)
{
    struct str value;
    enum status st;

    *out = (struct reading){
        .snapshot = snap,
        .document_no = document_no,
        .scratch = ARENA_LIMIT(limit_bytes),
        .text_arena = ARENA_LIMIT(limit_bytes),
    };
    st = snapshot_records(snap, document_no, &value, err);
    if (st == STATUS_OK)
        st = packed_open(value, &out->records, err);
    if (st == STATUS_OK && out->records.count > 0 &&
        packed_kind(&out->records, 0) != PACKED_REPORT)
        st = error_set(err, STATUS_CORRUPT,
                       "a packed record stands before its report");
    if (st == STATUS_OK)
        st = source_generation(snap, document_no, &out->scratch,
                               &out->generation, err);
    return st;
}

void
reading_close(struct reading *r)
{
    arena_release(&r->scratch);
    arena_release(&r->text_arena);
}

static enum status
inflate(struct reading *r, struct str *out, struct error *err)
{
    struct document_row row;
    struct str value;
    enum status st =
        snapshot_document(r->snapshot, r->document_no, &value, err);

    if (st == STATUS_OK)
        st = document_row_unpack(value, &r->text_arena, &row, err);
    if (st == STATUS_OK)
        st = snapshot_text(r->snapshot, r->document_no, &value, err);
    if (st == STATUS_OK)
        st = text_inflate(value, row.text_bytes, &r->text_arena, out, err);
    return st == STATUS_NOT_FOUND
               ? error_set(err, STATUS_CORRUPT, "its text is missing")
               : st;
}

enum status
reading_text(struct reading *r, const struct form **out, struct error *err)
{
    struct str text;
    enum status st = STATUS_OK;

    if (!r->text.codes) {
        st = inflate(r, &text, err);
        if (st == STATUS_OK)
            st = form_read(text, &r->text_arena, &r->text, err);
    }
    *out = &r->text;
    return st;
}

void
reading_trim(struct reading *r)
{
    if (r->scratch.used_bytes > SCRATCH_BYTES)
        arena_release(&r->scratch);
}

/* Record 0 is a report: reading_open() has looked. */
uint32_t
reading_report_of(const struct reading *r, uint32_t index)
{
    while (packed_kind(&r->records, index) != PACKED_REPORT)
        index--;
    return index;
}

uint32_t
reading_report_end(const struct packed *records, uint32_t begin)
{
    uint32_t end = begin + 1;

    while (end < records->count && packed_kind(records, end) != PACKED_REPORT)
        end++;
    return end;
}

enum status
chapter_open(const struct reading *r, uint32_t begin, struct chapter *out,
             struct error *err)
{
    *out = (struct chapter){
        .begin = begin,
        .end = reading_report_end(&r->records, begin),
        .arena = ARENA_LIMIT(r->scratch.limit_bytes),
    };
    return packed_report(&r->records, begin, &out->arena, &out->report, err);
}

enum status
chapter_outline(const struct reading *r, struct chapter *c, struct error *err)
{
    enum status st;

    if (c->has_outline)
        return STATUS_OK;
    st = outline_read(&r->records, c->begin + 1, c->end, &c->arena, &c->outline,
                      err);
    c->has_outline = st == STATUS_OK;
    return st;
}

void
chapter_close(struct chapter *c)
{
    arena_release(&c->arena);
}
