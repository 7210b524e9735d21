#include "client/screen.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

#include "base/utf8.h"

enum {
    COLUMNS_DEFAULT = 80,
    /* Vietnamese and Indic letters carry two or three; a pile is a prank. */
    MARKS_MAX = 4,
    ELLIPSIS_COLUMNS = 1,
};

static const char replacement[] = "\xEF\xBF\xBD"; /* U+FFFD */
static const char ellipsis[] = "\xE2\x80\xA6";    /* U+2026 */

/* wcwidth() answers for the locale's characters: have one that knows all. */
static locale_t
utf8_locale(void)
{
    static locale_t locale;

    if (!locale)
        locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    return locale;
}

static size_t
code_point_width(uint32_t code_point)
{
    locale_t wanted = utf8_locale();
    locale_t before = wanted ? uselocale(wanted) : (locale_t)0;
    int width = wcwidth((wchar_t)code_point);

    if (before)
        uselocale(before);
    return width < 0 ? 1 : (size_t)width;
}

bool
screen_steers(uint32_t code_point)
{
    return code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0) ||
           (code_point >= 0x200E && code_point <= 0x200F) ||
           (code_point >= 0x2028 && code_point <= 0x202E) ||
           (code_point >= 0x2066 && code_point <= 0x2069);
}

static bool
is_space(uint32_t code_point)
{
    return code_point == ' ' || (code_point >= '\t' && code_point <= '\r') ||
           code_point == 0x3000;
}

/* What stands at `at`: a code point, or one byte that begins none. */
static uint32_t
next_code_point(struct str s, size_t valid_to, size_t at, size_t *width)
{
    if (at < valid_to)
        return utf8_decode(s, at, width);
    *width = 1;
    return 0;
}

struct str
screen_clean(struct str s, struct arena *a)
{
    /* A bad byte of one becomes a replacement character of three. */
    char *out = arena_alloc(a, 3 * s.len + 1, 1);
    size_t valid_to = utf8_valid_prefix(s);
    size_t len = 0, marks = 0, width;

    if (!out)
        return (struct str){"", 0};
    for (size_t at = 0; at < s.len; at += width) {
        uint32_t c = next_code_point(s, valid_to, at, &width);
        if (at >= valid_to)
            valid_to = at + 1 + utf8_valid_prefix(str_slice(s, at + 1, s.len));
        if (is_space(c)) {
            if (len > 0 && out[len - 1] != ' ')
                out[len++] = ' ';
            continue;
        }
        if (screen_steers(c)) {
            memcpy(out + len, replacement, 3);
            len += 3;
            continue;
        }
        marks = code_point_width(c) ? 0 : marks + 1;
        if (marks > MARKS_MAX)
            continue;
        memcpy(out + len, s.ptr + at, width);
        len += width;
    }
    while (len > 0 && out[len - 1] == ' ')
        len--;
    return (struct str){out, len};
}

size_t
screen_width(struct str s)
{
    size_t columns = 0, width;

    for (size_t at = 0; at < s.len; at += width)
        columns += code_point_width(utf8_decode(s, at, &width));
    return columns;
}

struct str
screen_cut(struct str s, size_t width, struct arena *a)
{
    size_t columns = 0, keep = 0, bytes;

    for (size_t at = 0; at < s.len; at += bytes) {
        columns += code_point_width(utf8_decode(s, at, &bytes));
        if (columns + ELLIPSIS_COLUMNS <= width)
            keep = at + bytes;
        if (columns > width)
            return arena_format(a, "%.*s%s", (int)keep, s.ptr,
                                width ? ellipsis : "");
    }
    return s;
}

size_t
screen_columns(FILE *to)
{
    struct winsize size;

    if (!isatty(fileno(to)))
        return 0;
    if (ioctl(fileno(to), TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
    return COLUMNS_DEFAULT;
}

bool
screen_has_styles(FILE *to)
{
    const char *term = getenv("TERM");
    const char *no_color = getenv("NO_COLOR");

    return isatty(fileno(to)) && term && strcmp(term, "dumb") != 0 &&
           !(no_color && *no_color);
}
