#include "worker/extract/decode.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"

enum {
    /* Spans are 32 bits wide; no charset of ours grows by more than 3. */
    DOCUMENT_MAX_BYTES = UINT32_MAX / 4,
    CHARSET_MAX_BYTES = 40,
    CHUNK_BYTES = 4096,
};

/* Whether a conversion gave text; the bytes may just not be the charset. */
enum conversion {
    CONVERSION_DONE,
    CONVERSION_ILL_FORMED,
    CONVERSION_UNKNOWN, /* no such charset */
    CONVERSION_NO_MEMORY,
};

/*
 * What a name stands for in practice: pages that declare a subset use the
 * whole, as browsers have long assumed.
 */
static const struct {
    const char *declared;
    const char *meant;
} charset_aliases[] = {
    {"gb2312", "GB18030"},  {"gb_2312-80", "GB18030"}, {"gbk", "GB18030"},
    {"x-gbk", "GB18030"},   {"cp936", "GB18030"},      {"gb-18030", "GB18030"},
    {"big5", "BIG5-HKSCS"}, {"utf8", "UTF-8"},         {"us-ascii", "UTF-8"},
};

/* The charset parameter of "text/plain; charset=gbk", or nothing. */
static struct str
media_type_charset(struct str media_type)
{
    struct str rest = media_type;

    (void)str_cut(&rest, STR(";"));
    while (rest.len > 0) {
        struct str parameter = str_trim(str_cut(&rest, STR(";")));
        struct str name = str_trim(str_cut(&parameter, STR("=")));

        if (name.len != strlen("charset") ||
            strncasecmp(name.ptr, "charset", name.len) != 0)
            continue;
        parameter = str_trim(parameter);
        if (str_starts(parameter, STR("\"")) && parameter.len >= 2)
            return str_slice(parameter, 1, parameter.len - 1);
        return parameter;
    }
    return STR("");
}

static bool
is_plain_text(struct str media_type)
{
    struct str rest = media_type;
    struct str type = str_trim(str_cut(&rest, STR(";")));

    return type.len == 0 ||
           (type.len == strlen("text/plain") &&
            strncasecmp(type.ptr, "text/plain", type.len) == 0);
}

/* The name iconv knows a declared charset by; false: no charset's name. */
static bool
charset_name(struct str declared, char out[CHARSET_MAX_BYTES])
{
    if (declared.len >= CHARSET_MAX_BYTES ||
        memchr(declared.ptr, '/', declared.len) ||
        memchr(declared.ptr, '\0', declared.len))
        return false; /* "//IGNORE" would drop what cannot be read */
    memcpy(out, declared.ptr, declared.len);
    out[declared.len] = '\0';
    for (size_t i = 0; i < sizeof(charset_aliases) / sizeof(*charset_aliases);
         i++) {
        if (strcasecmp(out, charset_aliases[i].declared) == 0) {
            strcpy(out, charset_aliases[i].meant);
            break;
        }
    }
    return true;
}

/*
 * Run all of `bytes` through `converter`; the bytes of UTF-8 it gives, or
 * SIZE_MAX. They go to `out` where there is one.
 */
static size_t
run_converter(iconv_t converter, struct str bytes, char *out)
{
    /* iconv never writes through it; its signature is older than const. */
    union {
        const char *given;
        char *taken;
    } from = {bytes.ptr};
    size_t left = bytes.len, total = 0;
    char chunk[CHUNK_BYTES];

    iconv(converter, NULL, NULL, NULL, NULL);
    while (left > 0) {
        char *to = chunk;
        size_t room = sizeof(chunk);
        size_t result = iconv(converter, &from.taken, &left, &to, &room);
        size_t written = sizeof(chunk) - room;

        if (result == SIZE_MAX && (errno != E2BIG || written == 0))
            return SIZE_MAX;
        if (out)
            memcpy(out + total, chunk, written);
        total += written;
    }
    return total;
}

static enum conversion
convert(struct str bytes, const char *charset, struct arena *arena,
        struct str *text)
{
    enum conversion result = CONVERSION_ILL_FORMED;
    iconv_t converter;
    size_t len;
    char *out;

    if (strcasecmp(charset, "UTF-8") == 0) {
        if (utf8_valid_prefix(bytes) != bytes.len)
            return CONVERSION_ILL_FORMED;
        *text = bytes;
        return CONVERSION_DONE;
    }
    converter = iconv_open("UTF-8", charset);
    if (converter == (iconv_t)-1)
        return errno == EINVAL ? CONVERSION_UNKNOWN : CONVERSION_NO_MEMORY;
    /* Twice: first for the size, so that the arena holds the text alone. */
    len = run_converter(converter, bytes, NULL);
    if (len == SIZE_MAX || len > DOCUMENT_MAX_BYTES)
        goto out;
    result = CONVERSION_NO_MEMORY;
    out = ARENA_ARRAY(arena, char, len + 1);
    if (!out)
        goto out;
    run_converter(converter, bytes, out);
    *text = (struct str){out, len};
    result = utf8_valid_prefix(*text) == len ? CONVERSION_DONE
                                             : CONVERSION_ILL_FORMED;
out:
    iconv_close(converter);
    return result;
}

/* The charset that a UTF-16 byte order mark tells, or NULL. */
static const char *
utf16_by_mark(struct str bytes)
{
    if (str_starts(bytes, STR("\xFF\xFE")))
        return "UTF-16LE";
    if (str_starts(bytes, STR("\xFE\xFF")))
        return "UTF-16BE";
    return NULL;
}

static enum conversion
detect(struct str bytes, struct arena *arena, struct str *text)
{
    const char *candidates[] = {utf16_by_mark(bytes), "UTF-8", "GB18030",
                                "BIG5-HKSCS"};

    for (size_t i = 0; i < sizeof(candidates) / sizeof(*candidates); i++) {
        enum conversion result;

        if (!candidates[i])
            continue;
        result = convert(bytes, candidates[i], arena, text);
        if (result == CONVERSION_DONE || result == CONVERSION_NO_MEMORY)
            return result;
    }
    return CONVERSION_ILL_FORMED;
}

/* Without blanks, marks of order and controls, is anything left? */
static bool
holds_text(struct str text)
{
    size_t width;

    for (size_t at = 0; at < text.len; at += width) {
        uint32_t code = utf8_decode(text, at, &width);

        if (code > ' ' && code != 0x7F && code != 0xA0 && code != 0x3000 &&
            code != 0xFEFF && !(code >= 0x2000 && code <= 0x200F))
            return true;
    }
    return false;
}

enum status
decode(const struct extract_input *in, struct arena *arena, struct str *text,
       struct error *err)
{
    enum conversion result = CONVERSION_ILL_FORMED;
    struct str declared = str_trim(in->charset);
    struct str decoded = STR_INIT("");
    char charset[CHARSET_MAX_BYTES];

    if (!is_plain_text(in->media_type))
        return error_set(err, STATUS_INVALID,
                         "media type \"%.*s\" cannot be read; submit the "
                         "document as text/plain",
                         STR_ARG(in->media_type));
    if (in->bytes.len > DOCUMENT_MAX_BYTES)
        return error_set(err, STATUS_INVALID,
                         "document of %zu bytes is too long; the limit is %u",
                         in->bytes.len, (unsigned)DOCUMENT_MAX_BYTES);
    if (declared.len == 0)
        declared = media_type_charset(in->media_type);
    if (declared.len > 0) {
        if (charset_name(declared, charset))
            result = convert(in->bytes, charset, arena, &decoded);
        else
            result = CONVERSION_UNKNOWN;
        if (result == CONVERSION_UNKNOWN)
            return error_set(err, STATUS_INVALID,
                             "charset \"%.*s\" is unknown; name another or "
                             "leave it empty to have it detected",
                             STR_ARG(declared));
    }
    if (result == CONVERSION_ILL_FORMED)
        result = detect(in->bytes, arena, &decoded);
    if (result == CONVERSION_NO_MEMORY)
        return error_set(err, STATUS_UNAVAILABLE,
                         "no memory to decode %zu bytes", in->bytes.len);
    if (result == CONVERSION_ILL_FORMED)
        return error_set(err, STATUS_INVALID,
                         "bytes are no text in UTF-8, UTF-16, GB18030 or "
                         "Big5; declare the charset");
    if (memchr(decoded.ptr, '\0', decoded.len))
        return error_set(err, STATUS_INVALID,
                         "document is binary: it holds NUL bytes; submit "
                         "its text");
    if (str_starts(decoded, STR("\xEF\xBB\xBF")))
        decoded = str_slice(decoded, 3, decoded.len);
    if (!holds_text(decoded))
        return error_set(err, STATUS_INVALID, "document holds no text");
    *text = decoded;
    return STATUS_OK;
}
