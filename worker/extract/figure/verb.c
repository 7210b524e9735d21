#include "worker/extract/figure/verb.h"

enum {
    CHAR_LE = 0x4E86,
    CHAR_DE = 0x7684,
    CHAR_LV = 0x7387,
    CHAR_XIAN = 0x5148
};

/* 采纳率, 回收率: a rate is named for the verb; 实现率先 is none. */
static bool
names_rate(const struct text *t, struct range r, uint32_t end)
{
    return end < r.end && t->codes[end] == CHAR_LV &&
           (end + 1 == r.end || t->codes[end + 1] != CHAR_XIAN);
}

/* As a verb; words that only may be verbs govern like nominal ones. */
static bool
from_word(const struct word *word, struct verb *out)
{
    if (!word->is_listed && word->class != WORDS_CLASS_VERB &&
        word->class != WORDS_CLASS_NOMINAL)
        return false;
    out->range = word->range;
    out->role = word->is_listed ? word->role : VERBS_ROLE_NOMINAL;
    return true;
}

bool
verb_at_begin(const struct words *w, struct range r, struct verb *out)
{
    const struct word *word = words_at(w, r.begin, r.end);
    struct verb v;

    if (!word || !from_word(word, &v) ||
        names_rate(w->t, r, word->range.end))
        return false;
    *out = v;
    return true;
}

bool
verb_at_end(const struct words *w, struct range r, struct verb *out)
{
    size_t i;

    if (r.end > r.begin && w->t->codes[r.end - 1] == CHAR_LE)
        r.end--;
    i = words_from(w, r.end);
    return i > 0 && w->items[i - 1].range.end == r.end &&
           w->items[i - 1].range.begin >= r.begin &&
           from_word(&w->items[i - 1], out);
}

bool
verb_spelled_at_end(const struct text *t, struct range r, struct verb *out)
{
    struct lexicon_hit hit;

    if (!lexicon_longest_before(&lexicon_verbs, t->codes, r.begin, r.end, &hit))
        return false;
    out->range = (struct range){r.end - hit.chars, r.end};
    out->role = verbs_rows[hit.row].role;
    return true;
}

uint32_t
verb_next_place(const struct words *w, struct range r)
{
    size_t i = words_from(w, r.begin + 1);

    return i < w->count && w->items[i].range.begin < r.end
               ? w->items[i].range.begin
               : r.end;
}

/* 和, 、, 并, 及 between two verbs of one action. */
static bool
joins(uint32_t code)
{
    return code == 0x3001 || code == 0x548C || code == 0x5E76 ||
           code == 0x53CA || code == 0x6216;
}

bool
verb_is_light(const struct text *t, const struct verb *v)
{
    struct lexicon_hit hit;

    return lexicon_exact(&lexicon_light_verbs, t->codes + v->range.begin,
                         v->range.end - v->range.begin, &hit);
}

bool
verb_takes_object(enum verbs_role role)
{
    return role == VERBS_ROLE_DO || role == VERBS_ROLE_UP ||
           role == VERBS_ROLE_DOWN || role == VERBS_ROLE_HAVE;
}

bool
verb_governing(const struct words *w, struct range r, struct verb *out)
{
    const struct text *t = w->t;
    struct verb v, best = {0};
    struct range rest = r;

    while (rest.begin < rest.end) {
        bool at_start, touches;
        if (!verb_at_begin(w, rest, &v)) {
            rest.begin = verb_next_place(w, rest);
            continue;
        }
        rest.begin = v.range.end;
        if (rest.begin < rest.end && t->codes[rest.begin] == CHAR_DE)
            continue; /* 县政协组织的活动: of another's action */
        at_start = v.range.begin == r.begin;
        touches = best.range.end > 0 && (v.range.begin == best.range.end ||
                                         (v.range.begin == best.range.end + 1 &&
                                          joins(t->codes[best.range.end])));
        if (touches &&
            (verb_takes_object(v.role) || v.role == VERBS_ROLE_NOMINAL)) {
            if (verb_takes_object(v.role) || v.range.begin > best.range.end)
                best.range.end = v.range.end;
            continue;
        }
        if ((verb_takes_object(v.role) && v.range.end - v.range.begin > 1) ||
            (at_start &&
             (v.role == VERBS_ROLE_NOMINAL || v.role == VERBS_ROLE_COVERB ||
              verb_takes_object(v.role))))
            best = v;
    }
    if (best.range.end == 0)
        return false;
    *out = best;
    return true;
}

bool
verb_of_class(const struct words *w, struct range r, enum verbs_role role,
              struct verb *out)
{
    struct verb v;

    while (r.begin < r.end) {
        if (!verb_at_begin(w, r, &v)) {
            r.begin = verb_next_place(w, r);
            continue;
        }
        if (v.role == role) {
            *out = v;
            return true;
        }
        r.begin = v.range.end;
    }
    return false;
}
