/* Bindings where something is told of the number itself: 24幅是新增土地. */
#include "worker/extract/figure/binder.h"

#include "worker/extract/figure/lead.h"
#include "worker/extract/figure/phrase.h"

enum {
    CHAR_BEI = 0x88AB, /* 被 */
    CHAR_YOU = 0x6709, /* 有 */
    CHAR_DE = 0x7684,  /* 的 */
};

/* Whether nothing of its own stands left of the number: 其中, 当中约. */
static bool
stands_alone(const struct binder *b)
{
    struct verb v; /* 其中有24幅: 有 governs */

    return range_is_empty(phrase_trim(b->w, b->slot->left)) &&
           !verb_at_end(b->w, b->slot->left, &v);
}

/* 被, which 被告人 only begins with. */
static bool
is_bei(const struct text *t, const struct word *word)
{
    return word->range.end - word->range.begin == 1 &&
           t->codes[word->range.begin] == CHAR_BEI;
}

/*
 * The verb that begins `right` behind adverbs and 被, and that tells what or
 * where the things are; 来自本地的学生 leads to a noun instead.
 */
static bool
telling_verb(const struct binder *b, struct range right, struct verb *out)
{
    const struct word *word = words_at(b->w, right.begin, right.end);
    bool is_passive = false;

    while (word && !word->is_listed &&
           (word->class == WORDS_CLASS_ADVERB || is_bei(b->t, word))) {
        is_passive |= is_bei(b->t, word);
        right.begin = word->range.end;
        word = words_at(b->w, right.begin, right.end);
    }
    return word && verb_of_word(word, out) && out->is_listed &&
           (is_passive || out->role == VERBS_ROLE_COPULA ||
            (b->bound > 0 && b->out[-1].is_told && /* …；10亿元属于基金 */
             out->role == VERBS_ROLE_DO) ||
            (out->role == VERBS_ROLE_RANK && /* 10幅位于新界的土地 */
             (subject_is_part(b->t, b->slot->left) ||
              phrase_find(b->t, right, CHAR_DE) == right.end)));
}

/* 总供应以5万个单位为目标: what is aimed at. */
bool
bind_aim(struct binder *b)
{
    struct range aim = clause_aim(b->t, b->slot);

    if (aim.end == b->slot->right.end)
        return false;
    b->out->action = binder_text(
        b, (struct range){b->slot->left.end - 1, b->slot->left.end});
    b->out->object = b->carry->subject = binder_text(b, phrase_trim(b->w, aim));
    binder_rule(b, "aim", 830);
    return true;
}

/*
 * 其中24幅是新增土地: of what was counted before, or what it is; 80项被列为…:
 * something is done to what was counted before.
 */
bool
bind_told(struct binder *b)
{
    struct range noun;
    struct verb v;

    if (!binder_is_amount(b) || b->slot->q->kind == KIND_DURATION ||
        !stands_alone(b) || !telling_verb(b, b->slot->right, &v) ||
        v.range.end + 1 >= b->slot->right.end) /* not 250字为宜 */
        return false;
    b->out->action = binder_text(b, v.range);
    binder_rule(b, "told", 800);
    b->out->is_told = true;
    noun = (struct range){v.range.end, b->slot->right.end};
    if ((v.role == VERBS_ROLE_COPULA || v.role == VERBS_ROLE_DO) &&
        (!b->next || !b->next->follows)) {
        noun = noun_head(b->w, phrase_trim(b->w, noun));
        if (!range_is_empty(noun)) {
            b->out->object = binder_text(b, noun);
            return true;
        }
    }
    b->out->object = b->carry->subject;
    b->out->inherited |= INHERITED_OBJECT;
    return true;
}

/* What stands in quotation marks right before `at`; empty: nothing does. */
static struct range
quoted_before(const struct text *t, uint32_t begin, uint32_t at)
{
    uint32_t open = at > begin ? at - 1 : begin;

    if (at <= begin + 1 || !phrase_is_quote(t->codes[at - 1]))
        return (struct range){at, at};
    while (open > begin && !phrase_is_quote(t->codes[open - 1]))
        open--;
    return (struct range){open, open > begin ? at - 1 : open};
}

/* “疏忽职守”(有2910项): how many there are of what the brackets follow. */
bool
bind_bracketed(struct binder *b)
{
    enum { REACH_CHARS = 32 };
    struct range left = b->slot->left, name;
    uint32_t begin = left.begin > REACH_CHARS ? left.begin - REACH_CHARS : 0;
    struct verb v;

    if (b->slot->mark != '(' || b->slot->follows || !binder_is_amount(b) ||
        left.begin == 0 || left.begin >= left.end ||
        b->t->codes[left.begin] != CHAR_YOU || !verb_at_begin(b->w, left, &v) ||
        phrase_trim_adverbs(b->w, left) > v.range.end ||
        b->slot->right.end > b->slot->right.begin)
        return false;
    name = quoted_before(b->t, begin, left.begin - 1);
    if (range_is_empty(name))
        return false;
    b->out->action = binder_text(b, v.range);
    b->out->object = binder_text(b, name);
    binder_rule(b, "bracketed", 800);
    return true;
}
