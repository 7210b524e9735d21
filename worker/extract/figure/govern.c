#include "worker/extract/figure/govern.h"

#include "tables.h"
#include "worker/extract/figure/govern_joint.h"
#include "worker/extract/figure/phrase.h"
#include "worker/extract/text/edge.h"
#include "worker/extract/text/marks.h"

enum { CHAR_DE = 0x7684, CHAR_DENG = 0x7B49, CHAR_WEI = 0x4E3A };

static uint32_t
find_last_de(const struct words *w, struct range r)
{
    for (uint32_t at = r.end; at > r.begin + 1; at--) {
        if (w->t->codes[at - 2] == CHAR_DE)
            return at - 2;
    }
    return r.begin;
}

/* 高标准, 实体化 at the beginning: how what the next word says is done. */
static bool
is_manner(const struct search *s, struct range word)
{
    enum { CHAR_HUA = 0x5316, MANNER_CHARS = 3 };
    struct lexicon_hit hit;

    if (word.end - word.begin == MANNER_CHARS &&
        s->w->t->codes[word.end - 1] == CHAR_HUA)
        return word.begin == s->r.begin || /* 清单化项目化改造 */
               (word.begin == s->r.begin + MANNER_CHARS &&
                s->w->t->codes[word.begin - 1] == CHAR_HUA);
    return word.begin == s->r.begin &&
           lexicon_exact(&lexicon_manners, s->w->t->codes + word.begin,
                         word.end - word.begin, &hit);
}

/* Whether the word before `i` says that a verb follows: 已, 我市, 每亩. */
static bool
is_called_for(const struct search *s, size_t i)
{
    const struct word *before = i > 0 ? &s->w->items[i - 1] : NULL;
    struct lexicon_hit hit;

    if (!before || before->range.begin < s->r.begin ||
        is_manner(s, before->range))
        return true;
    if (mark_is_hanzi(s->w->t->codes[before->range.begin]) &&
        before->class != WORDS_CLASS_CONJUNCTION &&
        before->class != WORDS_CLASS_PARTICLE &&
        lexicon_exact(&lexicon_fillers, s->w->t->codes + before->range.begin,
                      before->range.end - before->range.begin, &hit) &&
        fillers_rows[hit.row].side != FILLERS_SIDE_LEAD)
        return true; /* 拟安排, 累计登记 */
    if (before->class == WORDS_CLASS_ADVERB ||
        before->class == WORDS_CLASS_LOCATIVE ||
        before->class == WORDS_CLASS_PRONOUN)
        return true;
    return lexicon_longest_before(&lexicon_agents, s->w->t->codes,
                                  before->range.begin, before->range.end,
                                  &hit) &&
           (hit.chars > 1 ||
            before->range.end - before->range.begin == hit.chars);
}

/* 向项目库报送项目: a clause that begins so has a verb behind. */
static bool
begins_with_preposition(const struct search *s)
{
    const struct word *first = words_at(s->w, s->r.begin, s->r.end);
    size_t i = words_from(s->w, s->r.begin);

    if (first && first->class != WORDS_CLASS_PREPOSITION && i > 0 &&
        s->w->items[i - 1].range.end == s->r.begin &&
        s->w->t->codes[s->r.begin - 1] == CHAR_WEI)
        return true; /* cut off as a filler: 为农户减免费用 */
    return first && first->class == WORDS_CLASS_PREPOSITION &&
           !edge_is(s->w->t->codes[s->r.begin], EDGES_ROLE_COMPARED_LEAD);
}

/* 开展专项行动查处案件: after a means another verb begins. */
static bool
follows_means(const struct search *s, uint32_t at)
{
    struct lexicon_hit hit;

    return lexicon_longest_before(&lexicon_means, s->w->t->codes, s->r.begin,
                                  at, &hit);
}

/* 实现新增就业: what is brought about is said by the verb that adds. */
static bool
only_achieves(const struct search *s, const struct verb *v)
{
    struct lexicon_hit hit;

    return v->role == VERBS_ROLE_UP && v->range.end < s->r.end &&
           lexicon_exact(&lexicon_achieving,
                         s->w->t->codes + s->best.range.begin,
                         s->best.range.end - s->best.range.begin, &hit) &&
           lexicon_exact(&lexicon_adding, s->w->t->codes + v->range.begin,
                         v->range.end - v->range.begin, &hit);
}

/* 研发基地 of 支持企业建设研发基地: no head of a name, 建设项目. */
static bool
has_own_object(const struct search *s, uint32_t begin)
{
    enum { OBJECT_MIN_CHARS = 3 };
    struct lexicon_hit hit;

    return s->r.end - begin >= OBJECT_MIN_CHARS && s->last_de <= begin &&
           !lexicon_exact(&lexicon_head_nouns, s->w->t->codes + begin,
                          s->r.end - begin, &hit);
}

/* 组织委员开展视察: who is brought to do it stands in between. */
static bool
is_done_by_another(const struct search *s, const struct verb *v)
{
    struct lexicon_hit hit;

    return v->is_listed &&
           (v->role != VERBS_ROLE_NOMINAL || has_own_object(s, v->range.end)) &&
           lexicon_exact(&lexicon_pivots, s->w->t->codes + s->best.range.begin,
                         s->best.range.end - s->best.range.begin, &hit) &&
           lexicon_longest_before(&lexicon_agents, s->w->t->codes,
                                  s->best.range.end, v->range.begin, &hit) &&
           hit.chars > 1;
}

/* What the verb found so far acts on holds `v`: 完成道路硬化, 举行听证. */
static bool
is_inside_object(const struct search *s, const struct verb *v)
{
    bool is_last = v->range.end == s->r.end;

    if (!joint_has_best(s) || s->may_lead || only_achieves(s, v))
        return false;
    if (v->range.begin < s->last_de)
        return true;
    if (is_done_by_another(s, v))
        return false;
    if (s->best.role == VERBS_ROLE_COVERB)
        return false;
    if (verb_changes(s->best.role))
        return !verb_changes(v->role) ||
               !joint_mark(s->w->t->codes[v->range.begin - 1]);
    /* 新增博士学位授予单位; not 上调税率和延长年期 */
    if (s->last_de > s->best.range.end && v->range.begin == s->last_de + 1)
        return true;
    return verb_is_light(s->w->t, &s->best) &&
           (is_last || !follows_means(s, v->range.begin));
}

/* 高 of 限制高消费: a character that no verb in front calls for as a change. */
static bool
is_quality(const struct search *s, const struct verb *v)
{
    return v->range.end - v->range.begin == 1 && v->range.end < s->r.end &&
           verb_changes(v->role) && joint_has_best(s) && !s->best.is_listed;
}

/* 新建和改建的, 集中改造的: a clause in front of a noun, whatever it joins. */
static bool
modifies(const struct search *s, struct verb v)
{
    const uint32_t *codes = s->w->t->codes;
    struct verb next;

    while (codes[v.range.end] != CHAR_DE) {
        bool is_joined = joint_mark(codes[v.range.end]);
        uint32_t at = v.range.end + is_joined;
        if (!verb_at_begin(s->w, (struct range){at, s->r.end}, &next) ||
            (!is_joined && (!next.is_listed || next.role == VERBS_ROLE_GAP ||
                            verb_is_light(s->w->t, &v))))
            return false; /* 淘汰落后的, 完成规划支持的 */
        v = next;
    }
    return true;
}

/*
 * 、 and 等 behind it, or 、 in front: one of several names, 勘探开采、环保等标准,
 * 传销、非法吸收存款案件.
 */
static bool
is_listed_name(const struct search *s, const struct verb *v)
{
    enum { CHAR_PAUSE = 0x3001, NAME_REACH_CHARS = 24 };
    uint32_t end = v->range.end + NAME_REACH_CHARS;
    bool is_list = false;

    if (s->best.range.begin == s->r.begin && s->best.is_listed &&
        !joint_mark(s->w->t->codes[v->range.begin - 1])) {
        for (uint32_t at = s->best.range.end; at < v->range.begin; at++) {
            if (s->w->t->codes[at] == CHAR_PAUSE)
                return true;
        }
    }
    for (uint32_t at = v->range.end; at < s->r.end && at < end; at++) {
        is_list |= s->w->t->codes[at] == CHAR_PAUSE;
        if (is_list && s->w->t->codes[at] == CHAR_DENG && at + 1 < s->r.end)
            return true;
    }
    return false;
}

/* 促成人才引进项目: behind a noun, before the head of a name. */
static bool
is_in_name(const struct search *s, size_t i, const struct verb *v)
{
    enum { HEAD_MAX_CHARS = 4 };
    const struct word *before = i > 0 ? &s->w->items[i - 1] : NULL;
    struct lexicon_hit hit;

    return before && before->range.begin >= s->best.range.end &&
           (before->class == WORDS_CLASS_NOUN ||
            before->class == WORDS_CLASS_NOMINAL ||
            before->class == WORDS_CLASS_VERB) && /* 产能 is one, unlisted */
           !before->is_listed &&
           s->best.range.begin == s->r.begin &&
           (s->best.role == VERBS_ROLE_DO ||
            (s->best.role == VERBS_ROLE_NOMINAL && s->best.is_listed &&
             !s->may_lead)) && /* not 通过招商引进企业 */
           v->range.end < s->r.end &&
           s->r.end - v->range.end <= HEAD_MAX_CHARS &&
           lexicon_exact(&lexicon_head_nouns, s->w->t->codes + v->range.end,
                         s->r.end - v->range.end, &hit) &&
           !lexicon_longest_before(&lexicon_agents, s->w->t->codes,
                                   before->range.begin, before->range.end,
                                   &hit) &&
           !follows_means(s, v->range.begin);
}

/* 审查 of 经审查立案: what goes before, not what is done. */
static bool
is_gone_through(const struct search *s, const struct verb *v)
{
    enum { CHAR_JING = 0x7ECF, CHAR_GUO = 0x8FC7 };
    const uint32_t *codes = s->w->t->codes;
    uint32_t at = v->range.begin;
    struct verb next;

    if (at > s->r.begin + 1 && codes[at - 1] == CHAR_GUO)
        at--;
    return at > s->r.begin && codes[at - 1] == CHAR_JING &&
           verb_at_begin(s->w, (struct range){v->range.end, s->r.end}, &next);
}

/*
 * 减免 of 经营困难的企业减免租金: the verb found so far only tells whose deed
 * it is.
 */
static bool
is_deed_of_told(const struct search *s, size_t i, const struct verb *v)
{
    return joint_has_best(s) && s->last_de > s->best.range.end &&
           v->range.begin > s->last_de + 1 && v->is_listed &&
           v->range.end < s->r.end && is_called_for(s, i) &&
           !verb_is_light(s->w->t, &s->best);
}

/* 利用: by what means the next verb does it. */
static bool
is_leading_means(const struct text *t, struct range word)
{
    struct lexicon_hit hit;

    return lexicon_exact(&lexicon_leading_means, t->codes + word.begin,
                         word.end - word.begin, &hit);
}

/* 驿站服务灵活就业人员: those it is done to, named at some length. */
static bool
is_done_to_persons(const struct search *s, const struct verb *v)
{
    enum { NAME_MIN_CHARS = 4 };
    struct lexicon_hit hit;

    return lexicon_longest_before(&lexicon_persons, s->w->t->codes,
                                  v->range.end, s->r.end, &hit) &&
           hit.chars > 1 &&
           (s->r.end - v->range.end >= NAME_MIN_CHARS ||
            (hit.chars == s->r.end - v->range.end && v->is_listed &&
             !lexicon_exact(&lexicon_attributes, s->w->t->codes + v->range.end,
                            hit.chars, &hit)));
}

/* 对口支援投入财政帮扶资金: money that it is done with, named at some length. */
static bool
is_done_with_funds(const struct search *s, const struct verb *v)
{
    enum { NAME_MIN_CHARS = 4 };
    struct range name = {v->range.end, s->r.end};
    struct lexicon_hit hit;

    return v->range.begin > s->r.begin &&
           name.end - name.begin >= NAME_MIN_CHARS &&
           lexicon_longest_before(&lexicon_fund_nouns, s->w->t->codes,
                                  name.begin, name.end, &hit) &&
           lexicon_exact(&lexicon_fund_nouns, s->w->t->codes + v->range.begin,
                         v->range.end - v->range.begin, &hit) &&
           phrase_find(s->w->t, name, CHAR_DE) == name.end;
}

/* 新组建 of 加快在各市新组建园区: where it goes on stands in between. */
static bool
is_hastened(const struct search *s, const struct verb *v)
{
    const struct word *next;

    if (!joint_has_best(s) || !joint_hastens(s) || !v->is_listed ||
        !verb_takes_object(v->role))
        return false;
    next = words_at(s->w, s->best.range.end, s->r.end);
    return next && next->class == WORDS_CLASS_PREPOSITION &&
           v->range.begin > s->last_de;
}

/* 改扩建 of 城北高速改扩建等8个项目: the last of what is summed up. */
static bool
is_summed_up(const struct search *s, const struct verb *v)
{
    return s->is_sum && !joint_has_best(s) && v->range.begin > s->r.begin &&
           v->range.end + 1 == s->r.end;
}

static void
consider(struct search *s, size_t i)
{
    const struct word *word = &s->w->items[i];
    bool may_govern;
    struct verb v;

    if (!verb_at_begin(s->w, (struct range){word->range.begin, s->r.end}, &v))
        return;
    if (modifies(s, v)) {
        s->is_led = false; /* 经银行处理的贸易结算 */
        return;            /* 县政协组织的活动: of another's action */
    }
    if (is_quality(s, &v) || is_gone_through(s, &v) || is_summed_up(s, &v))
        return;
    if (joint_has_best(s) && only_achieves(s, &v)) {
        s->best = v; /* 完成新增造林5万亩 */
        return;
    }
    if (joint_touches(s, &v, word->is_listed)) {
        joint_join(s, &v);
        return;
    }
    if (is_hastened(s, &v)) {
        s->best = v;
        return;
    }
    if (is_inside_object(s, &v) ||
        (joint_has_best(s) &&
         (s->is_sum || is_listed_name(s, &v) || is_in_name(s, i, &v))))
        return;
    if (v.role == VERBS_ROLE_NOMINAL)
        may_govern =
            word->range.begin == s->r.begin ||
            ((!joint_has_best(s) || (s->may_lead && v.is_listed)) &&
             word->range.end < s->r.end &&
             ((v.is_listed &&
               (is_called_for(s, i) || joint_saves(s, &v) ||
                is_done_to_persons(s, &v) || is_done_with_funds(s, &v))) ||
              s->may_lead || s->is_led)) ||
            is_deed_of_told(s, i, &v) ||
            (joint_has_best(s) && is_done_by_another(s, &v));
    else if (v.role == VERBS_ROLE_COVERB)
        may_govern = word->range.begin == s->r.begin;
    else if (word->class == WORDS_CLASS_ADJECTIVE) /* 低 of 低产贫困 */
        may_govern = v.range.end == s->r.end ||
                     (v.role == VERBS_ROLE_DO && /* 清理河道 */
                      word->range.begin == s->r.begin && !s->is_sum);
    else if (v.role == VERBS_ROLE_REACH) /* 突破关键技术20项 */
        may_govern = v.range.end - v.range.begin > 1 &&
                     v.range.end < s->r.end && !joint_has_best(s);
    else
        may_govern = verb_takes_object(v.role) &&
                     (v.range.end - v.range.begin > 1 || is_called_for(s, i));
    if (may_govern) {
        s->best = v;
        s->may_lead = word->class == WORDS_CLASS_PREPOSITION ||
                      is_leading_means(s->w->t, v.range);
    }
}

/*
 * 全年开行班列 of 集结中心获批、全年开行班列: behind a verb that takes nothing
 * when or how something else is done is told.
 */
static bool
opens_predicate(const struct search *s, size_t i)
{
    enum { CHAR_PAUSE = 0x3001 };
    const struct word *next = &s->w->items[i + 1];
    struct lexicon_hit hit;

    if (!joint_has_best(s) || s->w->items[i].range.begin != s->best.range.end ||
        s->w->t->codes[s->best.range.end] != CHAR_PAUSE ||
        s->best.range.begin == s->r.begin || i + 1 >= s->w->count ||
        next->range.end >= s->r.end || next->is_listed)
        return false;
    return next->class == WORDS_CLASS_ADVERB ||
           next->class == WORDS_CLASS_PREPOSITION ||
           (lexicon_longest(&lexicon_fillers, /* 全年, 累计 */
                            s->w->t->codes + next->range.begin,
                            s->r.end - next->range.begin, &hit) &&
            hit.chars > 1 && fillers_rows[hit.row].side != FILLERS_SIDE_TAIL &&
            words_break(s->w, next->range.begin + hit.chars));
}

/* 使, 让: what the next verb says is what matters. */
static bool
makes_do(const struct text *t, struct range word)
{
    struct lexicon_hit hit;

    return mark_is_hanzi(t->codes[word.end]) && /* 哇让、同德 are names */
           lexicon_exact(&lexicon_making_do, t->codes + word.begin,
                         word.end - word.begin, &hit);
}

/* 明年 of 争取明年节约标准煤: a time behind what only brings about the next. */
static bool
leads_over_time(const struct search *s, const struct word *word)
{
    struct lexicon_hit hit;

    return word->class == WORDS_CLASS_TIME && joint_has_best(s) &&
           s->best.range.end == word->range.begin &&
           lexicon_exact(&lexicon_causes, s->w->t->codes + s->best.range.begin,
                         s->best.range.end - s->best.range.begin, &hit);
}

static bool
search(struct search *s, struct verb *out)
{
    const struct words *w = s->w;
    struct range r = s->r;

    s->last_de = find_last_de(w, r);
    s->is_sum = r.end > r.begin && w->t->codes[r.end - 1] == CHAR_DENG;
    for (size_t i = words_from(w, r.begin);
         i < w->count && w->items[i].range.end <= r.end; i++) {
        struct range rest = {w->items[i].range.begin, r.end};
        uint32_t end = phrase_past_quoted(w->t, rest);
        if (rest.begin < s->best.range.end)
            continue;
        if (end > rest.begin && rest.begin > r.begin) {
            i = words_from(w, end) - 1;
            continue; /* a name, whatever verbs it holds */
        }
        if (opens_predicate(s, i)) {
            s->best = (struct verb){0};
            s->r.begin = w->items[i].range.end;
            s->is_led = begins_with_preposition(s);
            continue;
        }
        if (makes_do(w->t, w->items[i].range)) {
            s->best = (struct verb){0}; /* 降低税率使农民减轻负担 */
            continue;
        }
        if (leads_over_time(s, &w->items[i]))
            s->may_lead = true;
        else
            consider(s, i);
    }
    if (!joint_has_best(s))
        return false;
    *out = s->best;
    return true;
}

bool
verb_governing(const struct words *w, struct range r, struct verb *out)
{
    struct search s = {.w = w, .r = r};

    s.is_led = begins_with_preposition(&s);
    return search(&s, out);
}

bool
verb_governing_led(const struct words *w, struct range r, struct verb *out)
{
    struct search s = {.w = w, .r = r, .is_led = true};

    return search(&s, out);
}
