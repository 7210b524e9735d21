/* Folding, one code point to one; see text.h for why. */
#include "worker/extract/text/text.h"

#include "base/utf8.h"

/* The arrays of a text while they are filled; all are long enough. */
struct writer {
    uint32_t *codes;
    uint32_t *signs;
    uint32_t *bytes;
    uint32_t count;
};

static inline void
write_char(struct writer *w, uint32_t code, uint32_t byte)
{
    uint32_t folded = text_fold(code);

    w->codes[w->count] = folded;
    w->signs[w->count] = mark_bits(folded);
    w->bytes[w->count++] = byte;
}

/* Fold source bytes [begin, end), each character at its own offset. */
static void
write_source(struct writer *writer, struct str source, size_t begin, size_t end)
{
    const unsigned char *bytes = (const unsigned char *)source.ptr;
    struct writer w = *writer; /* what is local may stay in registers */
    size_t width;

    for (size_t at = begin; at < end; at += width) {
        uint32_t code;

        /* Nearly all of a Chinese text takes three bytes. */
        if (bytes[at] >> 4 == 0xE) {
            width = 3;
            code = (bytes[at] & 0x0FU) << 12 | (bytes[at + 1] & 0x3FU) << 6 |
                   (bytes[at + 2] & 0x3FU);
        } else {
            code = utf8_decode(source, at, &width);
        }
        write_char(&w, code, (uint32_t)at);
    }
    *writer = w;
}

/* Fold the repaired text, all of it at the damaged span's first byte. */
static void
write_repair(struct writer *w, const struct repair *repair)
{
    size_t width;

    for (size_t at = 0; at < repair->repaired.len; at += width)
        write_char(w, utf8_decode(repair->repaired, at, &width),
                   repair->span.begin);
}

enum status
text_normalise(struct str source, const struct repair *repairs,
               size_t repair_count, struct arena *arena, struct text *out,
               struct error *err)
{
    struct writer w = {0};
    size_t chars = utf8_count(source), at = 0;

    for (size_t i = 0; i < repair_count; i++)
        chars += utf8_count(repairs[i].repaired);
    w.codes = ARENA_ROOM(arena, uint32_t, chars + 1);
    w.signs = ARENA_ROOM(arena, uint32_t, chars + 1);
    w.bytes = ARENA_ROOM(arena, uint32_t, chars + 1);
    if (!w.codes || !w.signs || !w.bytes)
        return error_set(err, STATUS_UNAVAILABLE,
                         "no memory for a text of %zu characters", chars);

    for (size_t i = 0; i < repair_count; i++) {
        write_source(&w, source, at, repairs[i].span.begin);
        write_repair(&w, &repairs[i]);
        at = repairs[i].span.end;
    }
    write_source(&w, source, at, source.len);
    w.codes[w.count] = 0;
    w.signs[w.count] = 0;
    w.bytes[w.count] = (uint32_t)source.len;
    *out = (struct text){source,  w.codes, w.signs,     w.bytes,
                         w.count, repairs, repair_count};
    return STATUS_OK;
}

struct str
text_folded(const struct text *t, struct range r, struct arena *arena)
{
    char *bytes = arena_alloc(arena, (size_t)(r.end - r.begin) * 4 + 1, 1);
    size_t len = 0;

    if (!bytes)
        return (struct str){"", 0};
    for (uint32_t i = r.begin; i < r.end; i++)
        len += utf8_encode(t->codes[i], bytes + len);
    return (struct str){bytes, len};
}

/* The repair whose damaged span begins at source byte `begin`, or NULL. */
static const struct repair *
repair_from(const struct text *t, uint32_t begin)
{
    size_t low = 0, high = t->repair_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (t->repairs[middle].span.begin < begin)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == t->repair_count || t->repairs[low].span.begin != begin)
        return NULL;
    return &t->repairs[low];
}

struct span
text_span(const struct text *t, struct range r)
{
    struct span span = {t->bytes[r.begin], t->bytes[r.end]};
    const struct repair *repair;
    size_t width;

    if (r.begin == r.end)
        return span;
    /* Up to its own last character: a break left out may come next. */
    span.end = t->bytes[r.end - 1];
    repair = repair_from(t, span.end);
    utf8_decode(t->source, span.end, &width);
    /* A range that ends inside a repair takes the whole damaged span. */
    span.end = repair ? repair->span.end : span.end + (uint32_t)width;
    return span;
}

/* Whether the bytes of `span` are those of the characters of `r` alone. */
static bool
is_whole(const struct text *t, struct range r, struct span span)
{
    for (uint32_t i = r.begin + 1; i < r.end; i++) {
        size_t width;

        utf8_decode(t->source, t->bytes[i - 1], &width);
        if (t->bytes[i] > t->bytes[i - 1] + width &&
            !repair_from(t, t->bytes[i - 1]))
            return false;
    }
    return span.begin < span.end;
}

struct str
text_quote(const struct text *t, struct range r, struct arena *arena)
{
    struct span span = text_span(t, r);

    return is_whole(t, r, span) ? str_slice(t->source, span.begin, span.end)
                                : text_meant(t, r, arena);
}

struct str
text_meant(const struct text *t, struct range r, struct arena *arena)
{
    char *bytes = arena_alloc(arena, (size_t)(r.end - r.begin) * 4 + 1, 1);
    const struct repair *repair = NULL;
    size_t len = 0, inside = 0, width;

    if (!bytes)
        return (struct str){"", 0};
    for (uint32_t i = r.begin; i < r.end; i++) {
        bool is_new = i == r.begin || t->bytes[i] != t->bytes[i - 1];
        uint32_t code;

        if (is_new) {
            repair = repair_from(t, t->bytes[i]);
            inside = 0;
        }
        /* A range may begin inside a repair: skip what stands before it. */
        for (uint32_t j = i;
             is_new && repair && j > 0 && t->bytes[j - 1] == t->bytes[i]; j--) {
            utf8_decode(repair->repaired, inside, &width);
            inside += width;
        }
        code = repair ? utf8_decode(repair->repaired, inside, &width)
                      : utf8_decode(t->source, t->bytes[i], &width);
        inside += width;
        len += utf8_encode(code, bytes + len);
    }
    return (struct str){bytes, len};
}
