#include "worker/extract/mention/office.h"

enum {
    /* What an office is about: 人力 of 人力事务委员会. */
    MATTER_MIN_CHARS = 2,
    TELLING_MIN_CHARS = 3,
    TELLING_OFFICE_CHARS = 5,
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

/* Whether what stands before piece `i` makes it one of several. */
static bool
is_one_of_many(const struct scan *s, size_t i)
{
    if (i > 1 && scan_is_word(s, i - 1, STR("的")))
        i--; /* 相关的事务委员会 */
    return i > 0 && (scan_is(s, i - 1, ROLE(GROUP)) ||
                     s->pieces.items[i - 1].kind == PIECE_NUMBER ||
                     scan_is_count(s, i - (i > 1 ? 2 : 1), i + 1));
}

/* 教育局 and 小组委员会 tell what they are about themselves, 委员会 does not. */
static bool
is_telling(const struct scan *s, size_t i)
{
    uint32_t least =
        scan_is(s, i, ROLE(OFFICE)) ? TELLING_OFFICE_CHARS : TELLING_MIN_CHARS;

    return piece_chars(&s->pieces.items[i]) >= least;
}

bool
office_find(const struct scan *s, size_t i, size_t *begin)
{
    size_t first;

    if (!s->is_special_region || !is_office(s, i))
        return false;
    first = scan_run_begin(s, i, MATTER);
    while (first < i && scan_is_word(s, first, STR("咨询")))
        first++; /* 咨询青年事务委员会 */
    if (is_one_of_many(s, first) || s->pieces.items[first].kind == PIECE_NUMBER)
        return false;
    if (s->pieces.items[i].range.begin - s->pieces.items[first].range.begin <
        MATTER_MIN_CHARS) {
        *begin = i;
        return is_telling(s, i);
    }
    *begin = over_joint(s, first);
    return true;
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
