#include "worker/extract/figure/govern.h"

#include "worker/extract/text/edge.h"

enum { CHAR_DE = 0x7684, CHAR_DENG = 0x7B49 };

/* A clause being searched for its verb, word by word. */
struct search {
    const struct words *w;
    struct range r;
    uint32_t last_de; /* the last 的 with a noun behind it; r.begin: none */
    bool is_sum;      /* ends with 等: a list follows the verb */
    struct verb best; /* empty: none so far */
};

/* 和, 、, 并, 及 between two verbs of one action. */
static bool
joins(uint32_t code)
{
    return code == 0x3001 || code == 0x548C || code == 0x5E76 ||
           code == 0x53CA || code == 0x6216;
}

static uint32_t
find_last_de(const struct words *w, struct range r)
{
    for (uint32_t at = r.end; at > r.begin + 1; at--) {
        if (w->t->codes[at - 2] == CHAR_DE)
            return at - 2;
    }
    return r.begin;
}

static bool
has_best(const struct search *s)
{
    return s->best.range.end > 0;
}

static bool
touches(const struct search *s, const struct verb *v)
{
    uint32_t end = s->best.range.end;

    return has_best(s) &&
           (v->range.begin == end ||
            (v->range.begin == end + 1 && joins(s->w->t->codes[end])));
}

/*
 * 新建、改扩建 and 制定出台 are one action; 改造 is none of it in 完成改造,
 * 探索 none in 探索开展.
 */
static void
join(struct search *s, const struct verb *v)
{
    struct lexicon_hit hit;
    bool is_cause =
        lexicon_exact(&lexicon_causes, s->w->t->codes + s->best.range.begin,
                      s->best.range.end - s->best.range.begin, &hit);

    if (v->range.begin == s->best.range.end && verb_is_light(s->w->t, &s->best))
        return; /* 涉及拨款 */
    if (v->role == VERBS_ROLE_HAVE && s->best.role == VERBS_ROLE_DO) {
        s->best = *v; /* 贡献有16% */
        return;
    }
    if (verb_takes_object(v->role) && (!s->best.is_listed || is_cause))
        s->best = *v;
    else if (verb_takes_object(v->role) || v->range.begin > s->best.range.end)
        s->best.range.end = v->range.end;
}

/* Whether the word before `i` says that a verb follows: 已, 我市, 每亩. */
static bool
is_called_for(const struct search *s, size_t i)
{
    const struct word *before = i > 0 ? &s->w->items[i - 1] : NULL;
    struct lexicon_hit hit;

    if (!before || before->range.begin < s->r.begin)
        return true;
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

/* What the verb found so far acts on holds `v`: 完成道路硬化, 举行听证. */
static bool
is_inside_object(const struct search *s, const struct verb *v)
{
    bool is_last = v->range.end == s->r.end;

    if (!has_best(s))
        return false;
    if (v->range.begin < s->last_de)
        return true;
    if (s->best.role == VERBS_ROLE_COVERB)
        return false;
    if (s->best.role == VERBS_ROLE_UP || s->best.role == VERBS_ROLE_DOWN)
        return true; /* 新增博士学位授予单位 */
    if (s->last_de > s->best.range.end && v->range.begin == s->last_de + 1)
        return true;
    return verb_is_light(s->w->t, &s->best) &&
           (is_last || !follows_means(s, v->range.begin));
}

static void
consider(struct search *s, size_t i)
{
    const struct word *word = &s->w->items[i];
    bool may_govern;
    struct verb v;

    if (!verb_at_begin(s->w, (struct range){word->range.begin, s->r.end}, &v))
        return;
    if (v.range.end < s->r.end && s->w->t->codes[v.range.end] == CHAR_DE)
        return; /* 县政协组织的活动: of another's action */
    if (touches(s, &v) && word->is_listed &&
        (verb_takes_object(v.role) || v.role == VERBS_ROLE_NOMINAL)) {
        join(s, &v);
        return;
    }
    if (is_inside_object(s, &v) || (s->is_sum && has_best(s)))
        return;
    if (v.role == VERBS_ROLE_NOMINAL)
        may_govern = word->range.begin == s->r.begin ||
                     (!has_best(s) && word->range.end < s->r.end &&
                      ((v.is_listed && is_called_for(s, i)) ||
                       begins_with_preposition(s)));
    else if (v.role == VERBS_ROLE_COVERB)
        may_govern = word->range.begin == s->r.begin;
    else
        may_govern = verb_takes_object(v.role) &&
                     (v.range.end - v.range.begin > 1 || is_called_for(s, i));
    if (may_govern) {
        s->best = v;
    }
}

bool
verb_governing(const struct words *w, struct range r, struct verb *out)
{
    struct search s = {.w = w, .r = r, .last_de = find_last_de(w, r)};

    s.is_sum = r.end > r.begin && w->t->codes[r.end - 1] == CHAR_DENG;

    for (size_t i = words_from(w, r.begin);
         i < w->count && w->items[i].range.end <= r.end; i++) {
        if (w->items[i].range.begin < s.best.range.end)
            continue;
        consider(&s, i);
    }
    if (!has_best(&s))
        return false;
    *out = s.best;
    return true;
}
