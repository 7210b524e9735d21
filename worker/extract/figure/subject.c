#include "worker/extract/figure/subject.h"

#include "worker/extract/figure/noun.h"
#include "worker/extract/figure/phrase.h"
#include "worker/extract/figure/verb.h"
#include "worker/extract/quantity/numeral.h"
#include "worker/extract/text/edge.h"

enum {
    CHAR_DE = 0x7684,   /* 的 */
    CHAR_BEI = 0x88AB,  /* 被 */
    CHAR_ZONG = 0x603B, /* 总 */
    CHAR_DUI = 0x5BF9,  /* 对 */
    CHAR_CONG = 0x4ECE, /* 从 */
    CHAR_YOU = 0x7531,  /* 由 */
    CHAR_ZI = 0x81EA,   /* 自 */
    CHAR_YU = 0x4E8E,   /* 于 */
    CHAR_LE = 0x4E86,   /* 了 */
    CHAR_SUO = 0x6240,  /* 所 */
};

/* 存款, 贷款 */
static bool
is_measure(const struct text *t, struct range r)
{
    struct lexicon_hit hit;

    return lexicon_exact(&lexicon_measure_nouns, t->codes + r.begin,
                         r.end - r.begin, &hit);
}

/* The verb `v` and the end of `r` make a measure: 结算量, 投放额. */
static bool
is_measured_deed(const struct text *t, const struct verb *v, struct range r)
{
    return v->range.end + 1 == r.end && v->range.end > v->range.begin + 1 &&
           lexicon_char(&lexicon_measure_ends, t->codes[r.end - 1]) >= 0;
}

/* 从事研发人员的数目: a measure, of whatever a clause tells. */
static bool
is_measure_of(const struct words *w, struct range r)
{
    enum { OWNER_MIN_CHARS = 4, WHOSE_MAX_CHARS = 4 };
    const struct text *t = w->t;
    struct lexicon_hit hit;
    struct verb v;
    uint32_t at;

    if (phrase_find(t, r, CHAR_LE) < r.end || t->codes[r.begin] == CHAR_YU)
        return false; /* 超过了应有的数量 */
    if (lexicon_longest_before(&lexicon_measure_nouns, t->codes, r.begin, r.end,
                               &hit))
        at = r.end - hit.chars;
    else if (verb_at_end(w, (struct range){r.begin, r.end - 1}, &v) &&
             is_measured_deed(t, &v, r))
        at = v.range.begin;
    else
        return false;
    for (uint32_t i = 0; i < WHOSE_MAX_CHARS && at > r.begin; i++) {
        if (t->codes[at - 1] == CHAR_DE)
            break; /* 担任经理的女性比例 */
        at--;
    }
    return at > r.begin + OWNER_MIN_CHARS && t->codes[at - 1] == CHAR_DE;
}

/* 经银行处理的交易, 由县级审批的项目 */
static bool
is_done_by(const struct text *t, struct range r)
{
    enum { CHAR_JING = 0x7ECF, HEAD_MIN_CHARS = 2 };
    uint32_t first = t->codes[r.begin];

    return (first == CHAR_JING || first == CHAR_YOU) &&
           phrase_find(t, r, CHAR_DE) + HEAD_MIN_CHARS < r.end;
}

/* 总额 of 进出口贸易总额: how much of a deed there was. */
static bool
names_sum(const struct text *t, struct range r)
{
    struct lexicon_hit hit;

    return lexicon_longest_before(&lexicon_sum_words, t->codes, r.begin, r.end,
                                  &hit) ||
           (lexicon_longest_before(&lexicon_measure_nouns, t->codes, r.begin,
                                   r.end, &hit) &&
            hit.chars == 2 && t->codes[r.end - 2] == CHAR_ZONG);
}

bool
subject_is_noun(const struct words *w, struct range r)
{
    enum { SUBJECT_MAX_CHARS = 32 };
    struct lexicon_hit hit; /* 出版总量 */
    struct verb v;

    if (r.end <= r.begin || r.end - r.begin > SUBJECT_MAX_CHARS)
        return false;
    if (is_measure_of(w, r))
        return true;
    if (r.end - r.begin < 3 && numeral_begins(w->t->codes[r.begin]) &&
        numeral_begins(w->t->codes[r.end - 1]))
        return false; /* 八 of 八是 */
    if (is_done_by(w->t, r))
        r.begin = phrase_find(w->t, r, CHAR_DE) + 1; /* what is done by whom */
    if (verb_at_end(w, r, &v) && v.role != VERBS_ROLE_NOMINAL &&
        !is_measure(w->t, v.range))
        return false; /* not of 人民币存款 */
    for (size_t i = words_from(w, r.begin);
         i < w->count && w->items[i].range.end <= r.end; i++) {
        bool is_modifier = w->items[i].range.end < r.end &&
                           (w->t->codes[w->items[i].range.end] == CHAR_DE ||
                            lexicon_exact(&lexicon_measure_nouns,
                                          w->t->codes + w->items[i].range.end,
                                          r.end - w->items[i].range.end, &hit));
        if (w->items[i].class == WORDS_CLASS_ADVERB ||
            w->items[i].class == WORDS_CLASS_PREPOSITION ||
            (w->items[i].range.end == w->items[i].range.begin + 1 &&
             edge_is(w->t->codes[w->items[i].range.begin],
                     EDGES_ROLE_NOUN_END)))
            return false; /* 先行区获国务院批复 */
        if (verb_of_word(&w->items[i], &v) && !is_modifier &&
            !(v.range.end == r.end && is_measure(w->t, v.range)) &&
            !is_measured_deed(w->t, &v, r) &&
            (v.role != VERBS_ROLE_NOMINAL ||
             (v.range.begin == r.begin && !names_sum(w->t, r))))
            return false;
    }
    return true;
}

/* What stands in front of the first verb of verbs.tsv or adverb in `r`. */
static struct range
before_predicate(const struct words *w, struct range r)
{
    struct verb v;

    for (size_t i = words_from(w, r.begin);
         i < w->count && w->items[i].range.end <= r.end; i++) {
        if (w->items[i].class == WORDS_CLASS_ADVERB ||
            (w->items[i].class == WORDS_CLASS_PREPOSITION &&
             w->items[i].range.begin > r.begin) || /* 出口从7月份开始回升 */
            (w->t->codes[w->items[i].range.begin] == CHAR_BEI &&
             w->items[i].range.end == w->items[i].range.begin + 1) ||
            (verb_of_word(&w->items[i], &v) && v.is_listed &&
             v.role != VERBS_ROLE_NOMINAL)) {
            r.end = w->items[i].range.begin;
            break;
        }
    }
    if (r.end > r.begin && w->t->codes[r.end - 1] == CHAR_SUO)
        return (struct range){r.end, r.end}; /* 条例所订 */
    return noun_subject(w, r);
}

/* The bracket of (一) or (12) ends right before `at`. */
static bool
ends_label(const struct text *t, uint32_t at)
{
    enum { LABEL_MAX_CHARS = 4 };

    if (t->codes[at - 1] != ')')
        return false;
    for (uint32_t back = 2; back <= LABEL_MAX_CHARS && back <= at; back++) {
        if (t->codes[at - back] == '(')
            return true;
    }
    return false;
}

/* 比例 of 增加教师比例，由现时的…: the noun that a clause changes. */
static struct range
behind_change(const struct words *w, struct range r)
{
    struct range rest = r;
    struct verb v;

    if (!verb_at_begin(w, r, &v) || !verb_changes(v.role))
        return r;
    rest.begin = v.range.end;
    rest = phrase_trim(w, rest);
    return subject_is_noun(w, rest) ? rest : r;
}

/*
 * 同我国有贸易联系的国家, 向灾区调运的粮食: with whom or what only tells which, up to 的 and a
 * noun; 了 would make a predicate of it.
 */
static bool
is_told_which(const struct words *w, struct range r)
{
    enum { CHAR_TONG = 0x540C, CHAR_YU_WITH = 0x4E0E, CHAR_XIANG = 0x5411 };
    uint32_t at = r.end;

    if (!words_at(w, r.begin, r.begin + 1) ||
        (w->t->codes[r.begin] != CHAR_TONG &&
         w->t->codes[r.begin] != CHAR_YU_WITH &&
         w->t->codes[r.begin] != CHAR_XIANG &&
         w->t->codes[r.begin] != CHAR_DUI) ||
        phrase_find(w->t, r, CHAR_LE) < r.end)
        return false;
    while (at > r.begin && w->t->codes[at - 1] != CHAR_DE)
        at--;
    return at > r.begin && at < r.end &&
           subject_is_noun(w, (struct range){at, r.end});
}

/* 在内 ends 包括新建的在内. */
static bool
includes(const struct text *t, struct range clause)
{
    enum { CHAR_ZAI = 0x5728, CHAR_NEI = 0x5185 };
    uint32_t end = clause.begin;

    while (end < clause.end && t->codes[end] != ',')
        end++;
    return end > clause.begin + 2 && t->codes[end - 2] == CHAR_ZAI &&
           t->codes[end - 1] == CHAR_NEI;
}

/* 由于…, 随着…: why or how it came so, none of what is told of. */
static bool
tells_why(const struct words *w, struct range clause)
{
    const struct word *first;
    struct lexicon_hit hit;

    while (clause.begin < clause.end && w->t->codes[clause.begin] <= ' ')
        clause.begin++;
    if (includes(w->t, clause))
        return true;
    first = words_at(w, clause.begin, clause.end);
    return first && first->range.end - first->range.begin > 1 &&
           (lexicon_exact(&lexicon_adjuncts, w->t->codes + first->range.begin,
                          first->range.end - first->range.begin, &hit) ||
            lexicon_exact(&lexicon_reasons, w->t->codes + first->range.begin,
                          first->range.end - first->range.begin, &hit));
}

/* 下同) of 县(包括旗，下同): the clause is in an aside, or ends with one. */
static bool
ends_aside(const struct text *t, struct range clause)
{
    return phrase_find(t, clause, ')') < phrase_find(t, clause, '(');
}

struct range
subject_between(const struct words *w, struct range since, bool is_first)
{
    enum { REACH_CHARS = 96 };
    struct range clause = {since.end, since.end};
    uint32_t begin = since.begin;

    if (since.end > begin + REACH_CHARS)
        begin = since.end - REACH_CHARS;
    for (uint32_t at = since.end; at > begin; at--) {
        bool is_start = at - 1 == since.begin && is_first;
        bool is_mark = w->t->codes[at - 1] == ',' ||
                       w->t->codes[at - 1] == ':' ||
                       w->t->codes[at - 1] == ';' ||
                       w->t->codes[at - 1] == '(' || ends_label(w->t, at);
        if (!is_mark && !is_start)
            continue;
        clause.begin = is_mark ? at : at - 1;
        if (ends_aside(w->t, clause)) {
            if (w->t->codes[at - 1] == '(')
                clause = (struct range){at - 1, at - 1};
            continue;
        }
        if (tells_why(w, clause)) {
            clause = (struct range){at - 1, at - 1};
            continue;
        }
        clause = behind_change(w, noun_subject(w, clause));
        if (subject_is_noun(w, clause) || is_told_which(w, clause))
            return clause;
        if (is_first) {
            clause = before_predicate(w, clause);
            if (subject_is_noun(w, clause))
                return clause; /* 本地经济保持稳健，增长2.9% */
        }
        if (w->t->codes[at - 1] == ';' || w->t->codes[at - 1] == ')')
            break;
        clause = (struct range){at - 1, at - 1};
    }
    return (struct range){since.end, since.end};
}

struct range
subject_before_verb(const struct words *w, struct range left)
{
    struct verb v;

    left.end = phrase_trim_adverbs(w, left);
    if (verb_at_end(w, left, &v))
        left.end = v.range.begin;
    return left;
}

struct range
subject_field(const struct words *w, struct range before)
{
    enum { CHAR_ZAI = 0x5728, CHAR_FANG = 0x65B9, CHAR_MIAN = 0x9762 };
    const uint32_t *codes = w->t->codes;

    for (uint32_t at = before.begin; at + 2 < before.end; at++) {
        if (codes[at] == CHAR_ZAI && codes[before.end - 2] == CHAR_FANG &&
            codes[before.end - 1] == CHAR_MIAN)
            return (struct range){at + 1, before.end};
    }
    return (struct range){before.end, before.end};
}

/* 对 of 对外投资: a word goes on behind it, and it is not 对于. */
static bool
begins_longer(const struct words *w, uint32_t at)
{
    return words_break(w, at) && !words_break(w, at + 1) &&
           w->t->codes[at + 1] != CHAR_YU;
}

struct range
subject_affected(const struct words *w, struct range before)
{
    const struct text *t = w->t;
    struct lexicon_hit hit;

    for (uint32_t at = before.end; at > before.begin; at--) {
        if (t->codes[at - 1] == CHAR_DUI && !begins_longer(w, at - 1)) {
            if (at < before.end && t->codes[at] == CHAR_YU)
                at++; /* 对于 */
            return lexicon_longest_before(&lexicon_causes, t->codes, at,
                                          before.end, &hit)
                       ? (struct range){before.end, before.end}
                       : phrase_trim(w, (struct range){at, before.end});
        }
    }
    return (struct range){before.end, before.end};
}

bool
subject_points_back(const struct words *w, struct range r)
{
    enum { CHAR_MEN = 0x4EEC }; /* 们 */
    size_t i = words_from(w, r.begin), first = i;

    if (i < w->count && w->items[i].range.end - w->items[i].range.begin > 1 &&
        w->t->codes[w->items[i].range.end - 1] != CHAR_MEN)
        return false; /* 其他 is something else */
    for (; i < w->count && w->items[i].range.end <= r.end; i++) {
        if (w->items[i].class != WORDS_CLASS_PRONOUN &&
            (i == first || (w->items[i].class != WORDS_CLASS_ADVERB &&
                            w->items[i].class != WORDS_CLASS_CONJUNCTION)))
            return false;
    }
    return i > first;
}

bool
subject_acts(const struct words *w, struct range subject)
{
    size_t i = words_from(w, subject.end);
    struct lexicon_hit hit;

    if (i == 0 || w->items[i - 1].range.end != subject.end)
        return false;
    if (lexicon_exact(&lexicon_determiners,
                      w->t->codes + w->items[i - 1].range.begin,
                      subject.end - w->items[i - 1].range.begin, &hit))
        return false; /* 其他支出 is a noun */
    return w->items[i - 1].class == WORDS_CLASS_PRONOUN ||
           (lexicon_longest_before(&lexicon_agents, w->t->codes, subject.begin,
                                   subject.end, &hit) &&
            hit.chars > 1);
}

/* The place of the 从 or 由; left.end: there is none near the number. */
static uint32_t
find_origin(const struct text *t, struct range left)
{
    enum { ORIGIN_REACH_CHARS = 14 };
    uint32_t from = left.end - left.begin > ORIGIN_REACH_CHARS
                        ? left.end - ORIGIN_REACH_CHARS
                        : left.begin;

    for (uint32_t at = left.end; at > from; at--) {
        uint32_t code = t->codes[at - 1];
        if (code == CHAR_CONG || code == CHAR_YOU || code == CHAR_ZI)
            return at - 1;
    }
    return left.end;
}

bool
subject_is_origin(const struct text *t, struct range left)
{
    return find_origin(t, left) < left.end;
}

struct range
subject_before_origin(const struct text *t, struct range left)
{
    left.end = find_origin(t, left);
    return left;
}

bool
subject_is_part(const struct text *t, struct range left)
{
    struct lexicon_hit hit;

    for (uint32_t at = left.begin; at < left.end; at++) {
        if (lexicon_longest(&lexicon_part_words, t->codes + at, left.end - at,
                            &hit))
            return true;
    }
    return false;
}
