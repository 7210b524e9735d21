#include "worker/extract/report/session.h"

#include "tables.h"
#include "worker/extract/text/marks.h"

enum {
    HANZI_DI = 0x7B2C,  /* 第 */
    HANZI_JIE = 0x5C4A, /* 届 */
    HANZI_CI = 0x6B21,  /* 次 */
    TERM_MAX_CHARS = 4,
    /* 全国人民代表大会, 委员会常务委员会 and the like in between. */
    BODY_MAX_CHARS = 20,
    /* How far in front of the term its body may be named. */
    OWNER_MAX_CHARS = 8,
};

static bool
is_number(uint32_t code)
{
    return mark_is_digit(code) || mark_is_numeral(code);
}

uint32_t
session_number_begin(const struct text *text, struct range r, uint32_t end)
{
    uint32_t at = end;

    while (at > r.begin && end - at < TERM_MAX_CHARS &&
           is_number(text->codes[at - 1]))
        at--;
    if (at < end && at > r.begin && text->codes[at - 1] == HANZI_DI)
        at--;
    return at;
}

uint32_t
session_end(const struct text *text, struct range r, uint32_t at,
            bool is_plenum)
{
    struct lexicon_hit hit;

    if (!lexicon_longest(&lexicon_sittings, text->codes + at, r.end - at, &hit))
        return 0;
    if (sittings_rows[hit.row].role == SITTINGS_ROLE_MEETING ||
        (is_plenum && sittings_rows[hit.row].role == SITTINGS_ROLE_PLENUM))
        return at + hit.chars;
    return 0;
}

/* Whether the party is named right before or inside [begin, end). */
static bool
is_of_the_party(const struct text *text, struct range r, uint32_t begin,
                uint32_t end)
{
    struct lexicon_hit hit;
    uint32_t at =
        begin - r.begin > OWNER_MAX_CHARS ? begin - OWNER_MAX_CHARS : r.begin;

    for (; at < end; at++) {
        if (at < begin && !mark_is_hanzi(text->codes[at]))
            continue;
        if (lexicon_longest(&lexicon_sittings, text->codes + at, end - at,
                            &hit) &&
            sittings_rows[hit.row].role == SITTINGS_ROLE_PARTY)
            return true;
    }
    return false;
}

/* The sitting whose term's 届 stands at `at`. */
static struct range
sitting_at(const struct text *text, struct range r, uint32_t at)
{
    static const struct range none = {0, 0};
    uint32_t begin = session_number_begin(text, r, at), end;

    if (begin == at)
        return none;
    for (uint32_t i = at + 1; i < r.end && i - at <= BODY_MAX_CHARS; i++) {
        if (!mark_is_hanzi(text->codes[i]) && !is_number(text->codes[i]) &&
            text->codes[i] != ' ')
            return none;
        if (text->codes[i] != HANZI_CI || !is_number(text->codes[i - 1]))
            continue;
        end = session_end(text, r, i + 1, false);
        if (end == 0 || is_of_the_party(text, r, begin, end))
            return none;
        return (struct range){begin, end};
    }
    return none;
}

struct range
session_find(const struct text *text, struct range r)
{
    for (uint32_t at = r.begin; at < r.end; at++) {
        struct range sitting;

        if (text->codes[at] != HANZI_JIE)
            continue;
        sitting = sitting_at(text, r, at);
        if (sitting.end > sitting.begin)
            return sitting;
    }
    return (struct range){0, 0};
}
