#include "worker/extract/outline/topic.h"

#include "worker/extract/text/marks.h"

enum {
    HANZI_NIAN = 0x5E74, /* 年 */
    HANZI_DE = 0x7684,   /* 的: 有需要的学生 */
    QUOTE_OPEN = 0x201C,
    QUOTE_CLOSE = 0x201D,
};

bool
topic_holds_figure(const struct text *text, struct range r)
{
    for (uint32_t at = r.begin; at < r.end; at++) {
        uint32_t begin = at, before, after;

        if (!mark_is_digit(text->codes[at]))
            continue;
        while (at < r.end &&
               (mark_is_digit(text->codes[at]) || text->codes[at] == '.'))
            at++;
        before = begin > r.begin ? text->codes[begin - 1] : 0;
        after = at < r.end ? text->codes[at] : 0;
        if (after == HANZI_NIAN && at - begin == 4)
            continue;
        if (mark_is_letter(before) || mark_is_letter(after) || after == '+' ||
            after == 0x201D || before == 0x201C)
            continue;
        return true;
    }
    return false;
}

/* Cut `r` anew; without memory it holds no words, and the arena says so. */
static void
cut(struct words *words, struct range r, struct arena *arena)
{
    words->count = 0;
    if (!words_cut(r, arena, words))
        words->count = 0;
}

/* A word of its own with words behind it: 会 of 政府会…, not of 办好亚冬会. */
static bool
leads_on(const struct words *words, struct range r, struct range word)
{
    return word.end < r.end && mark_is_hanzi(words->t->codes[word.end]) &&
           words->t->codes[word.end] != HANZI_DE &&
           words_at(words, word.begin, word.end) &&
           words_break(words, word.end);
}

/* What is quoted is nobody's way of speaking here; where it ends. */
static uint32_t
behind_quote(const struct text *text, struct range r, uint32_t at)
{
    uint32_t close = at;

    while (close < r.end && text->codes[close] != QUOTE_CLOSE)
        close++;
    return close < r.end ? close + 1 : at + 1;
}

bool
topic_has_word_of_prose(struct words *words, struct range r,
                        struct arena *arena)
{
    const struct text *text = words->t;
    struct lexicon_hit hit;
    bool is_cut = false;

    for (uint32_t at = r.begin; at < r.end;) {
        if (text->codes[at] == QUOTE_OPEN) {
            at = behind_quote(text, r, at);
            continue;
        }
        if (!lexicon_longest(&lexicon_prose, text->codes + at, r.end - at,
                             &hit)) {
            at++;
            continue;
        }
        if (prose_rows[hit.row].role == PROSE_ROLE_PROSE)
            return true;
        if (prose_rows[hit.row].role == PROSE_ROLE_WORD) {
            if (!is_cut)
                cut(words, r, arena);
            is_cut = true;
            if (leads_on(words, r, (struct range){at, at + hit.chars}))
                return true;
        }
        at += hit.chars;
    }
    return false;
}

bool
topic_reads_as_prose(struct words *words, struct range r, struct arena *arena)
{
    struct lexicon_hit hit;

    return topic_has_word_of_prose(words, r, arena) ||
           (lexicon_longest(&lexicon_prose, words->t->codes + r.begin,
                            r.end - r.begin, &hit) &&
            prose_rows[hit.row].role == PROSE_ROLE_OPENING);
}

static bool
is_verb(const struct word *word)
{
    return word->is_listed || word->class == WORDS_CLASS_VERB;
}

enum topic_form
topic_form(struct words *words, struct range r, struct arena *arena)
{
    size_t first = 0;
    const struct word *last;

    cut(words, r, arena);
    while (first < words->count && !is_verb(&words->items[first]) &&
           (words->items[first].class == WORDS_CLASS_ADVERB ||
            words->items[first].class == WORDS_CLASS_ADJECTIVE))
        first++;
    if (first == words->count)
        return TOPIC_OTHER;
    if (is_verb(&words->items[first]))
        return TOPIC_WORK;
    last = &words->items[words->count - 1];
    return is_verb(last) || last->class == WORDS_CLASS_ADJECTIVE ? TOPIC_OUTCOME
                                                                 : TOPIC_OTHER;
}
