#include "worker/extract/decode/detect.h"

#include <string.h>

#include "base/utf8.h"
#include "worker/extract/repair/model/model.h"
#include "worker/extract/text/text.h"

enum {
    /* Enough to tell charsets apart. */
    RATED_CHARS = 4000,
    /* What is not Chinese at all costs more, in the model's unit. */
    PLAUSIBLE_COST = 150,
    /* Another reading is far better if it costs this much less. */
    FAR_BETTER_PERCENT = 75,
};

/* What a character beyond ASCII costs on average, 0: there is none. */
static int
rate(struct str text)
{
    struct model_state state = model_begin();
    int64_t cost = 0;
    int chars = 0;
    size_t width;

    for (size_t at = 0; at < text.len && chars < RATED_CHARS; at += width) {
        uint32_t code = utf8_decode(text, at, &width);

        if (code == '\n') {
            state = model_begin();
        } else if (code > 0x7F && code != 0xFEFF) {
            cost += model_read(&state, text_fold(code));
            chars++;
        } else {
            (void)model_read(&state, code);
        }
    }
    return chars > 0 ? (int)(cost / chars) : 0;
}

static bool
has_nul(struct str text)
{
    return memchr(text.ptr, '\0', text.len) != NULL;
}

/* The best reading of bytes that are not plainly UTF-8. */
static enum conversion
detect_other(struct str bytes, struct arena *arena, struct str *text,
             int *best_cost)
{
    static const enum charset usual[] = {CHARSET_GB18030, CHARSET_BIG5,
                                         CHARSET_UTF16LE, CHARSET_UTF16BE};
    enum conversion result = CONVERSION_ILL_FORMED;

    for (size_t i = 0; i < sizeof(usual) / sizeof(*usual); i++) {
        bool is_wide =
            usual[i] == CHARSET_UTF16LE || usual[i] == CHARSET_UTF16BE;
        struct str reading;
        enum conversion done =
            charset_convert(bytes, usual[i], arena, &reading);
        int cost;

        if (done == CONVERSION_NO_MEMORY)
            return done;
        if (done != CONVERSION_DONE || has_nul(reading))
            continue;
        cost = rate(reading);
        /* Any two bytes are a character of UTF-16: it must read well. */
        if (is_wide && cost > PLAUSIBLE_COST)
            continue;
        if (result == CONVERSION_DONE && cost >= *best_cost)
            continue;
        result = CONVERSION_DONE;
        *text = reading;
        *best_cost = cost;
    }
    return result;
}

/* A text of which it is not asked what it costs is not rated. */
static enum conversion
detect(struct str bytes, struct arena *arena, struct str *text, int *asked)
{
    struct str as_utf8 = {NULL, 0};
    enum charset marked;
    enum conversion done;
    int cost = 0;

    if (charset_by_mark(bytes, &marked)) {
        done = charset_convert(bytes, marked, arena, text);
        if (asked)
            *asked = 0;
        if (done != CONVERSION_ILL_FORMED)
            return done;
    }
    done = charset_convert(bytes, CHARSET_UTF8, arena, &as_utf8);
    if (done == CONVERSION_DONE && !has_nul(as_utf8)) {
        *text = as_utf8;
        if (asked)
            *asked = rate(as_utf8);
        return done;
    }
    done = detect_other(bytes, arena, text, &cost);
    if (asked)
        *asked = cost;
    /* Nothing reads better: its NUL bytes tell what it is. */
    if (as_utf8.ptr && (done != CONVERSION_DONE || cost > PLAUSIBLE_COST)) {
        *text = as_utf8;
        return CONVERSION_DONE;
    }
    return done;
}

/* Whether the bytes say themselves that they are not in `told`. */
static bool
is_marked_otherwise(struct str bytes, enum charset told)
{
    enum charset marked;

    if (str_starts(bytes, STR("\xEF\xBB\xBF")))
        return told != CHARSET_UTF8;
    return charset_by_mark(bytes, &marked) && told != marked &&
           told != CHARSET_UTF16;
}

enum conversion
detect_text(struct str bytes, const enum charset *told, struct arena *arena,
            struct str *text)
{
    struct str as_told, other;
    enum conversion done;
    int cost, other_cost = 0, utf8_cost;

    if (!told || is_marked_otherwise(bytes, *told))
        return detect(bytes, arena, text, NULL);
    done = charset_convert(bytes, *told, arena, &as_told);
    if (done == CONVERSION_ILL_FORMED)
        return detect(bytes, arena, text, NULL);
    if (done != CONVERSION_DONE)
        return done;
    *text = as_told;
    if (*told == CHARSET_UTF8)
        return CONVERSION_DONE;
    if (*told == CHARSET_WESTERN) {
        done = detect(bytes, arena, &other, &other_cost);
        if (done == CONVERSION_NO_MEMORY)
            return done;
        if (done == CONVERSION_DONE && !has_nul(other) &&
            other_cost <= PLAUSIBLE_COST)
            *text = other;
        return CONVERSION_DONE;
    }
    if (utf8_valid_prefix(bytes) != bytes.len || has_nul(bytes))
        return CONVERSION_DONE;
    cost = rate(as_told);
    utf8_cost = rate(bytes);
    if (utf8_cost > 0 && utf8_cost * 100 < cost * FAR_BETTER_PERCENT)
        *text = bytes;
    return CONVERSION_DONE;
}
