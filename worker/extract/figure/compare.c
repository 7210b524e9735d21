#include "worker/extract/figure/compare.h"

#include "tables.h"
#include "worker/extract/figure/phrase.h"
#include "worker/extract/quantity/numeral.h"
#include "worker/extract/text/edge.h"

enum {
    CHAR_BI = 0x6BD4,   /* 比 */
    CHAR_JIAO = 0x8F83, /* 较 */
    CHAR_DE = 0x7684,   /* 的 */
    CHAR_NIAN = 0x5E74, /* 年 */
    CHAR_ER = 0x800C,   /* 而 */
};

static bool
makes_word(uint32_t code, enum than_words_side side)
{
    int row = lexicon_char(&lexicon_than_words, code);

    return row >= 0 && than_words_rows[row].side == side;
}

/* 比重, 比例, 比较, 占比, 同比, 环比 hold no comparison. */
static bool
is_other_word(const struct text *t, struct range r, uint32_t at)
{
    uint32_t before = at > r.begin ? t->codes[at - 1] : 0;
    uint32_t after = at + 1 < r.end ? t->codes[at + 1] : 0;

    if (before == CHAR_BI && t->codes[at] == CHAR_JIAO)
        return !numeral_begins(after); /* 比较1952年 */

    return makes_word(before, THAN_WORDS_SIDE_BEFORE) ||
           makes_word(after, THAN_WORDS_SIDE_BEHIND);
}

/* The place of 比 or 较 in `r`, the last one; r.end: none. */
static uint32_t
find_than(const struct text *t, struct range r)
{
    for (uint32_t at = r.end; at > r.begin; at--) {
        uint32_t code = t->codes[at - 1];
        if ((code == CHAR_BI || code == CHAR_JIAO) && at < r.end &&
            !is_other_word(t, r, at - 1))
            return at - 1;
    }
    return r.end;
}

struct range
compare_trim(const struct text *t, struct range r)
{
    struct lexicon_hit hit, noun;

    while (r.begin < r.end && t->codes[r.begin] <= ' ')
        r.begin++;
    while (r.end > r.begin &&
           !(lexicon_longest_before(&lexicon_yardsticks, t->codes, r.begin,
                                    r.end, &noun) &&
             noun.chars > 1) && /* 总和 */
           lexicon_longest_before(&lexicon_fillers, t->codes, r.begin, r.end,
                                  &hit) &&
           fillers_rows[hit.row].side != FILLERS_SIDE_LEAD &&
           hit.chars < r.end - r.begin &&
           !(t->codes[r.end - hit.chars - 1] == CHAR_NIAN && /* 2011年年底 */
             t->codes[r.end - hit.chars] == CHAR_NIAN) &&
           !(r.end - hit.chars == r.begin + 1 && /* 上年末 */
             t->codes[r.end - hit.chars] == CHAR_NIAN) &&
           !numeral_begins(t->codes[r.end - hit.chars - 1])) /* 1995年底 */
        r.end -= hit.chars;
    return r;
}

/*
 * 1957年比1956年计划增长5%: between two years and the verb 计划 says that it is
 * meant; its characters behind the year `base` begins with.
 */
static uint32_t
intent_chars(const struct text *t, struct range r, struct range base)
{
    enum { CHAR_JI = 0x8BA1, CHAR_HUA = 0x5212, PLAN_CHARS = 2 };
    uint32_t date = phrase_date(t, base);

    return date > 0 && base.begin + date + PLAN_CHARS == base.end &&
                   t->codes[base.end - 2] == CHAR_JI &&
                   t->codes[base.end - 1] == CHAR_HUA &&
                   base.begin > r.begin + 1 &&
                   t->codes[base.begin - 2] == CHAR_NIAN
               ? PLAN_CHARS
               : 0;
}

/* X of a comparison that begins at `at`, without adverbs behind it. */
static struct range
base_from(const struct text *t, struct range r, uint32_t at)
{
    struct range base = {at + 1, r.end};

    /* 比起 */
    if (base.begin < base.end && t->codes[base.begin] == 0x8D77)
        base.begin++;
    base = compare_trim(t, base);
    base.end -= intent_chars(t, r, base);
    return base;
}

/* 同 of 同上年相比, not of 同期. */
static bool
leads_comparison(const struct text *t, uint32_t at)
{
    enum { CHAR_TONG = 0x540C, CHAR_QI = 0x671F };

    return edge_is(t->codes[at], EDGES_ROLE_COMPARED_LEAD) &&
           t->codes[at] != CHAR_BI && t->codes[at] != CHAR_JIAO &&
           (t->codes[at] != CHAR_TONG ||
            (t->codes[at + 1] != CHAR_QI && t->codes[at + 1] != CHAR_BI));
}

/* 与上年相比 in a clause that goes on: what it is against, and where it is. */
struct inner {
    struct range base;  /* 上年; empty: there is no such comparison */
    struct range whole; /* 与上年相比 */
};

/* The comparison that ends with the word of `chars` at `at`. */
static struct inner
inner_before(const struct text *t, struct range r, uint32_t at, uint32_t chars)
{
    enum { CHAR_HE = 0x548C, REACH_CHARS = 24 };
    struct inner found = {{at, at}, {at, at + chars}};
    uint32_t begin = at > r.begin + REACH_CHARS ? at - REACH_CHARS : r.begin;

    for (uint32_t lead = at; lead > begin; lead--) {
        bool is_found = found.base.begin < at;

        if (lead == at || !leads_comparison(t, lead - 1) ||
            (is_found && t->codes[lead - 1] == CHAR_HE))
            continue;
        found.base.begin = lead;
        found.whole.begin = lead - 1;
        if (t->codes[lead - 1] != CHAR_HE) /* 与甲和乙相比 */
            break;
    }
    return found;
}

static struct inner
find_inner(const struct text *t, struct range r)
{
    struct inner none = {{r.end, r.end}, {r.end, r.end}}, found;
    struct lexicon_hit hit;

    for (uint32_t at = r.begin + 1; at < r.end; at++) {
        uint32_t last;
        if (!lexicon_longest(&lexicon_comparing, t->codes + at, r.end - at,
                             &hit) ||
            hit.chars < 2)
            continue;
        last = t->codes[at + hit.chars - 1];
        if (last != CHAR_BI && last != CHAR_JIAO)
            continue; /* 水平 ends a clause of its own */
        found = inner_before(t, r, at, hit.chars);
        if (found.base.begin < found.base.end)
            return found;
    }
    return none;
}

struct range
compare_base(const struct text *t, struct range r)
{
    uint32_t at = find_than(t, r);

    if (at == r.end)
        return find_inner(t, r).base;
    return base_from(t, r, at);
}

/* What 2013年与2012年相比税收 or 税收与上年相比 is about: 税收. */
static struct range
beside_inner(const struct text *t, struct range r, struct range inner)
{
    struct range before = {r.begin, inner.begin};

    while (before.begin < before.end && t->codes[before.begin] <= ' ')
        before.begin++;
    before.begin += phrase_date(t, before);
    return before.begin < before.end ? before
                                     : (struct range){inner.end, r.end};
}

struct range
compare_cut(const struct text *t, struct range r)
{
    uint32_t at = find_than(t, r);
    struct inner inner;

    if (at < r.end) {
        r.end = at;
        return r;
    }
    inner = find_inner(t, r);
    return inner.base.begin < inner.base.end ? beside_inner(t, r, inner.whole)
                                             : r;
}

/* 上年预算: the same at another time. */
static bool
is_of_year_before(const struct text *t, struct range base)
{
    struct lexicon_hit hit;

    return lexicon_longest(&lexicon_year_words, t->codes + base.begin,
                           base.end - base.begin, &hit) &&
           year_words_rows[hit.row].shift < 0;
}

bool
compare_is_beside(const struct text *t, struct range base)
{
    struct lexicon_hit hit, term;

    for (uint32_t at = base.begin; at < base.end; at++) {
        if (!lexicon_longest(&lexicon_beside, t->codes + at, base.end - at,
                             &hit))
            continue;
        if (!beside_rows[hit.row].plan)
            return true;
        return !is_of_year_before(t, base) && /* 比第五个五年计划期间增加 */
               !lexicon_longest(&lexicon_term_words, t->codes + at + hit.chars,
                                base.end - at - hit.chars, &term);
    }
    return false;
}

struct range
compare_share_base(const struct text *t, struct range r)
{
    struct lexicon_hit hit;

    r = compare_trim(t, r);
    if (lexicon_longest_before(&lexicon_share_nouns, t->codes, r.begin, r.end,
                               &hit))
        r.end -= hit.chars;
    if (r.end > r.begin && t->codes[r.end - 1] == CHAR_DE)
        r.end--;
    return r;
}

bool
compare_index_verb(const struct words *w, struct range r, struct verb *out)
{
    struct lexicon_hit hit;
    struct verb v;
    bool found = false;

    while (r.begin < r.end) {
        bool holds, settles;
        if (!verb_at_begin(w, r, &v)) {
            r.begin = verb_next_place(w, r);
            continue;
        }
        r.begin = v.range.end;
        settles = v.role == VERBS_ROLE_INDEX || v.role == VERBS_ROLE_REACH ||
                  (v.role == VERBS_ROLE_TO && !verb_moves(w->t, &v));
        holds = settles || v.role == VERBS_ROLE_COPULA ||
                v.role == VERBS_ROLE_DO || v.role == VERBS_ROLE_TO;
        settles |=
            v.role == VERBS_ROLE_DO && found &&
            lexicon_exact(&lexicon_achieving, w->t->codes + v.range.begin,
                          v.range.end - v.range.begin, &hit);
        if (holds && (!found || (settles && out->role != VERBS_ROLE_INDEX &&
                                 w->t->codes[v.range.end] != CHAR_DE))) {
            *out =
                v; /* 用于救济的支出等于1950年的: 等于, not 用于; 投资额完成 */
            found = true;
        }
    }
    return found;
}

enum direction
compare_gap_direction(const struct text *t, struct range verb)
{
    for (uint32_t at = verb.begin; at < verb.end; at++)
        if (edge_is(t->codes[at], EDGES_ROLE_GAP_DOWN))
            return DIRECTION_DOWN;
    return DIRECTION_UP;
}

bool
compare_change_noun(const struct text *t, struct range noun,
                    enum direction *out)
{
    struct lexicon_hit hit;

    if (!lexicon_longest_before(&lexicon_change_nouns, t->codes, noun.begin,
                                noun.end, &hit))
        return false;
    *out = change_nouns_rows[hit.row].direction;
    return true;
}

/* 以1957年的产量同1952年的产量作比较, 拿去年来同1952年比较一下 */
static bool
is_held(const struct text *t, struct range clause)
{
    struct lexicon_hit hit;

    return clause.begin < clause.end &&
           lexicon_longest(&lexicon_holding_up, t->codes + clause.begin,
                           clause.end - clause.begin, &hit) &&
           lexicon_longest_before(&lexicon_comparing, t->codes, clause.begin,
                                  clause.end, &hit);
}

/* 1952年 of such a clause; its end where it is against nothing dated. */
static struct range
year_held_against(const struct text *t, struct range clause)
{
    for (uint32_t at = clause.end; at > clause.begin; at--) {
        struct range base = {at, clause.end};
        if (!edge_is(t->codes[at - 1], EDGES_ROLE_COMPARED_LEAD))
            continue;
        base.end = at + phrase_date(t, base);
        if (!range_is_empty(base))
            return base;
    }
    return (struct range){clause.end, clause.end};
}

/* 1950年, 上一年: a time and no more. */
static bool
is_time(const struct text *t, struct range r)
{
    struct lexicon_hit hit;

    return r.begin < r.end &&
           (phrase_date(t, r) == r.end - r.begin ||
            (lexicon_exact(&lexicon_year_words, t->codes + r.begin,
                           r.end - r.begin, &hit) &&
             year_words_rows[hit.row].shift < 0));
}

/* 同1954年相比, 与上年比较: X of a clause that only compares. */
static struct range
clause_base(const struct text *t, struct range clause)
{
    struct range base = clause;
    struct lexicon_hit hit;
    bool is_lead;

    while (base.begin < base.end &&
           (t->codes[base.begin] <= ' ' || t->codes[base.begin] == CHAR_ER))
        base.begin++;
    if (is_held(t, base))
        return year_held_against(t, base);
    base.begin += phrase_date(t, base); /* 1992年同1987年相比 */
    is_lead = base.begin < base.end &&
              edge_is(t->codes[base.begin], EDGES_ROLE_COMPARED_LEAD);
    if (is_lead && t->codes[base.begin] == CHAR_BI &&
        is_time(t, (struct range){base.begin + 1, base.end}))
        return (struct range){base.begin + 1, base.end}; /* 比1950年，棉布 */
    if (!is_lead || !lexicon_longest_before(&lexicon_comparing, t->codes,
                                            base.begin, base.end, &hit))
        return (struct range){clause.end, clause.end};
    base.begin++;
    base.end -= hit.chars;
    return base;
}

bool
compare_is_on_year(const struct text *t, struct range r)
{
    for (uint32_t at = r.begin; at + 1 < r.end; at++) {
        if ((t->codes[at] == 0x540C || t->codes[at] == 0x73AF) &&
            t->codes[at + 1] == CHAR_BI)
            return true;
    }
    return false;
}

/* 在工农业总产值中, 在总投资当中: X of a clause that only names a whole. */
static struct range
clause_whole(const struct text *t, struct range clause)
{
    enum { CHAR_ZAI = 0x5728, CHAR_ZHONG = 0x4E2D, WHOLE_MAX_CHARS = 20 };
    struct range whole = clause;

    while (whole.begin < whole.end && t->codes[whole.begin] <= ' ')
        whole.begin++;
    if (whole.end < whole.begin + 3 ||
        whole.end - whole.begin > WHOLE_MAX_CHARS ||
        t->codes[whole.begin] != CHAR_ZAI ||
        t->codes[whole.end - 1] != CHAR_ZHONG)
        return (struct range){clause.end, clause.end};
    return (struct range){whole.begin + 1, whole.end - 1};
}

/* What `read` finds in the last clause of `r` where it finds anything. */
static struct range
last_stated(const struct text *t, struct range r,
            struct range (*read)(const struct text *, struct range))
{
    enum { REACH_CHARS = 128 };
    struct range clause, base, found = {r.end, r.end};

    if (r.end - r.begin > REACH_CHARS)
        r.begin = r.end - REACH_CHARS;
    for (clause = r; clause.begin < r.end; clause.begin = clause.end + 1) {
        clause.end = clause.begin;
        while (clause.end < r.end && t->codes[clause.end] != ',' &&
               t->codes[clause.end] != ':' && t->codes[clause.end] != ';')
            clause.end++;
        base = read(t, clause);
        if (!range_is_empty(base))
            found = base;
    }
    return found;
}

struct range
compare_stated_base(const struct text *t, struct range r)
{
    return last_stated(t, r, clause_base);
}

struct range
compare_stated_whole(const struct text *t, struct range r)
{
    return last_stated(t, r, clause_whole);
}

/* The 的 of 的比重 at the end of `r`; r.end: there is none. */
static uint32_t
share_noun(const struct text *t, struct range r)
{
    struct lexicon_hit hit;

    if (lexicon_longest_before(&lexicon_share_nouns, t->codes, r.begin, r.end,
                               &hit) &&
        t->codes[r.end - hit.chars] == CHAR_DE)
        return r.end - hit.chars;
    return r.end;
}

/* 旅游业对生产总值的贡献: what gives what to what. */
static bool
contribution_parts(const struct words *w, struct range r, struct range *part,
                   struct range *whole)
{
    enum { CHAR_DUI = 0x5BF9 };
    struct lexicon_hit hit;
    uint32_t to = phrase_find(w->t, r, CHAR_DUI);

    if (to == r.end ||
        !lexicon_longest_before(&lexicon_part_verbs, w->t->codes, to, r.end,
                                &hit) ||
        w->t->codes[r.end - hit.chars - 1] != CHAR_DE)
        return false;
    *part = phrase_trim(w, (struct range){r.begin, to});
    *whole = (struct range){to + 1, r.end - hit.chars - 1};
    return !range_is_empty(*whole);
}

bool
compare_share_parts(const struct words *w, struct range r, struct range *part,
                    struct range *whole)
{
    const struct text *t = w->t;
    enum {
        CHAR_ZHAN = 0x5360,
        CHAR_SUO = 0x6240,
        CHAR_ZHONG = 0x4E2D,
        CHAR_ZAI = 0x5728
    };
    uint32_t take = phrase_find(t, r, CHAR_ZHAN), in, middle;
    struct range before = {r.begin, take};

    if (r.begin > 0 && t->codes[r.begin - 1] == CHAR_ZAI)
        before.begin = --r.begin; /* it was cut off as what leads a place */

    if (contribution_parts(w, r, part, whole))
        return true;
    if (take == r.end)
        take = share_noun(t, r); /* 消费在国民收入中的比重 */
    else if (t->codes[take + 1] == CHAR_BI && t->codes[take + 2] != 0x91CD)
        return false; /* 占比, not 占比重 */
    if (take == r.end)
        return false;
    before.end = take;
    if (take > r.begin && t->codes[take - 1] == CHAR_SUO)
        before.end = take - 1;
    in = phrase_find(t, before, CHAR_ZAI);
    middle = phrase_find(t, (struct range){in, before.end}, CHAR_ZHONG);
    if (in == before.end || middle == before.end) {
        *part = phrase_trim(w, before);
        *whole = compare_share_base(w->t, (struct range){take + 1, r.end});
        return !range_is_empty(*whole) ||
               (before.end < take && !range_is_empty(*part));
    }
    *whole = (struct range){in + 1, middle};
    *part = phrase_trim(w, (struct range){middle + 1, before.end});
    if (range_is_empty(*part))
        *part = phrase_trim(w, (struct range){r.begin, in});
    return !range_is_empty(*part) || in == phrase_trim_lead(w, r).begin ||
           in == r.begin; /* 在出口总额中的比重: of what was named */
}
