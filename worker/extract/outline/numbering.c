#include "worker/extract/outline/numbering.h"

#include "worker/extract/text/marks.h"

enum {
    IDEOGRAPH_DI = 0x7B2C,  /* 第 */
    IDEOGRAPH_QI = 0x5176,  /* 其 */
    IDEOGRAPH_SHI = 0x662F, /* 是 */
    IDEOGRAPH_YAO = 0x8981, /* 要 */
    IDEOGRAPH_TEN = 0x5341,
    IDEOGRAPH_JI = 0x53CA,   /* 及 */
    IDEOGRAPH_ZHI = 0x81F3,  /* 至 */
    COMMA_OF_LISTS = 0x3001, /* 、 */
    DIGITS_MAX = 2,          /* headings count to 99 at most */
    NUMERALS_MAX = 4,        /* 二十一, 一百零一 is none */
};

/* Where reading stands in a line. */
struct cursor {
    const struct text *text;
    uint32_t at;
    uint32_t end;
};

static uint32_t
peek(const struct cursor *c, uint32_t ahead)
{
    return c->at + ahead < c->end ? c->text->codes[c->at + ahead] : 0;
}

static bool
take(struct cursor *c, uint32_t code)
{
    if (peek(c, 0) != code)
        return false;
    c->at++;
    return true;
}

static void
skip_blanks(struct cursor *c)
{
    while (c->at < c->end && mark_is_blank(c->text->codes[c->at]))
        c->at++;
}

/* 一 to 九十九; 0: no such numeral. */
static uint32_t
take_numeral(struct cursor *c)
{
    static const uint32_t digits[] = {0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94,
                                      0x516D, 0x4E03, 0x516B, 0x4E5D};
    uint32_t value = 0, chars = 0, digit = 0;

    for (; mark_is_numeral(peek(c, 0)) && chars < NUMERALS_MAX; chars++) {
        uint32_t code = peek(c, 0);

        c->at++;
        if (code == IDEOGRAPH_TEN) {
            value = (digit ? digit : 1) * 10;
            digit = 0;
            continue;
        }
        for (uint32_t i = 0; i < 9; i++) {
            if (digits[i] == code)
                digit = i + 1;
        }
    }
    return chars > 0 && !mark_is_numeral(peek(c, 0)) ? value + digit : 0;
}

static uint32_t
take_number(struct cursor *c)
{
    uint32_t value = 0, chars = 0;

    for (; mark_is_digit(peek(c, 0)) && chars < DIGITS_MAX; chars++) {
        value = value * 10 + (peek(c, 0) - '0');
        c->at++;
    }
    return chars > 0 && !mark_is_digit(peek(c, 0)) ? value : 0;
}

static bool
take_separator(struct cursor *c)
{
    return take(c, COMMA_OF_LISTS) || take(c, '.') || take(c, 0x30FB) ||
           take(c, 0xB7) || take(c, ',') || take(c, ':');
}

static struct numbering
found(const struct cursor *c, enum numbering_style style, uint32_t value,
      struct range label)
{
    struct cursor rest = *c;

    skip_blanks(&rest);
    return (struct numbering){style, value, label, rest.at};
}

/* 三、四十年前: not the third of anything, but thirty or forty. */
static bool
goes_on_counting(struct cursor c, uint32_t value)
{
    return take_numeral(&c) == (value + 1) * 10;
}

/* (一)及(二): the answer to several questions. */
static bool
is_followed_by_label(const struct cursor *c)
{
    uint32_t code = peek(c, 0);

    return (code == IDEOGRAPH_JI || code == IDEOGRAPH_ZHI ||
            code == COMMA_OF_LISTS) &&
           peek(c, 1) == '(';
}

/* 第一部分, 第一章, 第一节, and the 第一, of an item. */
static struct numbering
read_ordinal(struct cursor c)
{
    static const struct {
        uint32_t first, second;
        enum numbering_style style;
    } parts[] = {{0x90E8, 0x5206, NUMBERING_PART},
                 {0x7AE0, 0, NUMBERING_PART},
                 {0x7BC7, 0, NUMBERING_PART},
                 {0x8282, 0, NUMBERING_SECTION}};
    struct range label;
    uint32_t value;

    c.at++;
    label.begin = c.at;
    value = take_numeral(&c);
    if (value == 0)
        value = take_number(&c);
    label.end = c.at;
    if (value == 0)
        return (struct numbering){0};
    for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
        if (peek(&c, 0) != parts[i].first ||
            (parts[i].second && peek(&c, 1) != parts[i].second))
            continue;
        c.at += parts[i].second ? 2 : 1;
        take_separator(&c);
        return found(&c, parts[i].style, value, label);
    }
    if (!take(&c, ',') && !take(&c, COMMA_OF_LISTS))
        return (struct numbering){0};
    return found(&c, NUMBERING_ORDINAL, value, label);
}

/* (一) 〔一〕 (1); the brackets belong to the label. */
static struct numbering
read_bracketed(struct cursor c)
{
    enum numbering_style style = NUMBERING_CHINESE_IN;
    struct range label = {c.at, 0};
    uint32_t value;

    c.at++;
    skip_blanks(&c);
    value = take_numeral(&c);
    if (value == 0) {
        value = take_number(&c);
        style = NUMBERING_ARABIC_IN;
    }
    skip_blanks(&c);
    if (value == 0 || !(take(&c, ')') || take(&c, 0x3015) || take(&c, ']')) ||
        is_followed_by_label(&c))
        return (struct numbering){0};
    label.end = c.at;
    take_separator(&c);
    return found(&c, style, value, label);
}

/*
 * 一、 and 一是; a numeral alone is a heading's only before a blank, or where
 * nothing else stands in the line.
 */
static struct numbering
read_chinese(struct cursor c)
{
    struct range label = {c.at, 0};
    uint32_t value = take_numeral(&c);

    label.end = c.at;
    if (value == 0)
        return (struct numbering){0};
    if (take(&c, IDEOGRAPH_SHI) || take(&c, IDEOGRAPH_YAO)) {
        take(&c, ',');
        return found(&c, NUMBERING_ITEM, value, label);
    }
    if (!take_separator(&c) && !mark_is_blank(peek(&c, 0)) && c.at < c.end)
        return (struct numbering){0};
    if (goes_on_counting(c, value))
        return (struct numbering){0};
    return found(&c, NUMBERING_CHINESE, value, label);
}

/* 1. 1、 1); not 1.5, 11.2亿 or 1,000. */
static struct numbering
read_arabic(struct cursor c)
{
    struct range label = {c.at, 0};
    uint32_t value = take_number(&c);

    label.end = c.at;
    if (value == 0)
        return (struct numbering){0};
    if (take(&c, ')'))
        return found(&c, NUMBERING_ARABIC_IN, value, label);
    if (!take(&c, COMMA_OF_LISTS) && !take(&c, '.'))
        return (struct numbering){0};
    if (mark_is_digit(peek(&c, 0)))
        return (struct numbering){0};
    return found(&c, NUMBERING_ARABIC, value, label);
}

static struct numbering
read_dash(struct cursor c)
{
    uint32_t begin = c.at;

    while (mark_is_dash(peek(&c, 0)))
        c.at++;
    return found(&c, NUMBERING_DASH, 0, (struct range){begin, begin});
}

struct numbering
numbering_read(const struct text *text, struct range r)
{
    struct cursor c = {text, r.begin, r.end};
    uint32_t code = peek(&c, 0);

    if (mark_is_dash(code))
        return read_dash(c);
    if (code == IDEOGRAPH_DI)
        return read_ordinal(c);
    if (code == '(' || code == 0x3014 || code == '[')
        return read_bracketed(c);
    if (code >= 0x2460 && code <= 0x2473) { /* ① to ⑳ */
        struct range label = {c.at, c.at + 1};

        c.at++;
        take_separator(&c);
        return found(&c, NUMBERING_CIRCLED, code - 0x245F, label);
    }
    if (code >= 0x3220 && code <= 0x3229) { /* ㈠ to ㈩ */
        struct range label = {c.at, c.at + 1};

        c.at++;
        take_separator(&c);
        return found(&c, NUMBERING_CHINESE_IN, code - 0x321F, label);
    }
    if (mark_is_digit(code))
        return read_arabic(c);
    if (code == IDEOGRAPH_QI && mark_is_numeral(peek(&c, 1))) {
        struct numbering item;

        c.at++;
        item = read_chinese(c);
        if (item.style == NUMBERING_CHINESE)
            item.style = NUMBERING_ITEM; /* 其一, */
        return item;
    }
    return read_chinese(c);
}
