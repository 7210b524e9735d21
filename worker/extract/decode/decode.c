#include "worker/extract/decode/decode.h"

#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "worker/extract/decode/detect.h"
#include "worker/extract/decode/docx.h"
#include "worker/extract/decode/html.h"
#include "worker/extract/decode/pdf_text.h"
#include "worker/extract/decode/sniff.h"
#include "worker/extract/decode/xml_walk.h"

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

/*
 * The charset that was told: with the document, else in its media type,
 * else by a page itself, which may name one that is none of ours.
 */
static enum status
told_charset(const struct extract_input *in, enum charset *charset,
             bool *is_told, struct error *err)
{
    struct str declared = str_trim(in->charset);

    if (declared.len == 0)
        declared = media_type_charset(in->media_type);
    if (declared.len > 0) {
        *is_told = true;
        if (!charset_find(declared, charset))
            return error_set(err, STATUS_INVALID,
                             "charset \"%.*s\" is not supported; submit "
                             "UTF-8, or leave it empty to have it detected",
                             STR_ARG(declared));
        return STATUS_OK;
    }
    *is_told = charset_find(html_declared_charset(in->bytes), charset);
    return STATUS_OK;
}

/* The characters of a document whose bytes are characters. */
static enum status
read_characters(const struct extract_input *in, struct arena *arena,
                struct str *text, struct error *err)
{
    enum charset charset;
    bool is_told;
    enum status st = told_charset(in, &charset, &is_told, err);

    if (st != STATUS_OK)
        return st;
    switch (detect_text(in->bytes, is_told ? &charset : NULL, arena, text)) {
    case CONVERSION_NO_MEMORY:
        return error_set(err, STATUS_UNAVAILABLE,
                         "no memory to decode %zu bytes", in->bytes.len);
    case CONVERSION_ILL_FORMED:
        return error_set(err, STATUS_INVALID,
                         "bytes are no text in UTF-8, UTF-16, GB18030 or "
                         "Big5; declare the charset");
    case CONVERSION_DONE:
        break;
    }
    if (memchr(text->ptr, '\0', text->len))
        return error_set(err, STATUS_INVALID,
                         "document is binary: it holds NUL bytes; submit "
                         "its text");
    if (str_starts(*text, STR("\xEF\xBB\xBF")))
        *text = str_slice(*text, 3, text->len);
    return STATUS_OK;
}

static enum status
read_text(const struct extract_input *in, enum format format,
          struct arena *arena, struct str *text, struct error *err)
{
    enum status st = read_characters(in, arena, text, err);

    if (st != STATUS_OK)
        return st;
    if (format == FORMAT_PDF_TEXT)
        return pdf_text_read(*text, arena, text, err);
    if (format == FORMAT_HTML || sniff_is_html(*text))
        return html_read(*text, arena, text, err);
    return STATUS_OK;
}

static enum status
read_format(const struct extract_input *in, struct arena *arena,
            struct str *text, struct error *err)
{
    enum format format = sniff(in->media_type, in->bytes);

    switch (format) {
    case FORMAT_TEXT:
    case FORMAT_HTML:
    case FORMAT_PDF_TEXT:
        return read_text(in, format, arena, text, err);
    case FORMAT_DOCX:
        return docx_read(in->bytes, arena, text, err);
    case FORMAT_PDF:
        return error_set(err, STATUS_INVALID,
                         "a PDF is read as the text that pdftotext prints");
    case FORMAT_OLE:
        return error_set(err, STATUS_INVALID,
                         "an old Word file (.doc, .wps) or an encrypted one; "
                         "save it as DOCX without a password");
    case FORMAT_RTF:
        return error_set(err, STATUS_INVALID,
                         "an RTF file; save it as DOCX or as text");
    case FORMAT_UNKNOWN:
        break;
    }
    return error_set(err, STATUS_INVALID,
                     "media type \"%.*s\" cannot be read; submit plain text, "
                     "HTML, DOCX or PDF",
                     STR_ARG(in->media_type));
}

enum status
decode(const struct extract_input *in, struct arena *arena, struct str *text,
       struct error *err)
{
    struct str decoded = STR_INIT("");
    enum status st;

    if (in->bytes.len > CHARSET_MAX_BYTES)
        return error_set(err, STATUS_INVALID,
                         "document of %zu bytes is too long; the limit is %u",
                         in->bytes.len, (unsigned)CHARSET_MAX_BYTES);
    st = in->bytes.len > 0 ? read_format(in, arena, &decoded, err) : STATUS_OK;
    if (st == STATUS_OK && !holds_text(decoded))
        st = error_set(err, STATUS_INVALID, "document holds no text");
    if (st == STATUS_OK)
        *text = decoded;
    return st;
}

enum status
decode_prepare(struct error *err)
{
    xml_prepare();
    return charset_prepare(err);
}
