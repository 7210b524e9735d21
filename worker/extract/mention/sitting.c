/*
 * Sittings by their numbers: 海拉尔区第十四届人民代表大会第二次会议, 中共十九届五中全会, and
 * those that share a term: 省委十四届七次、八次全会.
 */
#include "worker/extract/mention/readers.h"

#include "worker/extract/report/session.h"
#include "worker/extract/text/marks.h"

enum {
    HANZI_CI = 0x6B21,    /* 次 */
    HANZI_ZHONG = 0x4E2D, /* 中 */
    HANZI_HE = 0x548C,    /* 和 */
    LIST_COMMA = 0x3001,
    /* 全国人民代表大会常务委员会 and the like between term and sitting. */
    BODY_MAX_CHARS = 20,
    NUMBER_MAX_CHARS = 4,
};

/* One numbered sitting: 第二次会议, 七次, 五中全会. */
struct sitting {
    struct range number; /* with 次 or 中; ends at begin: none */
    uint32_t end; /* behind 会议; the number's end where it is shared */
};

static bool
is_number(uint32_t code)
{
    return mark_is_digit(code) || mark_is_numeral(code);
}

/* The sitting whose number begins at `at`. */
static struct sitting
sitting_at(const struct scan *s, uint32_t at)
{
    const uint32_t *codes = s->t->codes;
    struct sitting sitting = {.number = {at, at}};
    uint32_t end = at;

    if (end < s->sentence.end && codes[end] == 0x7B2C /* 第 */)
        end++;
    while (end < s->sentence.end && end - at <= NUMBER_MAX_CHARS &&
           is_number(codes[end]))
        end++;
    if (end == at || end >= s->sentence.end || !is_number(codes[end - 1]) ||
        (codes[end] != HANZI_CI && codes[end] != HANZI_ZHONG))
        return sitting;
    sitting.number.end = end + 1;
    sitting.end = session_end(s->t, s->sentence, end + 1, true);
    return sitting;
}

/* Whether sittings go on at `at`: 、八次全会, 和五中全会. */
static bool
goes_on(const struct scan *s, uint32_t at)
{
    uint32_t code = at < s->sentence.end ? s->t->codes[at] : 0;
    struct sitting next;

    if (code != LIST_COMMA && code != HANZI_HE)
        return false;
    next = sitting_at(s, at + 1);
    return next.number.end > next.number.begin;
}

/* The first sitting behind the 届 at `at`, over the name of its body. */
static struct sitting
first_sitting(const struct scan *s, uint32_t at)
{
    struct sitting none = {.number = {at, at}};

    for (uint32_t i = at + 1; i < s->sentence.end && i - at <= BODY_MAX_CHARS;
         i++) {
        uint32_t code = s->t->codes[i];
        struct sitting sitting;

        if (is_number(code) || code == 0x7B2C) {
            sitting = sitting_at(s, i);
            if (sitting.number.end > i &&
                (sitting.end > 0 || goes_on(s, sitting.number.end)))
                return sitting;
        }
        if (!mark_is_hanzi(code) && !is_number(code) && code != ' ')
            break;
    }
    return none;
}

/* Where the name of the body in front of the term begins. */
static uint32_t
owner_begin(const struct scan *s, size_t piece, uint32_t term)
{
    size_t first = piece;

    while (first > 0 && s->pieces.items[first - 1].range.end > term)
        first--;
    while (first > 0 && (scan_is(s, first - 1,
                                 ROLE(PARTY) | ROLE(DIVISION) | ROLE(LEVEL) |
                                     ROLE(BODY) | ROLE(BODY_PART) |
                                     ROLE(ORGANIZATION) | ROLE(LEVEL_OF_ALL)) ||
                         scan_is_mark(s, first - 1, ' ')))
        first--;
    while (scan_is_mark(s, first, ' '))
        first++;
    /* A division that no list has: 裴县政协. */
    if (scan_is(s, first, ROLE(LEVEL)))
        first -= scan_may_begin(s, first - scan_name_before(s, first, 3))
                     ? scan_name_before(s, first, 3)
                     : 0;
    return s->pieces.items[first].range.begin < term
               ? s->pieces.items[first].range.begin
               : term;
}

/* What the sitting's words leave out: the front, and the end it shares. */
static struct str
whole_name(const struct scan *s, struct range front, struct range own,
           struct range end)
{
    struct str a = text_meant(s->t, front, s->arena),
               b = text_meant(s->t, own, s->arena),
               c = text_meant(s->t, end, s->arena);

    return arena_format(s->arena, "%.*s%.*s%.*s", STR_ARG(a), STR_ARG(b),
                        STR_ARG(c));
}

void
read_sitting(struct scan *s, size_t i)
{
    uint32_t jie = s->pieces.items[i].range.end - 1;
    uint32_t term = session_number_begin(s->t, s->sentence, jie);
    struct sitting list[8];
    struct range front, end = {0, 0};
    size_t count = 0;

    if (term == jie)
        return;
    list[0] = first_sitting(s, jie);
    if (list[0].number.end == list[0].number.begin)
        return;
    front = (struct range){owner_begin(s, i, term), list[0].number.begin};
    for (count = 1; count < sizeof list / sizeof *list; count++) {
        const struct sitting *last = &list[count - 1];
        uint32_t at = last->end > 0 ? last->end : last->number.end;

        if (!goes_on(s, at))
            break;
        list[count] = sitting_at(s, at + 1);
    }
    for (size_t k = count; k > 0; k--) {
        struct sitting *sitting = &list[k - 1];
        struct range own = sitting->number;
        bool is_first = k == 1, is_short = sitting->end == 0;
        struct str value = {NULL, 0};

        if (!is_short)
            end = (struct range){own.end, sitting->end};
        if (end.end == 0)
            continue; /* nothing says what sits */
        if (!is_first || is_short)
            value = whole_name(s, front, own, end);
        scan_add(s,
                 (struct range){is_first ? front.begin : own.begin,
                                is_short ? own.end : sitting->end},
                 MENTION_MEETING, value);
    }
}
