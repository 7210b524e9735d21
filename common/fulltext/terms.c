#include "fulltext/terms.h"

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

/*
 * A character of a word and the one behind it, 0 where that is of none, as
 * one number: numbers are in the order of the characters, and so of UTF-8.
 */
typedef uint64_t pair;

enum { CODE_BITS = 21, DIGIT_BITS = 11, DIGITS = 1 << DIGIT_BITS, PASSES = 4 };
_Static_assert(2 * CODE_BITS <= PASSES * DIGIT_BITS, "all bits are sorted by");

static size_t
list_pairs(const struct form *f, pair *out)
{
    bool is_word = f->count > 0 && form_is_word(f, 0);
    size_t count = 0;

#ifdef BAOGAO_WITHOUT_TERMS
    return 0; /* tests/bench/fulltext measures what they cost */
#endif
    for (uint32_t i = 0; i < f->count; i++) {
        bool goes_on = i + 1 < f->count && form_is_word(f, i + 1);
        if (is_word)
            out[count++] = (pair)f->codes[i] << CODE_BITS |
                           (goes_on ? f->codes[i + 1] : 0);
        is_word = goes_on;
    }
    return count;
}

/* One pass of a radix sort; false: all are alike there, nothing was moved. */
static bool
sort_by_digit(const pair *from, pair *to, size_t count, unsigned shift)
{
    size_t ends[DIGITS] = {0}, sum = 0;

    for (size_t i = 0; i < count; i++)
        ends[from[i] >> shift & (DIGITS - 1)]++;
    if (count == 0 || ends[from[0] >> shift & (DIGITS - 1)] == count)
        return false;
    for (size_t i = 0; i < DIGITS; i++) {
        size_t having = ends[i];
        ends[i] = sum;
        sum += having;
    }
    for (size_t i = 0; i < count; i++)
        to[ends[from[i] >> shift & (DIGITS - 1)]++] = from[i];
    return true;
}

/* Sort them with as much room again; returns where they are then. */
static const pair *
sort_pairs(pair *pairs, pair *spare, size_t count)
{
    for (unsigned pass = 0; pass < PASSES; pass++) {
        pair *sorted = spare;
        if (!sort_by_digit(pairs, spare, count, pass * DIGIT_BITS))
            continue;
        spare = pairs;
        pairs = sorted;
    }
    return pairs;
}

/* How many from `first` on are alike in the bits that `shift` leaves. */
static size_t
count_alike(const pair *pairs, size_t count, size_t first, unsigned shift)
{
    size_t end = first + 1;

    while (end < count && pairs[end] >> shift == pairs[first] >> shift)
        end++;
    return end - first;
}

/* Each character, and behind it the pairs that it begins. */
static size_t
count_sorted(const pair *pairs, size_t count, struct text_count *out)
{
    const uint32_t code_mask = (1u << CODE_BITS) - 1;
    size_t made = 0;

    for (size_t i = 0, end; i < count; i = end) {
        uint32_t codes[] = {(uint32_t)(pairs[i] >> CODE_BITS), 0};
        end = i + count_alike(pairs, count, i, CODE_BITS);
        out[made++] =
            (struct text_count){text_term_of(codes, 1), (uint32_t)(end - i)};
        for (size_t j = i, alike; j < end; j += alike) {
            alike = count_alike(pairs, end, j, 0);
            codes[1] = (uint32_t)pairs[j] & code_mask;
            if (codes[1])
                out[made++] = (struct text_count){text_term_of(codes, 2),
                                                  (uint32_t)alike};
        }
    }
    return made;
}

static size_t
count_different(const pair *pairs, size_t count)
{
    size_t different = 0;

    for (size_t i = 0; i < count; i++)
        different +=
            (i == 0 || pairs[i] != pairs[i - 1]) +
            (i == 0 || pairs[i] >> CODE_BITS != pairs[i - 1] >> CODE_BITS);
    return different;
}

enum status
text_terms_of(const struct form *form, struct arena *a, struct text_terms *out,
              struct error *err)
{
    struct arena scratch = {0};
    struct text_terms terms = {0};
    pair *pairs = ARENA_ARRAY(&scratch, pair, (size_t)form->count + 1);
    pair *spare = ARENA_ARRAY(&scratch, pair, (size_t)form->count + 1);

    if (pairs && spare) {
        size_t count = list_pairs(form, pairs);
        const pair *sorted = sort_pairs(pairs, spare, count);
        terms.items =
            ARENA_ARRAY(a, struct text_count, count_different(sorted, count));
        if (terms.items)
            terms.count = count_sorted(sorted, count, terms.items);
    }
    arena_release(&scratch);
    if (!terms.items)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
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

/* Bytes of the character that begins so; 0: that is none, but the end. */
static size_t
lead_width(unsigned char lead)
{
    if (lead == 0)
        return 0;
    return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

uint64_t
text_terms_length(const struct text_terms *terms)
{
    uint64_t length = 0;

    for (size_t i = 0; i < terms->count; i++) {
        size_t width = lead_width((unsigned char)(terms->items[i].term >> 56));
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
    size_t width = bytes.len ? lead_width((unsigned char)bytes.ptr[0]) : 0;
    bool is_alone = width == bytes.len;

    if (width == 0 || width > bytes.len || utf8_valid_prefix(bytes) < bytes.len)
        return false;
    return is_alone ||
           (bytes.ptr[width] != 0 &&
            width + lead_width((unsigned char)bytes.ptr[width]) == bytes.len);
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
