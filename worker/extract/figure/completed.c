/* Objects that leave out what was named before: 钢产量3吨；原煤6吨. */
#include "worker/extract/figure/binder.h"

#include "worker/extract/figure/phrase.h"

/* The noun of yield_nouns.tsv that ends `noun`; empty: none does. */
static struct range
yield_at_end(const struct text *t, struct range noun)
{
    struct lexicon_hit hit;

    if (!lexicon_longest_before(&lexicon_yield_nouns, t->codes, noun.begin,
                                noun.end, &hit))
        noun.begin = noun.end;
    else
        noun.begin = noun.end - hit.chars;
    return noun;
}

/* 原煤, 化学纤维: a thing and nothing that is measured or done. */
static bool
is_thing(const struct binder *b, struct range noun)
{
    enum { THING_MAX_CHARS = 4 };

    if (range_is_empty(noun) || noun.end - noun.begin > THING_MAX_CHARS ||
        binder_ends_with_measure(b, noun))
        return false;
    for (size_t i = words_from(b->w, noun.begin);
         i < b->w->count && b->w->items[i].range.begin < noun.end; i++) {
        if (b->w->items[i].class != WORDS_CLASS_NOUN ||
            b->w->items[i].is_listed)
            return false;
    }
    return true;
}

/* 原煤产量 for 原煤 in 钢产量3吨；原煤6吨. */
static struct str
with_yield(struct binder *b, struct range noun, struct str object)
{
    struct carry *carry = b->carry;
    struct range yield = yield_at_end(b->t, noun);

    if (!binder_is_amount(b))
        return object;
    if (yield.begin > noun.begin && yield.end > yield.begin) {
        carry->yield = binder_text(b, yield);
        carry->yield_unit = b->slot->q->unit;
        return object;
    }
    if (!record_has(carry->yield) || b->slot->q->kind != KIND_MASS ||
        !str_equal(carry->yield_unit, b->slot->q->unit) || !is_thing(b, noun))
        return object;
    b->out->inherited |= INHERITED_OBJECT;
    return arena_format(b->arena, "%.*s%.*s", STR_ARG(object),
                        STR_ARG(carry->yield));
}

/* 贡献率, 贡献: what something does to a whole. */
static bool
names_part(const struct text *t, struct range r)
{
    struct lexicon_hit hit;

    for (; r.begin < r.end; r.begin++) {
        if (lexicon_longest(&lexicon_part_verbs, t->codes + r.begin,
                            r.end - r.begin, &hit))
            return true;
    }
    return false;
}

/* 对增长的贡献率 of 产业增加值增长7%、对增长的贡献率达到5%: whose it is. */
static struct str
with_owner(const struct binder *b, struct range subject, struct str object)
{
    enum { CHAR_DUI = 0x5BF9, CHAR_DE = 0x7684 };
    const struct word *first = words_at(b->w, subject.begin, subject.end);

    if (!first || first->range.end != subject.begin + 1 ||
        b->t->codes[subject.begin] != CHAR_DUI ||
        !record_has(b->carry->subject) || b->slot->mark == ';' ||
        !(names_part(b->t, subject) || /* not 对他国的出口额 */
          subject_is_part(b->t, b->slot->left)))
        return object;
    b->out->inherited |= INHERITED_OBJECT;
    return arena_format(b->arena, "%.*s%.*s", STR_ARG(b->carry->subject),
                        STR_ARG(object));
}

/* 农村居住面积 for 农村 in 城镇居住面积增加到9平方米，农村增加到22平方米. */
static struct str
with_contrast(const struct binder *b, struct range noun, struct str object)
{
    enum { WHOSE_BYTES = 6 }; /* of two characters */
    struct str of_other = b->carry->subject;
    struct lexicon_hit hit;

    if (!lexicon_exact(&lexicon_whose_nouns, b->t->codes + noun.begin,
                       noun.end - noun.begin, &hit) ||
        !record_has(of_other) || of_other.len <= WHOSE_BYTES ||
        b->slot->mark == ';' || str_starts(of_other, object) ||
        !lexicon_exact_text(&lexicon_whose_nouns,
                            (struct str){of_other.ptr, WHOSE_BYTES}, &hit))
        return object;
    b->out->inherited |= INHERITED_OBJECT;
    return arena_format(b->arena, "%.*s%.*s", STR_ARG(object),
                        (int)(of_other.len - WHOSE_BYTES),
                        of_other.ptr + WHOSE_BYTES);
}

struct str
binder_completed(struct binder *b, struct range noun)
{
    struct str object = with_contrast(b, noun, binder_text(b, noun));

    return with_owner(b, noun, with_yield(b, noun, object));
}

struct range
binder_past_deed(struct binder *b, struct range r)
{
    enum { CHAR_PAUSE = 0x3001 };
    struct range rest = {r.end, phrase_trim(b->w, r).end}, owner;
    struct lexicon_hit hit;
    struct verb v;

    while (rest.begin > r.begin && b->t->codes[rest.begin - 1] != CHAR_PAUSE)
        rest.begin--;
    if (rest.begin <= r.begin + 1 ||
        !lexicon_exact(&lexicon_generic_nouns, b->t->codes + rest.begin,
                       rest.end - rest.begin, &hit) ||
        !verb_of_class(b->w, (struct range){r.begin, rest.begin - 1},
                       VERBS_ROLE_UP, &v) ||
        v.range.end + 1 >= rest.begin)
        return r;
    owner = phrase_trim(b->w, (struct range){r.begin, v.range.begin});
    if (range_is_empty(owner) || !subject_is_noun(b->w, owner))
        return r;
    b->carry->subject = binder_text(b, owner);
    return rest;
}
