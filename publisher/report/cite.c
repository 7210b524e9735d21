#include "publisher/report/cite.h"

#include <string.h>

#include "publisher/query/row_make.h"

static enum status
gone(struct error *err)
{
    return error_set(err, STATUS_NOT_FOUND, "the record is gone or never was");
}

/* ---- the record ------------------------------------------------------------
 */

static enum status
span_at(struct reading *r, uint32_t index, struct span *out, struct error *err)
{
    struct figure figure;
    enum status st = STATUS_OK;

    if (!packed_glance(&r->records, index, &figure))
        st = packed_figure(&r->records, index, &r->scratch, &figure, err);
    if (st == STATUS_OK)
        *out = figure.span;
    reading_trim(r);
    return st;
}

static enum status
find_figure(struct reading *r, struct span wanted, uint32_t *index,
            struct error *err)
{
    for (uint32_t i = 0; i < r->records.count; i++) {
        struct span span;
        enum status st;
        if (packed_kind(&r->records, i) != PACKED_FIGURE)
            continue;
        st = span_at(r, i, &span, err);
        if (st != STATUS_OK)
            return st;
        *index = i;
        if (span.begin == wanted.begin && span.end == wanted.end)
            return STATUS_OK;
    }
    return gone(err);
}

static enum status
read_row(struct reading *r, struct span span, struct arena *a, struct row *out,
         struct error *err)
{
    const struct query q = {.rows = ROW_FIGURE};
    const struct filter f = {.query = &q};
    struct chapter c = {0};
    uint32_t index = 0;
    enum status st = find_figure(r, span, &index, err);

    if (st == STATUS_OK)
        st = chapter_open(r, reading_report_of(r, index), &c, err);
    if (st == STATUS_OK)
        st = row_make(r, &c, index, &f, a, out, err);
    chapter_close(&c);
    return st;
}

/* ---- the text ---------------------------------------------------------------
 */

static bool
is_continuation(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* The line around `mark`, or as much of it as may be shown. */
static struct span
line_around(struct str text, struct span mark)
{
    struct span line = mark;

    while (line.begin > 0 && text.ptr[line.begin - 1] != '\n' &&
           mark.begin - line.begin < CITE_LINE_MAX_BYTES / 2)
        line.begin--;
    while (line.end < text.len && text.ptr[line.end] != '\n' &&
           line.end - mark.end < CITE_LINE_MAX_BYTES / 2)
        line.end++;
    while (line.begin < mark.begin && is_continuation(text.ptr[line.begin]))
        line.begin++;
    while (line.end > mark.end && line.end < text.len &&
           is_continuation(text.ptr[line.end]))
        line.end--;
    return line;
}

static uint32_t
line_number(struct str text, uint32_t offset)
{
    uint32_t line = 1;

    for (const char *at = text.ptr, *end = text.ptr + offset;
         (at = memchr(at, '\n', (size_t)(end - at))); at++)
        line++;
    return line;
}

static enum status
cut_sentence(struct str text, const struct figure *figure, struct arena *a,
             struct citation *out, struct error *err)
{
    struct span mark = figure->span;
    struct span sentence = figure->sentence;

    if (mark.end > text.len || sentence.end > text.len)
        return error_set(err, STATUS_CORRUPT,
                         "the figure's span is outside its document's text");
    if (sentence.begin > mark.begin || sentence.end < mark.end ||
        sentence.begin == sentence.end)
        sentence = line_around(text, mark);
    out->sentence =
        arena_copy(a, str_slice(text, sentence.begin, sentence.end));
    out->mark =
        (struct span){mark.begin - sentence.begin, mark.end - sentence.begin};
    out->line = line_number(text, mark.begin);
    return STATUS_OK;
}

static enum status
read_sentence(struct snapshot *snap, const struct source *source,
              uint64_t document_no, struct arena *a, struct citation *out,
              struct error *err)
{
    struct arena whole = ARENA_LIMIT(SOURCE_TEXT_ARENA_BYTES);
    struct str text;
    enum status st = source_text(snap, source, document_no, &whole, &text, err);

    if (st == STATUS_OK)
        st = cut_sentence(text, out->row.figure, a, out, err);
    arena_release(&whole);
    return st;
}

/* ---- both -------------------------------------------------------------------
 */

static enum status
cite(struct snapshot *snap, const struct record_ref *ref, struct arena *a,
     struct citation *out, struct error *err)
{
    struct citation citation = {0};
    struct reading r = {0};
    uint64_t document_no;
    enum status st = snapshot_change_no(snap, &citation.as_of, err);

    if (st == STATUS_OK)
        st = snapshot_find(snap, ref->document, &document_no, err);
    if (st == STATUS_OK)
        st = reading_open(snap, document_no, a->limit_bytes, &r, err);
    if (st == STATUS_OK)
        st = read_row(&r, ref->span, a, &citation.row, err);
    if (st == STATUS_OK)
        st = read_sentence(snap, r.source, document_no, a, &citation, err);
    reading_close(&r);
    if (st == STATUS_NOT_FOUND)
        return gone(err);
    if (st == STATUS_OK && a->exhausted)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    if (st == STATUS_OK)
        *out = citation;
    return st;
}

enum status
cite_run(struct store *store, struct str figure, struct arena *a,
         struct citation *out, struct error *err)
{
    struct snapshot *snap = NULL;
    struct record_ref ref;
    enum status st;

    if (!record_ref_parse(figure, &ref) || ref.letter != RECORD_FIGURE)
        return error_set(err, STATUS_INVALID, "not a figure's id");
    st = snapshot_open(store, &snap, err);
    if (st == STATUS_OK)
        st = cite(snap, &ref, a, out, err);
    snapshot_close(&snap);
    return st;
}
