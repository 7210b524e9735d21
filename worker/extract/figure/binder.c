/* What every kind of binding asks of its quantity and says of its figure. */
#include "worker/extract/figure/binder.h"

#include "base/utf8.h"

#include "worker/extract/figure/phrase.h"

struct str
binder_text(const struct binder *b, struct range r)
{
    return phrase_text(b->t, r, b->arena);
}

void
binder_rule(struct binder *b, const char *rule, uint16_t confidence)
{
    b->out->rule = rule;
    b->out->confidence = confidence;
}

bool
binder_is_amount(const struct binder *b)
{
    enum kind kind = b->slot->q->kind;

    return kind != KIND_PERCENT && kind != KIND_POINT && kind != KIND_RATIO &&
           kind != KIND_RANK;
}

bool
binder_betters(const struct binder *b, const struct verb *v)
{
    struct lexicon_hit hit;

    return b->slot->q->kind == KIND_COUNT &&
           lexicon_exact(&lexicon_betters, b->t->codes + v->range.begin,
                         v->range.end - v->range.begin, &hit);
}

bool
binder_counts_persons(const struct binder *b)
{
    static const struct str units[] = {STR_INIT("人"), STR_INIT("名"),
                                       STR_INIT("位"), STR_INIT("户")};

    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (str_equal(b->slot->q->unit, units[i]))
            return true;
    }
    return false;
}

bool
binder_takes_on(const struct binder *b, const struct verb *v)
{
    struct lexicon_hit hit;

    return (binder_counts_persons(b) || b->slot->q->unit.len == 0) &&
           lexicon_exact(&lexicon_employing, b->t->codes + v->range.begin,
                         v->range.end - v->range.begin, &hit);
}

void
binder_take_base(struct binder *b, struct range base)
{
    if (range_is_empty(base))
        return;
    b->out->base = binder_text(b, base);
    b->out->base_range = base;
}

bool
binder_ends_with_measure(const struct binder *b, struct range noun)
{
    struct lexicon_hit hit;

    return lexicon_longest_before(&lexicon_measure_nouns, b->t->codes,
                                  noun.begin, noun.end, &hit);
}

/* Whether what is measured is called a share: 比重, 占比. */
bool
binder_names_share(const struct binder *b, struct range r)
{
    struct str text = binder_text(b, r);

    return str_contains(text, STR("比重")) || str_contains(text, STR("占比")) ||
           str_ends(text, STR("贡献")) ||
           (str_contains(text, STR("占")) &&
            (str_ends(text, STR("的比例")) || str_ends(text, STR("份额"))));
}

bool
binder_object_is_share(const struct binder *b)
{
    struct str object = b->out->object;

    return record_has(object) &&
           (str_ends(object, STR("比重")) || str_ends(object, STR("占比")));
}

/* The bytes of the longest word of `words` at the end of `noun`, 0: none. */
static size_t
ending(struct str noun, const struct lexicon *words, struct lexicon_hit *hit)
{
    size_t width;

    for (; record_has(noun) && noun.len > 0; noun.ptr += width) {
        if (lexicon_exact_text(words, noun, hit))
            return noun.len;
        (void)utf8_decode(noun, 0, &width);
        noun.len -= width;
    }
    return 0;
}

/* 经济增长 of 经济增长预期目标: what is aimed at. Empty: nothing is. */
static struct str
aimed_at(struct str noun)
{
    struct lexicon_hit hit;
    size_t goal = ending(noun, &lexicon_goal_nouns, &hit);

    if (goal == 0)
        return (struct str){0};
    noun.len -= goal;
    if (str_ends(noun, STR("的")))
        noun.len -= STR("的").len;
    return noun;
}

bool
binder_names_change(const struct binder *b, enum direction *out)
{
    struct str aim = aimed_at(b->out->object);
    struct lexicon_hit hit;

    if (ending(b->out->object, &lexicon_change_nouns, &hit) ||
        ending(aim, &lexicon_change_nouns, &hit)) {
        *out = change_nouns_rows[hit.row].direction;
        return true;
    }
    if (!ending(aim, &lexicon_verbs, &hit) ||
        (verbs_rows[hit.row].role != VERBS_ROLE_UP &&
         verbs_rows[hit.row].role != VERBS_ROLE_DOWN))
        return false;
    *out = verbs_rows[hit.row].role == VERBS_ROLE_UP ? DIRECTION_UP
                                                     : DIRECTION_DOWN;
    return true;
}

bool
binder_names_rate(const struct binder *b)
{
    struct lexicon_hit hit;

    return ending(b->out->object, &lexicon_rate_nouns, &hit) > 0;
}
