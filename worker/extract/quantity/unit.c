#include "worker/extract/quantity/unit.h"

#include "tables.h"
#include "worker/extract/text/marks.h"

enum {
    CHAR_SLASH = '/',
    CHAR_MEI = 0x6BCF,
    CHAR_GE = 0x4E2A,
    CHAR_CI = 0x6B21, /* 次 */
    CHAR_DUO = 0x591A,
    CHAR_YU = 0x4F59
};

static bool
is_letter(uint32_t code)
{
    return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z');
}

/* The script of the number decides for some classifiers: 四方, 5方. */
static bool
fits_script(const struct numeral *n, const struct units_row *row)
{
    if (row->after == UNITS_AFTER_ARABIC)
        return n->is_arabic || n->magnitude >= 4;
    return row->after == UNITS_AFTER_ANY || !n->is_arabic;
}

/* 5个工业园区, 9条次干道: where 个工 or 条次 is none, the first still counts. */
static bool
match_shorter(const uint32_t *codes, struct lexicon_hit *hit)
{
    return hit->chars > 1 && (codes[0] == CHAR_GE || codes[1] == CHAR_CI) &&
           lexicon_exact(&lexicon_units, codes, 1, hit);
}

/* A unit begins at `at` and no longer word (升至, 年度) does. */
static bool
match(const struct text *t, struct range within, uint32_t at,
      struct lexicon_hit *hit)
{
    const uint32_t *codes = t->codes + at;
    uint32_t count = within.end - at;
    struct lexicon_hit other;

    if (!lexicon_longest(&lexicon_units, codes, count, hit))
        return false;
    if (lexicon_longest(&lexicon_not_units, codes, count, &other) &&
        not_units_rows[other.row].role == NOT_UNITS_ROLE_WORD &&
        other.chars >= hit->chars)
        return match_shorter(codes, hit);
    /* Letters are a unit only as a whole word: 5G is a name, not grams. */
    return !is_letter(codes[hit->chars - 1]) || hit->chars == count ||
           !is_letter(codes[hit->chars]);
}

/* What may stand behind 35微克每立方米, and not behind 5万元 of 5万元每亩地. */
static bool
ends_rate(const struct text *t, struct range within, uint32_t at)
{
    struct lexicon_hit hit;

    return at >= within.end || !mark_is_hanzi(t->codes[at]) ||
           (lexicon_longest(&lexicon_modifiers, t->codes + at, within.end - at,
                            &hit) &&
            modifiers_rows[hit.row].where == MODIFIERS_WHERE_AFTER);
}

/* The denominator after a slash or 每: 元/人, 件/万人, 元/人·月, 公里每小时. */
static void
read_per(const struct text *t, struct range within, struct arena *arena,
         struct unit *unit, uint32_t at)
{
    uint32_t begin = at + 1, end = begin;
    struct lexicon_hit hit;

    if (at >= within.end ||
        (t->codes[at] != CHAR_SLASH && t->codes[at] != CHAR_MEI))
        return;
    while (end < within.end && end - begin < 4 && numeral_begins(t->codes[end]))
        end++;
    if (!match(t, (struct range){end, within.end}, end, &hit) &&
        !lexicon_longest(&lexicon_denominators, t->codes + end,
                         within.end - end, &hit)) /* 元/月 */
        return;
    end += hit.chars;
    if (t->codes[at] == CHAR_MEI && !ends_rate(t, within, end))
        return;
    unit->per = text_folded(t, (struct range){begin, end}, arena);
    unit->chars += end - at;
}

/* 个多月, 个多小时: a classifier, more, and the unit that is meant. */
static bool
read_split(const struct text *t, struct range within, uint32_t at,
           struct unit *out)
{
    struct lexicon_hit hit;

    if (within.end - at < 3 || t->codes[at] != CHAR_GE ||
        (t->codes[at + 1] != CHAR_DUO && t->codes[at + 1] != CHAR_YU))
        return false;
    /* 个 before 月 is written with it: 个月. */
    if (t->codes[at + 2] == 0x6708 &&
        lexicon_exact(&lexicon_units, (const uint32_t[]){CHAR_GE, 0x6708}, 2,
                      &hit)) {
        *out = (struct unit){.chars = 3, .row = hit.row, .is_over = true};
        return true;
    }
    if (!match(t, within, at + 2, &hit) ||
        units_rows[hit.row].kind == KIND_COUNT)
        return false;
    *out =
        (struct unit){.chars = 2 + hit.chars, .row = hit.row, .is_over = true};
    return true;
}

bool
unit_read(const struct text *t, struct range within, uint32_t at,
          const struct numeral *n, struct arena *arena, struct unit *out)
{
    struct lexicon_hit hit;

    *out = (struct unit){0};
    if (at >= within.end)
        return false;
    if (read_split(t, within, at, out))
        return true;
    if (!match(t, within, at, &hit) || !fits_script(n, &units_rows[hit.row]))
        return false;
    *out = (struct unit){.chars = hit.chars, .row = hit.row};
    read_per(t, within, arena, out, at + hit.chars);
    return true;
}

struct str
unit_per_before(const struct text *t, struct range within, uint32_t at,
                struct arena *arena)
{
    enum { CHAR_EACH = 0x6BCF, CHAR_YEAR = 0x5E74 };
    struct lexicon_hit hit;

    while (at > within.begin &&
           lexicon_longest_before(&lexicon_units, t->codes, within.begin, at,
                                  &hit)) {
        uint32_t begin = at - hit.chars;
        if (begin == within.begin || t->codes[begin - 1] != CHAR_EACH)
            break;
        if (t->codes[begin] != CHAR_YEAR)
            return text_folded(t, (struct range){begin, at}, arena);
        at = begin - 1;
    }
    return (struct str){NULL, 0};
}
