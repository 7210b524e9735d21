#include "base/log_line.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/utf8.h"

/* Room at the end for what closes a line. */
enum { CLOSING_BYTES = 4 };

/* A line being written; what does not fit sets `is_full`. */
struct line {
    char *text;
    size_t len;
    bool is_full;
};

static void
put(struct line *l, struct str s)
{
    if (s.len > LOG_LINE_BYTES - CLOSING_BYTES - l->len) {
        l->is_full = true;
        return;
    }
    memcpy(l->text + l->len, s.ptr, s.len);
    l->len += s.len;
}

static void
put_text(struct line *l, const char *text)
{
    put(l, str_from(text));
}

/* ---- values ------------------------------------------------------------- */

/* Terminals take some characters as orders, lines end with others. */
static bool
is_control(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029;
}

/* `is_quoted`: between quotes, where they and backslashes are escaped. */
static void
put_code_point(struct line *l, struct str at, uint32_t c, bool is_quoted)
{
    char escape[8];

    if (is_control(c))
        put(l, (struct str){escape, (size_t)snprintf(escape, sizeof escape,
                                                     "\\u%04" PRIx32, c)});
    else if (is_quoted && (c == '"' || c == '\\'))
        put(l, (struct str){(const char[]){'\\', (char)c}, 2});
    else
        put(l, at);
}

static void
put_escaped(struct line *l, struct str s, bool is_quoted)
{
    size_t end = l->len + LOG_VALUE_BYTES, valid = utf8_valid_prefix(s);

    for (size_t at = 0, width; at < s.len; at += width) {
        uint32_t c = 0xFFFD;
        if (l->len >= end) {
            put_text(l, "...");
            return;
        }
        width = 1;
        if (at == valid) {
            put_text(l, "\xEF\xBF\xBD"); /* for a byte that is no text */
            valid += 1 + utf8_valid_prefix(str_slice(s, valid + 1, s.len));
            continue;
        }
        c = utf8_decode(s, at, &width);
        put_code_point(l, str_slice(s, at, at + width), c, is_quoted);
    }
}

static void
put_quoted(struct line *l, struct str s)
{
    put_text(l, "\"");
    put_escaped(l, s, true);
    put_text(l, "\"");
}

/* Whether logfmt takes it as it is. */
static bool
is_plain(struct str s)
{
    if (s.len == 0 || utf8_valid_prefix(s) < s.len)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c <= ' ' || c >= 0x7F || c == '"' || c == '=' || c == '\\')
            return false;
    }
    return true;
}

static void
put_word(struct line *l, struct str s)
{
    if (is_plain(s) && s.len <= LOG_VALUE_BYTES)
        put(l, s);
    else
        put_quoted(l, s);
}

static void
put_number(struct line *l, uint64_t number)
{
    char digits[24];

    put(l, (struct str){digits, (size_t)snprintf(digits, sizeof digits,
                                                 "%" PRIu64, number)});
}

static void
put_hex(struct line *l, struct str bytes)
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < bytes.len; i++) {
        unsigned byte = (unsigned char)bytes.ptr[i];
        put(l, (struct str){
                   (const char[]){digits[byte >> 4], digits[byte & 15]}, 2});
    }
}

static struct str
print_time(int64_t wall_ms, char out[CLOCK_TEXT_BYTES + 8])
{
    char seconds[CLOCK_TEXT_BYTES];
    int len = snprintf(out, CLOCK_TEXT_BYTES + 8, "%.19s.%03dZ",
                       clock_print(wall_ms, seconds), (int)(wall_ms % 1000));

    return (struct str){out, (size_t)len};
}

/* ---- fields ------------------------------------------------------------- */

static void
put_value(struct line *l, const struct log_field *f, bool is_json)
{
    switch (f->type) {
    case LOG_NUMBER:
        put_number(l, f->number);
        return;
    case LOG_HEX:
        put_text(l, is_json ? "\"" : "");
        put_hex(l, f->text);
        put_text(l, is_json ? "\"" : "");
        return;
    case LOG_TEXT:
    case LOG_CAUSE:
        break;
    }
    if (is_json)
        put_quoted(l, f->text);
    else
        put_word(l, f->text);
}

/* `key=value` or `"key":value`, with what stands before it where there is a
 * field before; all of it, or nothing. */
static void
put_field(struct line *l, const struct log_field *f, enum log_format format,
          bool is_first)
{
    bool is_json = format == LOG_FORMAT_JSON;
    size_t before = l->len;

    put_text(l, is_first ? "" : is_json ? "," : " ");
    if (is_json)
        put_quoted(l, str_from(f->key));
    else
        put_text(l, f->key);
    put_text(l, is_json ? ":" : "=");
    put_value(l, f, is_json);
    if (l->is_full) {
        l->len = before;
        l->is_full = false;
    }
}

static void
put_machine(struct line *l, const struct log_event *e, enum log_format format)
{
    char time_text[CLOCK_TEXT_BYTES + 8];
    const struct log_field own[] = {
        log_str("time", print_time(e->wall_ms, time_text)),
        log_text("level", log_level_name(e->level)),
        log_text("process", e->process),
        log_number("pid", e->pid),
        log_text("msg", e->message),
    };
    size_t first = e->is_timed ? 0 : 1;

    for (size_t i = first; i < sizeof own / sizeof *own; i++)
        put_field(l, &own[i], format, i == first);
    for (const struct log_field *f = e->fields; f->key; f++)
        put_field(l, f, format, false);
}

static void
put_human(struct line *l, const struct log_event *e)
{
    char time_text[CLOCK_TEXT_BYTES + 8];

    if (e->is_timed) {
        put(l, print_time(e->wall_ms, time_text));
        put_text(l, " ");
    }
    put_text(l, e->process);
    put_text(l, ": ");
    put_text(l, log_level_name(e->level));
    put_text(l, ": ");
    put_escaped(l, str_from(e->message), false);
    for (const struct log_field *f = e->fields; f->key; f++)
        if (f->type == LOG_CAUSE) {
            put_text(l, ": ");
            put_escaped(l, f->text, false);
        }
    for (const struct log_field *f = e->fields; f->key; f++)
        if (f->type != LOG_CAUSE)
            put_field(l, f, LOG_FORMAT_HUMAN, false);
}

size_t
log_line_print(const struct log_event *event, enum log_format format,
               char out[LOG_LINE_BYTES])
{
    struct line l = {.text = out};

    if (format == LOG_FORMAT_HUMAN) {
        put_human(&l, event);
    } else {
        put_text(&l, format == LOG_FORMAT_JSON ? "{" : "");
        put_machine(&l, event, format);
        /* In the room that is kept for it. */
        memcpy(out + l.len, "}", 1);
        l.len += format == LOG_FORMAT_JSON;
    }
    out[l.len++] = '\n';
    return l.len;
}
