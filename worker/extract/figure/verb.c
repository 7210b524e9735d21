#include "worker/extract/figure/verb.h"

enum { CHAR_LE = 0x4E86 };

bool
verb_of_word(const struct word *word, struct verb *out)
{
    if (!word->is_listed && word->class != WORDS_CLASS_VERB &&
        word->class != WORDS_CLASS_NOMINAL)
        return false;
    out->range = word->range;
    out->role = word->is_listed ? word->role : VERBS_ROLE_NOMINAL;
    out->is_listed = word->is_listed;
    return true;
}

bool
verb_at_begin(const struct words *w, struct range r, struct verb *out)
{
    const struct word *word = words_at(w, r.begin, r.end);
    struct verb v;

    if (!word || !verb_of_word(word, &v))
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
           verb_of_word(&w->items[i - 1], out);
}

bool
verb_spelled_at_end(const struct text *t, struct range r, struct verb *out)
{
    struct lexicon_hit hit;

    if (!lexicon_longest_before(&lexicon_verbs, t->codes, r.begin, r.end, &hit))
        return false;
    out->range = (struct range){r.end - hit.chars, r.end};
    out->role = verbs_rows[hit.row].role;
    out->is_listed = true;
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
    return role == VERBS_ROLE_DO || role == VERBS_ROLE_HAVE ||
           verb_changes(role);
}

bool
verb_takes_what_it_counts(enum verbs_role role)
{
    return role == VERBS_ROLE_DO || role == VERBS_ROLE_NOMINAL ||
           role == VERBS_ROLE_VO || role == VERBS_ROLE_HAVE;
}

bool
verb_moves(const struct text *t, const struct verb *v)
{
    enum { CHAR_DA = 0x8FBE }; /* 高达 reaches, it does not rise */
    struct lexicon_hit hit;

    return t->codes[v->range.end - 1] != CHAR_DA &&
           lexicon_longest(&lexicon_verbs, t->codes + v->range.begin,
                           v->range.end - v->range.begin - 1, &hit) &&
           verb_changes(verbs_rows[hit.row].role);
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
