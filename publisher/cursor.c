#include "publisher/cursor.h"

#include <inttypes.h>

/* A letter for the layout, then fixed-width numbers. */
#define LETTER 'a'
enum {
    DOCUMENT_DIGITS = 16,
    NUMBER_DIGITS = 8,
    CURSOR_BYTES = 1 + DOCUMENT_DIGITS + 4 * NUMBER_DIGITS,
};

struct position
position_after_document(uint64_t document_no)
{
    return (struct position){
        .document_no = document_no,
        .index = UINT32_MAX,
        .span = {UINT32_MAX, UINT32_MAX},
    };
}

bool
position_is_after_document(const struct position *p)
{
    return p->index == UINT32_MAX && p->span.begin == UINT32_MAX;
}

bool
position_covers(const struct position *p, const struct position *at)
{
    if (p->document_no != at->document_no)
        return p->document_no > at->document_no;
    if (p->generation == at->generation)
        return at->index <= p->index;
    return at->span.begin < p->span.begin ||
           (at->span.begin == p->span.begin && at->span.end <= p->span.end);
}

struct str
cursor_print(struct position p, struct arena *a)
{
    return arena_format(
        a, "%c%016" PRIx64 "%08" PRIx32 "%08" PRIx32 "%08" PRIx32 "%08" PRIx32,
        LETTER, p.document_no, p.generation, p.index, p.span.begin, p.span.end);
}

static bool
take_hex(struct str *text, size_t digits, uint64_t *out)
{
    uint64_t value = 0;

    for (size_t i = 0; i < digits; i++) {
        char c = text->ptr[i];
        if (c >= '0' && c <= '9')
            value = value << 4 | (uint64_t)(c - '0');
        else if (c >= 'a' && c <= 'f')
            value = value << 4 | (uint64_t)(c - 'a' + 10);
        else
            return false;
    }
    *text = str_slice(*text, digits, text->len);
    *out = value;
    return true;
}

bool
cursor_parse(struct str text, struct position *out)
{
    uint64_t document_no, numbers[4];

    if (text.len != CURSOR_BYTES || text.ptr[0] != LETTER)
        return false;
    text = str_slice(text, 1, text.len);
    if (!take_hex(&text, DOCUMENT_DIGITS, &document_no))
        return false;
    for (size_t i = 0; i < 4; i++)
        if (!take_hex(&text, NUMBER_DIGITS, &numbers[i]))
            return false;
    if (document_no == 0 || numbers[2] > numbers[3])
        return false;
    *out = (struct position){
        .document_no = document_no,
        .generation = (uint32_t)numbers[0],
        .index = (uint32_t)numbers[1],
        .span = {(uint32_t)numbers[2], (uint32_t)numbers[3]},
    };
    return true;
}
