#include "publisher/query/snippet.h"

enum {
    /* In characters: two or three lines of a screen. */
    WIDTH = 100,
    /* Before the first word, unless a sentence begins there. */
    LEAD = 24,
};

/* Places [first, end) of the list, which fit into one piece. */
struct window {
    size_t first, end;
    unsigned worth;
};

static unsigned
count_bits(uint32_t bits)
{
    return (unsigned)__builtin_popcount(bits);
}

/* Words not shown yet count most, then different ones, then all. */
static struct window
window_at(const struct wording_places *places, size_t first, uint32_t shown)
{
    uint32_t end = places->items[first].begin + WIDTH - LEAD, phrases = 0;
    struct window w = {first, first, 0};

    while (w.end < places->count && places->items[w.end].end <= end)
        phrases |= 1u << places->items[w.end++].phrase;
    if (w.end == first) /* one that is longer than a piece */
        phrases |= 1u << places->items[w.end++].phrase;
    w.worth = (unsigned)(w.end - first < 9 ? w.end - first : 9) +
              10 * count_bits(phrases) + 1000 * count_bits(phrases & ~shown);
    return w;
}

/* Whether the pieces around them would show the same text. */
static bool
overlaps(const struct wording_places *places, const struct window *w,
         const struct window *chosen, size_t count)
{
    const struct wording_place *items = places->items;

    for (size_t i = 0; i < count; i++)
        if (items[w->first].begin < items[chosen[i].first].begin + WIDTH &&
            items[chosen[i].first].begin < items[w->first].begin + WIDTH)
            return true;
    return false;
}

/* The best window beside those chosen; false: there is none. */
static bool
choose(const struct wording_places *places, const struct window *chosen,
       size_t count, uint32_t shown, struct window *out)
{
    struct window best = {0};

    for (size_t i = 0; i < places->count; i++) {
        struct window w = window_at(places, i, shown);
        if (w.worth > best.worth && !overlaps(places, &w, chosen, count))
            best = w;
    }
    *out = best;
    return best.worth > 0;
}

static bool
ends_sentence(uint32_t code)
{
    return code == 0x3002 || code == '!' || code == '?' || code == ';';
}

/* Characters [begin, end) around a window: whole sentences where they fit. */
struct piece {
    uint32_t begin, end;
};

static struct piece
piece_around(const struct form *form, const struct wording_places *places,
             const struct window *w)
{
    uint32_t first = places->items[w->first].begin;
    uint32_t last = places->items[w->end - 1].end;
    struct piece p = {first > LEAD ? first - LEAD : 0, first + WIDTH - LEAD};

    for (size_t i = w->first; i < w->end; i++)
        if (places->items[i].end > last)
            last = places->items[i].end;
    for (uint32_t at = first; at > p.begin; at--)
        if (ends_sentence(form->codes[at - 1]))
            p.begin = at;
    if (p.end < last)
        p.end = last;
    if (p.end > form->count)
        p.end = form->count;
    for (uint32_t at = last; at < p.end; at++)
        if (ends_sentence(form->codes[at]))
            p.end = at + 1;
    return p;
}

/* The words in the piece, those that touch as one. */
static enum status
fill_marks(const struct form *form, const struct wording_places *places,
           const struct window *w, struct arena *a, struct snippet *s,
           struct error *err)
{
    s->marks = ARENA_ARRAY(a, struct span, w->end - w->first);
    if (!s->marks)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    for (size_t i = w->first; i < w->end; i++) {
        const struct wording_place *at = &places->items[i];
        struct span mark = {form->bytes[at->begin] - s->span.begin,
                            form_end(form, at->end - 1) - s->span.begin};
        struct span *last = s->mark_count ? &s->marks[s->mark_count - 1] : NULL;
        if (!last || mark.begin > last->end)
            s->marks[s->mark_count++] = mark;
        else if (mark.end > last->end)
            last->end = mark.end;
    }
    return STATUS_OK;
}

static enum status
make(const struct form *form, const struct wording_places *places,
     const struct window *w, struct arena *a, struct snippet *out,
     struct error *err)
{
    struct piece p = piece_around(form, places, w);

    out->span = (struct span){form->bytes[p.begin], form_end(form, p.end - 1)};
    out->text =
        arena_copy(a, str_slice(form->text, out->span.begin, out->span.end));
    return fill_marks(form, places, w, a, out, err);
}

enum status
snippets_make(const struct form *form, const struct wording_places *places,
              struct arena *a, struct snippet **out, size_t *count,
              struct error *err)
{
    struct snippet *snippets = ARENA_ARRAY(a, struct snippet, SNIPPETS_MAX);
    struct window chosen[SNIPPETS_MAX];
    uint32_t shown = 0;
    size_t made = 0;
    enum status st = STATUS_OK;

    if (!snippets)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    while (st == STATUS_OK && made < SNIPPETS_MAX &&
           choose(places, chosen, made, shown, &chosen[made])) {
        for (size_t i = chosen[made].first; i < chosen[made].end; i++)
            shown |= 1u << places->items[i].phrase;
        st = make(form, places, &chosen[made], a, &snippets[made], err);
        made++;
    }
    *out = snippets;
    *count = made;
    return st;
}
