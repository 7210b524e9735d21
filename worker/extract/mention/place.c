/*
 * Places: divisions and names that a list has, with what goes on from them
 * (海拉尔机场, 长江中下游), and names that end like a place: 裴梅镇, 农林桥.
 */
#include "worker/extract/mention/readers.h"

#include "worker/extract/text/marks.h"

enum {
    NAME_MIN_CHARS = 2,
    NAME_MAX_CHARS = 5,
    /* 松根海尔汗区 behind 乌兰巴托市 */
    INNER_MAX_CHARS = 6,
    /* A listed place that is no division is taken for a prefecture. */
    PLACE_RANK = 2,
};

#define NAMED (ROLE(DIVISION) | ROLE(PLACE) | ROLE(COUNTRY))
#define ENDS                                                                   \
    (ROLE(PLACE_HEAD) | ROLE(PLACE_TAIL) | ROLE(MEMORIAL) | ROLE(LEVEL))
#define INSIDE                                                                 \
    (NAMED | ENDS | ROLE(PLACE_PART) | ROLE(NOUN) | ROLE(WORLDWIDE) |          \
     ROLE(VERBAL))
/* What a memorial may remember. */
#define REMEMBERED                                                             \
    (INSIDE | ROLE(BODY) | ROLE(BODY_PART) | ROLE(ORGANIZATION) |              \
     ROLE(ORGANIZATION_HEAD) | ROLE(ORGANIZATION_TAIL) | ROLE(PERSON) |        \
     ROLE(MEETING) | ROLE(PHRASE))

/* A head of one character ends a name only where one must stand. */
static bool
is_short_end(const struct scan *s, size_t i)
{
    return scan_is(s, i, ENDS) && piece_chars(&s->pieces.items[i]) == 1;
}

/* Where a place goes on from piece `i`: words and names up to an end. */
static size_t
inner_end(const struct scan *s, size_t i)
{
    uint32_t chars = 0;
    size_t k = i;
    bool is_unknown = true;

    while (scan_is_name(s, k) ||
           scan_is(s, k, ROLE(NOUN) | ROLE(WORLDWIDE) | ROLE(PROGRAM)) ||
           (k > i && scan_is(s, k, ROLE(VERBAL)))) {
        chars += piece_chars(&s->pieces.items[k]);
        is_unknown = is_unknown && s->pieces.items[k].kind == PIECE_HANZI;
        if (chars > INNER_MAX_CHARS)
            return i;
        k++;
    }
    if (!scan_is(s, k, ENDS) || (is_short_end(s, k) && (!is_unknown || k == i)))
        return i;
    return k + 1;
}

/* 市 behind 乌兰巴托, but not the 市 of a body: 市委. */
static bool
is_own_level(const struct scan *s, size_t i)
{
    return scan_is(s, i, ROLE(LEVEL)) &&
           !scan_is(s, i + 1,
                    ROLE(BODY) | ROLE(BODY_PART) | ROLE(ORGANIZATION_HEAD) |
                        ROLE(ORGANIZATION_TAIL) | ROLE(LEVEL) | ROLE(POST));
}

/* How small a listed place is, from countries on; -1: none that counts. */
static int
rank(const struct scan *s, size_t i)
{
    const struct piece *p;
    struct lexicon_hit hit;

    if (!scan_is(s, i, NAMED))
        return -1;
    p = &s->pieces.items[i];
    if (p->role == NAMES_ROLE_COUNTRY)
        return 0;
    if (p->role == NAMES_ROLE_PLACE ||
        !lexicon_exact(&lexicon_divisions, s->t->codes + p->range.begin,
                       piece_chars(p), &hit))
        return PLACE_RANK;
    return divisions_rows[hit.row].form == DIVISIONS_FORM_OFFICE
               ? -1
               : divisions_rows[hit.row].level;
}

/* Whether piece `inner` is a smaller place right behind one: 美国洛杉矶. */
static bool
is_inside(const struct scan *s, size_t outer, size_t inner)
{
    return rank(s, outer) >= 0 && rank(s, inner) > rank(s, outer);
}

/* A name of a list, and what belongs to it behind. */
static void
read_named(struct scan *s, size_t i)
{
    size_t end = i + 1, next;

    if (i > 0 && is_inside(s, i - 1, i))
        return; /* part of the one in front */
    for (;;) {
        if (is_inside(s, end - 1, end))
            end++;
        else if ((next = inner_end(s, end)) > end)
            end = next;
        else if (is_own_level(s, end))
            end++;
        else
            break;
    }
    if (scan_is(s, end, ROLE(PLACE_PART)))
        end++;
    scan_add_plain(s, i, end, MENTION_PLACE);
}

/* A head of one character takes the unknown characters in front of it. */
static void
read_short_ending(struct scan *s, size_t i)
{
    size_t n = scan_name_before(s, i, NAME_MAX_CHARS + 1);

    if (scan_is_word(s, i, STR("省")) || scan_is_word(s, i, STR("师")))
        return; /* there are no others than the listed */
    if (n >= NAME_MIN_CHARS && n <= NAME_MAX_CHARS &&
        (scan_may_begin(s, i - n) || scan_is(s, i - n - 1, ENDS)))
        scan_add_plain(s, i - n, i + 1, MENTION_PLACE);
}

/* A longer head takes words as well, from a place or a name on. */
static void
read_ending(struct scan *s, size_t i)
{
    size_t first = scan_run_begin(
        s, i, scan_is(s, i, ROLE(MEMORIAL)) ? REMEMBERED : INSIDE);
    size_t begin = first;

    while (begin < i && rank(s, begin) < 0 &&
           !(scan_is(s, i, ROLE(MEMORIAL)) &&
             scan_is(s, begin, ROLE(MEETING) | ROLE(PERSON))))
        begin++; /* 遵义会议旧址 */
    if (begin == i && !scan_is(s, i, ROLE(PLACE_TAIL)))
        begin = scan_name_in(s, first, i);
    if (begin < i)
        scan_add_plain(s, begin, i + 1, MENTION_PLACE);
}

void
read_place(struct scan *s, size_t i)
{
    if (rank(s, i) >= 0)
        read_named(s, i);
    else if (scan_is(s, i, NAMED))
        return; /* an office, by which divisions.tsv tells a place */
    else if (is_short_end(s, i))
        read_short_ending(s, i);
    else
        read_ending(s, i);
}
