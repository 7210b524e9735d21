/*
 * Every span, cut from the source, reads as the record's text, after the
 * recorded repair; and spans nest as records do. Where lines are cut at a
 * page's margin, the text is that of the lines without what joined them:
 * blanks, and lines that are the page's own; so it is where a copy has the
 * blanks alone.
 */
#include "base/utf8.h"
#include "tests/properties/property.h"

/* One report of a document while its spans are looked at. */
struct look {
    struct trial *trial;
    const struct document *d;
    const struct report *report;
    struct str source;
    struct arena *arena;
};

static bool
is_inside(struct span inner, struct span outer)
{
    return inner.begin >= outer.begin && inner.begin <= inner.end &&
           inner.end <= outer.end;
}

static struct str
cut(const struct look *p, struct span span)
{
    return str_slice(p->source, span.begin, span.end);
}

/* What a span was meant to say: damaged spans inside it are replaced. */
static struct str
meant(const struct look *p, struct span span)
{
    struct str out = STR("");
    uint32_t at = span.begin;

    for (size_t i = 0; i < p->report->repair_count; i++) {
        const struct repair *repair = &p->report->repairs[i];

        if (!is_inside(repair->span, span))
            continue;
        out =
            arena_format(p->arena, "%.*s%.*s%.*s", STR_ARG(out),
                         STR_ARG(cut(p, (struct span){at, repair->span.begin})),
                         STR_ARG(repair->repaired));
        at = repair->span.end;
    }
    return arena_format(p->arena, "%.*s%.*s", STR_ARG(out),
                        STR_ARG(cut(p, (struct span){at, span.end})));
}

static bool
is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f';
}

/* The bytes of `text`'s beginning that spell `line`, 0: it begins otherwise. */
static size_t
spelled(struct str line, struct str text)
{
    size_t at = 0;

    for (size_t i = 0; i < line.len; i++) {
        if (is_blank(line.ptr[i]))
            continue;
        while (at < text.len && is_blank(text.ptr[at]))
            at++;
        if (at == text.len || text.ptr[at++] != line.ptr[i])
            return 0;
    }
    return at;
}

/* Whether the lines of `cut` read as `text`, but for lines of the page. */
static bool
reads_as(struct str cut, struct str text)
{
    struct str rest = cut;

    if (str_equal(cut, text))
        return true;
    while (rest.len > 0) {
        size_t taken = spelled(str_cut(&rest, STR("\n")), text);

        text = str_slice(text, taken, text.len);
    }
    return (str_contains(cut, STR("\n")) || str_contains(cut, STR(" "))) &&
           str_trim(text).len == 0;
}

static void
check(const struct look *p, bool holds, const char *what, struct span span)
{
    p->trial->compared++;
    if (!holds)
        violated(p->trial, p->d, "%s at %u..%u: %.*s", what, span.begin,
                 span.end, STR_ARG(meant(p, span)));
}

/*
 * The label, if there is one, then the title, then what closes it; a title
 * of several lines begins where the first of them does.
 */
static bool
heads(struct str line, const struct section *section)
{
    size_t label = str_find(line, section->label), width;
    struct str rest, first;

    if (label == SIZE_MAX)
        return false;
    rest = str_slice(line, label + section->label.len, line.len);
    if (str_contains(rest, section->title))
        return true;
    utf8_decode(section->title, 0, &width);
    first = str_slice(section->title, 0, width);
    rest = str_slice(rest, str_find(rest, first), rest.len);
    while (rest.len > 0 && !reads_as(rest, section->title))
        rest.len--;
    return rest.len > 0;
}

static void
check_sections(const struct look *p)
{
    uint32_t end = p->report->span.begin;

    for (size_t i = 0; i < p->report->section_count; i++) {
        const struct section *s = &p->report->sections[i];

        check(p, is_inside(s->span, p->report->span) && s->span.begin >= end,
              "a section out of place", s->span);
        check(p, s->id == i + 1 && s->parent < s->id,
              "a section's id or parent", s->span);
        check(p, heads(meant(p, s->span), s), "a section's title", s->span);
        end = s->span.end;
    }
}

/* The section whose heading is the last at or before a figure. */
static bool
stands_in_its_section(const struct look *p, const struct figure *f)
{
    const struct section *sections = p->report->sections;
    size_t i = 0;

    while (i < p->report->section_count &&
           sections[i].span.begin <= f->span.begin)
        i++;
    return f->section == (i > 0 ? sections[i - 1].id : 0);
}

static void
check_figures(const struct look *p)
{
    uint32_t begin = p->report->span.begin;

    for (size_t i = 0; i < p->report->figure_count; i++) {
        const struct figure *f = &p->report->figures[i];

        check(p,
              is_inside(f->sentence, p->report->span) &&
                  is_inside(f->span, f->sentence) && f->span.begin >= begin,
              "a figure out of place", f->span);
        check(p,
              f->id == i + 1 && f->of <= p->report->figure_count &&
                  f->of != f->id,
              "a figure's id or whole", f->span);
        check(p, reads_as(cut(p, f->span), f->text), "a figure's text",
              f->span);
        check(p, stands_in_its_section(p, f), "a figure's section", f->span);
        begin = f->span.begin;
    }
}

static void
check_mentions(const struct look *p)
{
    for (size_t i = 0; i < p->report->mention_count; i++) {
        const struct mention *m = &p->report->mentions[i];

        check(p,
              is_inside(m->span, p->report->span) &&
                  reads_as(meant(p, m->span), m->text),
              "a mention's text", m->span);
    }
}

static void
check_repairs(const struct look *p)
{
    uint32_t end = p->report->span.begin;

    for (size_t i = 0; i < p->report->repair_count; i++) {
        const struct repair *r = &p->report->repairs[i];

        check(p, is_inside(r->span, p->report->span) && r->span.begin >= end,
              "a repair out of place", r->span);
        check(p,
              str_equal(cut(p, r->span), r->original) &&
                  !str_equal(r->original, r->repaired),
              "a repair's original", r->span);
        end = r->span.end;
    }
}

static void
check_report(const struct look *p, uint32_t last_end)
{
    struct span span = p->report->span;

    check(p, is_inside(span, (struct span){last_end, (uint32_t)p->source.len}),
          "a report out of place", span);
    if (record_has(p->report->title))
        check(p, str_contains(meant(p, span), p->report->title),
              "a report's title", span);
    check_sections(p);
    check_figures(p);
    check_mentions(p);
    check_repairs(p);
}

void
property_spans(struct trial *trial)
{
    for (size_t i = 0; i < trial->docs->count; i++) {
        const struct document *d = &trial->docs->items[i];
        struct arena arena = {0};
        uint32_t end = 0;

        for (size_t r = 0; r < d->records.report_count; r++) {
            struct look p = {trial, d, &d->records.reports[r], d->text, &arena};

            check_report(&p, end);
            end = p.report->span.end;
        }
        arena_release(&arena);
    }
}
