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

/* What stands in the quotation that piece `open` begins. */
static void
read_quoted(struct scan *s, size_t open)
{
    uint32_t closing =
        closing_of(s->t->codes[s->pieces.items[open].range.begin]);
    size_t end = open + 1;
    struct range inner;
    bool is_award;

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
    is_award = scan_is(s, end + 1, ROLE(HONOR_HEAD) | ROLE(AWARD_WORD));
    scan_add_plain(s, open + 1, end,
                   is_award ? MENTION_HONOR : MENTION_PROGRAM);
}

/* 十四五规划, with the mark that may stand between the two. */
static void
read_plan(struct scan *s, size_t i)
{
    size_t end = i + 1;
    bool is_quoted =
        end < s->pieces.count &&
        mark_is_closing(s->t->codes[s->pieces.items[end].range.begin]);

    end += is_quoted;
    if (scan_is_word(s, end, STR("规划")) || scan_is_word(s, end, STR("计划")))
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
