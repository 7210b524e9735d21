/* UTF-8 that was read as GBK: two characters of three bytes look like three. */
#include "base/utf8.h"
#include "worker/extract/repair/model/gbk.h"
#include "worker/extract/repair/model/model.h"
#include "worker/extract/repair/plain.h"
#include "worker/extract/repair/realign.h"
#include "worker/extract/repair/sign.h"
#include "worker/extract/text/marks.h"
#include "worker/extract/text/text.h"

enum {
    BEHIND_CHARS = 3, /* the first odd character comes soon */
    CHARS_MAX = 64,   /* of one repair; a longer run is several */
    MEANT_MIN = 2,    /* fewer may read so by chance */
    CONFIDENCE_WHOLE = 980,
    CONFIDENCE_CUT = 600, /* a character lost one of its bytes */
};

struct reading {
    char bytes[2 * CHARS_MAX + 4]; /* as they were before GBK */
    size_t len;
    size_t end;   /* of the source */
    size_t meant; /* characters that are whole */
    size_t rest;  /* bytes of the last one, which is not */
};

/* The bytes of the characters from `at` on, as far as GBK has two for each. */
static void
read_bytes(struct str s, size_t at, struct reading *out)
{
    size_t width;

    *out = (struct reading){0};
    for (int i = 0; i < CHARS_MAX; i++) {
        uint16_t pair = gbk_encode(utf8_decode(s, at, &width));

        if (pair == 0)
            break;
        out->bytes[out->len++] = (char)(pair >> 8);
        out->bytes[out->len++] = (char)pair;
        at += width;
    }
}

/* Whether the character at `at` can be the first two bytes of one of three. */
static bool
may_begin(struct str s, size_t at)
{
    size_t width;
    uint16_t pair = gbk_encode(utf8_decode(s, at, &width));

    return pair >> 8 >= 0xE2 && pair >> 8 <= 0xEF && (pair & 0xC0) == 0x80;
}

/* How many of the bytes are UTF-8 for what reports use; sets the rest. */
static void
read_meant(struct str s, size_t begin, struct reading *r)
{
    struct str bytes = {r->bytes, r->len};
    size_t valid = utf8_valid_prefix(bytes), at = 0, width, pairs;

    while (at < valid) {
        uint32_t code = utf8_decode(bytes, at, &width);

        if (gbk_encode(code) == 0 || model_is_odd(code))
            break;
        at += width;
        r->meant++;
    }
    r->len = at;
    if (at == valid && valid < bytes.len &&
        (unsigned char)bytes.ptr[at] >= 0xE4 &&
        (unsigned char)bytes.ptr[at] <= 0xE9)
        r->rest = at + 1 < bytes.len &&
                          ((unsigned char)bytes.ptr[at + 1] & 0xC0) == 0x80
                      ? 2
                      : 1;
    pairs = (r->len + r->rest + 1) / 2;
    r->end = begin;
    for (size_t i = 0; i < pairs; i++) {
        utf8_decode(s, r->end, &width);
        r->end += width;
    }
}

/* Complete a character of which two bytes are left by what likely stood. */
static void
complete(struct str s, struct reading *r)
{
    struct model_state state = model_begin();
    size_t width;
    int best = 0;
    unsigned char best_byte = 0;

    if (r->rest != 2)
        return;
    for (size_t at = 0; at < r->len; at += width)
        model_read(&state, text_fold(utf8_decode((struct str){r->bytes, r->len},
                                                 at, &width)));
    for (unsigned last = 0x80; last < 0xC0; last++) {
        struct model_state next = state;
        uint32_t code, following;
        int cost;

        r->bytes[r->len + 2] = (char)last;
        code = text_fold(
            utf8_decode((struct str){r->bytes + r->len, 3}, 0, &width));
        cost = model_read(&next, code);
        following = text_fold(utf8_decode(s, r->end, &width));
        if (width > 0)
            cost +=
                model_read(&next, mark_is_line_end(following) ? 0 : following);
        if (best_byte == 0 || cost < best) {
            best = cost;
            best_byte = (unsigned char)last;
        }
    }
    r->bytes[r->len + 2] = (char)best_byte;
    r->len += 3;
}

static size_t
back(struct str s, size_t from, size_t at)
{
    if (at == from)
        return at;
    do
        at--;
    while (at > from && ((unsigned char)s.ptr[at] & 0xC0) == 0x80);
    return at;
}

/* Read from around the sign at `at`; where it was read to, `at`: not so. */
static size_t
try_around(struct str s, size_t from, size_t at, struct repair_list *list)
{
    struct reading best = {0};
    size_t begin = at, best_begin = at, width;

    for (int i = 0; i <= BEHIND_CHARS; i++) {
        struct reading r = {0};

        if (may_begin(s, begin)) {
            read_bytes(s, begin, &r);
            read_meant(s, begin, &r);
        }
        if (r.end > at && r.meant > best.meant) {
            best = r;
            best_begin = begin;
        }
        if (begin == from)
            break;
        begin = back(s, from, begin);
    }
    if (best.meant < MEANT_MIN)
        return at;
    if (best.rest > 0) {
        uint32_t code = utf8_decode(s, best.end, &width);

        if (realign_is_lost_mark(code))
            best.end += width;
        complete(s, &best);
    }
    repair_add(list, (struct repair){
                         .span = {(uint32_t)best_begin, (uint32_t)best.end},
                         .original = str_slice(s, best_begin, best.end),
                         .repaired = arena_copy(
                             list->arena, (struct str){best.bytes, best.len}),
                         .confidence = best.rest > 0 ? CONFIDENCE_CUT
                                                     : CONFIDENCE_WHOLE});
    return best.end;
}

void
mojibake_find(struct str source, struct repair_list *list)
{
    size_t from = 0, at = 0, width;

    while ((at = sign_next(source, at)) < source.len &&
           !list->arena->exhausted) {
        size_t end = try_around(source, from, at, list);

        if (end > at) {
            from = at = end;
            continue;
        }
        utf8_decode(source, at, &width);
        at += width;
    }
}
