/*
 * Awards: those that a list has, and what a verb of giving or winning is
 * followed by: 荣获省级先进单位称号.
 */
#include "worker/extract/mention/readers.h"

enum { NAME_MIN_CHARS = 2, REACH_PIECES = 16 };

static bool
is_quote(const struct scan *s, size_t i)
{
    return scan_is_mark(s, i, 0x201C) || scan_is_mark(s, i, 0x201D);
}

/* Behind the verb by which the award that ends with piece `head` is won. */
static size_t
won_from(const struct scan *s, size_t head)
{
    for (size_t i = head; i > 0 && head - i < REACH_PIECES; i--) {
        if (scan_is(s, i - 1, ROLE(AWARDING)))
            return i;
        if (s->pieces.items[i - 1].kind == PIECE_MARK && !is_quote(s, i - 1))
            return head;
    }
    return head;
}

/* 执行宪法的模范, 2个一等奖: what is won, but no award's name. */
static bool
is_description(const struct scan *s, size_t begin, size_t end)
{
    for (size_t i = begin; i < end; i++) {
        if (scan_is_word(s, i, STR("的")))
            return true;
    }
    return scan_is_count(s, begin, end);
}

/* 全国十大 goes on: 全国十大考古新发现. */
static size_t
ranked_end(const struct scan *s, size_t end)
{
    if (end > 0 && (scan_is_word(s, end - 1, STR("十大")) ||
                    scan_is_word(s, end - 1, STR("十佳")))) {
        while (scan_is(s, end, ROLE(NOUN) | ROLE(VERBAL)) ||
               scan_is_name(s, end))
            end++;
    }
    return end;
}

/* Each award of pieces [begin, end), of which quotation marks part several. */
static void
add_each(struct scan *s, size_t begin, size_t end)
{
    size_t first = begin;

    for (size_t i = begin; i < end; i++) {
        if (!is_quote(s, i) || !is_quote(s, i + 1))
            continue;
        if (i > first)
            scan_add_plain(s, first, i, MENTION_HONOR);
        first = i + 2;
    }
    if (first < end)
        scan_add_plain(s, first, end, MENTION_HONOR);
}

void
read_honor(struct scan *s, size_t i)
{
    size_t begin, end;
    bool is_won;

    if (scan_is(s, i, ROLE(HONOR))) {
        scan_add_plain(s, i, i + 1, MENTION_HONOR);
        return;
    }
    begin = won_from(s, i);
    is_won = begin > 0 && scan_is(s, begin - 1, ROLE(AWARDING));
    while (begin < i &&
           (scan_is(s, begin, ROLE(PARTICLE)) || is_quote(s, begin)))
        begin++; /* 获得了 */
    end = scan_is(s, i, ROLE(AWARD_WORD)) ? i : i + 1;
    while (end > begin && is_quote(s, end - 1))
        end--;
    end = ranked_end(s, end);
    if (is_won && begin < end && !scan_is(s, begin, ROLE(GROUP)) &&
        !is_description(s, begin, end))
        add_each(s, begin, end);
}
