#include "worker/extract/figure/phrase.h"

#include "base/utf8.h"
#include "tables.h"
#include "worker/extract/figure/moment.h"
#include "worker/extract/quantity/numeral.h"
#include "worker/extract/text/marks.h"

bool
phrase_is_quote(uint32_t code)
{
    return code == 0x201C || code == 0x201D || code == 0x2018 ||
           code == 0x2019 || code == '"' || code == '\'' || code == 0x300C ||
           code == 0x300D || code == 0x300E || code == 0x300F ||
           code == 0x300A || code == 0x300B;
}

static bool
closes_quote(uint32_t code)
{
    return code == 0x201D || code == 0x2019 || code == 0x300D ||
           code == 0x300F || code == 0x300B;
}

uint32_t
phrase_past_quoted(const struct text *t, struct range r)
{
    if (r.begin >= r.end || !phrase_is_quote(t->codes[r.begin]) ||
        closes_quote(t->codes[r.begin]))
        return r.begin;
    for (uint32_t at = r.begin + 1; at < r.end; at++) {
        if (phrase_is_quote(t->codes[at]))
            return at + 1;
    }
    return r.begin;
}

static bool
is_blank(uint32_t code)
{

    return code == ' ' || code == '\t' || code == 0x2014 || code == 0xA0 ||
           code == 0x2022 || code == 0xB7 || code == '-';
}

uint32_t
phrase_date(const struct text *t, struct range r)
{
    /* which year it counts from is all one */
    static const struct calendar any = {1, 1, 1, 0, true};
    struct moment moment;

    return moment_read(t, r, r.begin, &any, &moment);
}

/* Units of time of which a number may only place: 个月, 季. */
static uint32_t
span_unit_chars(const struct text *t, struct range r, uint32_t at)
{
    struct lexicon_hit hit;

    return lexicon_longest(&lexicon_span_units, t->codes + at, r.end - at, &hit)
               ? hit.chars
               : 0;
}

static bool
begins_with_lianxu(const struct text *t, struct range r)
{
    return r.begin + 1 < r.end && t->codes[r.begin] == 0x8FDE &&
           t->codes[r.begin + 1] == 0x7EED;
}

/* 过去, 首 or 连续 at the beginning of `r`; the characters, 0: none. */
static uint32_t
span_lead_chars(const struct text *t, struct range r)
{
    struct lexicon_hit lead;

    if (begins_with_lianxu(t, r))
        return 2;
    if (!lexicon_longest(&lexicon_span_words, t->codes + r.begin,
                         r.end - r.begin, &lead) ||
        (span_words_rows[lead.row].side != SPAN_WORDS_SIDE_BEFORE &&
         span_words_rows[lead.row].side != SPAN_WORDS_SIDE_AHEAD))
        return 0;
    return lead.chars;
}

/* 过去6个月, 首3季, 连续24个月 at the beginning of `r`; the characters. */
static uint32_t
month_span_chars(const struct text *t, struct range r)
{
    struct lexicon_hit after;
    struct numeral n;
    uint32_t at, unit;

    if ((t->signs[r.begin] & SIGN_TIME_SPAN) == 0)
        return 0;
    at = r.begin + span_lead_chars(t, r);
    if (at == r.begin)
        return 0;
    if (at >= r.end || !numeral_begins(t->codes[at]) ||
        !numeral_read(t->codes + at, r.end - at, &n) || at + n.chars >= r.end)
        return 0;
    at += n.chars;
    unit = span_unit_chars(t, r, at);
    if (unit == 0)
        return 0;
    at += unit;
    if (lexicon_longest(&lexicon_span_words, t->codes + at, r.end - at,
                        &after) &&
        span_words_rows[after.row].side != SPAN_WORDS_SIDE_BEFORE &&
        span_words_rows[after.row].side != SPAN_WORDS_SIDE_AHEAD)
        at += after.chars;
    return at - r.begin;
}

/* 将 is cut from 将达到, not from 将军澳; 就 not from 就业. */
static bool
begins_longer_word(const struct text *t, struct range r, uint32_t chars)
{
    static const struct lexicon *const words[] = {&lexicon_not_verbs,
                                                  &lexicon_verbs};
    struct lexicon_hit hit;

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (lexicon_longest(words[i], t->codes + r.begin, r.end - r.begin,
                            &hit) &&
            hit.chars > chars)
            return true;
    }
    return false;
}

/* What leads in an item is none of it: ①培训医生500名. */
static bool
is_label(uint32_t code)
{
    enum { CIRCLED_FIRST = 0x2460, CIRCLED_LAST = 0x24FF };

    return code >= CIRCLED_FIRST && code <= CIRCLED_LAST;
}

/*
 * 四十九年合计 of 四十九年合计的产量, 两年 with nothing behind it; the characters,
 * 0: none begins `r`.
 */
static uint32_t
years_chars(const struct text *t, struct range r)
{
    enum { CHAR_NIAN = 0x5E74 };
    struct lexicon_hit sum;
    struct numeral n;
    uint32_t at;

    if (!numeral_begins(t->codes[r.begin]) ||
        !numeral_read(t->codes + r.begin, r.end - r.begin, &n))
        return 0;
    at = r.begin + n.chars;
    if (at >= r.end || t->codes[at] != CHAR_NIAN)
        return 0;
    if (at + 1 == r.end)
        return n.chars + 1;
    if (!lexicon_longest(&lexicon_sum_words, t->codes + at + 1, r.end - at - 1,
                         &sum) ||
        sum.chars != 2)
        return 0;
    return n.chars + 1 + sum.chars;
}

static uint32_t
lead_chars(const struct words *w, struct range r)
{
    const struct text *t = w->t;
    struct lexicon_hit hit;
    uint32_t date;

    if (is_blank(t->codes[r.begin]) || is_label(t->codes[r.begin]))
        return 1;
    date = phrase_date(t, r); /* 五年中, before 五年 alone */
    if (lexicon_longest(&lexicon_fillers, t->codes + r.begin, r.end - r.begin,
                        &hit) &&
        hit.chars > date && fillers_rows[hit.row].side != FILLERS_SIDE_TAIL &&
        (hit.chars > 1 || words_break(w, r.begin + hit.chars)) &&
        !begins_longer_word(t, r, hit.chars))
        return hit.chars;
    if (date == 0)
        date = month_span_chars(t, r);
    return date > 0 ? date : years_chars(t, r);
}

struct range
phrase_trim_lead(const struct words *w, struct range r)
{
    while (r.begin < r.end) {
        uint32_t chars = lead_chars(w, r);
        if (chars == 0)
            break;
        r.begin += chars;
    }
    if (r.begin > r.end)
        r.begin = r.end;
    return r;
}

/* 储蓄余额五年增长: years counted at the end of `r`; their characters. */
static uint32_t
tail_years_chars(const struct text *t, struct range r)
{
    enum { CHAR_NIAN = 0x5E74, YEARS_MAX = 50 };
    uint32_t at = r.end - 1;
    struct numeral n;

    if (t->codes[at] != CHAR_NIAN)
        return 0;
    while (at > r.begin && numeral_begins(t->codes[at - 1]))
        at--;
    if (at == r.begin || t->codes[at - 1] == '.' ||
        !numeral_read(t->codes + at, r.end - at, &n) ||
        at + n.chars + 1 != r.end || n.value.scale > 0 || n.value.digits < 2 ||
        n.value.digits > YEARS_MAX)
        return 0;
    return r.end - at;
}

/* 由1997年的: the date that ends the range; its characters. */
static uint32_t
tail_date_chars(const struct text *t, struct range r)
{
    enum { DATE_MAX_CHARS = 20 }; /* 一九五三年至一九八〇年的二十八年间 */
    uint32_t from =
        r.end - r.begin > DATE_MAX_CHARS ? r.end - DATE_MAX_CHARS : r.begin;

    for (uint32_t at = from;
         (at = text_find(t, at, r.end, SIGN_MOMENT | SIGN_TIME_SPAN)) < r.end;
         at++) {
        struct range rest = {at, r.end};
        if (at + 2 < r.end && begins_with_lianxu(t, rest) &&
            t->codes[r.end - 1] == 0x5E74)
            return r.end - at; /* 连续36年 */
        if (phrase_date(t, rest) == r.end - at ||
            month_span_chars(t, rest) == r.end - at)
            return r.end - at;
    }
    return tail_years_chars(t, r);
}

/* 均 is cut from 数量均, not from 人均. */
static bool
ends_longer_word(const struct text *t, struct range r, uint32_t chars)
{
    struct lexicon_hit hit;

    return lexicon_longest_before(&lexicon_not_verbs, t->codes, r.begin, r.end,
                                  &hit) &&
           hit.chars > chars;
}

/* 10年内, of which a filler is but 年内; the characters of both. */
static uint32_t
with_years(const struct text *t, struct range r, uint32_t chars)
{
    enum { CHAR_NIAN = 0x5E74 };
    uint32_t at = r.end - chars;

    if (t->codes[at] != CHAR_NIAN)
        return chars;
    while (at > r.begin && numeral_begins(t->codes[at - 1]))
        at--;
    return r.end - at;
}

/*
 * 城乡居民收入比 is a name; 收入比 in front of 上年 or 全国 compares. What is
 * compared with may lie behind the end of `r`.
 */
static bool
is_ratio_name(const struct text *t, struct range r)
{
    enum { CHAR_BI = 0x6BD4, CHAR_JIAO = 0x8F83 };
    struct range rest = {r.end, t->count};
    struct lexicon_hit hit;

    return t->codes[r.end - 1] == CHAR_BI && rest.begin < rest.end &&
           t->codes[rest.begin] != CHAR_JIAO && phrase_date(t, rest) == 0 &&
           !(lexicon_longest(&lexicon_fillers, t->codes + rest.begin,
                             rest.end - rest.begin, &hit) &&
             hit.chars > 1);
}

static uint32_t
tail_chars(const struct words *w, struct range r)
{
    const struct text *t = w->t;
    struct lexicon_hit hit;
    uint32_t date;

    if (is_blank(t->codes[r.end - 1]))
        return 1;
    date = tail_date_chars(t, r); /* 2000年底, before 年底 alone */
    if (date > 0)
        return date;
    if (lexicon_longest_before(&lexicon_fillers, t->codes, r.begin, r.end,
                               &hit) &&
        fillers_rows[hit.row].side != FILLERS_SIDE_LEAD &&
        words_break(w, r.end - hit.chars) &&
        !(hit.chars == 1 && is_ratio_name(t, r)))
        return ends_longer_word(t, r, hit.chars) ? 0
                                                 : with_years(t, r, hit.chars);
    return 0;
}

struct range
phrase_trim(const struct words *w, struct range r)
{
    r = phrase_trim_lead(w, r);
    while (r.begin < r.end) {
        uint32_t chars = tail_chars(w, r);
        if (chars == 0)
            break;
        r.end -= chars;
    }
    return r;
}

/* The characters of a footnote's mark, [7], that begins `r`; 0: none does. */
static uint32_t
footnote_chars(const struct text *t, struct range r)
{
    uint32_t at = r.begin + 1;

    if (t->codes[r.begin] != '[')
        return 0;
    while (at < r.end && mark_is_digit(t->codes[at]))
        at++;
    return at > r.begin + 1 && at < r.end && t->codes[at] == ']'
               ? at + 1 - r.begin
               : 0;
}

struct str
phrase_text(const struct text *t, struct range r, struct arena *arena)
{
    char *bytes;
    size_t len = 0;

    if (range_is_empty(r))
        return (struct str){NULL, 0};
    bytes = arena_alloc(arena, (size_t)(r.end - r.begin) * 4 + 1, 1);
    if (!bytes)
        return (struct str){NULL, 0};
    for (uint32_t at = r.begin; at < r.end; at++) {
        at += footnote_chars(t, (struct range){at, r.end});
        if (at < r.end && !phrase_is_quote(t->codes[at]) && t->codes[at] != ' ')
            len += utf8_encode(t->codes[at], bytes + len);
    }
    return len > 0 ? (struct str){bytes, len} : (struct str){NULL, 0};
}

uint32_t
phrase_find(const struct text *t, struct range r, uint32_t code)
{
    while (r.begin < r.end && t->codes[r.begin] != code)
        r.begin++;
    return r.begin;
}

/* The filler that ends `r` and no verb as long does; its characters. */
static uint32_t
adverb_chars(const struct words *w, struct range r)
{
    const struct text *t = w->t;
    struct lexicon_hit hit, verb;

    if (is_blank(t->codes[r.end - 1]))
        return 1;
    if (lexicon_longest_before(&lexicon_fillers, t->codes, r.begin, r.end,
                               &hit) &&
        fillers_rows[hit.row].side != FILLERS_SIDE_LEAD &&
        words_break(w, r.end - hit.chars) &&
        !(lexicon_longest_before(&lexicon_verbs, t->codes, r.begin, r.end,
                                 &verb) &&
          verb.chars >= hit.chars))
        return hit.chars;
    return tail_date_chars(t, r);
}

uint32_t
phrase_trim_adverbs(const struct words *w, struct range r)
{
    while (r.end > r.begin) {
        uint32_t chars = adverb_chars(w, r);
        if (chars == 0)
            break;
        r.end -= chars;
    }
    return r.end;
}
