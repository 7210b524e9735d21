#include "worker/extract/decode/sniff.h"

#include <string.h>
#include <strings.h>

#include "worker/extract/extract.h"

enum {
    /* Readers of PDF look so far for its first line. */
    PDF_HEADER_BYTES = 1024,
};

static const struct {
    const char *media_type;
    enum format format;
} media_types[] = {
    {"application/octet-stream", FORMAT_TEXT},
    {"binary/octet-stream", FORMAT_TEXT},
    {"application/unknown", FORMAT_TEXT},
    {"text/html", FORMAT_HTML},
    {"application/xhtml+xml", FORMAT_HTML},
    {EXTRACT_TYPE_PDF_TEXT, FORMAT_PDF_TEXT},
    /* Bytes that are neither: sniffed like those without a type. */
    {"application/pdf", FORMAT_TEXT},
    {"application/zip", FORMAT_TEXT},
    {"application/msword", FORMAT_TEXT},
    {"application/vnd.openxmlformats-officedocument.wordprocessingml.document",
     FORMAT_TEXT},
};

static const struct {
    struct str begin;
    enum format format;
} signatures[] = {
    {STR_INIT("PK\x03\x04"), FORMAT_DOCX},
    {STR_INIT("PK\x05\x06"), FORMAT_DOCX},
    {STR_INIT("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), FORMAT_OLE},
    {STR_INIT("{\\rtf"), FORMAT_RTF},
};

static bool
starts_as(struct str s, const char *word)
{
    return s.len >= strlen(word) && strncasecmp(s.ptr, word, strlen(word)) == 0;
}

static bool
is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static struct str
skip_blanks(struct str s)
{
    size_t at = 0;

    while (at < s.len && is_blank(s.ptr[at]))
        at++;
    return str_slice(s, at, s.len);
}

bool
sniff_is_pdf(struct str bytes)
{
    struct str head = str_slice(bytes, 0, PDF_HEADER_BYTES);
    size_t at = str_find(head, STR("%PDF-"));

    /* Text that speaks of it has text in front; a PDF has few odd bytes. */
    return at == 0 ||
           (at != SIZE_MAX && skip_blanks(str_slice(head, 0, at)).len == 0) ||
           (at == 3 && str_starts(head, STR("\xEF\xBB\xBF")));
}

bool
sniff_is_html(struct str text)
{
    static const char *const openings[] = {"<!doctype html", "<html", "<head",
                                           "<body",          "<meta", "<title"};

    if (str_starts(text, STR("\xEF\xBB\xBF")))
        text = str_slice(text, 3, text.len);
    for (;;) {
        size_t end;

        text = skip_blanks(text);
        if (str_starts(text, STR("<!--")))
            end = str_find(text, STR("-->"));
        else if (str_starts(text, STR("<?xml")))
            end = str_find(text, STR("?>"));
        else
            break;
        if (end == SIZE_MAX)
            return false;
        end = end + (text.ptr[1] == '!' ? 3 : 2);
        text = str_slice(text, end, text.len);
    }
    for (size_t i = 0; i < sizeof(openings) / sizeof(*openings); i++) {
        size_t len = strlen(openings[i]);

        /* A name that goes on is another one. */
        if (starts_as(text, openings[i]) &&
            (text.len == len || is_blank(text.ptr[len]) ||
             text.ptr[len] == '>'))
            return true;
    }
    return false;
}

static enum format
told_format(struct str media_type)
{
    struct str rest = media_type;
    struct str type = str_trim(str_cut(&rest, STR(";")));

    if (type.len == 0)
        return FORMAT_TEXT;
    for (size_t i = 0; i < sizeof(media_types) / sizeof(*media_types); i++) {
        if (type.len == strlen(media_types[i].media_type) &&
            starts_as(type, media_types[i].media_type))
            return media_types[i].format;
    }
    return starts_as(type, "text/") ? FORMAT_TEXT : FORMAT_UNKNOWN;
}

/* A tag anywhere: '<' and a letter, or the end of one. */
static bool
has_markup(struct str bytes)
{
    const char *at = bytes.ptr, *end = bytes.ptr + bytes.len;

    while (at && (at = memchr(at, '<', (size_t)(end - at))) != NULL) {
        at++;
        if (at < end && ((*at | 0x20) >= 'a') && (*at | 0x20) <= 'z')
            return true;
    }
    return false;
}

enum format
sniff(struct str media_type, struct str bytes)
{
    enum format told = told_format(media_type);

    if (told == FORMAT_PDF_TEXT)
        return told;
    for (size_t i = 0; i < sizeof(signatures) / sizeof(*signatures); i++) {
        if (str_starts(bytes, signatures[i].begin))
            return signatures[i].format;
    }
    if (sniff_is_pdf(bytes))
        return FORMAT_PDF;
    /* UTF-16 has a NUL behind each letter of its markup. */
    if (told == FORMAT_HTML && !has_markup(bytes) &&
        !memchr(bytes.ptr, '\0', bytes.len))
        return FORMAT_TEXT;
    return told;
}
