#include "publisher/query/cursor.h"

#include <inttypes.h>
#include <stdio.h>

/* A letter for the layout, then numbers of fixed width. */
#define LETTER 'c'

/* What the numbers are, in their order; the widths are hexadecimal digits. */
enum part {
    SORT,
    IS_DESCENDING,
    IS_KNOWN,
    SCALE,
    DIGITS,
    DOCUMENT_NO,
    GENERATION,
    INDEX,
    BEGIN,
    END,
    SEEN,
    PART_COUNT,
};
static const unsigned char widths[PART_COUNT] = {
    [SORT] = 1,    [IS_DESCENDING] = 1, [IS_KNOWN] = 1,   [SCALE] = 2,
    [DIGITS] = 16, [DOCUMENT_NO] = 16,  [GENERATION] = 8, [INDEX] = 8,
    [BEGIN] = 8,   [END] = 8,           [SEEN] = 8,
};
enum { CURSOR_BYTES = 1 + 1 + 1 + 1 + 2 + 16 + 16 + 5 * 8 };

enum { SCALE_MAX = 18 };

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

uint64_t
position_first_document(const struct position *p)
{
    if (position_is_after_document(p) && p->document_no < UINT64_MAX)
        return p->document_no + 1;
    return p->document_no;
}

/* Numbers of eight digits each; nothing where nothing is known. */
static struct str
print_statistics(const struct text_statistics *s, struct arena *a)
{
    struct str text;

    if (s->phrase_count == 0)
        return STR("");
    text = arena_format(a, "%08" PRIx32 "%08" PRIx32, s->documents,
                        s->mean_length);
    for (size_t i = 0; i < s->phrase_count; i++)
        text = arena_format(a, "%.*s%08" PRIx32, STR_ARG(text),
                            s->phrase_documents[i]);
    return text;
}

struct str
cursor_print(const struct cursor *c, struct arena *a)
{
    const uint64_t parts[PART_COUNT] = {
        [SORT] = c->sort,
        [IS_DESCENDING] = c->is_descending,
        [IS_KNOWN] = c->key.is_known,
        [SCALE] = c->key.value.scale,
        [DIGITS] = (uint64_t)c->key.value.digits,
        [DOCUMENT_NO] = c->position.document_no,
        [GENERATION] = c->position.generation,
        [INDEX] = c->position.index,
        [BEGIN] = c->position.span.begin,
        [END] = c->position.span.end,
        [SEEN] = c->seen,
    };
    char text[CURSOR_BYTES + 1] = {LETTER};
    size_t at = 1;

    for (int i = 0; i < PART_COUNT; i++)
        at += (size_t)snprintf(text + at, sizeof text - at, "%0*" PRIx64,
                               widths[i], parts[i]);
    return arena_format(a, "%.*s%.*s", (int)at, text,
                        STR_ARG(print_statistics(&c->statistics, a)));
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

/* All that is left of `text`. */
static bool
take_statistics(struct str text, struct text_statistics *out)
{
    enum { FIRST = 2, DIGITS_EACH = 8 };
    uint64_t numbers[FIRST + TEXT_PHRASES_MAX];
    size_t count = text.len / DIGITS_EACH;

    *out = (struct text_statistics){0};
    if (text.len == 0)
        return true;
    if (text.len % DIGITS_EACH != 0 || count <= FIRST ||
        count > FIRST + TEXT_PHRASES_MAX)
        return false;
    for (size_t i = 0; i < count; i++)
        if (!take_hex(&text, DIGITS_EACH, &numbers[i]))
            return false;
    out->documents = (uint32_t)numbers[0];
    out->mean_length = (uint32_t)numbers[1];
    out->phrase_count = (uint32_t)(count - FIRST);
    for (size_t i = 0; i < out->phrase_count; i++)
        out->phrase_documents[i] = (uint32_t)numbers[FIRST + i];
    return true;
}

/* Whether the numbers are some that a cursor of ours may have. */
static bool
are_possible(const uint64_t parts[PART_COUNT])
{
    return parts[SORT] < query_sort_names.count && parts[IS_DESCENDING] <= 1 &&
           parts[IS_KNOWN] <= 1 && parts[SCALE] <= SCALE_MAX &&
           parts[DOCUMENT_NO] > 0 && parts[BEGIN] <= parts[END];
}

bool
cursor_parse(struct str text, struct cursor *out)
{
    uint64_t parts[PART_COUNT];

    struct text_statistics statistics;

    if (text.len < CURSOR_BYTES || text.ptr[0] != LETTER)
        return false;
    text = str_slice(text, 1, text.len);
    for (int i = 0; i < PART_COUNT; i++)
        if (!take_hex(&text, widths[i], &parts[i]))
            return false;
    if (!are_possible(parts) || !take_statistics(text, &statistics))
        return false;
    *out = (struct cursor){
        .sort = (enum query_sort)parts[SORT],
        .is_descending = parts[IS_DESCENDING] == 1,
        .key = {parts[IS_KNOWN] == 1,
                {(int64_t)parts[DIGITS], (uint8_t)parts[SCALE]}},
        .position = {parts[DOCUMENT_NO],
                     (uint32_t)parts[GENERATION],
                     (uint32_t)parts[INDEX],
                     {(uint32_t)parts[BEGIN], (uint32_t)parts[END]}},
        .seen = (uint32_t)parts[SEEN],
        .statistics = statistics,
    };
    return true;
}
