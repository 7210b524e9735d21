#include "publisher/cite.h"

#include <string.h>

#include "publisher/outline.h"
#include "publisher/source.h"

enum {
    /* Figures that were passed over are forgotten in portions of this size. */
    SCRATCH_BYTES = 1 << 20,
};

static enum status
gone(struct error *err)
{
    return error_set(err, STATUS_NOT_FOUND, "the record is gone or never was");
}

/* ---- the record ------------------------------------------------------------
 */

/* The figure of this span and the records [begin, end) of its report. */
struct place_of_figure {
    uint32_t index;
    uint32_t begin, end;
};

static enum status
find_figure(const struct packed *records, struct span span,
            struct place_of_figure *out, struct error *err)
{
    struct place_of_figure place = {0};
    struct arena scratch = {0};
    enum status st = STATUS_NOT_FOUND;

    for (uint32_t i = 0; i < records->count && st == STATUS_NOT_FOUND; i++) {
        struct figure figure;
        if (packed_kind(records, i) == PACKED_REPORT)
            place.begin = i;
        if (packed_kind(records, i) != PACKED_FIGURE)
            continue;
        st = packed_figure(records, i, &scratch, &figure, err);
        if (st == STATUS_OK &&
            (figure.span.begin != span.begin || figure.span.end != span.end))
            st = STATUS_NOT_FOUND;
        place.index = i;
        if (scratch.used_bytes > SCRATCH_BYTES)
            arena_release(&scratch);
    }
    arena_release(&scratch);
    if (st == STATUS_NOT_FOUND)
        return gone(err);
    if (st != STATUS_OK)
        return st;
    if (packed_kind(records, place.begin) != PACKED_REPORT)
        return error_set(err, STATUS_CORRUPT,
                         "a packed record stands before its report");
    place.end = place.index;
    while (place.end < records->count &&
           packed_kind(records, place.end) != PACKED_REPORT)
        place.end++;
    *out = place;
    return STATUS_OK;
}

static enum status
fill_row(const struct packed *records, const struct place_of_figure *place,
         const struct source *source, struct arena *a, struct row *out,
         struct error *err)
{
    struct report *report = ARENA_NEW(a, struct report);
    struct figure *figure = ARENA_NEW(a, struct figure);
    const struct section *section;
    struct outline outline;
    enum status st;

    if (!report || !figure)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    st = packed_report(records, place->begin, a, report, err);
    if (st == STATUS_OK)
        st = packed_figure(records, place->index, a, figure, err);
    if (st == STATUS_OK)
        st = outline_read(records, place->begin + 1, place->end, a, &outline,
                          err);
    if (st != STATUS_OK)
        return st;
    *out = source->row;
    out->report = report;
    out->report_id =
        record_id_print(source->id, RECORD_REPORT, report->span, a);
    out->figure = figure;
    out->id = record_id_print(source->id, RECORD_FIGURE, figure->span, a);
    section = outline_find(&outline, figure->section);
    if (section)
        out->section_title = section->title;
    return STATUS_OK;
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
    struct place_of_figure place = {0};
    struct packed records;
    struct source source;
    struct str value;
    uint64_t document_no;
    enum status st = snapshot_change_no(snap, &citation.as_of, err);

    if (st == STATUS_OK)
        st = snapshot_find(snap, ref->document, &document_no, err);
    if (st != STATUS_OK)
        return st == STATUS_NOT_FOUND ? gone(err) : st;
    st = snapshot_records(snap, document_no, &value, err);
    if (st == STATUS_OK)
        st = packed_open(value, &records, err);
    if (st == STATUS_OK)
        st = find_figure(&records, ref->span, &place, err);
    if (st == STATUS_OK)
        st = source_read(snap, document_no, a, &source, err);
    if (st == STATUS_OK)
        st = fill_row(&records, &place, &source, a, &citation.row, err);
    if (st == STATUS_OK)
        st = read_sentence(snap, &source, document_no, a, &citation, err);
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
