/* Bindings where the noun is what is counted: 召开会议8次, 粮食产量8亿斤. */
#include "worker/extract/figure/binder.h"

#include "worker/extract/figure/compare.h"
#include "worker/extract/figure/govern.h"
#include "worker/extract/figure/phrase.h"

enum {
    CHAR_PAUSE = 0x3001, /* 、 */
    CHAR_BU = 0x4E0D,    /* 不 */
    CHAR_DE = 0x7684,    /* 的 */
    CHAR_DENG = 0x7B49,  /* 等 */
    CHAR_DUI = 0x5BF9,   /* 对 */
    CHAR_HUA = 0x5316,   /* 化 */
    CHAR_ZHONG = 0x4E2D, /* 中 */
};

/* 开展宣讲等11项举措, 建成最大的3个基地: the noun comes after the number. */
static bool
is_open_ended(const struct words *w, struct range object)
{
    uint32_t last = object.end > object.begin ? w->t->codes[object.end - 1] : 0;

    return last == CHAR_DE || last == CHAR_DENG ||
           range_is_empty(phrase_trim(w, object));
}

/* 至, 到 right before the number. */
static bool
ends_with_level(const struct binder *b, uint32_t end)
{
    struct range left = {b->slot->left.begin, end};
    struct lexicon_hit hit;

    while (left.end > left.begin && b->t->codes[left.end - 1] == ' ')
        left.end--;
    return left.end > left.begin &&
           lexicon_longest_before(&lexicon_level_words, b->t->codes,
                                  left.end - 1, left.end, &hit);
}

/* 投资3亿元的快速路: the money is what is spent, on what follows 的. */
static bool
spends(const struct binder *b, const struct verb *v)
{
    struct lexicon_hit hit;

    return b->slot->q->kind == KIND_MONEY &&
           b->t->codes[b->slot->q->range.end] == CHAR_DE &&
           lexicon_exact(&lexicon_spending, b->t->codes + v->range.begin,
                         v->range.end - v->range.begin, &hit);
}

/*
 * 升降量 of 现有两条跑道的升降量，由65架次提升至68架次: what the next clause
 * speaks of is what the thing counted has.
 */
static void
take_owned(struct binder *b, struct range counted)
{
    struct range owned = {counted.end + 1, b->slot->right.end};

    if (counted.begin != b->slot->right.begin || !b->next || b->next->follows ||
        counted.end + 2 >= b->slot->right.end ||
        b->t->codes[counted.end] != CHAR_DE)
        return;
    owned = phrase_trim(b->w, owned);
    if (subject_is_noun(b->w, owned) && owned.end == b->slot->right.end)
        b->carry->subject = binder_text(b, owned);
}

/* 城镇新增就业5万人: what is added to is 城镇就业. */
static struct str
with_whose(const struct binder *b, const struct verb *v, struct str object)
{
    struct range whose =
        phrase_trim(b->w, (struct range){b->slot->left.begin, v->range.begin});
    struct lexicon_hit hit;

    if (v->role != VERBS_ROLE_UP || !record_has(object) ||
        !lexicon_exact(&lexicon_whose_nouns, b->t->codes + whose.begin,
                       whose.end - whose.begin, &hit))
        return object;
    return arena_format(b->arena, "%.*s%.*s", STR_ARG(binder_text(b, whose)),
                        STR_ARG(object));
}

/*
 * 钢产量 of 生铁产量只有20万吨，钢产量只有15万吨, or 参加夜校的人 of 人口12万，
 * 参加夜校的人只有2万: what is measured is named.
 */
static bool
has_subject(const struct binder *b, const struct verb *v)
{
    struct range subject =
        phrase_trim(b->w, (struct range){b->slot->left.begin, v->range.begin});
    struct lexicon_hit hit;

    if (v->role == VERBS_ROLE_HAVE &&
        lexicon_longest_before(&lexicon_persons, b->t->codes, subject.begin,
                               subject.end, &hit) &&
        subject.end - hit.chars > subject.begin &&
        b->t->codes[subject.end - hit.chars - 1] == CHAR_DE)
        return true;
    return !range_is_empty(subject) && binder_is_amount(b) &&
           (b->slot->q->kind != KIND_COUNT ||
            (!b->slot->follows && subject.begin == b->slot->left.begin)) &&
           subject_is_noun(b->w, subject) && !subject_acts(b->w, subject);
}

/* 电价 of 降低电价5%政策延长: a percentage is of what stands in front. */
static bool
is_said_before(const struct binder *b, struct range object)
{
    return b->slot->q->kind == KIND_PERCENT &&
           b->t->codes[b->slot->right.begin] != CHAR_DE &&
           object.end > object.begin && /* not 乡镇和90%以上行政村 */
           lexicon_char(&lexicon_joining, b->t->codes[object.end - 1]) < 0 &&
           subject_is_noun(b->w, phrase_trim(b->w, object));
}

/* 服务业发展, or 支持中小企业转型: what is to be done, not who or where. */
static bool
tells_deed(const struct binder *b, struct range lead)
{
    struct lexicon_hit hit;
    struct verb v;

    if (verb_at_begin(b->w, lead, &v) && v.range.end < lead.end &&
        lexicon_exact(&lexicon_causes, b->t->codes + lead.begin,
                      v.range.end - lead.begin, &hit))
        return true;
    if (b->t->codes[lead.end - 1] == CHAR_HUA)
        return true; /* 审批便利化 */
    return verb_at_end(b->w, lead, &v) && verb_names_deed(v.role) &&
           v.range.end == lead.end && v.range.begin > lead.begin;
}

/*
 * 服务业发展 of 出台服务业发展12项措施: the deed in front of the number, with
 * what it is done to, begins the name that ends behind it.
 */
static bool
begins_name(const struct binder *b, struct range lead, struct range noun)
{
    enum { LEAD_MIN_CHARS = 4 };
    struct lexicon_hit hit;

    return b->slot->q->kind == KIND_COUNT && lead.end == b->slot->left.end &&
           lead.end >= lead.begin + LEAD_MIN_CHARS &&
           noun.begin == b->slot->right.begin &&
           b->t->codes[noun.begin] != CHAR_DENG && /* 招募3名等举措 */
           phrase_find(b->t, lead, CHAR_DE) == lead.end &&
           tells_deed(b, lead) &&
           lexicon_longest_before(&lexicon_provisions, b->t->codes, noun.begin,
                                  noun.end, &hit);
}

static struct str
with_lead(const struct binder *b, struct range lead, struct range object)
{
    if (range_is_empty(lead))
        return binder_text(b, object);
    return arena_format(b->arena, "%.*s%.*s", STR_ARG(binder_text(b, lead)),
                        STR_ARG(binder_text(b, object)));
}

/* 召开学习会8次: verb, object, number. */
void
bind_object(struct binder *b, const struct verb *v, uint32_t end)
{
    struct range object = {v->range.end, end}, lead = {end, end}, noun;
    struct verb predicate, spending;
    bool is_same;

    if (verb_at_end(b->w, (struct range){v->range.end, end}, &spending) &&
        spends(b, &spending))
        v = &spending; /* 启动投资3亿元的工程 */
    b->out->action = binder_text(b, v->range);
    if (verb_changes(v->role) && !binder_betters(b, v)) {
        b->out->measure = MEASURE_CHANGE;
        b->out->direction =
            v->role == VERBS_ROLE_DOWN ? DIRECTION_DOWN : DIRECTION_UP;
    }
    if (ends_with_level(b, end)) { /* 延长还款期至15年 */
        b->out->measure = MEASURE_LEVEL;
        b->out->direction = DIRECTION_NONE;
        b->out->is_level_reached = true;
    }
    if (v->role == VERBS_ROLE_HAVE && !binder_is_amount(b) &&
        phrase_find(b->t, b->slot->left, CHAR_DUI) == b->slot->left.end)
        b->out->measure = MEASURE_SHARE; /* 有24%的企业亏损 */
    binder_rule(b, "verb-object", 880);
    noun = binder_object_behind(b, v);
    if (binder_persons_do(b, noun))
        noun.end = noun.begin;
    if (spends(b, v))
        object = (struct range){end, end};
    else if (!range_is_empty(noun) && !is_said_before(b, object) &&
             (is_open_ended(b->w, object) ||
              !verb_at_begin(b->w, noun, &predicate) ||
              !verb_takes_object(predicate.role) ||
              words_at(b->w, noun.begin, noun.end)->class ==
                  WORDS_CLASS_ADJECTIVE)) {
        /* 高 of 淘汰高污染车辆 does nothing */
        if (begins_name(b, phrase_trim_lead(b->w, object), noun))
            lead = phrase_trim_lead(b->w, object);
        object = noun;
    } else if (range_is_empty(noun) && binder_counts_persons(b) &&
               object.end > object.begin &&
               b->t->codes[object.end - 1] == CHAR_DE)
        object.end = object.begin; /* 惠及业内雇用的23万人 */
    else
        object = noun_head(b->w, phrase_trim(b->w, object));

    b->out->object = with_whose(b, v, with_lead(b, lead, object));
    binder_deal(b, object);
    if (v->role == VERBS_ROLE_HAVE && range_is_empty(object) &&
        verb_at_begin(b->w, phrase_trim_lead(b->w, b->slot->right), &predicate))
        b->out->action = binder_text(b, predicate.range);
    if (range_is_empty(object) && v->role != VERBS_ROLE_VO)
        binder_rule(b, "verb", 760);
    is_same = b->slot->q->kind != KIND_MONEY &&
              str_equal(b->carry->list_unit, b->slot->q->unit) &&
              !has_subject(b, v) &&
              (record_has(b->carry->list_action) ||
               range_is_empty(phrase_trim(
                   b->w, (struct range){b->slot->left.begin, v->range.begin})));
    b->carry->is_list_of_deeds = b->slot->follows && v->is_listed &&
                                 b->t->codes[b->slot->left.begin] == CHAR_PAUSE;
    if (v->role != VERBS_ROLE_VO) /* 发电80亿度，外送电量3亿度 */
        binder_open_list(b);
    if (record_has(b->out->object)) {
        b->carry->subject = b->out->object;
        take_owned(b, object);
    } else if (v->role != VERBS_ROLE_VO && !binder_takes_on(b, v) &&
               (is_same || subject_is_part(b->t, b->slot->left))) {
        b->out->object = b->carry->subject; /* 受理案件24件，审结17件 */
        b->out->inherited |= INHERITED_OBJECT;
    } else if (v->role == VERBS_ROLE_VO || v->role == VERBS_ROLE_DO) {
        b->carry->subject = b->out->object; /* 上线1256人，比上年增加132人 */
    }
}

bool
binder_take_crossing(struct binder *b)
{
    struct range bound = {b->slot->q->range.begin, b->slot->q->number.begin};
    struct lexicon_hit money;
    struct verb v;

    if (b->slot->q->kind == KIND_MONEY && /* 超过人民币1万亿元 */
        lexicon_longest_before(&lexicon_currencies, b->t->codes, bound.begin,
                               bound.end, &money))
        bound.end -= money.chars;
    if (!verb_spelled_at_end(b->t, bound, &v) ||
        (v.role != VERBS_ROLE_REACH && v.role != VERBS_ROLE_TO &&
         v.role != VERBS_ROLE_COPULA && v.role != VERBS_ROLE_HAVE &&
         v.role != VERBS_ROLE_SHARE && v.role != VERBS_ROLE_GAP))
        return false;
    if (b->t->codes[v.range.begin] == CHAR_BU ||
        (v.range.begin > bound.begin &&
         b->t->codes[v.range.begin - 1] == CHAR_BU))
        return false; /* 不足, 不超过 */
    b->out->action = binder_text(b, v.range);
    if (v.role == VERBS_ROLE_SHARE)
        b->out->measure = MEASURE_SHARE; /* 近两万个撤并，约占80% */
    else
        b->out->is_level_reached = v.role != VERBS_ROLE_GAP; /* 低于30微克 */
    if (b->carry->split.count > 0)
        binder_open_row(b); /* 分别突破3亿元、2亿元 */
    return true;
}

/* 的 of 总值10亿元的基金, or 项目 right behind the bound of 5亿元以上项目. */
static bool
has_thing_behind(const struct binder *b)
{
    struct range right = b->slot->right;
    struct lexicon_hit hit;

    if (right.begin >= right.end)
        return false;
    return b->t->codes[right.begin] == CHAR_DE ||
           (b->slot->q->bound == BOUND_AT_LEAST &&
            lexicon_longest(&lexicon_head_nouns, b->t->codes + right.begin,
                            right.end - right.begin, &hit));
}

/* 总值10亿元的基金: the number is of 总值, whatever the verb takes. */
bool
bind_attribute(struct binder *b)
{
    struct range left = b->slot->left;
    struct lexicon_hit hit;
    struct verb v;

    if (!b->slot->follows)
        b->carry->action_behind = (struct str){NULL, 0};
    left.end = phrase_trim_adverbs(b->w, left);
    if (!has_thing_behind(b) || !binder_is_amount(b) ||
        !lexicon_longest_before(&lexicon_attributes, b->t->codes, left.begin,
                                left.end, &hit))
        return false;
    if (verb_governing(
            b->w,
            phrase_trim(b->w, (struct range){left.begin, left.end - hit.chars}),
            &v))
        b->carry->action_behind = binder_text(b, v.range);
    left.begin = left.end - hit.chars;
    b->out->object = binder_text(b, left);
    binder_rule(b, "attribute", 820);
    (void)binder_take_crossing(b);
    return true;
}

uint32_t
binder_before_among(const struct text *t, struct range r)
{
    enum { CHAR_DANG = 0x5F53, CHAR_ZHI = 0x4E4B };
    uint32_t at = r.end - 1;

    if (at > r.begin + 1 &&
        (t->codes[at - 1] == CHAR_DANG || t->codes[at - 1] == CHAR_ZHI))
        at--;
    return at;
}

struct range
binder_set_before(const struct binder *b)
{
    enum { CHAR_ZAI = 0x5728 };
    struct range set = b->slot->before;

    if (b->slot->mark != ',' || b->slot->follows || set.end <= set.begin + 2 ||
        b->t->codes[set.end - 1] != CHAR_ZHONG)
        return (struct range){set.end, set.end};
    if (b->t->codes[set.begin] == CHAR_ZAI)
        set.begin++;
    set.end = binder_before_among(b->t, set);
    return noun_head(b->w, phrase_trim(b->w, set));
}

/* After a comma a list goes on with the bare noun: 建成新线5公里，复线4公里. */
static bool
opens_with_noun(const struct binder *b, struct range left)
{
    return b->slot->mark == ',' &&
           (phrase_trim_lead(b->w, left).begin == left.begin ||
            subject_is_part(b->t, left));
}

/* 赤字率按3%安排: the verb is behind what it sets. */
static bool
is_set_at(const struct binder *b, struct range left, struct verb *out)
{
    enum { CHAR_AN = 0x6309 };

    return left.end > left.begin + 1 && b->t->codes[left.end - 1] == CHAR_AN &&
           verb_at_begin(b->w, b->slot->right, out) && out->is_listed;
}

/* 失业率平均在3.3%的低位. */
static bool
stands_at(const struct binder *b, struct range left)
{
    enum { CHAR_ZAI = 0x5728 };

    struct lexicon_hit hit;

    if (left.end <= left.begin + 1 || b->t->codes[left.end - 1] != CHAR_ZAI)
        return false;
    if (b->slot->right.begin < b->slot->right.end)
        return !binder_is_amount(b) &&
               b->t->codes[b->slot->right.begin] == CHAR_DE;
    left.end--; /* 减少幅度在25%左右 */
    left = phrase_trim(b->w, left);
    return lexicon_longest_before(&lexicon_measure_nouns, b->t->codes,
                                  left.begin, left.end, &hit) ||
           lexicon_longest_before(&lexicon_rate_nouns, b->t->codes, left.begin,
                                  left.end, &hit) ||
           compare_change_noun(b->t, left, &b->out->direction);
}

/* A noun right before the number and no verb: 粮食产量836.9亿斤. */
void
bind_noun(struct binder *b, struct range left)
{
    struct range noun = phrase_trim(b->w, left);
    struct verb v;

    binder_rule(b, "noun", 870);
    if (bind_ratio(b, noun)) {
        (void)binder_take_crossing(b);
        return;
    }
    binder_take_subject(b, noun);
    if (b->slot->follows && record_has(b->carry->action_behind) &&
        b->slot->left.begin == noun.begin) {
        b->out->action = b->carry->action_behind; /* 总投资5亿元以上项目66个 */
        return;
    }
    if (is_set_at(b, left, &v)) {
        b->out->action = binder_text(b, v.range);
        return;
    }
    if (stands_at(b, left)) {
        b->out->action = STR("在");
        if (b->slot->right.begin < b->slot->right.end)
            return;
    }
    if (compare_change_noun(b->t, noun, &b->out->direction)) {
        b->out->measure = MEASURE_CHANGE;
        (void)binder_take_crossing(b);
    } else if ((binder_names_share(b, noun) || binder_object_is_share(b)) &&
               (b->slot->q->kind == KIND_PERCENT ||
                b->slot->q->kind == KIND_RATIO)) {
        b->out->measure = MEASURE_SHARE;
        (void)binder_take_crossing(b); /* 占比超过50% */
    } else if (b->slot->mark == ',' && !b->slot->follows &&
               b->slot->q->bound == BOUND_OVER && binder_take_crossing(b))
        return; /* 新增企业8家，专利突破90件 */
    else if (binder_take_list(
                 b, binder_is_amount(b) &&
                        (b->slot->follows || opens_with_noun(b, left))))
        binder_rule(b, "list", 885);
    else
        (void)binder_take_crossing(b);
}

/* 支持 of 筹集资金5亿元、支持项目30个: another deed, of things not of money. */
static bool
supports(const struct binder *b, const struct verb *v, struct range trimmed)
{
    struct lexicon_hit hit;

    return v->is_listed && v->range.end < trimmed.end &&
           b->slot->q->kind == KIND_COUNT &&
           b->slot[-1].q->kind == KIND_MONEY &&
           lexicon_exact(&lexicon_pivots, b->t->codes + v->range.begin,
                         v->range.end - v->range.begin, &hit);
}

/* 召开座谈会8次、学习会26次: a noun after 、 where a verb's list is open. */
bool
bind_continues_list(const struct binder *b, struct range trimmed)
{
    struct verb v;

    return b->slot->follows && record_has(b->carry->list_action) &&
           b->t->codes[b->slot->left.begin] == CHAR_PAUSE &&
           (!verb_at_begin(b->w, trimmed, &v) ||
            !(verb_takes_object(v.role) || supports(b, &v, trimmed) ||
              (b->carry->is_list_of_deeds && v.is_listed)));
}
