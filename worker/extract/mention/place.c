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
    LIST_COMMA = 0x3001,
    MIDDLE_DOT = 0xB7,
    OPENING_QUOTE = 0x201C,
    CLOSING_QUOTE = 0x201D,
    BRAND_MAX_PIECES = 8,
    COUNTY_MAX_CHARS = 4,
};

#define NAMED (ROLE(DIVISION) | ROLE(PLACE) | ROLE(COUNTRY))
#define ENDS                                                                   \
    (ROLE(PLACE_HEAD) | ROLE(PLACE_TAIL) | ROLE(MEMORIAL) | ROLE(LEVEL) |      \
     ROLE(ROAD))
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
    return divisions_rows[hit.row].level;
}

/* Whether piece `inner` is a smaller place right behind one: 美国洛杉矶. */
static bool
is_inside(const struct scan *s, size_t outer, size_t inner)
{
    return rank(s, outer) >= 0 && rank(s, inner) > rank(s, outer);
}

/* The row of the division that the characters of `r` name, NULL: none. */
static const struct divisions_row *
division_of(const struct scan *s, struct range r)
{
    struct lexicon_hit hit;

    if (!lexicon_exact(&lexicon_divisions, s->t->codes + r.begin,
                       r.end - r.begin, &hit) ||
        !record_has(divisions_rows[hit.row].code))
        return NULL;
    return &divisions_rows[hit.row];
}

/*
 * Where the short name of a county ends that stands behind its own province
 * or prefecture at piece `outer`: 江苏昆山. `outer + 1`: there is none.
 */
static size_t
county_end(const struct scan *s, size_t outer)
{
    const struct divisions_row *row, *inner;
    size_t k = outer + 1;
    uint32_t begin;

    row = division_of(s, s->pieces.items[outer].range);
    if (!row || k >= s->pieces.count || row->level < 1 || row->level > 2)
        return outer + 1;
    begin = s->pieces.items[k].range.begin;
    for (; k < s->pieces.count && k - outer <= COUNTY_MAX_CHARS; k++) {
        struct range r = {begin, s->pieces.items[k].range.end};

        inner = division_of(s, r);
        if (inner && inner->level > row->level && r.end - r.begin > 1 &&
            str_starts(inner->code,
                       str_slice(row->code, 0, (size_t)row->level * 2)))
            return k + 1;
    }
    return outer + 1;
}

/*
 * Whether pieces [begin, end) are a word of a brand in quotation marks, as
 * of “有一种叫云南的生活”: there they name no place.
 */
static bool
is_in_brand(const struct scan *s, size_t begin, size_t end)
{
    size_t open = begin, close = end;

    while (open > 0 && begin - open <= BRAND_MAX_PIECES &&
           s->pieces.items[open - 1].kind != PIECE_MARK)
        open--;
    while (close < s->pieces.count && close - end <= BRAND_MAX_PIECES &&
           s->pieces.items[close].kind != PIECE_MARK)
        close++;
    return (open < begin || close > end) && open > 0 &&
           scan_is_mark(s, open - 1, OPENING_QUOTE) &&
           scan_is_mark(s, close, CLOSING_QUOTE);
}

/*
 * Whether piece `i` is a quarter of the sky, one or two characters of it, and
 * begins no other word: 东部, 北面.
 */
static bool
is_quarter(const struct scan *s, size_t i)
{
    static const uint32_t quarters[] = {0x4E1C, 0x5357, 0x897F, 0x5317};
    const struct piece *p;

    if (i >= s->pieces.count || s->pieces.items[i].kind == PIECE_MARK)
        return false;
    p = &s->pieces.items[i];
    for (uint32_t at = p->range.begin; at < p->range.end; at++) {
        bool is_one = false;

        for (size_t k = 0; k < sizeof quarters / sizeof *quarters; k++)
            is_one = is_one || s->t->codes[at] == quarters[k];
        if (!is_one)
            return false;
    }
    return true;
}

/* 东 and 西: they stand first in 东南 and 西北. */
static bool
is_east_or_west(const struct scan *s, size_t i)
{
    return scan_is_word(s, i, STR("东")) || scan_is_word(s, i, STR("西"));
}

/* 部 of 东部, 面 of 北面, 铁 of 西铁: with it a quarter ends no name. */
static bool
is_side(const struct scan *s, size_t i)
{
    return scan_is_word(s, i, STR("部")) || scan_is_word(s, i, STR("面")) ||
           scan_is_word(s, i, STR("方")) || scan_is_word(s, i, STR("边")) ||
           scan_is_word(s, i, STR("岸")) || scan_is_word(s, i, STR("铁"));
}

/* 站 at piece `i`, no verb: 站在, 站起来. */
static bool
is_station(const struct scan *s, size_t i)
{
    return scan_is_word(s, i, STR("站")) &&
           !scan_is_word(s, i + 1, STR("在")) &&
           !scan_is_word(s, i + 1, STR("起")) &&
           !scan_is_word(s, i + 1, STR("稳")) &&
           !scan_is_word(s, i + 1, STR("出"));
}

/*
 * Where the name of a part of Hong Kong goes on from piece `i`: 屯门西,
 * 新界东南, 古洞站. `i`: it does not.
 */
static size_t
quarter_end(const struct scan *s, size_t i)
{
    size_t k = i;

    if (!s->is_special_region || rank(s, i - 1) < PLACE_RANK)
        return i;
    k += is_quarter(s, k);
    if (k > i && is_east_or_west(s, k - 1) && is_quarter(s, k) &&
        !is_east_or_west(s, k))
        k++; /* 东南, but 南 and 西铁 */
    if (is_station(s, k))
        return k + 1;
    return k > i && is_side(s, k) ? i : k;
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
        else if ((next = county_end(s, end - 1)) > end)
            end = next;
        else if ((next = quarter_end(s, end)) > end ||
                 (next = inner_end(s, end)) > end)
            end = next;
        else if (is_own_level(s, end))
            end++;
        else
            break;
    }
    if (scan_is(s, end, ROLE(PLACE_PART)))
        end++;
    if (!is_in_brand(s, i, end))
        scan_add_plain(s, i, end, MENTION_PLACE);
}

/* Whether piece `i` and those beside it are named one after another. */
static bool
is_in_list(const struct scan *s, size_t begin, size_t end)
{
    return (begin > 0 && scan_is_mark(s, begin - 1, LIST_COMMA)) ||
           scan_is_mark(s, end, LIST_COMMA) ||
           scan_is_word(s, end, STR("和")) || scan_is_word(s, end, STR("等"));
}

/*
 * 胜利三路, 奋斗镇: words make a name where such names are listed. Pieces of
 * it before piece `i`, 0: none.
 */
static size_t
listed_name_before(const struct scan *s, size_t i)
{
    size_t n = i > 0 && s->pieces.items[i - 1].kind == PIECE_NUMBER;

    if (i <= n ||
        (!scan_is(s, i, ROLE(ROAD)) && !scan_is_word(s, i, STR("镇")) &&
         !scan_is_word(s, i, STR("乡"))) ||
        (n > 0 && !scan_is(s, i, ROLE(ROAD))) ||
        !is_in_list(s, i - n - 1, i + 1))
        return 0;
    if (scan_is(s, i - n - 1, ROLE(DIVISION) | ROLE(PLACE)))
        return n + 1;
    return scan_is(s, i - n - 1,
                   ROLE(NOUN) | ROLE(VERBAL) | ROLE(VERB) | ROLE(PHRASE)) &&
                   piece_chars(&s->pieces.items[i - n - 1]) == NAME_MIN_CHARS
               ? n + 1
               : 0;
}

/* A head of one character takes the unknown characters in front of it. */
static void
read_short_ending(struct scan *s, size_t i)
{
    size_t n = scan_name_before(s, i, NAME_MAX_CHARS + 1);

    if (scan_is_word(s, i, STR("省")) || scan_is_word(s, i, STR("师")))
        return; /* there are no others than the listed */
    if (n == 0)
        n = listed_name_before(s, i);
    else if (n < NAME_MIN_CHARS || n > NAME_MAX_CHARS)
        return;
    if (n > 0 && (scan_may_begin(s, i - n) || scan_is(s, i - n - 1, ENDS)))
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
    if (scan_is_count(s, begin, i))
        return; /* 横琴3个新区 */
    if (begin < i)
        scan_add_plain(s, begin, i + 1, MENTION_PLACE);
}

/* Whether what stands at piece `i` leaves the name before it to itself. */
static bool
is_behind_name(const struct scan *s, size_t i)
{
    return i >= s->pieces.count || s->pieces.items[i].kind == PIECE_MARK ||
           scan_is_word(s, i, STR("同")) ||
           scan_is(s, i, ROLE(PARTICLE) | ROLE(VERB) | ROLE(HOLDING));
}

/*
 * Whether 中国 at piece `i` stands by itself: abroad and in Hong Kong it is
 * one country of several, elsewhere mostly whose something is.
 */
static bool
is_china(const struct scan *s, size_t i)
{
    if (!scan_is_word(s, i, STR("中国")) || scan_is_mark(s, i + 1, MIDDLE_DOT))
        return false;
    return s->is_special_region
               ? !scan_is(s, i + 1, NAMED)
               : scan_may_begin(s, i) && is_behind_name(s, i + 1);
}

static bool
is_small_end(uint32_t code)
{
    return lexicon_char(&lexicon_small_places, code) >= 0;
}

/* Whether a place was found that ends before character `at`, as 柳河镇. */
static bool
is_small_place_before(const struct scan *s, uint32_t at)
{
    for (size_t k = s->found.count; k > 0; k--) {
        const struct found *found = &s->found.items[k - 1];

        if (found->range.end == at)
            return found->type == MENTION_PLACE &&
                   is_small_end(s->t->codes[at - 1]);
    }
    return false;
}

void
read_sibling(struct scan *s, size_t i)
{
    uint32_t begin = s->pieces.items[i].range.end, at = begin;

    if (!scan_is_mark(s, i, LIST_COMMA) || !is_small_place_before(s, begin - 1))
        return;
    while (at < s->sentence.end && at - begin <= NAME_MAX_CHARS &&
           mark_is_hanzi(s->t->codes[at])) {
        if (is_small_end(s->t->codes[at]) && at - begin >= NAME_MIN_CHARS) {
            scan_add(s, (struct range){begin, at + 1}, MENTION_PLACE,
                     (struct str){NULL, 0});
            return;
        }
        at++;
    }
}

void
read_place(struct scan *s, size_t i)
{
    if (scan_is(s, i, ROLE(LEVEL_OF_ALL))) {
        if (is_china(s, i))
            scan_add_plain(s, i, i + 1, MENTION_PLACE);
        return;
    }
    if (rank(s, i) >= 0)
        read_named(s, i);
    else if (is_short_end(s, i))
        read_short_ending(s, i);
    else
        read_ending(s, i);
}
