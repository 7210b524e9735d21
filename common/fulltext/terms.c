#include "fulltext/terms.h"

#include <stdlib.h>

#include "base/bytes.h"
#include "base/utf8.h"
#include "base/varint.h"

text_term
text_term_of(const uint32_t *codes, size_t count)
{
    char bytes[TEXT_TERM_BYTES] = {0};
    size_t at = 0;

    for (size_t i = 0; i < count; i++)
        at += utf8_encode(codes[i], bytes + at);
    return load_be64(bytes);
}

size_t
text_term_print(text_term term, char *out)
{
    size_t bytes = 0;

    for (; term; term <<= 8)
        out[bytes++] = (char)(term >> 56);
    return bytes;
}

/* ---- counting ----------------------------------------------------------- */

/* Terms and their counts by hash; a slot with count 0 is empty. */
struct table {
    struct text_count *slots;
    size_t size; /* a power of two */
    size_t used;
};

/* Few reports have more terms. */
enum { FIRST_SLOTS = 1 << 14 };

static struct text_count *
slot_of(const struct table *t, text_term term)
{
    /* Knuth's multiplicative hash: the golden ratio of 2^64. */
    size_t at = (size_t)(term * UINT64_C(0x9E3779B97F4A7C15) >> 32);

    while (t->slots[at & (t->size - 1)].count &&
           t->slots[at & (t->size - 1)].term != term)
        at++;
    return &t->slots[at & (t->size - 1)];
}

/* Make room; false: out of memory. */
static bool
grow(struct table *t)
{
    struct table larger = {NULL, t->size ? 2 * t->size : FIRST_SLOTS, t->used};

    larger.slots = calloc(larger.size, sizeof *larger.slots);
    if (!larger.slots)
        return false;
    for (size_t i = 0; i < t->size; i++)
        if (t->slots[i].count)
            *slot_of(&larger, t->slots[i].term) = t->slots[i];
    free(t->slots);
    *t = larger;
    return true;
}

static bool
count_term(struct table *t, text_term term)
{
    struct text_count *slot;

    if (2 * t->used >= t->size && !grow(t))
        return false;
    slot = slot_of(t, term);
    t->used += slot->count == 0;
    slot->term = term;
    slot->count++;
    return true;
}

static bool
count_terms(const struct form *f, struct table *t)
{
    bool was_word = false, has_room = true;

    for (uint32_t i = 0; has_room && i < f->count; i++) {
        bool is_word = form_is_word(f, i);
        if (is_word)
            has_room = count_term(t, text_term_of(f->codes + i, 1));
        if (is_word && was_word)
            has_room &= count_term(t, text_term_of(f->codes + i - 1, 2));
        was_word = is_word;
    }
    return has_room;
}

static int
compare(const void *a, const void *b)
{
    const struct text_count *x = a, *y = b;

    return (x->term > y->term) - (x->term < y->term);
}

enum status
text_terms_of(const struct form *form, struct arena *a, struct text_terms *out,
              struct error *err)
{
    struct table table = {0};
    struct text_terms terms = {0};
    bool has_room = count_terms(form, &table);

    terms.items = ARENA_ARRAY(a, struct text_count, table.used);
    for (size_t i = 0; terms.items && i < table.size; i++)
        if (table.slots[i].count)
            terms.items[terms.count++] = table.slots[i];
    free(table.slots);
    if (!has_room || !terms.items)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    qsort(terms.items, terms.count, sizeof *terms.items, compare);
    *out = terms;
    return STATUS_OK;
}

enum status
text_terms_read(struct str text, struct arena *a, struct text_terms *out,
                struct error *err)
{
    struct arena scratch = {0};
    struct form form;
    enum status st = form_read(text, &scratch, &form, err);

    if (st == STATUS_OK)
        st = text_terms_of(&form, a, out, err);
    arena_release(&scratch);
    return st;
}

/* Bytes of the first character. */
static size_t
first_width(text_term term)
{
    unsigned first = (unsigned)(term >> 56);

    return first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

uint64_t
text_terms_length(const struct text_terms *terms)
{
    uint64_t length = 0;

    for (size_t i = 0; i < terms->count; i++) {
        size_t width = first_width(terms->items[i].term);
        if (terms->items[i].term << 8 * width == 0)
            length += terms->items[i].count;
    }
    return length;
}

/* ---- as bytes ----------------------------------------------------------- */

enum { ITEM_MAX_BYTES = 1 + TEXT_TERM_BYTES + VARINT_MAX_BYTES };

enum status
text_terms_pack(const struct text_terms *terms, struct arena *a,
                struct str *out, struct error *err)
{
    char *packed = arena_alloc(a, terms->count + 1, ITEM_MAX_BYTES);
    char last[TEXT_TERM_BYTES] = "", bytes[TEXT_TERM_BYTES];
    size_t at = 0;

    if (!packed)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    for (size_t i = 0; i < terms->count; i++) {
        size_t width = text_term_print(terms->items[i].term, bytes);
        size_t shared = 0;
        while (shared < width && bytes[shared] == last[shared])
            shared++;
        packed[at++] = (char)(shared << 4 | (width - shared));
        memcpy(packed + at, bytes + shared, width - shared);
        at += width - shared;
        at += varint_put(packed + at, terms->items[i].count);
        memset(last, 0, sizeof last);
        memcpy(last, bytes, width);
    }
    *out = (struct str){packed, at};
    return STATUS_OK;
}

/* Whether it is one character or two, of UTF-8. */
static bool
is_term(struct str bytes)
{
    return bytes.len > 0 && utf8_valid_prefix(bytes) == bytes.len &&
           utf8_count(bytes) <= 2 && !memchr(bytes.ptr, 0, bytes.len);
}

/* The next item; `bytes` holds the term before it, and then its own. */
static bool
take_item(struct str *packed, char *bytes, struct text_count *out)
{
    unsigned head = (unsigned char)packed->ptr[0];
    size_t shared = head >> 4, own = head & 15;
    uint64_t count;

    if (shared + own > TEXT_TERM_BYTES || own + 1 > packed->len)
        return false;
    memcpy(bytes + shared, packed->ptr + 1, own);
    memset(bytes + shared + own, 0, TEXT_TERM_BYTES - shared - own);
    *packed = str_slice(*packed, 1 + own, packed->len);
    if (!is_term((struct str){bytes, shared + own}) ||
        !varint_take(packed, &count) || count == 0 || count > UINT32_MAX)
        return false;
    *out = (struct text_count){load_be64(bytes), (uint32_t)count};
    return true;
}

enum status
text_terms_unpack(struct str packed, struct arena *a, struct text_terms *out,
                  struct error *err)
{
    /* An item has three bytes at least: head, character, count. */
    struct text_terms terms = {
        ARENA_ARRAY(a, struct text_count, packed.len / 3 + 1), 0};
    char bytes[TEXT_TERM_BYTES] = "";

    if (!terms.items)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    while (packed.len > 0) {
        struct text_count *item = &terms.items[terms.count];
        if (!take_item(&packed, bytes, item) ||
            (terms.count > 0 && item->term <= item[-1].term))
            return error_set(err, STATUS_INVALID, "damaged terms of a text");
        terms.count++;
    }
    *out = terms;
    return STATUS_OK;
}
