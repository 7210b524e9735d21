/*
 * Bodies: those that a list has, 县政协 and 省教育厅 by level and kind, 晨鸣公司 by a
 * name and a kind. 有关公司 and 各级政府 are none.
 */
#include "worker/extract/mention/readers.h"

#include "worker/extract/text/marks.h"

enum {
    /* The name of a division that no list has, without 县. */
    DIVISION_MIN_CHARS = 2,
    DIVISION_MAX_CHARS = 4,
    HANZI_JIE = 0x5C4A,  /* 届 */
    HANZI_NIAN = 0x5E74, /* 年 */
    LIST_COMMA = 0x3001,
};

#define OWNERS                                                                 \
    (ROLE(LEVEL) | ROLE(LEVEL_OF_ALL) | ROLE(DIVISION) | ROLE(COUNTRY) |       \
     ROLE(PLACE) | ROLE(PARTY) | ROLE(ORGANIZATION))
#define KINDS                                                                  \
    (ROLE(BODY) | ROLE(BODY_PART) | ROLE(ORGANIZATION_HEAD) |                  \
     ROLE(ORGANIZATION_TAIL))
#define INSIDE                                                                 \
    (OWNERS | KINDS | ROLE(NOUN) | ROLE(WORLDWIDE) | ROLE(VERBAL) |            \
     ROLE(PHRASE) | ROLE(PLACE_HEAD) | ROLE(PLACE_TAIL) | ROLE(PLACE_PART) |   \
     ROLE(PROGRAM_HEAD))

/* 全省, 全市 own no body; 中央, 国家 and 中国 do. */
static bool
is_owner(const struct scan *s, size_t i)
{
    if (scan_is(s, i, ROLE(LEVEL_OF_ALL)))
        return s->t->codes[s->pieces.items[i].range.begin] != 0x5168 /* 全 */;
    if (scan_is_word(s, i, STR("驻")))
        return scan_is(s, i + 1, ROLE(LEVEL));
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
           scan_is(s, begin, ROLE(COUNTRY) | ROLE(LEVEL_OF_ALL));
}

/* One of many, or of several levels at once: 各县政府, 市县政协. */
static bool
is_group(const struct scan *s, size_t begin)
{
    if (scan_is(s, begin, ROLE(LEVEL)) && scan_is(s, begin + 1, ROLE(LEVEL)))
        return true;
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

/* A body of each division whose division was named before, or is not. */
static void
read_bare(struct scan *s, size_t i)
{
    struct range range = s->pieces.items[i].range;
    struct str level, own, value = {NULL, 0};

    if (!goes_on(s, i) && !stands_alone(s, i))
        return;
    if (s->level.end > 0) {
        level = text_meant(s->t, s->level, s->arena);
        own = text_meant(s->t, range, s->arena);
        value =
            arena_format(s->arena, "%.*s%.*s", STR_ARG(level), STR_ARG(own));
    }
    scan_add(s, range, MENTION_ORGANIZATION, value);
    s->body_end = range.end;
}

/* Where a name that ends with piece `i` may begin: behind 第十届, 2023年 at least. */
static size_t
run_begin(const struct scan *s, size_t i)
{
    size_t first = scan_run_begin(s, i, INSIDE);

    /* One body is no part of another: 国务院政府工作报告, 党中央国务院. */
    if (scan_is(s, i, ROLE(BODY) | ROLE(ORGANIZATION)) && i > first &&
        scan_is(s, i - 1, ROLE(BODY) | ROLE(ORGANIZATION)))
        return i;
    for (size_t k = i; k > first; k--) {
        uint32_t code = s->t->codes[s->pieces.items[k - 1].range.begin];

        if (code == HANZI_JIE || code == HANZI_NIAN)
            return k;
    }
    /* A listed body takes no more than its division in front: 省教育局. */
    if (scan_is(s, i, ROLE(ORGANIZATION)))
        return i > first && scan_is(s, i - 1, OWNERS) ? i - 1 : i;
    /* Each level begins a name: 省委省政府. */
    for (size_t k = i; k > first + 1; k--) {
        if (scan_is(s, k - 1, ROLE(LEVEL)) && scan_is(s, k - 2, KINDS))
            return k - 1;
    }
    return first;
}

void
read_organization(struct scan *s, size_t i)
{
    size_t first = run_begin(s, i);
    size_t begin = owner_of(s, first, i);

    if (begin < i && scan_is(s, begin, ROLE(LEVEL)))
        begin = division_begin(s, begin);
    if (begin > 0 && begin < i && scan_is(s, begin, ROLE(DIVISION)) &&
        scan_is(s, begin - 1, ROLE(BODY)))
        begin--; /* 政协湖南省委员会 */
    if (begin < i && !is_group(s, begin) && !is_of_a_country(s, begin, i)) {
        add(s, begin, i + 1);
        return;
    }
    if (scan_is(s, i, ROLE(ORGANIZATION))) {
        add(s, i, i + 1);
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
