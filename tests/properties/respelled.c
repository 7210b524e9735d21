#include "tests/properties/respelled.h"

#include "base/utf8.h"
#include "record/json.h"
#include "tests/properties/likeness.h"

/* The end of the damaged span at byte `at`; `at` itself: there is none. */
static size_t
past_damage(const struct record_set *set, size_t at)
{
    for (size_t r = 0; r < set->report_count; r++) {
        const struct report *report = &set->reports[r];

        for (size_t i = 0; i < report->repair_count; i++)
            if (report->repairs[i].span.begin == at)
                return report->repairs[i].span.end;
    }
    return at;
}

static struct str
respell(const struct document *d, uint32_t (*spell)(uint32_t code),
        struct arena *arena)
{
    /* A character grows from one byte to three, or from three to four. */
    char *out = arena_alloc(arena, d->text.len * 3 + 1, 1);
    size_t len = 0, width, damaged = 0;

    for (size_t at = 0; out && at < d->text.len; at += width) {
        uint32_t code = utf8_decode(d->text, at, &width);

        if (at >= damaged)
            damaged = past_damage(&d->records, at);
        len += utf8_encode(at < damaged ? code : spell(code), out + len);
    }
    return (struct str){out, len};
}

static json_t *
reports_of(const struct record_set *set, const struct places *places)
{
    json_t *reports = json_array();

    for (size_t i = 0; i < set->report_count; i++)
        json_array_append_new(reports, json_of_whole_report(&set->reports[i]));
    return likeness(reports, places);
}

static size_t
count_records(const struct record_set *set)
{
    size_t count = 0;

    for (size_t i = 0; i < set->report_count; i++)
        count += 1 + set->reports[i].section_count +
                 set->reports[i].figure_count + set->reports[i].mention_count +
                 set->reports[i].repair_count;
    return count;
}

static void
try_document(struct trial *trial, const struct document *d,
             uint32_t (*spell)(uint32_t code))
{
    struct arena arena = {0};
    struct str other = respell(d, spell, &arena), how;
    struct extraction out = extract_utf8(other, &arena);
    struct places there = places_of(other, &arena);
    struct places here = places_of(d->text, &arena);
    json_t *is = reports_of(&out.records, &there);
    json_t *should_be = reports_of(&d->records, &here);

    trial->compared += count_records(&d->records);
    if (likeness_differs(is, should_be, &arena, &how))
        violated(trial, d, "reports%.*s", STR_ARG(how));
    json_decref(is);
    json_decref(should_be);
    arena_release(&arena);
}

void
respelled_try(struct trial *trial, uint32_t (*spell)(uint32_t code),
              enum respelled_what what)
{
    for (size_t i = 0; i < trial->docs->count; i++)
        if (what == RESPELLED_ALL ||
            !document_is_damaged(&trial->docs->items[i]))
            try_document(trial, &trial->docs->items[i], spell);
}
