/*
 * Two documents joined, the second of which begins with a title line, give
 * the figures and sections of both.
 *
 * Near copies are left out: a page that repeats a report is one report.
 */
#include "record/json.h"
#include "tests/properties/likeness.h"
#include "tests/properties/property.h"

/* How far behind its first the second document of each pair stands. */
static const size_t strides[] = {1, 4, 61};

/* Shorter lines recur in different reports. */
enum { TELLING_MIN_BYTES = 60 };

/* Whether half of the text of `b`, by lines, stands in `a` as well. */
static bool
is_near_copy(const struct document *a, const struct document *b)
{
    struct str rest = b->text;
    size_t all = 0, known = 0;

    while (rest.len > 0) {
        struct str line = str_trim(str_cut(&rest, STR("\n")));

        if (line.len < TELLING_MIN_BYTES)
            continue;
        all += line.len;
        known += str_contains(a->text, line) ? line.len : 0;
    }
    return known * 2 > all;
}

static bool
begins_with_title(const struct document *d)
{
    const struct report *first = d->records.reports;

    return d->records.report_count > 0 && record_has(first->title) &&
           str_trim(str_slice(d->text, 0, first->span.begin)).len == 0 &&
           str_starts(str_slice(d->text, first->span.begin, d->text.len),
                      first->title);
}

static json_t *
records_of(const struct report *report, const struct places *places)
{
    json_t *whole = likeness(json_of_whole_report(report), places);
    json_t *kept =
        json_pack("{s:O, s:O}", "sections", json_object_get(whole, "sections"),
                  "figures", json_object_get(whole, "figures"));

    json_decref(whole);
    return kept;
}

/* Compare reports `from`... of the joined text with all those of `d`. */
static void
compare(struct trial *trial, const struct document *d,
        const struct record_set *joined, size_t from,
        const struct places *joined_places, struct arena *arena)
{
    struct places own = places_of(d->text, arena);

    for (size_t i = 0; i < d->records.report_count; i++) {
        json_t *is, *should_be;
        struct str how;

        if (from + i >= joined->report_count) {
            violated(trial, d, "report %zu is not there when joined", i);
            return;
        }
        is = records_of(&joined->reports[from + i], joined_places);
        should_be = records_of(&d->records.reports[i], &own);
        trial->compared += d->records.reports[i].section_count +
                           d->records.reports[i].figure_count;
        if (likeness_differs(is, should_be, arena, &how))
            violated(trial, d, "report %zu, joined%.*s", i, STR_ARG(how));
        json_decref(is);
        json_decref(should_be);
    }
}

static void
try_pair(struct trial *trial, const struct document *a,
         const struct document *b)
{
    struct arena arena = {0};
    struct str text =
        arena_format(&arena, "%.*s\n%.*s", STR_ARG(a->text), STR_ARG(b->text));
    struct extraction out = extract_utf8(text, &arena);
    struct places places = places_of(text, &arena);
    size_t first = a->records.report_count;

    if (out.records.report_count != first + b->records.report_count)
        violated(trial, b, "behind %s: %zu reports of %zu", a->path,
                 out.records.report_count, first + b->records.report_count);
    compare(trial, a, &out.records, 0, &places, &arena);
    places.base = places.chars[a->text.len + 1];
    compare(trial, b, &out.records, first, &places, &arena);
    arena_release(&arena);
}

static void
try_stride(struct trial *trial, size_t stride)
{
    size_t count = trial->docs->count;

    for (size_t i = 0; i < count; i++) {
        const struct document *a = &trial->docs->items[i];
        const struct document *b = &trial->docs->items[(i + stride) % count];

        if (begins_with_title(b) && !is_near_copy(a, b) &&
            !document_is_damaged(a) && !document_is_damaged(b))
            try_pair(trial, a, b);
    }
}

void
property_joined(struct trial *trial)
{
    for (size_t i = 0; i < sizeof strides / sizeof *strides; i++)
        try_stride(trial, strides[i]);
}
