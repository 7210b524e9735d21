/* What a page says of its own charset. */
#include "worker/extract/decode/html.h"

#include <string.h>
#include <strings.h>

#include "worker/extract/decode/html_tokens.h"

/* Browsers look no further; pages with long scripts in front do need it. */
enum { DECLARATION_MAX_BYTES = 4096 };

/* The value behind "charset" or "encoding" and '=' in `s`. */
static struct str
value_behind(struct str s, const char *word)
{
    size_t word_len = strlen(word), begin, end;

    for (size_t at = 0; at + word_len < s.len; at++) {
        if (strncasecmp(s.ptr + at, word, word_len) != 0)
            continue;
        begin = at + word_len;
        while (begin < s.len && strchr(" \t\r\n", s.ptr[begin]))
            begin++;
        if (begin == s.len || s.ptr[begin] != '=')
            continue;
        begin++;
        while (begin < s.len && strchr(" \t\r\n\"'", s.ptr[begin]))
            begin++;
        end = begin;
        while (end < s.len && !strchr(" \t\r\n\"';/>?", s.ptr[end]))
            end++;
        return str_slice(s, begin, end);
    }
    return STR("");
}

struct str
html_declared_charset(struct str bytes)
{
    struct html_reader reader = {
        .rest = str_slice(bytes, 0, DECLARATION_MAX_BYTES)};
    struct html_token token;
    struct str declared = STR("");

    if (str_starts(reader.rest, STR("<?xml"))) {
        struct str rest = reader.rest;

        declared = value_behind(str_cut(&rest, STR(">")), "encoding");
    }
    while (declared.len == 0 && html_next(&reader, &token)) {
        if (token.kind == HTML_START && html_same_name(token.name, STR("meta")))
            declared = value_behind(token.attributes, "charset");
    }
    /* It could not be read so far if it were UTF-16. */
    return declared.len >= 6 && strncasecmp(declared.ptr, "utf-16", 6) == 0
               ? STR("utf-8")
               : declared;
}
