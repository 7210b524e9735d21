/*
 * Bodies: those that a list has, 县政协 and 省教育厅 by level and kind, 晨鸣公司 by a
 * name and a kind. 有关公司 and 各级政府 are none.
 */
#include "worker/extract/mention/office.h"
#include "worker/extract/mention/readers.h"

#include "worker/extract/report/session.h"
#include "worker/extract/text/marks.h"

enum {
    /* The name of a division that no list has, without 县. */
    DIVISION_MIN_CHARS = 2,
    DIVISION_MAX_CHARS = 4,
    MEETING_REACH_PIECES = 8,
    HANZI_JIE = 0x5C4A,  /* 届 */
    HANZI_NIAN = 0x5E74, /* 年 */
    LIST_COMMA = 0x3001,
};

#define OWNERS                                                                 \
    (ROLE(LEVEL) | ROLE(LEVEL_OF_ALL) | ROLE(DIVISION) | ROLE(COUNTRY) |       \
     ROLE(PLACE) | ROLE(PARTY) | ROLE(ORGANIZATION))
#define KINDS                                                                  \
    (ROLE(BODY) | ROLE(BODY_PART) | ROLE(ORGANIZATION_HEAD) |                  \
     ROLE(ORGANIZATION_TAIL) | ROLE(OFFICE))
#define INSIDE                                                                 \
    (OWNERS | KINDS | ROLE(NOUN) | ROLE(WORLDWIDE) | ROLE(VERBAL) |            \
     ROLE(PHRASE) | ROLE(PLACE_HEAD) | ROLE(PLACE_TAIL) | ROLE(PLACE_PART) |   \
     ROLE(PROGRAM_HEAD))

/* 全省 and 内地 own no body; 中央, 国家 and 中国 do. */
static bool
is_owner(const struct scan *s, size_t i)
{
    if (scan_is_word(s, i, STR("内地")))
        return false;
    if (scan_is(s, i, ROLE(LEVEL_OF_ALL)))
        return s->t->codes[s->pieces.items[i].range.begin] != 0x5168 /* 全 */;
    if (scan_is_word(s, i, STR("驻")))
        return scan_is(s, i + 1,
                       ROLE(LEVEL) | ROLE(DIVISION) | ROLE(PLACE) |
                           ROLE(COUNTRY));
    return scan_is(s, i, OWNERS);
}

/* Where the name of an unlisted division that ends with 县 at `i` begins. */
static size_t
division_begin(const struct scan *s, size_t i)
{
    size_t n = scan_name_before(s, i, DIVISION_MAX_CHARS + 1);

    if (n < DIVISION_MIN_CHARS || n > DIVISION_MAX_CHARS ||
        !scan_may_begin(s, i - n))
        return i;
    return i - n;
}

/* The first owner of the run [first, head), or `head`. */
static size_t
owner_of(const struct scan *s, size_t first, size_t head)
{
    while (first < head && !is_owner(s, first))
        first++;
    return first;
}

/* 中国大学, 国家集团: of which kind, but not which. */
static bool
is_of_a_country(const struct scan *s, size_t begin, size_t head)
{
    return begin + 1 == head && scan_is(s, head, ROLE(ORGANIZATION_HEAD)) &&
           scan_is(s, begin, ROLE(COUNTRY) | ROLE(LEVEL_OF_ALL)) &&
           !scan_is_word(s, begin, STR("中央")); /* 中央电教馆 */
}

/* 四级 at piece `i`, alone or as its two pieces. */
static bool
is_level_count(const struct scan *s, size_t i)
{
    uint32_t at = s->pieces.items[i].range.begin;

    return mark_is_numeral(s->t->codes[at]) &&
           s->t->codes[at + 1] == 0x7EA7 /* 级 */;
}

/* One of many, or of several levels at once: 各县政府, 市县政协. */
static bool
is_group(const struct scan *s, size_t begin)
{
    if (scan_is(s, begin, ROLE(LEVEL)) &&
        (scan_is(s, begin + 1, ROLE(LEVEL)) || is_level_count(s, begin + 1)))
        return true; /* 乡四级人大 */
    return begin > 0 && scan_is(s, begin, ROLE(LEVEL) | ROLE(BODY)) &&
           (scan_is(s, begin - 1,
                    ROLE(GROUP) | ROLE(LEVEL) | ROLE(NOUN) |
                        ROLE(PLACE_HEAD)) ||
            scan_is_mark(s, begin - 1, ')') ||
            s->pieces.items[begin - 1].kind == PIECE_NUMBER);
}

static void
add(struct scan *s, size_t begin, size_t end)
{
    struct range range = scan_range(s, begin, end);

    scan_add(s, range, MENTION_ORGANIZATION, (struct str){NULL, 0});
    for (size_t i = begin; i < end; i++) {
        if (scan_is(s, i, ROLE(LEVEL)))
            s->level = s->pieces.items[i].range;
    }
    s->body_end = range.end;
}

/* The body named right before goes on to piece `i`: 区人大、政协. */
static bool
goes_on(const struct scan *s, size_t i)
{
    return i > 0 && s->level.end > 0 &&
           s->pieces.items[i - 1].range.begin == s->body_end &&
           (scan_is_mark(s, i - 1, LIST_COMMA) ||
            scan_is_word(s, i - 1, STR("和")) ||
            scan_is_word(s, i - 1, STR("与")));
}

/* Whether a bare 政协 or 人大 at `i` stands for one body. */
static bool
stands_alone(const struct scan *s, size_t i)
{
    if (office_is_own_government(s, i))
        return true;
    if (!scan_may_begin(s, i))
        return false;
    if (scan_is_word(s, i, STR("政协常委会")))
        return true;
    return (scan_is_word(s, i, STR("政协")) ||
            scan_is_word(s, i, STR("人大"))) &&
           !scan_is(s, i + 1,
                    ROLE(NOUN) | ROLE(WORLDWIDE) | ROLE(VERBAL) | ROLE(PHRASE) |
                        ROLE(TITLE) | ROLE(POST) | ROLE(MEETING_HEAD) |
                        ROLE(PROGRAM_HEAD) | KINDS) &&
           !scan_is_unknown(s, i + 1);
}

/* The level of the division that reports: 区 of 长乐区; empty: none of these. */
static struct str
own_level(const struct scan *s)
{
    static const struct str levels[] = {
        STR_INIT("自治区"), STR_INIT("自治州"), STR_INIT("自治县"),
        STR_INIT("自治旗"), STR_INIT("省"),     STR_INIT("市"),
        STR_INIT("县"),     STR_INIT("区"),     STR_INIT("州"),
        STR_INIT("旗"),
    };
    struct str name = s->report->place.name;

    for (size_t i = 0;
         !s->is_special_region && i < sizeof levels / sizeof *levels; i++) {
        if (str_ends(name, levels[i]))
            return levels[i];
    }
    return (struct str){NULL, 0};
}

/* A body of each division whose division was named before, or is not. */
static void
read_bare(struct scan *s, size_t i)
{
    struct range range = s->pieces.items[i].range;
    struct str level = {NULL, 0}, own, value = {NULL, 0};
    bool is_next = goes_on(s, i);

    if (!is_next && !stands_alone(s, i))
        return;
    if (!is_next)
        level = own_level(s);
    if (!record_has(level) && s->level.end > 0)
        level = text_meant(s->t, s->level, s->arena);
    if (record_has(level)) {
        own = text_meant(s->t, range, s->arena);
        value =
            arena_format(s->arena, "%.*s%.*s", STR_ARG(level), STR_ARG(own));
    }
    scan_add(s, range, MENTION_ORGANIZATION, value);
    s->body_end = range.end;
}

/*
 * The matter of a listed body, and whose it is, from `first` on:
 * 香港航运发展局, where 发展局 is one by itself. `i`: none.
 */
static size_t
wider_begin(const struct scan *s, size_t first, size_t i)
{
    size_t begin = i;

    while (begin > first && scan_is(s, begin - 1, ROLE(NOUN) | ROLE(VERBAL)))
        begin--;
    return begin > first &&
                   scan_is(s, begin - 1,
                           ROLE(DIVISION) | ROLE(COUNTRY) | ROLE(PLACE))
               ? begin - 1
               : i;
}

/* 四川大学 at piece `i`, which has hospitals and schools of its own. */
static bool
is_university(const struct scan *s, size_t i)
{
    return s->t->codes[s->pieces.items[i].range.end - 1] == 0x5B66 /* 学 */;
}

/* Where a name that ends with piece `i` may begin: behind 第十届, 2023年 at least. */
static size_t
run_begin(const struct scan *s, size_t i)
{
    size_t first = scan_run_begin(s, i, INSIDE);

    /* One body is no part of another: 国务院政府工作报告, 党中央国务院. */
    if (scan_is(s, i, ROLE(BODY) | ROLE(ORGANIZATION)) && i > first &&
        scan_is(s, i - 1, ROLE(BODY) | ROLE(ORGANIZATION)))
        return is_university(s, i - 1) && scan_is(s, i, ROLE(ORGANIZATION))
                   ? i - 1
                   : i;
    for (size_t k = i; k > first; k--) {
        uint32_t code = s->t->codes[s->pieces.items[k - 1].range.begin];

        if (code == HANZI_JIE || code == HANZI_NIAN)
            return k;
    }
    /* A listed body takes its division in front, and its matter. */
    if (scan_is(s, i, ROLE(ORGANIZATION)))
        return i > first && scan_is(s, i - 1, OWNERS)
                   ? i - 1
                   : wider_begin(s, first, i);
    /* Each level begins a name: 省委省政府. */
    for (size_t k = i; k > first + 1; k--) {
        if (scan_is(s, k - 1, ROLE(LEVEL)) && scan_is(s, k - 2, KINDS))
            return k - 1;
    }
    return first;
}

/* Whether piece `i` only begins a word: 公安部 of 公安部门, 发展局 of 发展局面. */
static bool
goes_on_as_word(const struct scan *s, size_t i)
{
    uint32_t begin = s->pieces.items[i].range.end - 1;
    struct lexicon_hit hit;

    return lexicon_longest(&lexicon_body_words, s->t->codes + begin,
                           s->sentence.end - begin, &hit);
}

/*
 * 第十九届 in front of `begin`: 第十九届中央委员会, with whose it is before it. No
 * 一届 of 上一届立法会.
 */
static size_t
term_begin(const struct scan *s, size_t begin)
{
    size_t k = begin;
    uint32_t jie, term;

    if (begin == 0)
        return begin;
    jie = s->pieces.items[begin - 1].range.end - 1;
    term = session_number_begin(s->t, s->sentence, jie);
    if (s->t->codes[jie] != HANZI_JIE || term == jie ||
        (term + 1 == jie && s->t->codes[term] == 0x4E00 /* 一 */))
        return begin;
    while (k > 0 && s->pieces.items[k - 1].range.begin >= term)
        k--;
    if (s->pieces.items[k].range.begin != term)
        return begin;
    while (k > 0 && scan_is(s, k - 1,
                            ROLE(PARTY) | ROLE(ORGANIZATION) | ROLE(LEVEL) |
                                ROLE(DIVISION) | ROLE(BODY)))
        k--; /* 县十八届人大常委会, 政协长乐区第十届委员会 */
    return scan_is(s, k, ROLE(LEVEL)) ? division_begin(s, k) : k;
}

void
read_centre(struct scan *s, size_t i)
{
    if (!scan_is_word(s, i, STR("中央")) || !scan_may_begin(s, i) ||
        !(i + 1 == s->pieces.count ||
          s->pieces.items[i + 1].kind == PIECE_MARK ||
          scan_is(s, i + 1, ROLE(PARTICLE) | ROLE(VERB) | ROLE(HOLDING))))
        return;
    /* 中央和地方, 中央、省、市: levels of government. */
    if (scan_is(s, i + 2, ROLE(GROUP)) ||
        (scan_is(s, i + 2, ROLE(LEVEL)) && !scan_is(s, i + 3, KINDS)))
        return;
    /* 中央和省委政协工作会议: the first of two meetings. */
    for (size_t k = i + 1; k < i + MEETING_REACH_PIECES; k++) {
        if (scan_is(s, k, ROLE(MEETING_HEAD)))
            return;
    }
    scan_add_plain(s, i, i + 1, MENTION_ORGANIZATION);
}

/*
 * Where the name of a body that is told by its term begins: 县十八届人大常委会,
 * 政协长乐区第十届委员会常务委员会. `i`: it has none, or goes on to be a matter.
 */
static size_t
termed_begin(const struct scan *s, size_t i)
{
    size_t head = i;

    if (scan_is(s, i, ROLE(BODY_PART)) && i > 0 &&
        scan_is(s, i - 1, ROLE(OFFICE)))
        head = i - 1;
    if (!scan_is(s, i, ROLE(BODY) | ROLE(BODY_PART) | ROLE(OFFICE)) ||
        term_begin(s, head) == head || scan_is_unknown(s, i + 1) ||
        scan_is(s, i + 1, ROLE(TITLE)))
        return i;
    return term_begin(s, head);
}

/* 高新区 at piece `i`, of which there is one: 高新区法院. */
static bool
is_zone(const struct scan *s, size_t i)
{
    uint32_t end = s->pieces.items[i].range.end;

    return scan_is(s, i, ROLE(PLACE_HEAD)) && scan_may_begin(s, i) &&
           piece_chars(&s->pieces.items[i]) > 1 &&
           s->t->codes[end - 1] == 0x533A /* 区 */;
}

void
read_organization(struct scan *s, size_t i)
{
    size_t first, begin;

    if (goes_on_as_word(s, i))
        return;
    first = run_begin(s, i);
    begin = owner_of(s, first, i);
    if (begin < i && scan_is(s, begin, ROLE(LEVEL)))
        begin = division_begin(s, begin);
    if (begin > 0 && begin < i && scan_is(s, begin, ROLE(DIVISION)) &&
        scan_is(s, begin - 1, ROLE(BODY)))
        begin--; /* 政协湖南省委员会 */
    if (begin < i && !is_group(s, begin) && !is_of_a_country(s, begin, i) &&
        !scan_is_count(s, begin, i)) {
        add(s, term_begin(s, begin), i + 1);
        return;
    }
    if (scan_is(s, i, ROLE(ORGANIZATION))) {
        add(s, term_begin(s, i), i + 1);
        return;
    }
    begin = termed_begin(s, i);
    if (begin < i) {
        add(s, begin, i + 1);
        return;
    }
    if (office_find(s, i, &begin)) {
        add(s, begin, i + 1);
        return;
    }
    if (scan_is(s, i, ROLE(BODY)) && i > 0 && is_zone(s, i - 1)) {
        add(s, i - 1, i + 1);
        return;
    }
    if (scan_is(s, i, ROLE(BODY) | ROLE(BODY_PART))) {
        read_bare(s, i);
        return;
    }
    if (scan_is(s, first, ROLE(BODY)) && scan_may_begin(s, first))
        begin = first; /* 政协联络组 */
    else if (scan_is(s, i, ROLE(ORGANIZATION_HEAD)))
        begin = scan_name_in(s, first, i);
    if (begin < i)
        add(s, begin, i + 1);
}
