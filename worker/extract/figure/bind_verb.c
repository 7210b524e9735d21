/* Bindings by the verb that ends what stands in front of the number. */
#include "worker/extract/figure/binder.h"

#include "worker/extract/figure/compare.h"
#include "worker/extract/figure/govern.h"
#include "worker/extract/figure/lead.h"
#include "worker/extract/figure/phrase.h"

enum {
    CHAR_DE = 0x7684,  /* 的 */
    CHAR_YOU = 0x7531, /* 由 */
};

/* 老人 of 老人体检3万人次: those a deed is done to, or who do it. */
static bool
names_attended(const struct binder *b, struct range before)
{
    struct lexicon_hit hit;

    return (str_equal(b->slot->q->unit, STR("人次")) ||
            str_equal(b->slot->q->unit, STR("人"))) &&
           lexicon_longest_before(&lexicon_persons, b->t->codes, before.begin,
                                  before.end, &hit) &&
           hit.chars > 1;
}

void
binder_take_attended(struct binder *b, struct range before)
{
    if (!names_attended(b, before) ||
        !range_is_empty(subject_affected(b->w, before)))
        return;
    b->out->object = b->carry->subject =
        binder_text(b, noun_head(b->w, noun_subject(b->w, before)));
    b->out->inherited &= ~(uint32_t)INHERITED_OBJECT;
}

/* 在工程中投资, 已投资, 对工作批示, 以拒执罪判处: no noun goes on like this. */
static bool
is_predicate_place(const struct binder *b, struct range before)
{
    uint32_t last = before.end > before.begin ? b->t->codes[before.end - 1] : 0;
    const struct word *first = words_at(b->w, before.begin, before.end);

    return (first && first->class == WORDS_CLASS_PREPOSITION) ||
           names_attended(b, before) ||
           phrase_trim_adverbs(b->w, before) < before.end || last == 0x4E2D ||
           last == 0x91CC || subject_acts(b->w, before) ||
           !range_is_empty(subject_field(b->w, before)) ||
           !range_is_empty(subject_affected(b->w, before));
}

bool
binder_is_measure_noun(const struct binder *b, struct range left)
{
    struct range noun = phrase_trim(b->w, left);
    struct lexicon_hit hit;

    return (b->slot->follows || subject_is_part(b->t, left)) &&
           lexicon_exact(&lexicon_measure_nouns, b->t->codes + noun.begin,
                         noun.end - noun.begin, &hit);
}

bool
binder_is_told_within(const struct binder *b)
{
    struct range bound = {b->slot->q->range.begin, b->slot->q->number.begin};
    struct verb v;

    return verb_spelled_at_end(b->t, bound, &v) && v.role != VERBS_ROLE_REACH;
}

bool
binder_is_share(const struct binder *b)
{
    struct verb share, last;

    return !binder_is_amount(b) &&
           verb_of_class(b->w, b->slot->left, VERBS_ROLE_SHARE, &share) &&
           !(verb_at_end(b->w, b->slot->left, &last) &&
             (last.role == VERBS_ROLE_TO || verb_changes(last.role) ||
              last.role == VERBS_ROLE_REACH || last.role == VERBS_ROLE_COPULA));
}

/* 增长达, 增长仅有: nothing but adverbs between two verbs. */
static bool
only_adverbs(const struct words *w, uint32_t at, uint32_t end)
{
    for (size_t i = words_from(w, at);
         i < w->count && w->items[i].range.begin < end; i++) {
        if (w->items[i].class != WORDS_CLASS_ADVERB)
            return false;
    }
    return true;
}

/* What something was done to, or what has it, where `subject` does not act. */
static void
take_subject_done_to(struct binder *b, struct range subject)
{
    struct lexicon_hit hit;
    struct verb v;
    bool has =
        verb_at_end(b->w, b->slot->left, &v) && v.role == VERBS_ROLE_HAVE;

    subject = phrase_trim(b->w, subject);
    if (binder_is_amount(b) &&
        lexicon_longest_before(&lexicon_causes, b->t->codes, subject.begin,
                               subject.end, &hit))
        return; /* 我建议预留5亿元 */
    if (!has && subject_acts(b->w, subject))
        return;
    subject = noun_head(b->w, noun_subject(b->w, subject));
    if (!has && subject.begin > b->slot->left.begin &&
        b->t->codes[subject.begin - 1] == CHAR_YOU)
        return; /* 由储备基金拨出3亿元 */
    b->carry->is_list_behind = true;
    binder_take_subject(b, subject);
}

/* The clause before, or 旅游业 of 旅游业是一大支柱，聘用5万人. */
static struct range
who_is(const struct binder *b)
{
    struct range clause = b->slot->before;
    struct verb v;

    if (verb_of_class(b->w, clause, VERBS_ROLE_COPULA, &v) &&
        v.range.begin > clause.begin)
        clause.end = v.range.begin;
    return clause;
}

/* 金融业 of 金融业聘用5万人，贡献生产总值的5%: who acts goes on, not who is counted. */
static void
take_employer(struct binder *b, struct range subject)
{
    subject = noun_subject(b->w, subject);
    if (range_is_empty(subject) && b->slot->mark == ',' && !b->slot->follows)
        subject = noun_subject(b->w, who_is(b));
    if (!subject_is_noun(b->w, subject))
        return;
    b->carry->employer = binder_text(b, noun_head(b->w, subject));
    if (!record_has(b->out->object))
        b->carry->subject = b->carry->employer;
}

/* 修复的铁路，共有300公里: the noun in front of the comma, else the last. */
static void
take_topic_had(struct binder *b)
{
    struct range topic = noun_head(b->w, noun_subject(b->w, b->slot->before));

    if (b->slot->mark != ',' || b->slot->follows ||
        !subject_is_noun(b->w, topic))
        topic.begin = topic.end;
    binder_take_subject(b, topic);
}

/* 收割机 of 如收割机，去年生产了3万台: a clause that names what it is about. */
static void
take_topic_named(struct binder *b)
{
    struct range clause = b->slot->before;
    struct lexicon_hit hit;

    if (b->slot->mark != ',' || b->slot->follows)
        return;
    while (clause.begin < clause.end && b->t->codes[clause.begin] <= ' ')
        clause.begin++;
    if (range_is_empty(clause) ||
        !lexicon_longest(&lexicon_naming, b->t->codes + clause.begin,
                         clause.end - clause.begin, &hit))
        return;
    clause.begin += hit.chars;
    if (lexicon_longest_before(&lexicon_topic_ends, b->t->codes, clause.begin,
                               clause.end, &hit))
        clause.end -= hit.chars;
    if (subject_is_noun(b->w, clause))
        b->out->object = b->carry->subject =
            binder_text(b, noun_head(b->w, clause));
}

/* 投产的约有七百个: the bound holds the verb, and what is in front is headless. */
static bool
bind_had_within(struct binder *b)
{
    struct range bound = {b->slot->q->range.begin, b->slot->q->number.begin};
    struct range left = b->slot->left;
    struct verb v;

    if (range_is_empty(left) || b->t->codes[left.end - 1] != CHAR_DE ||
        !verb_spelled_at_end(b->t, bound, &v) || v.role != VERBS_ROLE_HAVE)
        return false;
    b->out->action = binder_text(b, v.range);
    binder_take_subject(b, left);
    binder_rule(b, "verb", 800);
    return true;
}

/*
 * 三种 of 六种药材，有三种没有完成计划: some of what was told of, unless a set
 * was named, which names them.
 */
static bool
has_some_that_do(const struct binder *b)
{
    return b->slot->q->kind == KIND_COUNT && !binder_counts_persons(b) &&
           !(b->bound > 0 && b->out[-1].is_set);
}

/* 发放补贴合计, 共计: the number sums up what another verb did. */
static bool
sums_up(const struct binder *b, const struct verb *v)
{
    struct lexicon_hit hit;

    return lexicon_exact(&lexicon_sum_words, b->t->codes + v->range.begin,
                         v->range.end - v->range.begin, &hit);
}

/*
 * 新建房屋达9亿平方米: what the verb did; not a measure of it (接待人数达) nor
 * those who did it (参保农民达).
 */
static bool
reaches_object(const struct binder *b, const struct verb *v, uint32_t begin)
{
    enum { CHAR_DA = 0x8FBE };
    bool is_reached = b->t->codes[v->range.begin] == CHAR_DA;
    struct lexicon_hit hit;

    if (is_reached && b->slot->q->kind == KIND_PERCENT)
        return true; /* 减少排放达三成 */
    return (is_reached || sums_up(b, v)) && binder_is_amount(b) &&
           !binder_counts_persons(b) &&
           (b->slot->q->kind != KIND_COUNT || /* 受理和查询量达 */
            lexicon_char(&lexicon_measure_ends,
                         b->t->codes[v->range.begin - 1]) < 0) &&
           (!lexicon_longest_before(&lexicon_measure_nouns, b->t->codes, begin,
                                    v->range.begin, &hit) ||
            (b->slot->q->kind == KIND_MONEY && /* 完成投资达5亿元 */
             hit.chars == v->range.begin - begin));
}

/* 用于教育的投入 of 用于教育的投入拟安排5亿元. */
static bool
names_money_for(const struct binder *b, struct range subject)
{
    struct lexicon_hit hit;

    return b->slot->q->kind == KIND_MONEY &&
           lexicon_longest_before(&lexicon_fund_nouns, b->t->codes,
                                  subject.begin, subject.end, &hit) &&
           subject.end - hit.chars > subject.begin &&
           b->t->codes[subject.end - hit.chars - 1] == CHAR_DE;
}

/* 建成大棚达5亩; 减少排放达三成. */
static bool
does_or_cuts(const struct binder *b, const struct verb *v)
{
    return b->slot->q->kind == KIND_PERCENT ? verb_changes(v->role)
                                            : v->role == VERBS_ROLE_DO;
}

/* 开支节约10%: with a percentage it is a change. */
static void
take_percent_verb(const struct binder *b, struct verb *v)
{
    struct lexicon_hit hit;

    if (b->slot->q->kind == KIND_PERCENT &&
        lexicon_exact(&lexicon_percent_verbs, b->t->codes + v->range.begin,
                      v->range.end - v->range.begin, &hit))
        v->role = percent_verbs_rows[hit.row].direction == DIRECTION_UP
                      ? VERBS_ROLE_UP
                      : VERBS_ROLE_DOWN;
}

/* 补助 of 发放补贴5万元，学生补助3万元: money of the same verb. */
static bool
is_fund_listed(const struct binder *b, const struct verb *v)
{
    struct lexicon_hit hit;

    return b->slot->q->kind == KIND_MONEY &&
           record_has(b->carry->list_action) &&
           str_equal(b->carry->list_unit, b->slot->q->unit) &&
           v->range.begin > b->slot->left.begin &&
           lexicon_exact(&lexicon_fund_nouns, b->t->codes + v->range.begin,
                         v->range.end - v->range.begin, &hit);
}

/* 扩展至6个街区: how far it goes, no measure of what goes there. */
static bool
spreads_over(const struct binder *b, const struct verb *v)
{
    struct lexicon_hit hit;
    struct verb predicate;

    return b->slot->q->kind == KIND_COUNT &&
           lexicon_exact(&lexicon_spreading, b->t->codes + v->range.begin,
                         v->range.end - v->range.begin, &hit) &&
           !range_is_empty(binder_right_noun(b, NOUN_ALONE, &predicate));
}

/* 新建管线 of 新建管线投入运营20公里: a noun, and which of them. */
static bool
is_qualified(const struct binder *b, struct range subject)
{
    struct lexicon_hit hit;
    struct verb v;

    return b->slot->q->kind != KIND_MONEY && verb_at_begin(b->w, subject, &v) &&
           lexicon_exact(&lexicon_qualifying, b->t->codes + v.range.begin,
                         v.range.end - v.range.begin, &hit) &&
           subject_is_noun(b->w, (struct range){v.range.end, subject.end});
}

/* 投资 of 新增投资4亿元，其中省级投资1亿元: of the same, not what is done. */
static bool
is_part_of_same(const struct binder *b, const struct verb *v)
{
    return subject_is_part(b->t, b->slot->left) &&
           record_has(b->carry->list_action) &&
           v->range.end == b->slot->left.end &&
           str_equal(binder_text(b, v->range), b->carry->subject);
}

/* 森林抚育提升 of 完成林分优化提升5万亩、森林抚育提升3万亩. */
static bool
goes_on_bettering(const struct binder *b, const struct verb *v)
{
    struct lexicon_hit hit;

    return binder_is_amount(b) && b->bound > 0 &&
           b->out[-1].measure == MEASURE_LEVEL &&
           str_equal(b->carry->list_unit, b->slot->q->unit) &&
           lexicon_exact(&lexicon_betters, b->t->codes + v->range.begin,
                         v->range.end - v->range.begin, &hit);
}

bool
bind_verb(struct binder *b)
{
    struct range left = b->slot->left, before, affected;
    struct verb v, d;

    if (bind_had_within(b))
        return true;
    left.end = phrase_trim_adverbs(b->w, left);
    if (lead_is_relative(b, left.end) || lead_thinks(b, left) ||
        (lead_begins_item(b, b->slot->left) &&
         !range_is_empty(binder_right_noun(b, NOUN_ALONE, &d))) ||
        !verb_at_end(b->w, left, &v) ||
        (v.role == VERBS_ROLE_RANK && v.range.end - v.range.begin < 2) ||
        (v.role != VERBS_ROLE_SHARE && binder_is_share(b)))
        return false;
    if (bind_far_verb(b, left, &v))
        return true;
    before = (struct range){left.begin, v.range.begin};
    take_percent_verb(b, &v);
    if ((verb_names_deed(v.role) || goes_on_bettering(b, &v)) &&
        !range_is_empty(phrase_trim(b->w, before)) &&
        bind_continues_list(b, phrase_trim(b->w, left)))
        return false; /* 家庭农场5家、农业服务组织7家 */
    switch (v.role) {
    case VERBS_ROLE_UP:
    case VERBS_ROLE_DOWN:
        bind_change(b, &v);
        return true;
    case VERBS_ROLE_SHARE:
        bind_share(b, &v);
        return true;
    case VERBS_ROLE_RANK: /* 跻身500亿元行列 */
    case VERBS_ROLE_TO:
    case VERBS_ROLE_REACH:
    case VERBS_ROLE_INDEX:
    case VERBS_ROLE_COPULA:
        before = phrase_trim(b->w, before);
        if (spreads_over(b, &v) && !binder_ends_with_measure(b, before)) {
            bind_object(b, &v, b->slot->left.end);
            return true;
        }
        if (!verb_moves(b->t, &v) && verb_at_end(b->w, before, &d) &&
            only_adverbs(b->w, d.range.end, v.range.begin) &&
            verb_changes(d.role)) {
            bind_change(b, &d);
            return true;
        }
        if ((v.role != VERBS_ROLE_COPULA || sums_up(b, &v)) &&
            !names_money_for(b, before) && verb_governing(b->w, before, &d) &&
            does_or_cuts(b, &d) && d.range.begin == before.begin &&
            d.range.end < before.end &&
            ((v.role != VERBS_ROLE_TO && v.role != VERBS_ROLE_COPULA) ||
             (!verb_moves(b->t, &v) && reaches_object(b, &v, d.range.end)))) {
            bind_object(b, &d, before.end);
            return true;
        }
        if (lead_to_whom(b, &v, before)) {
            bind_right(b, false);
            return true;
        }
        bind_level(b, &v, before);
        b->carry->list_action = (struct str){NULL, 0};
        return true;
    case VERBS_ROLE_NOMINAL:
        if (bind_deed_counted(b, &v))
            return true;
        if (((before.end > before.begin && v.range.end == left.end &&
              b->t->codes[before.end - 1] == CHAR_DE) || /* 批准的发明8项 */
             binder_is_measure_noun(b, left) ||
             is_fund_listed(b, &v) || is_part_of_same(b, &v) ||
             binder_is_told_within(b) || verb_governing(b->w, before, &d) ||
             (!range_is_empty(phrase_trim(b->w, before)) &&
              v.range.end == left.end && !is_predicate_place(b, before))))
            return false; /* 发放补贴5亿元, 公路建设投资5亿元 */
        bind_object(b, &v, b->slot->left.end);
        affected = subject_affected(b->w, before);
        if (range_is_empty(affected))
            affected = subject_field(b->w, before);
        if (!record_has(b->out->object) && !range_is_empty(affected))
            b->out->object = b->carry->subject = binder_text(b, affected);
        else if (names_attended(b, before))
            binder_take_attended(b, before);
        else if (!record_has(b->out->object) &&
                 phrase_trim_adverbs(b->w, before) < before.end &&
                 subject_is_noun(b->w, phrase_trim(b->w, before)))
            take_subject_done_to(b, before); /* 预算内投资拟安排5亿元 */
        if (!record_has(b->out->object))
            take_topic_named(b);
        return true;
    case VERBS_ROLE_DO:
    case VERBS_ROLE_HAVE:
    case VERBS_ROLE_VO: {
        struct range subject = phrase_trim(b->w, compare_cut(b->t, before));
        if (subject.end > subject.begin &&
            (b->t->codes[subject.end - 1] == CHAR_DE ||
             (subject.end < before.end &&
              b->t->codes[subject.end] == CHAR_DE)) &&
            !range_is_empty(binder_set_before(b)))
            subject = binder_set_before(b); /* 指控中，证实的有98项 */
        if (v.role == VERBS_ROLE_HAVE && !binder_is_amount(b) &&
            verb_at_end(b->w, subject, &d) &&
            only_adverbs(b->w, d.range.end, v.range.begin) &&
            verb_changes(d.role)) {
            affected = subject_affected(b->w, before);
            bind_change(b, &d);              /* 增长只有1.2% */
            if (!range_is_empty(affected)) { /* 对增长有1.2%的作用 */
                b->out->action = binder_text(b, v.range);
                b->out->object = b->carry->subject = binder_text(b, affected);
            }
            return true;
        }
        if (v.role == VERBS_ROLE_HAVE &&
            (b->slot->q->kind == KIND_PERCENT
                 ? binder_names_share(b, subject)
                 : b->slot->q->kind == KIND_COUNT &&
                       binder_ends_with_measure(b, subject))) {
            bind_level(b, &v, before); /* 贡献有16%, 落成量只有5万个单位 */
            b->carry->list_action = (struct str){NULL, 0};
            return true;
        }
        if (v.role == VERBS_ROLE_HAVE && bind_part_that_does(b, &v, subject))
            return true;
        bind_object(b, &v, b->slot->left.end);
        if (!record_has(b->out->object) && v.role != VERBS_ROLE_VO &&
            !range_is_empty(subject) && !binder_takes_on(b, &v) &&
            !binder_persons_do(b, b->slot->right) &&
            (v.role == VERBS_ROLE_HAVE || is_qualified(b, subject) ||
             subject_is_noun(b->w, noun_subject(b->w, subject))))
            take_subject_done_to(b, subject);
        else if (!record_has(b->out->object) &&
                 (names_money_for(b, subject) ||
                  (v.role == VERBS_ROLE_DO && /* 甲、乙增产，分别完成3吨、2吨 */
                   range_is_empty(subject) &&
                   v.range.end == b->slot->left.end &&
                   subjects_are_dealt(b->t, before))))
            binder_take_subject(b, subject);
        else if (!record_has(b->out->object) && v.role == VERBS_ROLE_HAVE &&
                 (range_is_empty(phrase_trim(b->w, b->slot->right)) ||
                  has_some_that_do(b)))
            take_topic_had(b);
        else if (!record_has(b->out->object) && v.role == VERBS_ROLE_DO)
            take_topic_named(b);
        if (!record_has(b->out->object) ||
            (b->out->inherited & INHERITED_OBJECT))
            binder_take_attended(b, before);
        if (binder_takes_on(b, &v))
            take_employer(b, subject);
        affected = subject_affected(b->w, before);
        if (!record_has(b->out->object) && v.role != VERBS_ROLE_HAVE &&
            !range_is_empty(affected)) /* 对重大犯罪批捕17件 */
            b->out->object = b->carry->subject =
                binder_text(b, noun_head(b->w, affected));
        return true;
    }
    default:
        return false;
    }
}
