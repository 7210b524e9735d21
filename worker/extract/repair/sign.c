#include "worker/extract/repair/sign.h"

#include "base/utf8.h"
#include "worker/extract/repair/model/gbk.h"
#include "worker/extract/repair/model/model.h"
#include "worker/extract/repair/realign.h"
#include "worker/extract/text/marks.h"
#include "worker/extract/text/text.h"

/* Whether `byte` may stand beside a letter that is half a character. */
static bool
is_beside(unsigned char byte)
{
    return byte >= 0x80 || mark_is_line_end(byte) || mark_closes_title(byte) ||
           byte == '(';
}

/* A letter, or a mark among them, that stands alone in Chinese text. */
static bool
is_stray_ascii(struct str s, size_t at)
{
    unsigned char byte = (unsigned char)s.ptr[at];

    if (byte < GBK_TRAIL_MIN || byte >= 0x7F)
        return false;
    if (at > 0 && !is_beside((unsigned char)s.ptr[at - 1]))
        return false;
    return at + 1 == s.len || is_beside((unsigned char)s.ptr[at + 1]);
}

/*
 * A mark of loss with a mark behind it that nothing may begin with, or
 * between two characters with no pause behind it.
 */
static bool
is_odd_mark(struct str s, size_t at, size_t width)
{
    size_t next_width;
    uint32_t next = text_fold(utf8_decode(s, at + width, &next_width));

    if (next_width == 0)
        return false;
    if (mark_closes_title(next))
        return next != '?' && next != '!';
    return at > 0 && (unsigned char)s.ptr[at - 1] >= 0x80 &&
           (mark_is_hanzi(next) || (next >= GBK_TRAIL_MIN && next < 0x7F));
}

/* Whether the character at byte `at`, of `*width` bytes, is a sign. */
static inline bool
look(struct str source, size_t at, size_t *width)
{
    unsigned char byte = (unsigned char)source.ptr[at];
    uint32_t code;

    *width = 1;
    if (byte < 0x80)
        return is_stray_ascii(source, at) ||
               (byte == '?' && is_odd_mark(source, at, 1));
    code = utf8_decode(source, at, width);
    return model_is_odd(code) ||
           (realign_is_lost_mark(code) && is_odd_mark(source, at, *width));
}

size_t
sign_next(struct str source, size_t at)
{
    const unsigned char *bytes = (const unsigned char *)source.ptr;
    size_t width;

    while (at < source.len) {
        /* Nearly all of a Chinese text: U+4000 to U+9FFF. */
        while (at < source.len && bytes[at] >= 0xE4 && bytes[at] <= 0xE9) {
            if (model_is_odd_at(bytes + at))
                return at;
            at += 3;
        }
        if (at == source.len)
            break;
        if (look(source, at, &width))
            return at;
        at += width;
    }
    return at;
}

bool
sign_is(struct str source, size_t at)
{
    size_t width;

    return look(source, at, &width);
}
