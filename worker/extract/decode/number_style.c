#include "worker/extract/decode/number_style.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

/* Larger numbers than any list has are written in digits. */
enum { COUNTED_MAX = 9999, ENCLOSED_MAX = 20, ROMAN_MAX = 3999 };

/* Digits and the words for tens, hundreds and thousands. */
struct counting {
    const char *digits[10];
    const char *powers[4];
    bool is_short; /* ten is 十, not 一十 */
};

static const struct counting plain = {
    {"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"},
    {"", "十", "百", "千"},
    true};
static const struct counting legal = {
    {"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"},
    {"", "拾", "佰", "仟"},
    false};
static const struct counting legal_traditional = {
    {"零", "壹", "貳", "參", "肆", "伍", "陸", "柒", "捌", "玖"},
    {"", "拾", "佰", "仟"},
    false};

static size_t
add(char *out, size_t len, const char *text)
{
    size_t more = strlen(text);

    memcpy(out + len, text, more);
    return len + more;
}

/* 一百〇五 as people count; the zero once, and only between others. */
static size_t
write_counted(uint32_t number, const struct counting *c, char *out)
{
    static const uint32_t powers[] = {1, 10, 100, 1000};
    size_t len = 0;
    bool has_gap = false;

    if (number == 0)
        return add(out, 0, c->digits[0]);
    for (int i = 3; i >= 0; i--) {
        uint32_t digit = number / powers[i] % 10;

        if (digit == 0) {
            has_gap = len > 0;
            continue;
        }
        if (has_gap)
            len =
                add(out, len, strcmp(c->digits[0], "〇") ? c->digits[0] : "零");
        has_gap = false;
        if (!(c->is_short && i == 1 && digit == 1 && len == 0))
            len = add(out, len, c->digits[digit]);
        len = add(out, len, c->powers[i]);
    }
    return len;
}

/* 二〇二四: digit by digit. */
static size_t
write_digits(uint32_t number, const char *const *digits, char *out)
{
    char decimal[16];
    size_t len = 0;

    snprintf(decimal, sizeof decimal, "%u", number);
    for (const char *at = decimal; *at; at++)
        len = add(out, len, digits[*at - '0']);
    return len;
}

/* The `number`-th of characters that follow each other in Unicode. */
static size_t
write_from(uint32_t first, uint32_t number, char *out)
{
    return utf8_encode(first + number - 1, out);
}

/* 甲乙丙丁, 子丑寅卯. */
static size_t
write_cycle(uint32_t number, const char *const *cycle, uint32_t count,
            char *out)
{
    return add(out, 0, cycle[(number - 1) % count]);
}

static size_t
write_roman(uint32_t number, bool is_upper, char *out)
{
    static const struct {
        uint32_t value;
        const char *letters;
    } parts[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"},
                 {90, "xc"},  {50, "l"},   {40, "xl"}, {10, "x"},   {9, "ix"},
                 {5, "v"},    {4, "iv"},   {1, "i"}};
    size_t len = 0;

    for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
        for (; number >= parts[i].value; number -= parts[i].value)
            len = add(out, len, parts[i].letters);
    }
    for (size_t i = 0; is_upper && i < len; i++)
        out[i] = (char)(out[i] & ~0x20);
    return len;
}

static size_t
write_decimal(uint32_t number, char *out)
{
    return (size_t)snprintf(out, NUMBER_STYLE_MAX_BYTES, "%u", number);
}

static bool
is_one_of(struct str format, const char *const *names)
{
    for (; *names; names++) {
        if (str_equal(format, str_from(*names)))
            return true;
    }
    return false;
}

static size_t
write_small(uint32_t number, struct str format, char *out)
{
    static const char *const stems[] = {"甲", "乙", "丙", "丁", "戊",
                                        "己", "庚", "辛", "壬", "癸"};
    static const char *const branches[] = {"子", "丑", "寅", "卯", "辰", "巳",
                                           "午", "未", "申", "酉", "戌", "亥"};
    static const char *const circles[] = {"decimalEnclosedCircle",
                                          "decimalEnclosedCircleChinese", NULL};

    if (number <= ENCLOSED_MAX && is_one_of(format, circles))
        return write_from(0x2460, number, out);
    if (number <= ENCLOSED_MAX &&
        str_equal(format, STR("decimalEnclosedParen")))
        return write_from(0x2474, number, out);
    if (number <= ENCLOSED_MAX &&
        str_equal(format, STR("decimalEnclosedFullstop")))
        return write_from(0x2488, number, out);
    if (str_equal(format, STR("ideographTraditional")))
        return write_cycle(number, stems, 10, out);
    if (str_equal(format, STR("ideographZodiac")))
        return write_cycle(number, branches, 12, out);
    if (number <= 26 && str_equal(format, STR("upperLetter")))
        return write_from('A', number, out);
    if (number <= 26 && str_equal(format, STR("lowerLetter")))
        return write_from('a', number, out);
    if (number <= ROMAN_MAX && str_equal(format, STR("upperRoman")))
        return write_roman(number, true, out);
    if (number <= ROMAN_MAX && str_equal(format, STR("lowerRoman")))
        return write_roman(number, false, out);
    return write_decimal(number, out);
}

size_t
number_style_write(uint32_t number, struct str format, char *out)
{
    static const char *const counted[] = {"chineseCounting",
                                          "chineseCountingThousand",
                                          "japaneseCounting",
                                          "taiwaneseCounting",
                                          "taiwaneseCountingThousand",
                                          "koreanCounting",
                                          NULL};

    if (str_equal(format, STR("none")))
        return 0;
    if (number <= COUNTED_MAX && is_one_of(format, counted))
        return write_counted(number, &plain, out);
    if (number <= COUNTED_MAX &&
        str_equal(format, STR("chineseLegalSimplified")))
        return write_counted(number, &legal, out);
    if (number <= COUNTED_MAX &&
        str_equal(format, STR("ideographLegalTraditional")))
        return write_counted(number, &legal_traditional, out);
    if (str_equal(format, STR("ideographDigital")) ||
        str_equal(format, STR("japaneseDigitalTenThousand")) ||
        str_equal(format, STR("taiwaneseDigital")))
        return write_digits(number, plain.digits, out);
    return number > 0 ? write_small(number, format, out)
                      : write_decimal(number, out);
}
