#include "worker/extract/decode/html_tokens.h"

#include <string.h>
#include <strings.h>

bool
html_same_name(struct str a, struct str b)
{
    return a.len == b.len && strncasecmp(a.ptr, b.ptr, a.len) == 0;
}

static bool
is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool
is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static struct str
skip_blanks(struct str s)
{
    size_t at = 0;

    while (at < s.len && is_blank(s.ptr[at]))
        at++;
    return str_slice(s, at, s.len);
}

/* Elements whose content is no markup, up to their own end tag. */
static bool
holds_raw_text(struct str name)
{
    static const struct str names[] = {
        STR_INIT("script"),  STR_INIT("style"),   STR_INIT("textarea"),
        STR_INIT("title"),   STR_INIT("xmp"),     STR_INIT("iframe"),
        STR_INIT("noembed"), STR_INIT("noframes")};

    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        if (html_same_name(name, names[i]))
            return true;
    }
    return false;
}

/* Whether a tag or declaration begins at byte `at`, which is a '<'. */
static bool
opens_markup(struct str s, size_t at)
{
    char next = at + 1 < s.len ? s.ptr[at + 1] : '\0';

    if (next == '/')
        return at + 2 < s.len && is_letter(s.ptr[at + 2]);
    return is_letter(next) || next == '!' || next == '?';
}

static size_t
find_byte(struct str s, size_t from, char c)
{
    const char *found =
        from < s.len ? memchr(s.ptr + from, c, s.len - from) : NULL;

    return found ? (size_t)(found - s.ptr) : s.len;
}

/* The bytes of text in front of the next tag. */
static size_t
text_bytes(const struct html_reader *reader)
{
    struct str s = reader->rest;
    size_t at = find_byte(s, 0, '<');

    for (; at < s.len; at = find_byte(s, at + 1, '<')) {
        struct str name = str_slice(s, at + 2, at + 2 + reader->raw_name.len);

        if (reader->raw_name.len == 0 && opens_markup(s, at))
            return at;
        if (reader->raw_name.len > 0 && opens_markup(s, at) &&
            s.ptr[at + 1] == '/' && html_same_name(name, reader->raw_name))
            return at;
    }
    return s.len;
}

/* Past a quoted value that begins at `at`, or past a bare one. */
static size_t
value_end(struct str s, size_t at)
{
    if (at < s.len && (s.ptr[at] == '"' || s.ptr[at] == '\'')) {
        size_t end = find_byte(s, at + 1, s.ptr[at]);
        return end < s.len ? end + 1 : end;
    }
    while (at < s.len && !is_blank(s.ptr[at]) && s.ptr[at] != '>')
        at++;
    return at;
}

/* The '>' that ends the tag at the beginning of `s`, s.len: none does. */
static size_t
tag_end(struct str s)
{
    size_t at = 1;

    while (at < s.len && s.ptr[at] != '>') {
        bool has_value = s.ptr[at] == '=';

        at++;
        while (has_value && at < s.len && is_blank(s.ptr[at]))
            at++;
        if (has_value)
            at = value_end(s, at);
    }
    return at;
}

/* The bytes of a declaration or comment at the beginning of `s`. */
static size_t
declaration_bytes(struct str s)
{
    size_t end;

    if (str_starts(s, STR("<!--"))) {
        end = str_find(str_slice(s, 2, s.len), STR("-->"));
        return end == SIZE_MAX ? s.len : end + 5;
    }
    end = find_byte(s, 0, '>');
    return end < s.len ? end + 1 : end;
}

static void
read_tag(struct html_reader *reader, struct html_token *out)
{
    struct str s = reader->rest, tag;
    size_t end = tag_end(s), name = 1 + (s.ptr[1] == '/'), at = name;
    size_t slash;

    reader->rest = str_slice(s, end + 1, s.len);
    tag = str_slice(s, 0, end);
    while (at < tag.len && !is_blank(tag.ptr[at]) && tag.ptr[at] != '/')
        at++;
    *out = (struct html_token){.kind = name == 1 ? HTML_START : HTML_END,
                               .name = str_slice(tag, name, at),
                               .attributes = str_slice(tag, at, tag.len)};
    /* The slash of <a href=/top/> belongs to the address. */
    slash = tag.len - 1;
    out->is_empty = tag.ptr[slash] == '/' &&
                    (slash == at || is_blank(tag.ptr[slash - 1]) ||
                     tag.ptr[slash - 1] == '"' || tag.ptr[slash - 1] == '\'');
    reader->raw_name = STR("");
    if (out->kind == HTML_START && !out->is_empty && holds_raw_text(out->name))
        reader->raw_name = out->name;
}

bool
html_next(struct html_reader *reader, struct html_token *out)
{
    while (reader->rest.len > 0) {
        struct str s = reader->rest;
        size_t text = text_bytes(reader);

        if (text > 0) {
            *out = (struct html_token){.kind = HTML_TEXT,
                                       .text = str_slice(s, 0, text),
                                       .is_raw = reader->raw_name.len > 0};
            reader->rest = str_slice(s, text, s.len);
            return true;
        }
        if (str_starts(s, STR("<![CDATA["))) {
            struct str inner = str_slice(s, strlen("<![CDATA["), s.len);

            *out = (struct html_token){.kind = HTML_TEXT,
                                       .is_raw = true,
                                       .text = str_cut(&inner, STR("]]>"))};
            reader->rest = inner;
            return true;
        }
        if (s.ptr[1] != '!' && s.ptr[1] != '?') {
            read_tag(reader, out);
            return true;
        }
        reader->rest = str_slice(s, declaration_bytes(s), s.len);
    }
    return false;
}

bool
html_next_attribute(struct str *attributes, struct str *name, struct str *value)
{
    struct str s = *attributes;
    size_t at = 0, begin, end;

    while (at < s.len && (is_blank(s.ptr[at]) || s.ptr[at] == '/'))
        at++;
    begin = at;
    while (at < s.len && !is_blank(s.ptr[at]) && s.ptr[at] != '/' &&
           (s.ptr[at] != '=' || at == begin))
        at++;
    if (at == begin)
        return false;
    *name = str_slice(s, begin, at);
    *value = STR("");
    s = skip_blanks(str_slice(s, at, s.len));
    if (s.len > 0 && s.ptr[0] == '=') {
        s = skip_blanks(str_slice(s, 1, s.len));
        end = value_end(s, 0);
        *value = str_slice(s, 0, end);
        if (value->len >= 2 && (s.ptr[0] == '"' || s.ptr[0] == '\''))
            *value = str_slice(*value, 1, value->len - 1);
        s = str_slice(s, end, s.len);
    }
    *attributes = s;
    return true;
}
