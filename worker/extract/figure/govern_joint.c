#include "worker/extract/figure/govern_joint.h"

#include "tables.h"
#include "worker/extract/text/edge.h"

/* 和, 、, 并, 及 between two verbs of one action. */
bool
joint_mark(uint32_t code)
{
    return lexicon_char(&lexicon_joining, code) >= 0;
}

static bool
touches(const struct search *s, const struct verb *v)
{
    uint32_t end = s->best.range.end;

    return joint_has_best(s) &&
           (v->range.begin == end ||
            (v->range.begin == end + 1 && joint_mark(s->w->t->codes[end])));
}

static bool
is_joint(const struct text *t, const struct verb *v,
         enum joint_verbs_side other)
{
    struct lexicon_hit hit;

    return lexicon_exact(&lexicon_joint_verbs, t->codes + v->range.begin,
                         v->range.end - v->range.begin, &hit) &&
           joint_verbs_rows[hit.row].side != other;
}

/* 排查整改隐患, 免费体检老人: not 建立审批制度, whose object is named so. */
static bool
shares_object(const struct search *s, const struct verb *v)
{
    const struct text *t = s->w->t;

    return v->range.begin == s->best.range.end && v->range.end < s->r.end &&
           is_joint(t, v, JOINT_VERBS_SIDE_FIRST) &&
           (!s->best.is_listed ||
            is_joint(t, &s->best, JOINT_VERBS_SIDE_SECOND));
}

/* 加快: how what the next verb says goes on. */
bool
joint_hastens(const struct search *s)
{
    struct lexicon_hit hit;

    return lexicon_exact(&lexicon_hastening,
                         s->w->t->codes + s->best.range.begin,
                         s->best.range.end - s->best.range.begin, &hit);
}

/* 节约 of 采购节约资金: what came of the deed in front of it. */
bool
joint_saves(const struct search *s, const struct verb *v)
{
    struct lexicon_hit hit;

    return lexicon_exact(&lexicon_percent_verbs,
                         s->w->t->codes + v->range.begin,
                         v->range.end - v->range.begin, &hit);
}

/* 新增 of 发行新增专项债券: what kind of debt it is, no deed. */
static bool
names_debt(const struct search *s, const struct verb *v)
{
    struct lexicon_hit hit;

    return v->range.begin == s->best.range.end && s->best.is_listed &&
           lexicon_exact(&lexicon_adding, s->w->t->codes + v->range.begin,
                         v->range.end - v->range.begin, &hit) &&
           lexicon_longest_before(&lexicon_debt_nouns, s->w->t->codes,
                                  v->range.end, s->r.end, &hit);
}

/*
 * 新建、改扩建 and 制定出台 are one action; 改造 is none of it in 完成改造,
 * 探索 none in 探索开展.
 */
void
joint_join(struct search *s, const struct verb *v)
{
    struct lexicon_hit hit;
    bool takes = verb_takes_object(v->role) || shares_object(s, v);
    bool is_cause =
        v->range.begin == s->best.range.end && /* not 争取并用好 */
        lexicon_exact(&lexicon_causes, s->w->t->codes + s->best.range.begin,
                      s->best.range.end - s->best.range.begin, &hit);

    if (v->range.begin == s->best.range.end &&
        lexicon_exact(&lexicon_containing, s->w->t->codes + v->range.begin,
                      v->range.end - v->range.begin, &hit)) {
        s->best = *v; /* 批准涉及5幅用地的申请 */
        return;
    }
    if (names_debt(s, v))
        return;
    if (v->range.begin == s->best.range.end && joint_hastens(s)) {
        s->best = *v; /* 加快建设 */
        return;
    }
    if (v->range.begin == s->best.range.end && verb_is_light(s->w->t, &s->best))
        return; /* 涉及拨款 */
    if (v->range.begin == s->best.range.end && verb_changes(v->role) &&
        lexicon_exact(&lexicon_fund_nouns, s->w->t->codes + s->best.range.begin,
                      s->best.range.end - s->best.range.begin, &hit)) {
        s->best = *v; /* 拨款增加: what is changed */
        return;
    }
    if (s->best.range.end - s->best.range.begin == 1 &&
        v->range.begin == s->best.range.end && verb_takes_object(v->role) &&
        edge_is(s->w->t->codes[s->best.range.begin], EDGES_ROLE_NOUN_END)) {
        s->best = *v; /* 获宽免 */
        return;
    }
    if (v->role == VERBS_ROLE_HAVE && verb_changes(s->best.role) &&
        v->range.begin == s->best.range.end)
        return; /* 净增有业绩企业8家 */
    if (v->role == VERBS_ROLE_HAVE && s->best.role == VERBS_ROLE_DO) {
        s->best = *v; /* 贡献有16% */
        return;
    }
    if (v->range.begin == s->best.range.end && joint_saves(s, v)) {
        s->best = *v; /* 采购节约资金 */
        return;
    }
    if ((takes && (!s->best.is_listed || is_cause)) ||
        (v->role == VERBS_ROLE_NOMINAL && !s->best.is_listed && v->is_listed))
        s->best = *v; /* 滚动推进 */
    else if (takes || v->range.begin > s->best.range.end)
        s->best.range.end = v->range.end;
}

/* 低 of 发放低脂奶粉: what the thing is like. */
static bool
is_quality_of_noun(const struct search *s, const struct verb *v)
{
    return v->range.begin == s->best.range.end &&
           v->range.end - v->range.begin == 1 && v->range.end < s->r.end &&
           s->best.range.end - s->best.range.begin > 1 &&
           (verb_changes(v->role) || v->role == VERBS_ROLE_GAP);
}

bool
joint_touches(const struct search *s, const struct verb *v, bool is_listed)
{
    return touches(s, v) && !is_quality_of_noun(s, v) &&
           (is_listed || shares_object(s, v) || joint_hastens(s)) &&
           (verb_takes_object(v->role) || v->role == VERBS_ROLE_NOMINAL);
}
