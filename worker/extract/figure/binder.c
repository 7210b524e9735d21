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

/* The longest word of `nouns` at the end of the object. */
static bool
ends_object(const struct binder *b, const struct lexicon *nouns,
            struct lexicon_hit *hit)
{
    struct str rest = b->out->object;
    size_t width;

    for (; record_has(rest) && rest.len > 0; rest.ptr += width) {
        if (lexicon_exact_text(nouns, rest, hit))
            return true;
        (void)utf8_decode(rest, 0, &width);
        rest.len -= width;
    }
    return false;
}

bool
binder_names_change(const struct binder *b, enum direction *out)
{
    struct lexicon_hit hit;

    if (!ends_object(b, &lexicon_change_nouns, &hit))
        return false;
    *out = change_nouns_rows[hit.row].direction;
    return true;
}

bool
binder_names_rate(const struct binder *b)
{
    struct lexicon_hit hit;

    return ends_object(b, &lexicon_rate_nouns, &hit);
}
