#include "publisher/query/holds.h"

#include "publisher/query/wording.h"

enum status
holds_look_at_figure(struct reading *r, const struct chapter *c,
                     const struct filter *f, uint32_t index,
                     struct figure *figure, bool *is_match, struct error *err)
{
    enum status st = STATUS_OK;

    if (!packed_glance(&r->records, index, figure))
        st = packed_figure(&r->records, index, &r->scratch, figure, err);
    if (st != STATUS_OK)
        return st;
    *is_match = match_figure(f, figure) &&
                match_section(f, outline_find(&c->outline, figure->section));
    return STATUS_OK;
}

enum status
holds_figures(struct reading *r, struct chapter *c, const struct filter *f,
              bool **out, struct error *err)
{
    /* Without an outline there is one place. */
    bool *holds = ARENA_ARRAY(&c->arena, bool, c->outline.count + 1);
    enum status st = STATUS_OK;

    if (!holds)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    for (uint32_t i = c->begin + 1; i < c->end && st == STATUS_OK; i++) {
        struct figure figure;
        bool is_match;
        if (packed_kind(&r->records, i) != PACKED_FIGURE)
            continue;
        st = holds_look_at_figure(r, c, f, i, &figure, &is_match, err);
        if (st == STATUS_OK && is_match) {
            holds[0] = true;
            if (outline_find(&c->outline, figure.section))
                holds[figure.section] = true;
        }
        reading_trim(r);
    }
    *out = holds;
    return st;
}

static bool
has_matching_section(const struct filter *f, const struct outline *o)
{
    for (uint32_t id = 1; id < o->count; id++)
        if (outline_find(o, id) && match_section(f, &o->sections[id]))
            return true;
    return false;
}

enum status
holds_inner(struct reading *r, struct chapter *c, const struct filter *f,
            bool *out, struct error *err)
{
    bool *holds = NULL;
    enum status st = STATUS_OK;

    *out = true;
    if (filter_needs_figures(f)) {
        st = holds_figures(r, c, f, &holds, err);
        *out = st == STATUS_OK && holds[0];
    } else if (f->query->has_section_kind) {
        *out = has_matching_section(f, &c->outline);
    }
    return st;
}

enum status
holds_mention(struct reading *r, const struct chapter *c,
              const struct filter *f, bool *out, struct error *err)
{
    enum status st = STATUS_OK;

    *out = false;
    for (uint32_t i = c->begin + 1; i < c->end && st == STATUS_OK && !*out;
         i++) {
        struct mention mention;
        if (packed_kind(&r->records, i) != PACKED_MENTION)
            continue;
        st = packed_mention(&r->records, i, &r->scratch, &mention, err);
        *out = st == STATUS_OK && match_mention(f, &mention);
        reading_trim(r);
    }
    return st;
}

struct span
holds_words_span(const struct reading *r, const struct chapter *c)
{
    bool is_alone = c->begin == 0 && c->end == r->records.count;

    return is_alone ? (struct span){0, UINT32_MAX} : c->report.span;
}

enum status
holds_words(struct reading *r, const struct chapter *c, const struct filter *f,
            bool *out, struct error *err)
{
    const struct form *text;
    enum status st;

    *out = true;
    if (!f->words)
        return STATUS_OK;
    st = reading_text(r, &text, err);
    *out = st == STATUS_OK &&
           wording_is_in(f->words, text, holds_words_span(r, c));
    return st;
}
