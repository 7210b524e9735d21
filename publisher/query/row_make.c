#include "publisher/query/row_make.h"

#include "publisher/query/snippet.h"
#include "publisher/works/edition.h"

static enum status
out_of_memory(struct error *err)
{
    return error_set(err, STATUS_UNAVAILABLE, "out of memory");
}

static enum status
need_source(struct reading *r, struct arena *a, struct error *err)
{
    if (r->source)
        return STATUS_OK;
    r->source = ARENA_NEW(a, struct source);
    if (!r->source)
        return out_of_memory(err);
    return source_read(r->snapshot, r->document_no, a, r->source, err);
}

static enum status
need_report(struct reading *r, struct chapter *c, struct arena *a,
            struct error *err)
{
    enum status st = need_source(r, a, err);

    if (st != STATUS_OK || c->row_report)
        return st;
    c->row_report = ARENA_NEW(a, struct report);
    if (!c->row_report)
        return out_of_memory(err);
    c->row_report_id =
        record_id_print(r->source->id, RECORD_REPORT, c->report.span, a);
    return packed_report(&r->records, c->begin, a, c->row_report, err);
}

static enum status
fill_section(const struct reading *r, uint32_t index, struct arena *a,
             struct row *row, struct error *err)
{
    struct section *section = ARENA_NEW(a, struct section);
    enum status st = section
                         ? packed_section(&r->records, index, a, section, err)
                         : out_of_memory(err);

    if (st != STATUS_OK)
        return st;
    row->section = section;
    row->id = record_id_print(r->source->id, RECORD_SECTION, section->span, a);
    return STATUS_OK;
}

static enum status
fill_figure(const struct reading *r, struct chapter *c, uint32_t index,
            struct arena *a, struct row *row, struct error *err)
{
    struct figure *figure = ARENA_NEW(a, struct figure);
    enum status st = figure ? packed_figure(&r->records, index, a, figure, err)
                            : out_of_memory(err);
    const struct section *section;

    if (st == STATUS_OK)
        st = chapter_outline(r, c, err);
    if (st != STATUS_OK)
        return st;
    row->figure = figure;
    row->id = record_id_print(r->source->id, RECORD_FIGURE, figure->span, a);
    section = outline_find(&c->outline, figure->section);
    if (section && record_has(section->title))
        row->section_title = arena_copy(a, section->title);
    return STATUS_OK;
}

static enum status
fill_mention(const struct reading *r, uint32_t index, struct arena *a,
             struct row *row, struct error *err)
{
    struct mention *mention = ARENA_NEW(a, struct mention);
    enum status st = mention
                         ? packed_mention(&r->records, index, a, mention, err)
                         : out_of_memory(err);

    if (st != STATUS_OK)
        return st;
    row->mention = mention;
    row->id = record_id_print(r->source->id, RECORD_MENTION, mention->span, a);
    return STATUS_OK;
}

static enum status
fill_snippets(struct reading *r, const struct chapter *c,
              const struct filter *f, struct arena *a, struct row *row,
              struct error *err)
{
    struct arena scratch = {0};
    struct wording_places places;
    const struct form *text;
    enum status st;

    if (!f->words)
        return STATUS_OK;
    st = reading_text(r, &text, err);
    if (st == STATUS_OK)
        st = wording_find(f->words, text, holds_words_span(r, c), &scratch,
                          &places, err);
    if (st == STATUS_OK)
        st = snippets_make(text, &places, a, &row->snippets,
                           &row->snippet_count, err);
    arena_release(&scratch);
    return st;
}

/* The work that the report is a version of, where rows tell it. */
static enum status
need_work(struct reading *r, struct chapter *c, const struct filter *f,
          struct arena *a, struct error *err)
{
    enum status st;

    if (!f->query->has_versions || record_has(c->row_work))
        return STATUS_OK;
    st = edition_find(r, c, err);
    if (st == STATUS_OK)
        c->row_work = arena_copy(a, c->edition.work);
    return st;
}

enum status
row_make(struct reading *r, struct chapter *c, uint32_t index,
         const struct filter *f, struct arena *a, struct row *out,
         struct error *err)
{
    struct row row;
    enum status st = need_report(r, c, a, err);

    if (st == STATUS_OK)
        st = need_work(r, c, f, a, err);
    if (st != STATUS_OK)
        return st;
    row = r->source->row;
    row.report = c->row_report;
    row.report_id = c->row_report_id;
    row.id = c->row_report_id;
    row.work = c->row_work;
    switch (f->query->rows) {
    case ROW_REPORT:
        st = fill_snippets(r, c, f, a, &row, err);
        break;
    case ROW_SECTION:
        st = fill_section(r, index, a, &row, err);
        break;
    case ROW_FIGURE:
        st = fill_figure(r, c, index, a, &row, err);
        break;
    case ROW_MENTION:
        st = fill_mention(r, index, a, &row, err);
        break;
    }
    if (st == STATUS_OK && a->exhausted)
        st = out_of_memory(err);
    if (st == STATUS_OK)
        *out = row;
    return st;
}

enum status
row_list_add(struct row_list *list, struct reading *r, struct chapter *c,
             uint32_t index, const struct filter *f, struct arena *a,
             struct error *err)
{
    struct row *moved =
        arena_grow(a, list->rows, list->count, &list->capacity, sizeof *moved);
    enum status st;

    if (!moved)
        return out_of_memory(err);
    list->rows = moved;
    st = row_make(r, c, index, f, a, &moved[list->count], err);
    list->count += st == STATUS_OK;
    return st;
}
