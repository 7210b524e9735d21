#include "worker/extract/figure/noun_around.h"

#include "worker/extract/figure/phrase.h"

enum {
    CHAR_DENG = 0x7B49, /* 等 */
    CHAR_DE = 0x7684,   /* 的 */
    CHAR_NEI = 0x5185,  /* 内 */
};

struct range
noun_without_rest(const struct words *w, struct range r)
{
    uint32_t at = phrase_find(w->t, r, CHAR_DENG);

    if (at < r.end && at > r.begin + 1 &&
        (words_at(w, at, at + 1) || w->t->codes[at + 1] == CHAR_DENG))
        r.end = at; /* not 普通高等学校 */
    return r;
}

/* 水库 of 8座水库方面, not 8个方面 nor 8个重要方面. */
static struct range
without_side(const struct words *w, struct range r)
{
    struct lexicon_hit hit;
    size_t i;

    if (!lexicon_longest_before(&lexicon_sides, w->t->codes, r.begin, r.end,
                                &hit))
        return r;
    i = words_from(w, r.end - hit.chars);
    if (i > 0 && w->items[i - 1].range.begin >= r.begin &&
        w->items[i - 1].range.end == r.end - hit.chars &&
        w->items[i - 1].class == WORDS_CLASS_NOUN)
        r.end -= hit.chars;
    return r;
}

struct range
noun_without_locative(const struct words *w, struct range r)
{
    size_t i;
    struct lexicon_hit hit;

    r = without_side(w, r);
    i = words_from(w, r.end);
    if (i > 0 && w->items[i - 1].range.end == r.end &&
        w->items[i - 1].range.begin > r.begin + 1 &&
        (w->items[i - 1].class == WORDS_CLASS_LOCATIVE ||
         w->t->codes[w->items[i - 1].range.begin] == CHAR_NEI) &&
        !lexicon_longest_before(&lexicon_head_nouns, w->t->codes, r.begin,
                                r.end, &hit) && /* not 初中 */
        (!lexicon_longest_before(&lexicon_place_ends, w->t->codes, r.begin,
                                 r.end, &hit) ||
         hit.chars < 3)) /* not 情况下 */
        r.end = w->items[i - 1].range.begin;
    return r;
}

uint32_t
noun_before_manner(const struct words *w, uint32_t begin, uint32_t end)
{
    size_t i = words_from(w, end);

    return i > 1 && w->items[i - 1].range.end == end &&
                   w->items[i - 1].class == WORDS_CLASS_ADJECTIVE &&
                   w->items[i - 1].range.end - w->items[i - 1].range.begin >
                       1 &&
                   w->items[i - 2].range.begin >= begin
               ? w->items[i - 1].range.begin
               : end;
}

struct range
noun_before_effect(const struct words *w, struct range r)
{
    struct lexicon_hit hit;
    uint32_t at;

    if (!lexicon_longest_before(&lexicon_taking_effect, w->t->codes, r.begin,
                                r.end, &hit))
        return r;
    at = r.end - hit.chars;
    if (!words_break(w, at))
        return r;
    if (at > r.begin && w->t->codes[at - 1] == CHAR_DE)
        at--;
    return at > r.begin + 1 ? phrase_trim(w, (struct range){r.begin, at}) : r;
}
