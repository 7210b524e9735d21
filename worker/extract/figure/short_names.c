#include "worker/extract/figure/short_names.h"

#include <string.h>

#include "worker/extract/figure/phrase.h"
#include "worker/extract/text/marks.h"

/* No report seen gives itself more; each costs a look at every word. */
enum { NAMES_MAX = 48, NAME_MIN_CHARS = 2, NAME_MAX_CHARS = 8 };

/* The name in quotation marks and brackets whose ( is at `at`, or nothing. */
static struct range
name_at(const struct text *t, struct range r, uint32_t at)
{
    struct range none = {at, at}, name;
    struct lexicon_hit said;

    if (++at < r.end &&
        lexicon_longest(&lexicon_calling, t->codes + at, r.end - at, &said))
        at += said.chars;
    if (at >= r.end || !phrase_is_quote(t->codes[at]))
        return none;
    name = (struct range){at + 1, at + 1};
    while (name.end < r.end && mark_is_hanzi(t->codes[name.end]))
        name.end++;
    if (name.end + 1 >= r.end || !phrase_is_quote(t->codes[name.end]) ||
        t->codes[name.end + 1] != ')' ||
        name.end - name.begin < NAME_MIN_CHARS ||
        name.end - name.begin > NAME_MAX_CHARS)
        return none;
    return name;
}

static bool
is_known(const struct words *words, struct range name)
{
    for (size_t i = 0; i < words->name_count; i++) {
        struct range known = words->names[i];
        if (known.end - known.begin == name.end - name.begin &&
            memcmp(words->t->codes + known.begin, words->t->codes + name.begin,
                   (name.end - name.begin) * sizeof *words->t->codes) == 0)
            return true;
    }
    return false;
}

bool
short_names_learn(struct range r, struct arena *arena, struct words *words)
{
    struct range *names = NULL;

    words->names = NULL;
    words->name_count = 0;
    words->name_starts = 0;
    for (uint32_t at = r.begin; at < r.end && words->name_count < NAMES_MAX;
         at++) {
        struct range name;
        if (words->t->codes[at] != '(')
            continue;
        name = name_at(words->t, r, at);
        if (range_is_empty(name) || is_known(words, name))
            continue;
        if (!names) {
            names = ARENA_ARRAY(arena, struct range, NAMES_MAX);
            if (!names)
                return false;
            words->names = names;
        }
        names[words->name_count++] = name;
        words->name_starts |= words_name_bit(words->t->codes[name.begin]);
    }
    return true;
}
