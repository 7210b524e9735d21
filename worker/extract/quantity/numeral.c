/*
 * Two sums run side by side, the lower and the upper end, since two
 * adjacent digits (两三百) name a range. Characters and their values come
 * from numerals.tsv.
 */
#include "worker/extract/quantity/numeral.h"

#include "worker/extract/quantity/numeral_arabic.h"
#include "worker/extract/quantity/numeral_reader.h"

/* 五、六倍 is a range; 五、六次 and 五、六年 may be two of a list. */
static bool
measures(const struct reader *r, uint32_t at)
{
    enum { CHAR_NIAN = 0x5E74 };
    struct lexicon_hit hit;
    enum kind kind;

    if (at >= r->count ||
        !lexicon_longest(&lexicon_units, r->codes + at, r->count - at, &hit))
        return false;
    kind = units_rows[hit.row].kind;
    return kind == KIND_RATIO || kind == KIND_PERCENT || kind == KIND_MONEY ||
           kind == KIND_MASS || kind == KIND_AREA || kind == KIND_VOLUME ||
           kind == KIND_LENGTH ||
           (kind == KIND_DURATION && r->codes[at] != CHAR_NIAN);
}

/* 两、三个: 两 numbers nothing (二、三产业), so a unit of any kind will do. */
static bool
counts(const struct reader *r, uint32_t at)
{
    struct lexicon_hit hit;

    return code_at(r, r->at) == CHAR_LIANG && at < r->count &&
           lexicon_longest(&lexicon_units, r->codes + at, r->count - at, &hit);
}

/* 二三 in 二三百, 三、四 in 三、四百: two ends of a range. */
static bool
read_adjacent(struct reader *r)
{
    const struct numerals_row *first = row_at(r, r->at), *second;
    uint32_t next = r->at + 1;
    bool listed = code_at(r, next) == 0x3001;

    next += listed;
    if (!has_role(r, next, NUMERALS_ROLE_DIGIT) ||
        has_role(r, next + 1, NUMERALS_ROLE_DIGIT))
        return false;
    if (listed && !is_magnitude(r, next + 1) && !measures(r, next + 1) &&
        !counts(r, next + 1))
        return false;
    second = row_at(r, next);
    if (first->value == 0 || (second->value != first->value + 1 &&
                              (first->value != 3 || second->value != 5)))
        return false;
    r->low.digit = (struct decimal){first->value, 0};
    r->high.digit = (struct decimal){second->value, 0};
    r->out->has_range = true;
    r->at = next + 1;
    return true;
}

/* 二0二0年: a zero typed as a digit among Chinese ones. */
static bool
is_typed_zero(const struct reader *r)
{
    enum { CHAR_NIAN = 0x5E74 };
    uint32_t next = code_at(r, r->at + 1);

    return code_at(r, r->at) == '0' &&
           (next == '0' || next == CHAR_NIAN ||
            has_role(r, r->at + 1, NUMERALS_ROLE_DIGIT));
}

/* 三点五, 二〇一二, 五: Chinese digits as they stand in a row. */
static void
read_chinese_digits(struct reader *r)
{
    struct decimal value = {0};
    bool fraction = false;
    uint32_t run = 0;

    for (;; r->at++) {
        const struct numerals_row *row = row_at(r, r->at);
        if (run > 0 && code_at(r, r->at) == CHAR_LIANG)
            break; /* 二两: a weight; no row of digits holds 两 */
        if (row && row->role == NUMERALS_ROLE_DIGIT) {
            r->out->is_inexact |=
                !numeral_push_digit(&value, (uint32_t)row->value, fraction);
            run += !fraction;
        } else if (run > 0 && !fraction && is_typed_zero(r)) {
            r->out->is_inexact |= !numeral_push_digit(&value, 0, false);
            run++;
        } else if (code_at(r, r->at) == CHAR_DIAN && !fraction && run > 0 &&
                   has_role(r, r->at + 1, NUMERALS_ROLE_DIGIT)) {
            fraction = true;
        } else {
            break;
        }
    }
    r->out->is_positional |= run > 1;
    r->out->has_point |= fraction;
    r->low.digit = r->high.digit = value;
}

/* 七百两: after a number, and with no place of its own, 两 is a weight. */
static bool
is_weight(const struct reader *r)
{
    return r->at > 0 && r->codes[r->at] == CHAR_LIANG &&
           (r->has_section || r->last_myriad > 0) &&
           !is_magnitude(r, r->at + 1);
}

/* After the zeros at r->at another digit or place of the same number. */
static bool
continues_past_zero(const struct reader *r)
{
    uint32_t at = r->at;

    while (has_role(r, at, NUMERALS_ROLE_DIGIT) && row_at(r, at)->value == 0)
        at++;
    return has_role(r, at, NUMERALS_ROLE_DIGIT) ||
           has_role(r, at, NUMERALS_ROLE_TEN) ||
           (r->out->is_arabic && is_ascii_digit(code_at(r, at)));
}

/* A run of digits in either script. */
static bool
read_digits(struct reader *r)
{
    uint32_t begin = r->at;
    const struct numerals_row *row = row_at(r, begin);

    if (r->has_digit)
        return false;
    if (row && row->value == 0 && (r->has_section || r->last_myriad > 0)) {
        if (!continues_past_zero(r))
            return false;   /* 3万零售网点 */
        r->has_zero = true; /* 一百零五, 三亿零四百万 */
        while (has_role(r, r->at, NUMERALS_ROLE_DIGIT) &&
               row_at(r, r->at)->value == 0)
            r->at++;
        return true;
    }
    if (is_weight(r))
        return false;
    r->is_chinese_digit = row != NULL;
    if (!row) {
        r->at = arabic_read(r->codes, r->count, r->at, r->out, &r->low.digit);
        r->high.digit = r->low.digit;
    } else if (!read_adjacent(r)) {
        read_chinese_digits(r);
    }
    if (r->out->digits == 0)
        r->out->digits = r->at - begin;
    r->has_digit = true;
    return true;
}

static bool
add_into(struct decimal *sum, struct decimal d, int power)
{
    return decimal_shift(d, power, &d) && decimal_add(*sum, d, sum);
}

/* 十, 百 or 千 after the digits just read. */
static bool
place_digit(struct sum *s, bool has_digit, int power)
{
    struct decimal digit = has_digit ? s->digit : (struct decimal){1, 0};

    s->digit = (struct decimal){0};
    return add_into(&s->section, digit, power);
}

/* 万 or 亿: the open section, or all of it (万亿), counts that much. */
static bool
close_section(struct sum *s, struct reader *r, int power)
{
    bool is_empty = !r->has_digit && !r->has_section;

    if (is_empty && r->last_myriad > 0 && power < r->last_myriad)
        return true; /* 10亿余万: the second magnitude only says "odd" */
    if (is_empty && r->last_myriad > 0)
        return decimal_shift(s->total, power, &s->total);
    if (is_empty)
        s->section = (struct decimal){1, 0};
    else if (!add_into(&s->section, s->digit, 0))
        return false;
    if (r->last_myriad > 0 && power > r->last_myriad) {
        if (!decimal_add(s->total, s->section, &s->total) ||
            !decimal_shift(s->total, power, &s->total))
            return false;
    } else if (!add_into(&s->total, s->section, power)) {
        return false;
    }
    s->section = s->digit = (struct decimal){0};
    return true;
}

/* 千 of 千瓦 and 百 of 百分点 belong to the unit. */
static bool
begins_unit(const struct reader *r)
{
    struct lexicon_hit hit;

    return (r->has_digit || r->has_section || r->last_myriad > 0) &&
           lexicon_longest(&lexicon_units, r->codes + r->at, r->count - r->at,
                           &hit) &&
           hit.chars > 1;
}

static bool
read_magnitude(struct reader *r, const struct numerals_row *row)
{
    bool is_ten = row->role == NUMERALS_ROLE_TEN, fits;

    if (begins_unit(r))
        return false;
    if (!r->has_digit && !r->has_section && r->last_myriad == 0)
        r->out->is_bare = !is_ten || row->value > 1;
    else if (is_ten && !r->has_digit && r->has_section && row->value > 1)
        return false; /* 十百: no number goes on like this */
    if (is_ten) {
        fits = place_digit(&r->low, r->has_digit, row->value) &&
               place_digit(&r->high, r->has_digit, row->value);
        r->last_place = row->value;
        r->has_section = true;
    } else {
        fits = close_section(&r->low, r, row->value) &&
               close_section(&r->high, r, row->value);
        r->last_place = 0;
        r->last_myriad = row->value;
        r->has_section = false;
    }
    r->out->is_inexact |= !fits;
    r->out->magnitude = row->value;
    r->has_digit = r->has_zero = false;
    r->at++;
    return true;
}

/* 几 and 数 before a magnitude, 几 after one: 几十, 数百万, 十几. */
static bool
read_vague(struct reader *r)
{
    bool is_first = r->at == 0;

    if (r->has_digit || (!is_first && r->codes[r->at] != 0x51E0))
        return false;
    if (is_first && code_at(r, 0) == 0x6570 && !is_magnitude(r, 1))
        return false;
    r->at++;
    if (is_first) {
        r->out->is_vague = true;
        r->low.digit = r->high.digit = (struct decimal){1, 0};
        r->has_digit = true;
        return true;
    }
    r->out->is_over = true;
    if (has_role(r, r->at, NUMERALS_ROLE_TEN))
        r->at++; /* 一百几十 */
    return true;
}

static uint32_t
past_blank(const struct reader *r, uint32_t at)
{
    return at + (code_at(r, at) == ' ');
}

/* 3个亿元以上项目, 2个亿吨级基地: 亿 with its own unit grades what 个 counts. */
static bool
is_graded(const struct reader *r, uint32_t at)
{
    struct lexicon_hit hit;
    uint32_t after;

    if (at >= r->count ||
        !lexicon_longest(&lexicon_units, r->codes + at, r->count - at, &hit))
        return false;
    after = code_at(r, at + hit.chars); /* what is counted is named there */
    return after >= 0x4E00 && after <= 0x9FFF;
}

/* 余, 多 and 来 between digits and magnitude, 个 before 亿. */
static bool
read_inner(struct reader *r)
{
    struct lexicon_hit hit;
    uint32_t code = code_at(r, r->at);

    if (r->at == 0)
        return false;
    if (code == 0x4E2A && code_at(r, r->at + 1) == 0x4EBF &&
        !is_graded(r, r->at + 2)) {
        r->at++;
        r->out->is_ge_yi = true;
        return true;
    }
    if (!lexicon_exact(&lexicon_modifiers, r->codes + r->at, code ? 1 : 0,
                       &hit) ||
        modifiers_rows[hit.row].where == MODIFIERS_WHERE_BEFORE ||
        !has_role(r, past_blank(r, r->at + 1), NUMERALS_ROLE_MYRIAD))
        return false;
    r->out->is_over = true;
    r->at = past_blank(r, r->at + 1);
    return true;
}

static bool
begins_digit(const struct reader *r)
{
    return r->out->is_arabic ? is_ascii_digit(code_at(r, r->at))
                             : has_role(r, r->at, NUMERALS_ROLE_DIGIT);
}

/*
 * 二十 亿, 三百 五十: a blank before a magnitude, or a digit that has one; the
 * last digit as well where blanks have come before.
 */
static bool
read_blank(struct reader *r)
{
    uint32_t blank = r->at;

    if (!r->has_section && !r->has_digit && r->last_myriad == 0)
        return false;
    r->at++;
    if (is_magnitude(r, r->at) && read_magnitude(r, row_at(r, r->at)))
        return r->is_spaced = true;
    if (!r->has_digit && begins_digit(r) &&
        (r->is_spaced || is_magnitude(r, past_blank(r, r->at + 1))))
        return r->is_spaced = true;
    if (read_inner(r))
        return r->is_spaced = true;
    r->at = blank;
    return false;
}

/* An Arabic number may follow 万 only as its lower places: 5万2000, 1万600. */
static bool
arabic_continues(const struct reader *r)
{
    uint32_t end = r->at, digits = 0;

    if (r->at == 0)
        return true;
    if (!r->out->is_arabic || r->last_myriad == 0 || r->has_section ||
        r->has_digit)
        return r->last_place > 0 && r->out->is_arabic && !r->has_digit;
    for (; digits < 5; end++) {
        if (is_ascii_digit(code_at(r, end)))
            digits++;
        else if (code_at(r, end) != ',')
            break;
    }
    end += code_at(r, end) == ' ' && is_magnitude(r, end + 1);
    return digits == 4 || digits == 3 || is_magnitude(r, end);
}

/* 廿 and 卅: twenty and thirty by one character, and a last digit behind. */
static bool
read_score(struct reader *r, const struct numerals_row *row)
{
    static const struct numerals_row ten = {.role = NUMERALS_ROLE_TEN,
                                            .value = 1};

    if (r->has_digit)
        return false;
    r->low.digit = r->high.digit = (struct decimal){row->value, 0};
    r->has_digit = true;
    return read_magnitude(r, &ten);
}

static bool
read_part(struct reader *r)
{
    const struct numerals_row *row = row_at(r, r->at);

    if (is_ascii_digit(code_at(r, r->at)))
        return arabic_continues(r) && read_digits(r);
    if (code_at(r, r->at) == ' ')
        return read_blank(r);
    if (!row)
        return numeral_read_place_fraction(r) || numeral_read_named_point(r) ||
               read_inner(r);
    if (row->role == NUMERALS_ROLE_DIGIT)
        return read_digits(r);
    if (row->role == NUMERALS_ROLE_VAGUE)
        return read_vague(r);
    if (row->role == NUMERALS_ROLE_SCORE)
        return read_score(r, row);
    if (r->out->is_over && row->role == NUMERALS_ROLE_TEN)
        return false;
    return read_magnitude(r, row);
}

/* 三千五 is 3500: a last digit right after a place is one place lower. */
static int
last_digit_power(const struct reader *r)
{
    int power = r->last_place ? r->last_place : r->last_myriad;

    if (!r->is_chinese_digit || r->has_zero || r->out->has_point ||
        r->out->is_positional || power < 2)
        return 0;
    return power - 1;
}

static bool
finish(const struct reader *r, const struct sum *s, struct decimal *out)
{
    *out = s->total;
    return decimal_add(*out, s->section, out) &&
           (!r->has_digit || add_into(out, s->digit, last_digit_power(r)));
}

/* 伍 is five only among others of its kind. */
static bool
stands_alone(const struct reader *r)
{
    const struct numerals_row *row = row_at(r, 0);

    return !row || row->alone == NUMERALS_ALONE_YES;
}

bool
numeral_read(const uint32_t *codes, uint32_t count, struct numeral *out)
{
    struct reader r = {.codes = codes, .count = count, .out = out};

    *out = (struct numeral){.is_arabic = count > 0 && is_ascii_digit(codes[0])};
    while (r.at < count && read_part(&r))
        continue;
    out->chars = r.at;
    if (r.at == 0 || (r.at == 1 && !stands_alone(&r)))
        return false;
    out->is_inexact |=
        !finish(&r, &r.low, &out->value) || !finish(&r, &r.high, &out->upper);
    return true;
}
