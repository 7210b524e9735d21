#include "worker/extract/repair/plain.h"

#include "base/utf8.h"
#include "worker/extract/text/marks.h"
#include "worker/extract/text/text.h"

enum {
    REPLACEMENT = 0xFFFD,
    PINYIN_MAX_CHARS = 6, /* zhuang */
    CONFIDENCE_RULE = 970,
    CONFIDENCE_SLIPPED = 800,
    CONTEXT_CHARS = 12, /* read with a slip on either side of it */
};

/* What GBK makes of two U+FFFD, over and over. */
static const uint32_t lost_chars[] = {0x951F, 0x65A4, 0x62F7};

void
repair_add(struct repair_list *list, struct repair repair)
{
    struct repair *items = arena_grow(list->arena, list->items, list->count,
                                      &list->capacity, sizeof(*items));

    if (!items)
        return;
    list->items = items;
    list->items[list->count++] = repair;
}

/* Where the run of lost text that begins at `at` ends; `at`: there is none. */
static size_t
lost_run_end(struct str s, size_t at)
{
    size_t end = at, width, chars = 0;
    bool has_replacement = false;

    for (;; end += width) {
        uint32_t code = utf8_decode(s, end, &width);

        if (code == REPLACEMENT)
            has_replacement = true;
        else if (code != lost_chars[chars % 3])
            break;
        else
            chars++;
    }
    return has_replacement || chars >= 3 ? end : at;
}

/* A vowel with a tone, or ü, as pinyin has them. */
static bool
is_toned(uint32_t code)
{
    return (code >= 0xE0 && code <= 0xFC && code != 0xF7) || code == 0x101 ||
           code == 0x113 || code == 0x11B || code == 0x12B || code == 0x14D ||
           code == 0x16B || (code >= 0x1CE && code <= 0x1DC);
}

/* Where a bracket of pinyin that opens at `at` ends; `at`: it is none. */
static size_t
pinyin_end(struct str s, size_t at)
{
    bool has_tone = false;
    size_t width, end = at;

    if (text_fold(utf8_decode(s, at, &width)) != '(')
        return at;
    end += width;
    for (int i = 0; i <= PINYIN_MAX_CHARS; i++) {
        uint32_t code = text_fold(utf8_decode(s, end, &width));

        if (code == ')')
            return has_tone ? end + width : at;
        if (is_toned(code))
            has_tone = true;
        else if (code < 'a' || code > 'z')
            return at;
        end += width;
    }
    return at;
}

static size_t
back(struct str s, size_t at, size_t chars)
{
    while (chars-- > 0 && at > 0) {
        at--;
        while (at > 0 && ((unsigned char)s.ptr[at] & 0xC0) == 0x80)
            at--;
        if (mark_is_line_end((unsigned char)s.ptr[at]))
            return at + 1;
    }
    return at;
}

static size_t
ahead(struct str s, size_t at, size_t chars)
{
    size_t width;

    while (chars-- > 0 && at < s.len &&
           !mark_is_line_end(utf8_decode(s, at, &width)))
        at += width;
    return at;
}

/* Where a byte was lost if bytes [.., end) end in half a character. */
static size_t
lost_before(struct str s, size_t end)
{
    size_t width, letter = back(s, end, 1), mark = back(s, letter, 1);

    return mark < letter &&
                   mark_closes_title(text_fold(utf8_decode(s, mark, &width)))
               ? mark
               : letter;
}

/*
 * Pinyin behind half a character tells that its first bytes slipped: read it
 * as slipped bytes, without the pinyin.
 */
static void
add_slipped(struct str s, size_t begin, size_t end, struct slip_work *work,
            struct repair_list *list)
{
    size_t lost = lost_before(s, begin), count;
    size_t first = back(s, lost, CONTEXT_CHARS);
    struct str whole = arena_format(
        list->arena, "%.*s?%.*s%.*s", STR_ARG(str_slice(s, first, lost)),
        STR_ARG(str_slice(s, lost, begin)),
        STR_ARG(str_slice(s, end, ahead(s, end, CONTEXT_CHARS))));
    const struct slip *slips = slip_find(whole, work, &count);

    for (size_t i = 0; i < count; i++) {
        if (first + slips[i].span.begin != lost ||
            first + slips[i].span.end != begin + 1)
            continue;
        repair_add(list,
                   (struct repair){.span = {(uint32_t)lost, (uint32_t)end},
                                   .original = str_slice(s, lost, end),
                                   .repaired = slips[i].proposals[0],
                                   .confidence = CONFIDENCE_SLIPPED});
    }
}

/* Leave out bytes [begin, end), which stand behind the character at `from`. */
static void
add_shorter(struct str s, size_t from, size_t begin, size_t end,
            struct repair_list *list)
{
    repair_add(list, (struct repair){.span = {(uint32_t)from, (uint32_t)end},
                                     .original = str_slice(s, from, end),
                                     .repaired = str_slice(s, from, begin),
                                     .confidence = CONFIDENCE_RULE});
}

/* Where the mark at `at`, the second of its kind, ends; a third: `at`. */
static size_t
doubled_end(struct str s, size_t at)
{
    size_t width, after_width;
    uint32_t mark = text_fold(utf8_decode(s, at, &width));
    uint32_t after = text_fold(utf8_decode(s, at + width, &after_width));
    bool is_mark = mark == ',' || mark == ';' || mark == ':' ||
                   mark == 0x3001 || mark == 0x3002;

    /* Three of them may be meant. */
    return is_mark && mark != after ? at + width : at;
}

/* The folded character at byte `at`; 0: there is none. */
static uint32_t
folded_at(struct str s, size_t at)
{
    size_t width;

    return text_fold(utf8_decode(s, at, &width));
}

void
plain_find(struct str source, struct slip_work *work, struct repair_list *list)
{
    const unsigned char *bytes = (const unsigned char *)source.ptr;
    /* Where the two characters before stand; SIZE_MAX: there is none. */
    size_t before = SIZE_MAX, before_that = SIZE_MAX, width;

    for (size_t at = 0; at < source.len && !list->arena->exhausted;
         at += width) {
        uint32_t code, folded;
        size_t end;

        /* Nearly all of a Chinese text, U+4000 to U+8FFF, is none of them. */
        while (at < source.len && bytes[at] >= 0xE4 && bytes[at] <= 0xE8) {
            before_that = before;
            before = at;
            at += 3;
        }
        code = utf8_decode(source, at, &width);
        end = at;
        if (!mark_has(code, SIGN_PLAIN_REPAIR)) {
            before_that = before;
            before = at;
            continue;
        }
        folded = text_fold(code);
        if (code == REPLACEMENT || code == lost_chars[0])
            end = lost_run_end(source, at);
        if (end > at) {
            repair_add(list,
                       (struct repair){.span = {(uint32_t)at, (uint32_t)end},
                                       .original = str_slice(source, at, end),
                                       .repaired = {"", 0}});
        } else if (folded == '(' && (end = pinyin_end(source, at)) > at) {
            if (mark_is_hanzi(folded_at(source, before)))
                add_shorter(source, before, at, end, list);
            else if (at > 0 && folded_at(source, before) < 0x7F)
                add_slipped(source, at, end, work, list);
        } else if (folded_at(source, before) == folded &&
                   folded_at(source, before_that) != folded &&
                   mark_is_hanzi(folded_at(source, before_that)) &&
                   (end = doubled_end(source, at)) > at) {
            add_shorter(source, before, at, end, list);
        }
        before_that = before;
        before = at;
        if (end > at)
            width = end - at;
    }
}
