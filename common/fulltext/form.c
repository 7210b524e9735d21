#include "fulltext/form.h"

#include "base/utf8.h"
#include "fold/fold.h"

static bool
is_digit(uint32_t code)
{
    return code >= '0' && code <= '9';
}

static bool
is_latin(uint32_t code)
{
    return is_digit(code) || (code >= 'a' && code <= 'z');
}

struct codes {
    uint32_t first, last;
};

/* What Unicode 15 counts as white space, as control or as without width. */
static const struct codes blanks[] = {
    {0, 0x20},        {0x7F, 0xA0},     {0xAD, 0xAD},     {0x1680, 0x1680},
    {0x180E, 0x180E}, {0x2000, 0x200F}, {0x2028, 0x202F}, {0x205F, 0x206F},
    {0x3000, 0x3000}, {0xFEFF, 0xFEFF},
};

/*
 * Its punctuation and shapes, as far as reports have them: Latin, general,
 * Chinese; lines and boxes; what stands for bytes that were lost. Numbers
 * in circles, small raised digits and currencies are words.
 */
static const struct codes marks[] = {
    {0x21, 0x2F},     {0x3A, 0x40},     {0x5B, 0x60},     {0x7B, 0x7E},
    {0xA1, 0xA9},     {0xAB, 0xB1},     {0xB4, 0xB4},     {0xB6, 0xB8},
    {0xBB, 0xBB},     {0xBF, 0xBF},     {0xD7, 0xD7},     {0xF7, 0xF7},
    {0x2010, 0x2027}, {0x2030, 0x205E}, {0x2190, 0x2426}, {0x2500, 0x27BF},
    {0x2900, 0x2BFF}, {0x2E00, 0x2E7F}, {0x3001, 0x3004}, {0x3008, 0x3020},
    {0x3030, 0x3030}, {0x303D, 0x303D}, {0x30FB, 0x30FB}, {0xFE10, 0xFE1F},
    {0xFE30, 0xFE6F}, {0xFF5F, 0xFF65}, {0xFFFC, 0xFFFD},
};

/* `ranges` rise. */
static bool
is_among(uint32_t code, const struct codes *ranges, size_t count)
{
    for (size_t i = 0; i < count && ranges[i].first <= code; i++)
        if (code <= ranges[i].last)
            return true;
    return false;
}

bool
form_is_blank(uint32_t code)
{
    if (code > 0x20 && code < 0x7F)
        return false;
    return code <= 0x3000
               ? is_among(code, blanks, sizeof blanks / sizeof *blanks)
               : code == 0xFEFF;
}

static bool
is_mark(uint32_t code)
{
    /* Nearly all of a text is hanzi. */
    if (code >= 0x3400 && code < 0xFE00)
        return false;
    return is_among(code, marks, sizeof marks / sizeof *marks);
}

static uint32_t
folded(uint32_t code)
{
    code = text_fold(code);
    return code >= 'A' && code <= 'Z' ? code - 'A' + 'a' : code;
}

enum status
form_read(struct str text, struct arena *a, struct form *out, struct error *err)
{
    size_t chars = utf8_count(text), width, blank_at = 0;
    uint32_t *codes = ARENA_ARRAY(a, uint32_t, chars + 1);
    uint32_t *bytes = ARENA_ARRAY(a, uint32_t, chars + 1);
    uint32_t count = 0;
    bool is_after_blank = false;

    if (!codes || !bytes)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    for (size_t at = 0; at < text.len; at += width) {
        uint32_t code = folded(utf8_decode(text, at, &width));
        if (form_is_blank(code)) {
            if (!is_after_blank)
                blank_at = at;
            is_after_blank = true;
            continue;
        }
        if (is_after_blank && count > 0 && is_latin(codes[count - 1]) &&
            is_latin(code)) {
            codes[count] = ' ';
            bytes[count++] = (uint32_t)blank_at;
        }
        is_after_blank = false;
        codes[count] = code;
        bytes[count++] = (uint32_t)at;
    }
    bytes[count] = (uint32_t)text.len;
    *out = (struct form){text, codes, bytes, count};
    return STATUS_OK;
}

bool
form_is_word(const struct form *f, uint32_t index)
{
    uint32_t code = f->codes[index];
    bool follows_digit = index > 0 && is_digit(f->codes[index - 1]);

    if (code == '%' || code == 0x2030)
        return follows_digit;
    if (code == '.' || code == ',')
        return follows_digit && is_digit(f->codes[index + 1]);
    return code != ' ' && !is_mark(code);
}

uint32_t
form_end(const struct form *f, uint32_t index)
{
    size_t width;

    utf8_decode(f->text, f->bytes[index], &width);
    return f->bytes[index] + (uint32_t)width;
}
