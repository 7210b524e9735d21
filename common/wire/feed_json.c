#include "wire/feed_json.h"

#include "base/clock.h"

static json_t *
of_finished(const struct document_change *change)
{
    char text[CLOCK_TEXT_BYTES];

    return change->finished_ms
               ? json_string(clock_print(change->finished_ms, text))
               : json_null();
}

json_t *
json_of_change(const struct document_change *c)
{
    char digits[DOCUMENT_ID_DIGITS + 1];

    return json_pack(
        "{s:I, s:s, s:s, s:I, s:o, s:o, s:o, s:o}", "change_no",
        (json_int_t)c->change_no, "change", document_change_word(c),
        "document_id", document_id_print(c->document_id, digits), "document_no",
        (json_int_t)c->document_no, "name", json_of_str(c->name), "finished",
        of_finished(c), "extractor_version", json_of_str(c->extractor_version),
        "reason", json_of_str(c->reason));
}

json_t *
json_of_change_page(const struct change_page *page)
{
    json_t *changes = json_array();

    for (size_t i = 0; i < page->count; i++) {
        if (json_array_append_new(changes, json_of_change(&page->changes[i])) ==
            0)
            continue;
        json_decref(changes);
        return NULL;
    }
    return json_pack("{s:o, s:o, s:I}", "changes", changes, "store_id",
                     json_of_str(page->store_id), "as_of",
                     (json_int_t)page->as_of);
}
