#include "wire/row_json.h"

#include "base/clock.h"

static json_t *
of_time(int64_t wall_ms)
{
    char text[CLOCK_TEXT_BYTES];

    return json_string(clock_print(wall_ms, text));
}

static json_t *
of_document(const struct row *row)
{
    return json_pack(
        "{s:o, s:I, s:o, s:o, s:o, s:o, s:o}", "id",
        json_of_str(row->document_id), "document_no",
        (json_int_t)row->document_no, "name", json_of_str(row->document_name),
        "source_uri", json_of_str(row->source_uri), "accepted",
        of_time(row->accepted_ms), "finished", of_time(row->finished_ms),
        "extractor_version", json_of_str(row->extractor_version));
}

/* Whether `value` is there and now in `object`. */
static bool
put(json_t *object, const char *name, json_t *value)
{
    return json_object_set_new(object, name, value) == 0;
}

static json_t *
of_span(struct span span)
{
    return json_pack("[I, I]", (json_int_t)span.begin, (json_int_t)span.end);
}

static json_t *
of_snippet(const struct snippet *s)
{
    json_t *marks = json_array();

    for (size_t i = 0; i < s->mark_count; i++)
        json_array_append_new(marks, of_span(s->marks[i]));
    return json_pack("{s:o, s:o, s:o}", "text", json_of_str(s->text), "span",
                     of_span(s->span), "marks", marks);
}

static json_t *
of_snippets(const struct row *row)
{
    json_t *snippets = json_array();

    for (size_t i = 0; i < row->snippet_count; i++)
        json_array_append_new(snippets, of_snippet(&row->snippets[i]));
    return snippets;
}

json_t *
json_of_row(const struct row *row)
{
    json_t *object =
        json_pack("{s:o, s:o, s:o, s:o}", "id", json_of_str(row->id),
                  "report_id", json_of_str(row->report_id), "document",
                  of_document(row), "report", json_of_report(row->report));
    bool is_whole = object != NULL;

    if (is_whole && row->section)
        is_whole = put(object, "section", json_of_section(row->section));
    if (is_whole && row->figure)
        is_whole =
            put(object, "figure", json_of_figure(row->figure)) &&
            put(object, "section_title", json_of_str(row->section_title));
    if (is_whole && row->mention)
        is_whole = put(object, "mention", json_of_mention(row->mention));
    if (is_whole && row->snippet_count > 0)
        is_whole = put(object, "snippets", of_snippets(row));
    if (is_whole && record_has(row->work))
        is_whole = put(object, "work", json_of_str(row->work));
    if (is_whole)
        return object;
    json_decref(object);
    return NULL;
}

json_t *
json_of_page(const struct page *page)
{
    json_t *rows = json_array(), *object;

    for (size_t i = 0; i < page->row_count; i++) {
        if (json_array_append_new(rows, json_of_row(&page->rows[i])) == 0)
            continue;
        json_decref(rows);
        return NULL;
    }
    object =
        json_pack("{s:o, s:I, s:b, s:b, s:I, s:I, s:o}", "rows", rows, "total",
                  (json_int_t)page->total, "at_least", (int)page->is_at_least,
                  "cut", (int)page->is_cut, "as_of", (json_int_t)page->as_of,
                  "took_us", (json_int_t)page->took_us, "next_cursor",
                  json_of_str(page->next_cursor));
    if (object && page->has_candidates)
        put(object, "candidates", json_integer((json_int_t)page->candidates));
    return object;
}

json_t *
json_of_citation(const struct citation *c)
{
    return json_pack("{s:o, s:o, s:[I, I], s:I, s:I}", "row",
                     json_of_row(&c->row), "sentence", json_of_str(c->sentence),
                     "mark", (json_int_t)c->mark.begin, (json_int_t)c->mark.end,
                     "line", (json_int_t)c->line, "as_of",
                     (json_int_t)c->as_of);
}
