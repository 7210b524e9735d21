#include "worker/extract/decode/charset.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"

enum { CHUNK_BYTES = 4096 };

/* What iconv calls them; NULL: we need none of its converters. */
static const char *const iconv_names[CHARSET_COUNT] = {
    [CHARSET_UTF16LE] = "UTF-16LE",     [CHARSET_UTF16BE] = "UTF-16BE",
    [CHARSET_GB18030] = "GB18030",      [CHARSET_BIG5] = "BIG5-HKSCS",
    [CHARSET_EUC_TW] = "EUC-TW",        [CHARSET_ISO_2022_CN] = "ISO-2022-CN",
    [CHARSET_WESTERN] = "WINDOWS-1252",
};

/*
 * What a name stands for in practice: pages that declare a subset use the
 * whole, as browsers have long assumed.
 */
static const struct {
    const char *declared;
    enum charset meant;
} names[] = {
    {"utf-8", CHARSET_UTF8},
    {"utf8", CHARSET_UTF8},
    {"utf_8", CHARSET_UTF8},
    {"utf-8-sig", CHARSET_UTF8},
    {"us-ascii", CHARSET_UTF8},
    {"ascii", CHARSET_UTF8},
    {"utf-16", CHARSET_UTF16},
    {"utf16", CHARSET_UTF16},
    {"utf-16le", CHARSET_UTF16LE},
    {"utf-16be", CHARSET_UTF16BE},
    {"gb18030", CHARSET_GB18030},
    {"gb-18030", CHARSET_GB18030},
    {"gbk", CHARSET_GB18030},
    {"x-gbk", CHARSET_GB18030},
    {"cp936", CHARSET_GB18030},
    {"ms936", CHARSET_GB18030},
    {"windows-936", CHARSET_GB18030},
    {"gb2312", CHARSET_GB18030},
    {"gb_2312", CHARSET_GB18030},
    {"gb_2312-80", CHARSET_GB18030},
    {"csgb2312", CHARSET_GB18030},
    {"euc-cn", CHARSET_GB18030},
    {"chinese", CHARSET_GB18030},
    {"big5", CHARSET_BIG5},
    {"big-5", CHARSET_BIG5},
    {"big5-hkscs", CHARSET_BIG5},
    {"big5hkscs", CHARSET_BIG5},
    {"cn-big5", CHARSET_BIG5},
    {"csbig5", CHARSET_BIG5},
    {"cp950", CHARSET_BIG5},
    {"windows-950", CHARSET_BIG5},
    {"euc-tw", CHARSET_EUC_TW},
    {"iso-2022-cn", CHARSET_ISO_2022_CN},
    {"iso-8859-1", CHARSET_WESTERN},
    {"iso8859-1", CHARSET_WESTERN},
    {"latin1", CHARSET_WESTERN},
    {"windows-1252", CHARSET_WESTERN},
    {"cp1252", CHARSET_WESTERN},
};

bool
charset_find(struct str name, enum charset *out)
{
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        if (strlen(names[i].declared) != name.len ||
            strncasecmp(names[i].declared, name.ptr, name.len) != 0)
            continue;
        *out = names[i].meant;
        return true;
    }
    return false;
}

bool
charset_by_mark(struct str bytes, enum charset *out)
{
    bool is_little = str_starts(bytes, STR("\xFF\xFE"));

    if (!is_little && !str_starts(bytes, STR("\xFE\xFF")))
        return false;
    *out = is_little ? CHARSET_UTF16LE : CHARSET_UTF16BE;
    return true;
}

/*
 * The converter of a charset, kept open: another look for it would open
 * files again. iconv has a state in each, so no two threads share one.
 */
static iconv_t
converter_of(enum charset charset)
{
    static _Thread_local iconv_t converters[CHARSET_COUNT];
    iconv_t converter = converters[charset];

    if (!converter) {
        converter = iconv_open("UTF-8", iconv_names[charset]);
        if (converter == (iconv_t)-1)
            return NULL;
        converters[charset] = converter;
    }
    return converter;
}

enum status
charset_prepare(struct error *err)
{
    for (int i = 0; i < CHARSET_COUNT; i++)
        if (iconv_names[i] && !converter_of((enum charset)i))
            return error_set(err, STATUS_UNAVAILABLE,
                             "no converter from %s: %s", iconv_names[i],
                             strerror(errno));
    return STATUS_OK;
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

enum conversion
charset_convert(struct str bytes, enum charset charset, struct arena *arena,
                struct str *text)
{
    iconv_t converter;
    size_t len;
    char *out;

    if (charset == CHARSET_UTF8) {
        if (utf8_valid_prefix(bytes) != bytes.len)
            return CONVERSION_ILL_FORMED;
        *text = bytes;
        return CONVERSION_DONE;
    }
    if (charset == CHARSET_UTF16 && !charset_by_mark(bytes, &charset))
        charset = CHARSET_UTF16LE;
    converter = converter_of(charset);
    if (!converter)
        return CONVERSION_NO_MEMORY;
    /* Twice: first for the size, so that the arena holds the text alone. */
    len = run_converter(converter, bytes, NULL);
    if (len == SIZE_MAX || len > CHARSET_MAX_BYTES)
        return CONVERSION_ILL_FORMED;
    out = ARENA_ARRAY(arena, char, len + 1);
    if (!out)
        return CONVERSION_NO_MEMORY;
    run_converter(converter, bytes, out);
    *text = (struct str){out, len};
    return utf8_valid_prefix(*text) == len ? CONVERSION_DONE
                                           : CONVERSION_ILL_FORMED;
}
