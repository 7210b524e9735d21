#include "worker/extract/repair/repair.h"

#include <string.h>

#include "base/utf8.h"
#include "worker/extract/repair/model/model.h"
#include "worker/extract/repair/shift.h"
#include "worker/extract/text/marks.h"
#include "worker/extract/text/text.h"

enum {
    /* All searches of a document together; about a second at worst. */
    STEPS_MAX = 10 * 1000 * 1000,
    /* How far behind the '?' its damage shows. */
    TELLING_TOKENS = 4,
    /* Confidence, per mille: what a gain of so many eighths of a bit adds. */
    CONFIDENCE_BASE = 600,
    CONFIDENCE_MAX = 990,
};

/* The characters behind a '?', up to the line's end. */
struct damage {
    uint32_t tokens[SHIFT_MAX_TOKENS + 1];
    size_t ends[SHIFT_MAX_TOKENS]; /* byte offsets */
    size_t count;
};

static void
read_damage(struct str source, size_t at, struct damage *damage)
{
    size_t width;

    *damage = (struct damage){.count = 0};
    while (damage->count <= SHIFT_MAX_TOKENS) {
        uint32_t code = utf8_decode(source, at, &width);

        if (width == 0 || mark_is_line_end(code))
            return;
        damage->tokens[damage->count] = code;
        if (damage->count == SHIFT_MAX_TOKENS)
            return; /* one more, as what follows the last */
        at += width;
        damage->ends[damage->count++] = at;
    }
}

/*
 * Whether what follows a '?' could be slipped bytes: a mark right behind it
 * or a character reports do not use, and a place to fall into step again.
 */
static bool
is_telling(const struct damage *damage)
{
    bool is_odd = false, is_ended = false;
    uint32_t first = text_fold(damage->tokens[0]);

    if (damage->count < 2)
        return false;
    is_odd = first == ',' || first == 0x3002 || first == 0x3001;
    for (size_t i = 0; i < damage->count; i++) {
        uint32_t code = damage->tokens[i];

        if (i < TELLING_TOKENS && code > 0x7F && !model_knows(text_fold(code)))
            is_odd = true;
        if (i > 0 &&
            (code == '?' || code == 0xFF1F || (code >= 0x40 && code <= 0x7E)))
            is_ended = true;
    }
    return is_odd && is_ended;
}

/* The folded character in front of byte `at`, or a line's beginning. */
static uint32_t
code_before(struct str source, size_t at)
{
    uint32_t code;
    size_t width;

    if (at == 0)
        return MODEL_LINE_BEGIN;
    do
        at--;
    while (at > 0 && ((unsigned char)source.ptr[at] & 0xC0) == 0x80);
    code = text_fold(utf8_decode(source, at, &width));
    return mark_is_blank(code) ? MODEL_LINE_BEGIN : code;
}

static struct str
spelled(const struct shift_reading *reading, struct arena *arena)
{
    char *bytes = ARENA_ARRAY(arena, char, reading->count * 4 + 1);
    size_t len = 0;

    if (!bytes)
        return (struct str){"", 0};
    for (size_t i = 0; i < reading->count; i++)
        len += utf8_encode(reading->codes[i], bytes + len);
    return (struct str){bytes, len};
}

/* Try the '?' of `width` bytes at `at`; false: it stays as it is. */
static bool
repair_at(struct str source, size_t at, size_t width, uint64_t *steps,
          struct arena *arena, struct repair *out)
{
    struct shift_reading reading;
    struct damage damage;
    size_t end;
    int confidence;

    read_damage(source, at + width, &damage);
    if (damage.count == 0 || !is_telling(&damage) ||
        !shift_read(code_before(source, at), damage.tokens, damage.count, steps,
                    &reading))
        return false;
    end = damage.ends[reading.tokens - 1];
    confidence = CONFIDENCE_BASE + reading.gain / 2;
    *out = (struct repair){
        .span = {(uint32_t)at, (uint32_t)end},
        .original = str_slice(source, at, end),
        .repaired = spelled(&reading, arena),
        .confidence = (uint16_t)(confidence < CONFIDENCE_MAX ? confidence
                                                             : CONFIDENCE_MAX),
    };
    return true;
}

/* The byte offset of the next '?' from `at` on, or source.len. */
static size_t
next_question(struct str source, size_t at, size_t *width)
{
    for (; at < source.len; at++) {
        if (source.ptr[at] == '?') {
            *width = 1;
            return at;
        }
        if (source.ptr[at] == '\xEF' &&
            str_starts(str_slice(source, at, source.len), STR("？"))) {
            *width = strlen("？");
            return at;
        }
    }
    return source.len;
}

enum status
repair_find(struct str source, struct arena *arena, struct repair **out,
            size_t *count, struct error *err)
{
    struct repair *repairs = NULL;
    size_t used = 0, capacity = 0, at = 0, width = 0;
    uint64_t steps = STEPS_MAX;

    while ((at = next_question(source, at, &width)) < source.len && steps > 0) {
        struct repair repair;

        if (!repair_at(source, at, width, &steps, arena, &repair)) {
            at += width;
            continue;
        }
        repairs = arena_grow(arena, repairs, used, &capacity, sizeof(*repairs));
        if (!repairs)
            break;
        repairs[used++] = repair;
        at = repair.span.end;
    }
    if (arena->exhausted)
        return error_set(err, STATUS_UNAVAILABLE, "no memory for %zu repairs",
                         used + 1);
    *out = repairs;
    *count = used;
    return STATUS_OK;
}
