#include "worker/extract/decode/decode.h"

#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "worker/extract/decode/charset.h"

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

static enum conversion
detect(struct str bytes, struct arena *arena, struct str *text)
{
    static const enum charset usual[] = {CHARSET_UTF8, CHARSET_GB18030,
                                         CHARSET_BIG5};
    enum conversion result = CONVERSION_ILL_FORMED;
    enum charset marked;

    if (charset_by_mark(bytes, &marked))
        result = charset_convert(bytes, marked, arena, text);
    for (size_t i = 0;
         result == CONVERSION_ILL_FORMED && i < sizeof(usual) / sizeof(*usual);
         i++)
        result = charset_convert(bytes, usual[i], arena, text);
    return result;
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
    enum charset charset;

    if (!is_plain_text(in->media_type))
        return error_set(err, STATUS_INVALID,
                         "media type \"%.*s\" cannot be read; submit the "
                         "document as text/plain",
                         STR_ARG(in->media_type));
    if (in->bytes.len > CHARSET_MAX_BYTES)
        return error_set(err, STATUS_INVALID,
                         "document of %zu bytes is too long; the limit is %u",
                         in->bytes.len, (unsigned)CHARSET_MAX_BYTES);
    if (declared.len == 0)
        declared = media_type_charset(in->media_type);
    if (declared.len > 0) {
        if (!charset_find(declared, &charset))
            return error_set(err, STATUS_INVALID,
                             "charset \"%.*s\" is not supported; submit "
                             "UTF-8, or leave it empty to have it detected",
                             STR_ARG(declared));
        result = charset_convert(in->bytes, charset, arena, &decoded);
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
