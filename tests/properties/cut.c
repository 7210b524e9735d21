/*
 * Cutting a document between paragraphs leaves the quantity of every figure
 * as it was: text, number, bound, unit and rate are read from the sentence
 * alone.
 *
 * A paragraph is taken to end with the line that ends a sentence; other
 * lines may be broken by the page, and sentences over several lines are left
 * out: where the margin is, the lines around tell. What stands in no report of the whole
 * (page chrome, a report repeated) is no figure that was; nor need a piece
 * have a figure again that stands in it word for word before. Each document
 * is cut at both ends of its reports, too: a report's last lines in front of the
 * next one's title would be that page's introduction.
 */
#include "base/utf8.h"
#include "record/json.h"
#include "tests/properties/likeness.h"
#include "tests/properties/property.h"
#include "worker/extract/text/marks.h"
#include "worker/extract/text/text.h"

/* Of so many places one is cut at, so that pieces differ in size. */
enum { CUT_ONE_IN = 3 };

/* A document while it is cut. */
struct cutting {
    struct trial *trial;
    const struct document *d;
    struct places places;
    const struct figure **figures; /* of all reports, in order */
    size_t count;
    size_t next; /* the first that no piece had yet */
    uint32_t random;
    struct arena arena;
};

static void
list_figures(struct cutting *c)
{
    const struct record_set *set = &c->d->records;
    size_t all = 0;

    for (size_t r = 0; r < set->report_count; r++)
        all += set->reports[r].figure_count;
    c->figures = ARENA_ARRAY(&c->arena, const struct figure *, all + 1);
    for (size_t r = 0; c->figures && r < set->report_count; r++)
        for (size_t i = 0; i < set->reports[r].figure_count; i++)
            c->figures[c->count++] = &set->reports[r].figures[i];
}

static json_t *
quantity_of(const struct figure *figure, const struct places *places)
{
    static const char *const fields[] = {"text",  "span",  "value",
                                         "upper", "bound", "unit",
                                         "kind",  "per",   "norm"};
    json_t *all = likeness(json_of_figure(figure), places);
    json_t *kept = json_object();

    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        json_object_set(kept, fields[i], json_object_get(all, fields[i]));
    json_decref(all);
    return kept;
}

static bool
is_in_a_report(const struct document *d, uint32_t begin)
{
    for (size_t i = 0; i < d->records.report_count; i++) {
        struct span span = d->records.reports[i].span;

        if (begin >= span.begin && begin < span.end)
            return true;
    }
    return false;
}

/* Whether the piece from byte `piece` on has the figure's sentence twice. */
static bool
is_said_before(const struct cutting *c, const struct figure *f, size_t piece)
{
    struct str sentence =
        str_slice(c->d->text, f->sentence.begin, f->sentence.end);

    return str_contains(str_slice(c->d->text, piece, f->sentence.begin),
                        sentence);
}

/* Lines are cut at a margin that only many of them tell. */
static bool
is_cut_by_page(const struct cutting *c, const struct figure *f)
{
    return str_contains(
        str_slice(c->d->text, f->sentence.begin, f->sentence.end), STR("\n"));
}

/* Note the figures before byte `end` that the piece from `begin` lacks. */
static void
skip_lost(struct cutting *c, size_t begin, size_t end)
{
    for (; c->next < c->count && c->figures[c->next]->span.begin < end;
         c->next++) {
        const struct figure *lost = c->figures[c->next];

        if (!is_said_before(c, lost, begin) && !is_cut_by_page(c, lost))
            violated(c->trial, c->d, "%.*s is lost when cut",
                     STR_ARG(lost->text));
    }
}

/* Compare figure `f` of the piece from byte `piece` on. */
static void
compare(struct cutting *c, const struct figure *f, size_t piece,
        const struct places *places)
{
    size_t at = piece + f->span.begin;
    json_t *is, *should_be;
    struct str how;

    c->trial->compared++;
    skip_lost(c, piece, at);
    if (c->next == c->count || c->figures[c->next]->span.begin > at) {
        violated(c->trial, c->d, "%.*s is new when cut", STR_ARG(f->text));
        return;
    }
    is = quantity_of(f, places);
    should_be = quantity_of(c->figures[c->next], &c->places);
    if (!is_cut_by_page(c, c->figures[c->next++]) &&
        likeness_differs(is, should_be, &c->arena, &how))
        violated(c->trial, c->d, "when cut%.*s", STR_ARG(how));
    json_decref(is);
    json_decref(should_be);
}

/* Extract bytes [begin, end) alone and compare its figures. */
static void
try_piece(struct cutting *c, size_t begin, size_t end)
{
    struct str piece = str_slice(c->d->text, begin, end);
    struct arena arena = {0};
    struct places places = places_of(piece, &arena);
    struct extraction out = {.records = {0}};

    if (str_trim(piece).len > 0)
        out = extract_utf8(piece, &arena);
    places.base -= c->places.chars[begin];
    for (size_t r = 0; r < out.records.report_count; r++) {
        const struct report *report = &out.records.reports[r];

        for (size_t i = 0; i < report->figure_count; i++) {
            const struct figure *f = &report->figures[i];

            if (is_in_a_report(c->d, (uint32_t)begin + f->span.begin))
                compare(c, f, begin, &places);
        }
    }
    skip_lost(c, begin, end);
    arena_release(&arena);
}

/* The seeded generator of Numerical Recipes; the high bits are the good. */
static bool
draws_a_cut(struct cutting *c)
{
    c->random = c->random * 1664525 + 1013904223;
    return (c->random >> 16) % CUT_ONE_IN == 0;
}

/* Whether a report begins or ends in the line that begins at byte `begin`. */
static bool
is_report_edge(const struct document *d, size_t begin)
{
    struct str rest = str_slice(d->text, begin, d->text.len);
    size_t end = begin + str_cut(&rest, STR("\n")).len;

    for (size_t i = 0; i < d->records.report_count; i++) {
        struct span span = d->records.reports[i].span;

        if ((span.begin >= begin && span.begin < end) ||
            (span.end >= begin && span.end < end))
            return true;
    }
    return false;
}

/* Whether the line end at byte `at` ends a paragraph. */
static bool
ends_paragraph(struct str text, size_t at)
{
    struct str line = str_trim(str_slice(text, 0, at));
    size_t begin = line.len, width;

    do
        begin -= begin > 0;
    while (begin > 0 && ((unsigned char)line.ptr[begin] & 0xC0) == 0x80);
    return mark_ends_sentence(text_fold(utf8_decode(line, begin, &width)));
}

/* Whether to cut at byte `at`: between reports always. */
static bool
cuts_at(struct cutting *c, size_t at)
{
    return c->d->text.ptr[at] == '\n' &&
           (is_report_edge(c->d, at + 1) ||
            (ends_paragraph(c->d->text, at) && draws_a_cut(c)));
}

static void
try_document(struct trial *trial, const struct document *d)
{
    struct cutting c = {
        .trial = trial, .d = d, .random = (uint32_t)d->text.len};
    size_t begin = 0;

    c.places = places_of(d->text, &c.arena);
    list_figures(&c);
    for (size_t at = 0; at < d->text.len; at++) {
        if (!cuts_at(&c, at))
            continue;
        try_piece(&c, begin, at + 1);
        begin = at + 1;
    }
    try_piece(&c, begin, d->text.len);
    arena_release(&c.arena);
}

void
property_cut(struct trial *trial)
{
    for (size_t i = 0; i < trial->docs->count; i++)
        try_document(trial, &trial->docs->items[i]);
}
