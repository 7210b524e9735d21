/*
 * Programmes: policies, projects and campaigns that a list has, and names in
 * quotation marks (“请你来协商”) that are neither speech nor slogan.
 */
#include "worker/extract/mention/readers.h"

#include "worker/extract/text/marks.h"

enum {
    QUOTED_MIN_CHARS = 3,
    QUOTED_MAX_CHARS = 18,
    QUOTED_MAX_PIECES = 24,
    /* “3815”战略发展目标: what may stand before the kind. */
    KIND_REACH_CHARS = 2,
};

/* The mark that closes what `code` opens, 0: it opens no quotation. */
static uint32_t
closing_of(uint32_t code)
{
    switch (code) {
    case 0x201C: /* “ */
        return 0x201D;
    case 0x300C: /* 「 */
        return 0x300D;
    case 0x300E: /* 『 */
        return 0x300F;
    default:
        return 0;
    }
}

/* Whether the quotation [begin, end) is speech or a slogan. */
static bool
is_said(const struct scan *s, size_t begin, size_t end)
{
    if (begin >= 2 && scan_is_mark(s, begin - 2, ':'))
        return true;
    for (size_t i = begin; i < end; i++) {
        uint32_t code = s->t->codes[s->pieces.items[i].range.begin];

        if (mark_ends_sentence(code) || code == ',' || code == ';' ||
            code == ':')
            return true;
        if (scan_is(s, i, ROLE(PHRASE)))
            return true;
    }
    return false;
}

/* Whether the name `inner` ends with its kind, or is followed by it. */
static bool
is_of_a_kind(const struct scan *s, struct range inner)
{
    uint32_t next = inner.end + 1; /* behind the closing mark */
    struct lexicon_hit hit;

    if (lexicon_longest_before(&lexicon_program_kinds, s->t->codes, inner.begin,
                               inner.end, &hit) &&
        hit.chars < inner.end - inner.begin)
        return true;
    for (uint32_t at = next;
         at < s->sentence.end && at <= next + KIND_REACH_CHARS &&
         mark_is_hanzi(s->t->codes[at]);
         at++) {
        if (lexicon_longest(&lexicon_program_kinds, s->t->codes + at,
                            s->sentence.end - at, &hit))
            return true;
    }
    return false;
}

/* Whether what is quoted at piece `open` is carried out: 实施“…”. */
static bool
is_carried_out(const struct scan *s, size_t open)
{
    const struct piece *verb = &s->pieces.items[open - (open > 0)];
    struct lexicon_hit hit;

    return !s->is_special_region && open > 0 &&
           lexicon_exact(&lexicon_carrying, s->t->codes + verb->range.begin,
                         piece_chars(verb), &hit);
}

/* Whether what is quoted at piece `open` is given as an award: 评为“…”. */
static bool
is_given(const struct scan *s, size_t open)
{
    const struct piece *verb = &s->pieces.items[open - (open > 0)];

    if (open == 0 || s->is_special_region || !piece_is(verb, ROLE(AWARDING)))
        return false;
    for (uint32_t at = verb->range.begin; at < verb->range.end; at++) {
        if (s->t->codes[at] == 0x8BC4 /* 评 */ ||
            s->t->codes[at] == 0x6388 /* 授 */)
            return true;
    }
    return false;
}

/* 三个定位: a number makes a slogan, no name. */
static bool
is_counted(const struct scan *s, size_t begin, size_t end)
{
    return begin + 1 < end && s->pieces.items[begin].kind == PIECE_NUMBER &&
           s->t->codes[s->pieces.items[begin + 1].range.begin] ==
               0x4E2A /* 个 */;
}

/* What stands in the quotation that piece `open` begins. */
static void
read_quoted(struct scan *s, size_t open)
{
    uint32_t closing =
        closing_of(s->t->codes[s->pieces.items[open].range.begin]);
    size_t end = open + 1;
    struct range inner;

    if (closing == 0)
        return;
    while (end < s->pieces.count && end - open <= QUOTED_MAX_PIECES &&
           !scan_is_mark(s, end, closing))
        end++;
    if (!scan_is_mark(s, end, closing) || end == open + 1)
        return;
    inner = scan_range(s, open + 1, end);
    if (scan_is(s, open + 1, ROLE(PLAN_PERIOD)) && end == open + 2)
        return; /* a time */
    if (inner.end - inner.begin < QUOTED_MIN_CHARS ||
        inner.end - inner.begin > QUOTED_MAX_CHARS || is_said(s, open + 1, end))
        return;
    if (scan_is(s, end + 1, ROLE(HONOR_HEAD) | ROLE(AWARD_WORD)) ||
        is_given(s, open))
        scan_add_plain(s, open + 1, end, MENTION_HONOR);
    else if (!is_counted(s, open + 1, end) &&
             (is_of_a_kind(s, inner) || is_carried_out(s, open)))
        scan_add_plain(s, open + 1, end, MENTION_PROGRAM);
}

/* Whether piece `i` ends with what a plan is: 第一个五年计划. */
static bool
is_plan_in_full(const struct scan *s, size_t i)
{
    struct range name = s->pieces.items[i].range;
    struct lexicon_hit hit;

    return lexicon_longest_before(&lexicon_plan_kinds, s->t->codes, name.begin,
                                  name.end, &hit);
}

/* 十四五规划, with the mark that may stand between the two. */
static void
read_plan(struct scan *s, size_t i)
{
    size_t end = i + 1;
    bool is_quoted =
        end < s->pieces.count &&
        mark_is_closing(s->t->codes[s->pieces.items[end].range.begin]);
    struct lexicon_hit hit;

    if (is_plan_in_full(s, i)) {
        scan_add_plain(s, i, end, MENTION_PROGRAM);
        return;
    }
    end += is_quoted;
    if (end < s->pieces.count &&
        lexicon_exact(&lexicon_plan_kinds,
                      s->t->codes + s->pieces.items[end].range.begin,
                      piece_chars(&s->pieces.items[end]), &hit))
        scan_add_plain(s, is_quoted && i > 0 ? i - 1 : i, end + 1,
                       MENTION_PROGRAM);
}

void
read_program(struct scan *s, size_t i)
{
    if (scan_is(s, i, ROLE(PLAN_PERIOD)))
        read_plan(s, i);
    else if (scan_is(s, i, ROLE(PROGRAM)))
        scan_add_plain(s, i, i + 1 + scan_is(s, i + 1, ROLE(PROGRAM_HEAD)),
                       MENTION_PROGRAM);
    else
        read_quoted(s, i);
}
