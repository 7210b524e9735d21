#include "worker/extract/mention/office.h"

enum {
    /* What an office is about: 人力 of 人力事务委员会. */
    MATTER_MIN_CHARS = 2,
    JOINT_MAX_PIECES = 6,
};

/* What the matter of an office may be told with. */
#define MATTER                                                                 \
    (ROLE(NOUN) | ROLE(VERBAL) | ROLE(WORLDWIDE) | ROLE(DIVISION) |            \
     ROLE(COUNTRY) | ROLE(PLACE) | ROLE(PLACE_TAIL) | ROLE(PLACE_HEAD) |       \
     ROLE(PROGRAM) | ROLE(PROGRAM_HEAD) | ROLE(BODY) | ROLE(ORGANIZATION) |    \
     ROLE(ORGANIZATION_HEAD) | ROLE(ORGANIZATION_TAIL) | ROLE(PHRASE))

/* 教育局 and 管理局 are offices like 局 itself. */
static bool
is_office(const struct scan *s, size_t i)
{
    uint32_t last = s->t->codes[s->pieces.items[i].range.end - 1];

    return scan_is(s, i, ROLE(OFFICE)) ||
           (scan_is(s, i, ROLE(ORGANIZATION_HEAD) | ROLE(ORGANIZATION_TAIL)) &&
            last == 0x5C40 /* 局 */);
}

/*
 * Over the 及 before piece `begin` to the other matter of one office:
 * 食物及卫生局, but not 发展局及卫生局.
 */
static size_t
over_joint(const struct scan *s, size_t begin)
{
    size_t k = begin - (begin > 0);

    if (!scan_is_word(s, k, STR("及")))
        return begin;
    while (k > 0 && begin - k < JOINT_MAX_PIECES &&
           (scan_is(s, k - 1, ROLE(NOUN) | ROLE(VERBAL) | ROLE(PROGRAM)) ||
            scan_is_name(s, k - 1)))
        k--;
    return begin - k > 1 && scan_may_begin(s, k) ? k : begin;
}

size_t
office_begin(const struct scan *s, size_t i)
{
    size_t begin;
    uint32_t chars;

    if (!s->is_special_region || !is_office(s, i))
        return i;
    begin = scan_run_begin(s, i, MATTER);
    chars = s->pieces.items[i].range.begin - s->pieces.items[begin].range.begin;
    if (chars < MATTER_MIN_CHARS ||
        s->pieces.items[begin].kind == PIECE_NUMBER ||
        (begin > 0 && (scan_is(s, begin - 1, ROLE(GROUP)) ||
                       s->pieces.items[begin - 1].kind == PIECE_NUMBER)))
        return i;
    return over_joint(s, begin);
}

bool
office_is_own_government(const struct scan *s, size_t i)
{
    uint32_t end = s->pieces.items[i].range.end;
    struct lexicon_hit hit;

    return s->is_special_region &&
           (scan_is_word(s, i, STR("政府")) ||
            scan_is_word(s, i, STR("政府当局"))) &&
           !(i > 0 && scan_is(s, i - 1, ROLE(GROUP))) &&
           !lexicon_longest(&lexicon_government_matters, s->t->codes + end,
                            s->sentence.end - end, &hit);
}
