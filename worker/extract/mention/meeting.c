/*
 * Meetings by name: 党的十八大, 中央经济工作会议, 第八届中俄蒙经贸洽谈会. A meeting has a name
 * where somebody or a number stands in front of what it is about; 座谈会 and
 * 全省大会 are none.
 */
#include "worker/extract/mention/readers.h"

#include "worker/extract/text/marks.h"

enum {
    HANZI_DI = 0x7B2C,  /* 第 */
    HANZI_JI = 0x66A8,  /* 暨 */
    HANZI_JIE = 0x5C4A, /* 届 */
    /* 经济工作会议: what the meeting is about stands in its last word. */
    TELLING_HEAD_CHARS = 5,
    OPENING_QUOTE = 0x201C,
    CLOSING_QUOTE = 0x201D,
    QUOTED_MAX_PIECES = 10,
    ORDINAL_PIECES = 3, /* 第, the number, 届 */
};

#define OWNERS                                                                 \
    (ROLE(LEVEL_OF_ALL) | ROLE(LEVEL) | ROLE(DIVISION) | ROLE(COUNTRY) |       \
     ROLE(PLACE) | ROLE(PARTY) | ROLE(ORGANIZATION) | ROLE(WORLDWIDE) |        \
     ROLE(MEETING) | ROLE(PROGRAM))
#define HEADS (ROLE(MEETING_HEAD) | ROLE(FAIR_HEAD) | ROLE(CONTEST))
#define INSIDE                                                                 \
    (OWNERS | ROLE(NOUN) | ROLE(VERBAL) | ROLE(PLACE_TAIL) | ROLE(BODY) |      \
     ROLE(BODY_PART) | ROLE(ORGANIZATION_HEAD) | ROLE(ORGANIZATION_TAIL) |     \
     ROLE(PHRASE) | ROLE(PROGRAM_HEAD) | HEADS | ROLE(MEETING_KIND) |          \
     ROLE(PLACE_HEAD) | ROLE(PLACE_PART) | ROLE(POST) | ROLE(TITLE) |          \
     ROLE(HONOR) | ROLE(HONOR_HEAD) | ROLE(PERSON) | ROLE(PLAN_PERIOD) |       \
     ROLE(GROUP))

/* What says nothing of what the meeting is about. */
#define VOID                                                                   \
    (OWNERS | ROLE(BODY) | ROLE(BODY_PART) | ROLE(ORGANIZATION_HEAD) |         \
     ROLE(ORGANIZATION_TAIL) | ROLE(MEETING_KIND) | ROLE(GROUP) | ROLE(POST) | \
     ROLE(TITLE))

/* 第八届, 第四次 from piece `i` on. */
static bool
is_ordinal(const struct scan *s, size_t i)
{
    return scan_is_unknown(s, i) &&
           s->t->codes[s->pieces.items[i].range.begin] == HANZI_DI &&
           i + 1 < s->pieces.count &&
           s->pieces.items[i + 1].kind == PIECE_NUMBER;
}

/* Whether pieces [first, head) say what the meeting is about. */
static bool
is_told(const struct scan *s, size_t first, size_t head)
{
    if (piece_chars(&s->pieces.items[head]) >= TELLING_HEAD_CHARS)
        return true;
    if (scan_is(s, first, ROLE(BODY)) && scan_is_word(s, head, STR("工作会议")))
        return true; /* 省委政协工作会议 */
    for (size_t i = first; i < head; i++) {
        if (is_ordinal(s, i) || scan_is_unknown(s, i) ||
            scan_is(s, i, INSIDE & ~VOID))
            return true;
    }
    return false;
}

/*
 * Where the run of words in front of piece `head` begins: behind a sitting,
 * whose name is its own (省委十届六次全会暨经济工作会议).
 */
static size_t
run_begin(const struct scan *s, size_t head)
{
    size_t first = scan_run_begin(s, head, INSIDE), joint = first;

    for (size_t k = head; k > first; k--) {
        uint32_t end = s->pieces.items[k - 1].range.end;

        if (s->t->codes[end - 1] == HANZI_JI)
            joint = k;
        else if (s->t->codes[end - 1] == HANZI_JIE && joint > k &&
                 s->pieces.items[k].kind == PIECE_NUMBER)
            return joint;
    }
    return first;
}

/*
 * “读懂中国”国际会议: where the quotation begins that closes before piece
 * `first`, `first`: there is none.
 */
static size_t
quoted_begin(const struct scan *s, size_t first)
{
    if (first == 0 || !scan_is_mark(s, first - 1, CLOSING_QUOTE))
        return first;
    for (size_t k = first - 1; k > 0 && first - k <= QUOTED_MAX_PIECES; k--) {
        if (scan_is_mark(s, k - 1, OPENING_QUOTE))
            return k - 1;
    }
    return first;
}

/* 第三届 and 全省 before the quotation that begins at piece `open`. */
static size_t
owner_begin(const struct scan *s, size_t open)
{
    size_t begin = scan_run_begin(s, open, OWNERS);

    while (begin < open && !scan_is(s, begin, OWNERS) && !is_ordinal(s, begin))
        begin++;
    return begin;
}

/* 中国 in front of the dash of 中国—东盟博览会, whose other side begins at `begin`. */
static size_t
partner_begin(const struct scan *s, size_t begin)
{
    size_t k = begin;

    while (k > 0 && s->pieces.items[k - 1].kind == PIECE_MARK &&
           mark_is_dash(s->t->codes[s->pieces.items[k - 1].range.begin]))
        k--;
    if (k == begin || k == 0 ||
        (!scan_is(s, k - 1, ROLE(COUNTRY) | ROLE(DIVISION)) &&
         !scan_is_word(s, k - 1, STR("中国"))))
        return begin;
    k--;
    /* 第8届中国—南亚博览会 */
    return k >= ORDINAL_PIECES && is_ordinal(s, k - ORDINAL_PIECES)
               ? k - ORDINAL_PIECES
               : k;
}

/* The name of a meeting or a contest that ends with piece `head`. */
static void
read_named(struct scan *s, size_t head)
{
    size_t first = run_begin(s, head);
    size_t begin = first, content;
    enum mention_type type =
        scan_is(s, head, ROLE(CONTEST)) ? MENTION_PROGRAM : MENTION_MEETING;

    if (quoted_begin(s, first) < first) {
        begin = owner_begin(s, quoted_begin(s, first));
        scan_add_plain(s, begin, head + 1, type);
        return;
    }
    while (begin < head && !scan_is(s, begin, OWNERS) && !is_ordinal(s, begin))
        begin++;
    if (begin == head && scan_is(s, head, ROLE(FAIR_HEAD)))
        begin = scan_name_in(s, first, head); /* 东湖论坛 */
    if (begin == head || (begin > 0 && scan_is(s, begin - 1, ROLE(GROUP))))
        return;
    if (scan_is(s, head - 1, ROLE(MEETING_KIND)) &&
        scan_is(s, begin, ROLE(ORGANIZATION)))
        return; /* 联合国系列峰会 */
    if (scan_is(s, head, ROLE(FAIR_HEAD) | ROLE(CONTEST)) &&
        scan_is(s, begin,
                ROLE(DIVISION) | ROLE(COUNTRY) | ROLE(PLACE) |
                    ROLE(ORGANIZATION))) {
        scan_add_plain(s, partner_begin(s, begin), head + 1, type);
        return; /* 太原论坛 */
    }
    content = begin;
    if (is_ordinal(s, content)) {
        content += 2; /* 第, the number, and 届 or 次 */
        if (content < head && s->pieces.items[content].kind == PIECE_HANZI)
            content++;
    }
    while (content < head && scan_is(s, content, OWNERS))
        content++;
    if (scan_is(s, content, ROLE(BODY)))
        content++;
    if (is_told(s, content, head))
        scan_add_plain(s, partner_begin(s, begin), head + 1, type);
}

void
read_meeting(struct scan *s, size_t i)
{
    size_t begin = i;

    if (scan_is(s, i, HEADS)) {
        read_named(s, i);
        return;
    }
    while (begin > 0 && scan_is(s, begin - 1,
                                ROLE(PARTY) | ROLE(LEVEL) | ROLE(DIVISION) |
                                    ROLE(ORGANIZATION)))
        begin--;
    scan_add_plain(s, begin, i + 1, MENTION_MEETING);
}
