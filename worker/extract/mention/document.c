/*
 * Papers: what stands in 《》, laws by name, and titles without marks behind
 * a verb that makes papers: 制定平台建设实施办法.
 */
#include "worker/extract/mention/readers.h"

enum {
    TITLE_OPEN = 0x300A,  /* 《 */
    TITLE_CLOSE = 0x300B, /* 》 */
    LIST_COMMA = 0x3001,
    /* The longest title that is looked for between marks. */
    MARKED_MAX_PIECES = 80,
    TITLE_MIN_CHARS = 5,
    TITLE_MAX_CHARS = 42,
};

#define HEADS (ROLE(DOCUMENT_HEAD) | ROLE(REGULATION))

/* 《…》 from piece `i`, and 第三卷 behind it. */
static void
read_marked(struct scan *s, size_t i)
{
    size_t end = i + 1, depth = 1;

    for (; end < s->pieces.count && end - i < MARKED_MAX_PIECES; end++) {
        depth += scan_is_mark(s, end, TITLE_OPEN);
        depth -= scan_is_mark(s, end, TITLE_CLOSE);
        if (depth == 0)
            break;
    }
    if (depth > 0 || end >= s->pieces.count || end == i + 1)
        return;
    end++;
    if (end + 2 < s->pieces.count &&
        s->t->codes[s->pieces.items[end].range.begin] == 0x7B2C /* 第 */ &&
        s->pieces.items[end + 1].kind == PIECE_NUMBER &&
        s->t->codes[s->pieces.items[end + 2].range.begin] == 0x5377 /* 卷 */)
        end += 3;
    scan_add_plain(s, i, end, MENTION_DOCUMENT);
}

/*
 * The verb that makes the paper whose title ends with piece `head`: the
 * title begins behind it. `head`: none, or a mark in between.
 */
static size_t
made_from(const struct scan *s, size_t head)
{
    for (size_t i = head; i > 0; i--) {
        const struct piece *p = &s->pieces.items[i - 1];

        if (s->pieces.items[head].range.end - p->range.end > TITLE_MAX_CHARS)
            return head;
        if (piece_is(p, ROLE(MAKING)))
            return i;
        if (p->kind == PIECE_MARK && !scan_is_mark(s, i - 1, LIST_COMMA))
            return head;
    }
    return head;
}

/* Behind the paper named right before: 、指导管理分工表. */
static size_t
listed_from(const struct scan *s, size_t begin, size_t head)
{
    for (size_t i = head; i > begin; i--) {
        if (scan_is_mark(s, i - 1, LIST_COMMA) && i - 1 > begin &&
            scan_is(s, i - 2, HEADS))
            return i;
    }
    return begin;
}

/* 关于 before or behind `begin` opens the title, 了 and 我省 do not. */
static size_t
subject_from(const struct scan *s, size_t begin, size_t head)
{
    if (begin >= 2 && begin < head && scan_is_word(s, begin - 2, STR("关于")))
        return begin - 2; /* 关于制定…的建议 */
    for (size_t i = begin; i < head; i++) {
        if (scan_is_word(s, i, STR("关于")))
            return i;
    }
    while (begin < head && scan_is(s, begin, ROLE(PARTICLE) | ROLE(GROUP)))
        begin++;
    return begin;
}

/* Whether [begin, head) names a paper, rather than saying of which kind. */
static bool
is_named(const struct scan *s, size_t begin, size_t head)
{
    struct range title;

    if (begin >= head)
        return false;
    title = scan_range(s, begin, head + 1);
    for (size_t i = begin; i < head; i++) {
        if (s->pieces.items[i].kind == PIECE_NUMBER && i + 1 < head &&
            s->pieces.items[i + 1].kind == PIECE_HANZI)
            return false; /* 16项制度 */
    }
    return title.end - title.begin >= TITLE_MIN_CHARS;
}

void
read_document(struct scan *s, size_t i)
{
    size_t begin;

    if (scan_is_mark(s, i, TITLE_OPEN)) {
        read_marked(s, i);
        return;
    }
    if (scan_is(s, i, ROLE(DOCUMENT))) {
        scan_add_plain(s, i, i + 1, MENTION_DOCUMENT);
        return;
    }
    if (!scan_is(s, i, HEADS | ROLE(DOCUMENT_KIND)) ||
        scan_is(s, i + 1, HEADS | ROLE(DOCUMENT_KIND)))
        return;
    begin = made_from(s, i);
    if (scan_is(s, i, ROLE(DOCUMENT_KIND))) {
        begin = begin < i ? subject_from(s, begin, i) : i;
        if (begin < i && scan_is_word(s, begin, STR("关于")))
            scan_add_plain(s, begin, i + 1, MENTION_DOCUMENT);
        return;
    }
    if (begin < i)
        begin = listed_from(s, begin, i);
    else if (i > 0 && scan_is(s, i - 1, ROLE(PLAN_PERIOD)))
        begin = i - 1; /* 十四五规划纲要 */
    else if (i > 2 && scan_is(s, i - 2, ROLE(PLAN_PERIOD)))
        begin = i - 3; /* the same in quotation marks */
    else if (scan_is(s, i, ROLE(REGULATION)))
        begin =
            scan_run_begin(s, i, ROLE(NOUN) | ROLE(VERBAL) | ROLE(DIVISION));
    begin = subject_from(s, begin, i);
    if (is_named(s, begin, i))
        scan_add_plain(s, begin, i + 1, MENTION_DOCUMENT);
}
