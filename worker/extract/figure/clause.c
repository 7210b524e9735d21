#include "worker/extract/figure/clause.h"

#include "base/utf8.h"

#include "tables.h"
#include "worker/extract/quantity/numeral.h"
#include "worker/extract/text/marks.h"

/* Words further away than this do not bind; keeps the work linear. */
enum { REACH_CHARS = 64 };

static bool
is_mark(uint32_t code)
{
    switch (code) {
    case ',':
    case ';':
    case ':':
    case '!':
    case '?':
    case '(':
    case ')':
    case 0x3002:
    case '\n':
        return true;
    default:
        return false;
    }
}

static struct range
near_end(struct range r)
{
    if (r.end - r.begin > REACH_CHARS)
        r.begin = r.end - REACH_CHARS;
    return r;
}

static struct range
near_begin(struct range r)
{
    if (r.end - r.begin > REACH_CHARS)
        r.end = r.begin + REACH_CHARS;
    return r;
}

/* Past a short aside without figures that begins `r`; else r.begin. */
static uint32_t
aside_end(const struct text *t, struct range r)
{
    enum { ASIDE_MAX_CHARS = 40 };

    for (uint32_t at = r.begin; at < r.end; at++) {
        if (at - r.begin > ASIDE_MAX_CHARS)
            break;
        if (t->codes[at] == ')')
            return at + 1;
    }
    return r.begin;
}

/* The first mark or 、 in r, or its end. */
static uint32_t
next_mark(const struct text *t, struct range r)
{
    for (uint32_t at = r.begin; at < r.end; at++) {
        if (t->codes[at] == '(')
            at = aside_end(t, (struct range){at, r.end});
        if (at < r.end && (is_mark(t->codes[at]) || t->codes[at] == 0x3001))
            return at;
    }
    return r.end;
}

/* Whether some verb of verbs.tsv is spelled in `r`. */
static bool
spells_verb(const struct text *t, struct range r)
{
    struct lexicon_hit hit;

    for (uint32_t at = r.begin; at < r.end; at++) {
        if (lexicon_longest(&lexicon_verbs, t->codes + at, r.end - at, &hit))
            return true;
    }
    return false;
}

/* Behind 减、免、缓, one verb whatever 、 it holds, around `mark`; or `mark`. */
static uint32_t
past_paused_verb(const struct text *t, struct range r, uint32_t mark)
{
    struct lexicon_hit hit;

    return mark > r.begin && mark < r.end &&
                   lexicon_longest(&lexicon_verbs, t->codes + mark - 1,
                                   r.end - mark + 1, &hit) &&
                   hit.chars > 1
               ? mark - 1 + hit.chars
               : mark;
}

/* What is said behind the number; 被市委、市政府采纳 is said in one. */
static uint32_t
told_end(const struct text *t, struct range r)
{
    enum { CHAR_BEI = 0x88AB, CHAR_PAUSE = 0x3001 };
    struct lexicon_hit hit;
    uint32_t end;

    if (lexicon_longest(&lexicon_paused_nouns, t->codes + r.begin,
                        r.end - r.begin, &hit))
        return next_mark(t, (struct range){r.begin + hit.chars, r.end});
    end = next_mark(t, r);
    if (past_paused_verb(t, r, end) > end)
        end = next_mark(t, (struct range){past_paused_verb(t, r, end), r.end});
    while (end < r.end && t->codes[r.begin] == CHAR_BEI &&
           t->codes[end] == CHAR_PAUSE &&
           !spells_verb(t, (struct range){r.begin, end}))
        end = next_mark(t, (struct range){end + 1, r.end});
    return end;
}

/* 在5个村 of 七是在5个村建设…: which item it is says nothing of it. */
static uint32_t
past_item(const struct text *t, struct range left)
{
    enum { CHAR_SHI = 0x662F, LABEL_MAX_CHARS = 3 };
    uint32_t at = left.begin;

    while (at < left.end && at - left.begin < LABEL_MAX_CHARS &&
           numeral_begins(t->codes[at]) && !mark_is_digit(t->codes[at]))
        at++;
    return at > left.begin && at < left.end && t->codes[at] == CHAR_SHI
               ? at + 1
               : left.begin;
}

bool
clause_is_passing_time(const struct quantity *q)
{
    return q->kind == KIND_DURATION && q->form == FORM_PLAIN &&
           q->bound == BOUND_EXACT && q->value.scale == 0 &&
           str_equal(q->unit, STR("年"));
}

/* Where 每立方米 of 每立方米32微克 begins, else the quantity. */
static uint32_t
before_rate(const struct text *t, uint32_t begin, const struct quantity *q)
{
    enum { CHAR_MEI = 0x6BCF };
    uint32_t chars = (uint32_t)utf8_count(q->per) + 1;

    return record_has(q->per) && q->range.begin >= begin + chars &&
                   t->codes[q->range.begin - chars] == CHAR_MEI
               ? q->range.begin - chars
               : q->range.begin;
}

void
clause_cut(const struct text *t, struct range within,
           const struct quantity *quantities, size_t count, struct slot *slots)
{
    uint32_t at = within.begin, mark = 0;
    struct range before = {within.begin, within.begin};
    struct range left = before, outer = before;
    bool follows = false;

    for (size_t i = 0; i < count; i++) {
        const struct quantity *q = &quantities[i];
        uint32_t limit =
            i + 1 < count ? quantities[i + 1].range.begin : within.end;
        struct range right = {q->range.end, limit};

        for (; at < q->range.begin; at++) {
            if (t->codes[at] == '(' && at > left.begin)
                at = aside_end(t, (struct range){at, q->range.begin});
            if (!is_mark(t->codes[at]))
                continue;
            if (t->codes[at] == '(')
                outer = left;
            before = t->codes[at] == ')'
                         ? outer
                         : (struct range){follows ? at : left.begin, at};
            outer.end = t->codes[at] == '(' ? at : outer.end;
            left.begin = at + 1;
            mark = t->codes[at];
            follows = false;
        }
        if (!follows)
            left.begin =
                past_item(t, (struct range){left.begin, q->range.begin});
        left.end = before_rate(t, left.begin, q);
        right = near_begin(right);
        right.end = told_end(t, right);
        slots[i] = (struct slot){q,    near_end(left), right, near_end(before),
                                 mark, follows};
        if (q->range.end > at)
            at = q->range.end;
        if (clause_is_passing_time(q))
            continue;
        left.begin = at;
        before = (struct range){at, at};
        follows = true;
    }
}

struct range
clause_aim(const struct text *t, const struct slot *slot)
{
    enum { CHAR_YI = 0x4EE5, CHAR_WEI = 0x4E3A };
    struct range right = slot->right;
    struct lexicon_hit hit;
    uint32_t at;

    if (slot->left.end > slot->left.begin &&
        t->codes[slot->left.end - 1] == CHAR_YI &&
        lexicon_longest_before(&lexicon_aims, t->codes, right.begin, right.end,
                               &hit)) {
        for (at = right.begin; at < right.end; at++) {
            if (t->codes[at] == CHAR_WEI)
                return (struct range){right.begin, at};
        }
    }
    return (struct range){right.end, right.end};
}

struct range
clause_list_lead(const struct text *t, struct range sentence,
                 const struct slot *slot)
{
    struct range lead = {sentence.begin, sentence.begin};

    while (lead.end < slot->left.begin &&
           lead.end - lead.begin <= CLAUSE_REACH_CHARS) {
        if (t->codes[lead.end] == ':')
            return lead;
        lead.end++;
    }
    return (struct range){sentence.begin, sentence.begin};
}
