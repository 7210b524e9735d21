#include "worker/extract/figure/planned_list.h"

#include "worker/extract/figure/standing.h"
#include "worker/extract/figure/verb.h"
#include "worker/extract/text/marks.h"

/* Behind the label (一) or (12) that begins `r`; r.begin: none does. */
static uint32_t
past_label(const struct text *t, struct range r)
{
    enum { LABEL_MAX_CHARS = 3 };
    uint32_t at = r.begin;

    while (at < r.end && mark_is_blank(t->codes[at]))
        at++;
    if (at >= r.end || t->codes[at] != '(')
        return r.begin;
    for (uint32_t chars = 1; chars <= LABEL_MAX_CHARS + 1; chars++) {
        if (at + chars >= r.end)
            break;
        if (t->codes[at + chars] == ')' && chars > 1)
            return at + chars + 1;
    }
    return r.begin;
}

/* Behind the last label in `r` that opens one more item: …; 及(二)…; or r.begin. */
static uint32_t
past_inner_label(const struct text *t, struct range r)
{
    enum { CHAR_JI = 0x53CA };
    uint32_t found = r.begin;

    for (uint32_t at = r.begin + 1; at < r.end; at++) {
        uint32_t before = at - 1;
        if (t->codes[at] != '(')
            continue;
        while (before > r.begin && mark_is_blank(t->codes[before]))
            before--;
        if (t->codes[before] == ';' || t->codes[before] == ':' ||
            (t->codes[before] == CHAR_JI && before > r.begin &&
             t->codes[before - 1] == ';')) {
            uint32_t end = past_label(t, (struct range){at, r.end});
            found = end > at ? end : found;
        }
    }
    return found;
}

/* 增拨1亿元, 向中小企推广…: what is to be done, not who does or did it. */
static bool
begins_with_deed(struct words *words, struct range r, struct arena *arena)
{
    enum { REACH_CHARS = 12 };
    bool is_deed = false;
    struct verb v;

    while (r.begin < r.end && mark_is_blank(words->t->codes[r.begin]))
        r.begin++;
    if (r.end - r.begin > REACH_CHARS)
        r.end = r.begin + REACH_CHARS;
    words->count = 0;
    if (words_cut(r, arena, words) && words->count > 0)
        is_deed = words->items[0].class == WORDS_CLASS_PREPOSITION ||
                  verb_of_word(&words->items[0], &v);
    words->count = 0;
    return is_deed;
}

static bool
ends_with_colon(const struct text *t, struct range r)
{
    while (r.end > r.begin && mark_is_blank(t->codes[r.end - 1]))
        r.end--;
    return r.end > r.begin && t->codes[r.end - 1] == ':';
}

bool
planned_list_goes_on(struct planned_list *list, struct words *words,
                     struct range sentence, struct planned_place place,
                     struct arena *arena)
{
    enum { REACH_CHARS = 96 };
    uint32_t begin = sentence.begin;
    bool is_item;

    if (place.is_first && list->is_open)
        begin = past_label(words->t, sentence);
    else if (list->is_open)
        begin = past_inner_label(words->t, sentence);
    is_item =
        begin > sentence.begin &&
        begins_with_deed(words, (struct range){begin, sentence.end}, arena);
    if (place.is_first && begin == sentence.begin)
        list->is_open = false;
    if (!ends_with_colon(words->t, sentence))
        return is_item;
    if (sentence.end - sentence.begin > REACH_CHARS)
        sentence.begin = sentence.end - REACH_CHARS;
    words->count = 0;
    list->is_open = place.is_ahead || (words_cut(sentence, arena, words) &&
                                       standing_announces(words, sentence));
    words->count = 0;
    return is_item;
}
