/* The noun behind the number that is counted or measured. */
#include "worker/extract/figure/binder.h"

#include "worker/extract/figure/govern.h"
#include "worker/extract/figure/phrase.h"

enum {
    CHAR_PAUSE = 0x3001, /* 、 */
    CHAR_DE = 0x7684,    /* 的 */
};

/* 3条、6条举措: the noun is behind the next one in the same unit. */
static bool
opens_row(const struct binder *b)
{
    return b->t->codes[b->slot->right.end] == CHAR_PAUSE &&
           b->slot->right.end == b->slot->right.begin &&
           b->slot->right.end + 1 == b->next->q->range.begin &&
           b->slot[1].right.begin < b->slot[1].right.end &&
           str_equal(b->next->q->unit, b->slot->q->unit);
}

/* 3800户、5万平方米棚户区: both measure what stands behind the second. */
static bool
opens_pair(const struct binder *b)
{
    struct verb v;

    return b->t->codes[b->slot->right.end] == CHAR_PAUSE &&
           b->slot->right.end == b->slot->right.begin &&
           b->slot->right.end + 1 == b->next->q->range.begin &&
           b->slot->q->kind == KIND_COUNT && b->next->q->kind != KIND_COUNT &&
           b->next->q->kind != KIND_MONEY &&
           verb_at_end(b->w, b->slot->left, &v);
}

/* Whether a thing is named at the beginning of `r`: not 适宜改作 or 没有. */
static bool
opens_noun(const struct binder *b, struct range r)
{
    const struct word *first = words_at(b->w, r.begin, r.end);

    return first && !first->is_listed && first->class != WORDS_CLASS_ADVERB &&
           first->class != WORDS_CLASS_ADJECTIVE &&
           first->class != WORDS_CLASS_PREPOSITION;
}

/*
 * Whether nothing of its own stands between the number and the next one,
 * which tells another size of the same thing (36幅合共27公顷的用地) or as
 * much again (1300个及800个名额).
 */
static bool
goes_with_next(const struct binder *b)
{
    bool is_joined, is_size, is_group;
    struct lexicon_hit hit;

    if (!b->next || !b->next->follows || !binder_is_amount(b) ||
        (b->slot->right.end != b->next->q->range.begin && !opens_row(b) &&
         !opens_pair(b)) ||
        !range_is_empty(phrase_trim(b->w, b->slot->right)) ||
        b->slot[1].right.begin >= b->slot[1].right.end)
        return false;
    is_joined = b->slot->right.end > b->slot->right.begin &&
                str_equal(b->next->q->unit, b->slot->q->unit);
    is_size = b->next->q->kind != b->slot->q->kind &&
              (b->t->codes[b->slot[1].right.begin] == CHAR_DE ||
               str_equal(b->next->q->unit, STR("岁")) || /* 6位80岁老人 */
               (b->slot->right.end > b->slot->right.begin &&
                opens_noun(b, b->slot[1].right)));
    is_group = b->slot->right.end == b->slot->right.begin && /* 12类45件实事 */
               b->slot->q->kind == KIND_COUNT &&
               b->next->q->kind == KIND_COUNT &&
               lexicon_exact_text(&lexicon_group_units, b->slot->q->unit, &hit);
    return is_joined || is_size || is_group || opens_row(b) || opens_pair(b);
}

/* 3个总投资10亿元以上的项目, 8个产值过亿元的: how big they are is between. */
static bool
is_told_by_size(const struct binder *b)
{
    struct range right = b->slot->right;
    struct lexicon_hit hit;

    if (b->slot->q->kind != KIND_COUNT || !b->next || !b->next->follows ||
        right.end != b->next->q->range.begin || range_is_empty(right) ||
        b->slot[1].right.begin >= b->slot[1].right.end ||
        b->t->codes[b->slot[1].right.begin] != CHAR_DE)
        return false;
    if (lexicon_longest_before(&lexicon_measure_nouns, b->t->codes, right.begin,
                               right.end, &hit))
        return true;
    right.end--; /* 过, 达 */
    return lexicon_longest_before(&lexicon_measure_nouns, b->t->codes,
                                  right.begin, right.end, &hit);
}

/* 增加1亿元的财务承担: what money is for, whatever verb ends its name. */
static bool
names_sum(const struct binder *b, struct range right, enum noun_end may)
{
    enum { NAME_MAX_CHARS = 8, VERB_CHARS = 2 };
    struct verb v, first;

    return may == NOUN_ALONE && b->slot->q->kind == KIND_MONEY &&
           right.end - right.begin <= NAME_MAX_CHARS &&
           b->t->codes[right.begin] == CHAR_DE &&
           verb_at_end(b->w, right, &v) &&
           v.range.end - v.range.begin == VERB_CHARS &&
           v.range.begin > right.begin + 2 &&
           (!verb_governing(b->w, (struct range){right.begin, v.range.begin},
                            &first));
}

/* 群众 of 群众的基本生活, of which persons are counted; or the whole noun. */
static struct range
persons_of(const struct binder *b, struct range noun)
{
    const uint32_t *codes = b->t->codes;
    struct lexicon_hit hit;
    uint32_t begin = phrase_trim_lead(b->w, b->slot->right).begin;
    uint32_t de = phrase_find(b->t, (struct range){begin, noun.end}, CHAR_DE);

    if (de + 1 < noun.end &&
        lexicon_longest_before(&lexicon_persons, codes, begin, de, &hit) &&
        !lexicon_longest_before(&lexicon_persons, codes, de, noun.end, &hit))
        return (struct range){begin, de};
    return noun;
}

/* 国债 of 5亿元国债支持重建: what it is to bring about is none of it. */
static struct range
before_purpose(const struct binder *b, struct range noun)
{
    struct lexicon_hit hit;

    for (size_t i = words_from(b->w, noun.begin) + 1;
         i < b->w->count && b->w->items[i].range.end < noun.end; i++) {
        struct range word = b->w->items[i].range;
        if (lexicon_exact(&lexicon_causes, b->t->codes + word.begin,
                          word.end - word.begin, &hit) &&
            b->w->items[i - 1].class == WORDS_CLASS_NOUN &&
            !lexicon_longest_before(&lexicon_head_nouns, b->t->codes, word.end,
                                    noun.end, &hit)) {
            noun.end = word.begin;
            break;
        }
    }
    return noun;
}

/*
 * Where 支持 of 9亿元专项资金支持320个项目 begins, which acts on the next
 * number; right.end: no verb does.
 */
static uint32_t
before_next_deed(const struct binder *b, struct range right)
{
    struct verb v;

    return b->slot->q->kind == KIND_MONEY && b->next && b->next->follows &&
                   right.end == b->next->q->range.begin &&
                   verb_at_end(b->w, right, &v) && v.is_listed &&
                   v.range.end == right.end && v.range.begin > right.begin &&
                   verb_takes_what_it_counts(v.role)
               ? v.range.begin
               : right.end;
}

/* 的水平 of 每年增加3亿元的水平, 的基础上: a number that others are held to. */
static bool
only_holds(const struct binder *b, struct range right)
{
    struct lexicon_hit hit;

    return b->slot->q->kind != KIND_DURATION && binder_is_amount(b) &&
           (b->slot->q->kind != KIND_COUNT ||
            b->slot->q->number.end == b->slot->q->range.end) &&
           right.begin < right.end && b->t->codes[right.begin] == CHAR_DE &&
           lexicon_longest(&lexicon_standards, b->t->codes + right.begin + 1,
                           right.end - right.begin - 1, &hit);
}

struct range
binder_right_noun(const struct binder *b, enum noun_end may,
                  struct verb *predicate)
{
    struct range right = b->slot->right;
    const struct word *first = words_at(b->w, right.begin, right.end);
    struct lexicon_hit hit;
    uint32_t begin;
    struct verb v;

    if (lexicon_exact(&lexicon_deed_nouns, b->t->codes + right.begin,
                      right.end - right.begin, &hit)) {
        predicate->range = (struct range){0, 0};
        return right; /* 1亿元拨款 */
    }
    if (goes_with_next(b) || is_told_by_size(b))
        right = b->slot[1].right; /* 36幅合共27公顷的用地 */
    else if (first && first->class == WORDS_CLASS_CONJUNCTION)
        right.end = right.begin; /* 基地32个和学校2所 */
    else if (b->slot->q->kind == KIND_MONEY && noun_takes_object(b->w, right))
        right.end = right.begin; /* 投放5亿元将旧楼改建 */
    if (b->slot->q->kind == KIND_MONEY && verb_at_begin(b->w, right, &v) &&
        !(v.role == VERBS_ROLE_NOMINAL && v.range.end == right.end &&
          !verb_is_light(b->t, &v)) && /* 拨款1亿元落实 */
        !(v.is_listed && v.role != VERBS_ROLE_DO &&
          lexicon_longest_before(&lexicon_head_nouns, b->t->codes, v.range.end,
                                 right.end, &hit)))
        right.end = right.begin; /* 5亿元支持企业, not 5亿元补助资金 */
    right.end = before_next_deed(b, right);
    begin = right.begin;
    if (only_holds(b, right)) {
        predicate->range = (struct range){0, 0};
        return (struct range){begin, begin};
    }
    if (names_sum(b, right, may)) {
        predicate->range = (struct range){0, 0};
        return phrase_trim(b->w, right);
    }
    right = noun_after(b->w, right, may, predicate);
    if (lexicon_longest(&lexicon_paused_nouns, b->t->codes + right.begin,
                        right.end - right.begin, &hit))
        right.end = right.begin + hit.chars; /* 县、市 of 有3个县、市产量增长 */
    if (b->slot->q->kind == KIND_MONEY && may == NOUN_ALONE)
        right = before_purpose(b, right);
    if (binder_counts_persons(b))
        return persons_of(b, right);
    return right.begin == begin ? noun_counted(b->w, right) : right;
}

/* 农民 of 帮助5万名农民就业: who is counted does what comes next. */
static bool
is_done_by_object(const struct binder *b, const struct verb *v,
                  struct range *noun)
{
    struct verb deed = {0};
    struct lexicon_hit hit;

    if (!binder_is_amount(b) || b->slot->q->kind == KIND_MONEY ||
        !lexicon_exact(&lexicon_pivots, b->t->codes + v->range.begin,
                       v->range.end - v->range.begin, &hit))
        return false;
    *noun = binder_right_noun(b, NOUN_PREDICATE, &deed);
    return deed.role != VERBS_ROLE_NOMINAL || binder_counts_persons(b) ||
           lexicon_longest_before(&lexicon_persons, b->t->codes, noun->begin,
                                  noun->end, &hit) ||
           noun_names_agent(b->t, *noun);
}

bool
binder_persons_do(const struct binder *b, struct range noun)
{
    struct verb v;

    return binder_counts_persons(b) && verb_at_begin(b->w, noun, &v) &&
           v.is_listed && v.range.end == noun.end;
}

/*
 * 管道清淤 of 实施9公里管道清淤: what a light verb governs is the deed, too,
 * where nothing follows it.
 */
static struct range
with_deed(const struct binder *b, const struct verb *v, struct range noun,
          const struct verb *deed)
{
    if (verb_is_light(b->t, v) && deed->range.end == b->slot->right.end &&
        deed->range.begin == noun.end && !range_is_empty(noun) &&
        deed->role == VERBS_ROLE_DO && deed->range.end - deed->range.begin == 2)
        noun.end = deed->range.end;
    return noun;
}

struct range
binder_object_behind(const struct binder *b, const struct verb *v)
{
    bool lasts = b->slot->q->kind == KIND_DURATION && /* 为期3年的计划 */
                 b->slot->right.begin < b->slot->right.end &&
                 b->t->codes[b->slot->right.begin] == CHAR_DE;
    struct verb predicate;
    struct range noun;

    if (is_done_by_object(b, v, &noun))
        return noun;
    noun = binder_right_noun(
        b, v->role == VERBS_ROLE_HAVE && !lasts ? NOUN_PREDICATE : NOUN_ALONE,
        &predicate);
    return with_deed(b, v, noun, &predicate);
}
