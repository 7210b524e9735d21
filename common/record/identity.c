#include "record/identity.h"

#include <inttypes.h>
#include <string.h>

#include <sodium.h>

struct document_id
document_id_of(struct str bytes, struct str media_type, struct str charset)
{
    static const unsigned char separator = 0;
    crypto_generichash_state state;
    struct document_id id;
    /* Chooses the fastest code for this processor, the first time. */
    int chosen = sodium_init();

    (void)chosen; /* without, the plain code works */
    crypto_generichash_init(&state, NULL, 0, sizeof id.bytes);
    crypto_generichash_update(&state, (const unsigned char *)media_type.ptr,
                              media_type.len);
    crypto_generichash_update(&state, &separator, 1);
    crypto_generichash_update(&state, (const unsigned char *)charset.ptr,
                              charset.len);
    crypto_generichash_update(&state, &separator, 1);
    crypto_generichash_update(&state, (const unsigned char *)bytes.ptr,
                              bytes.len);
    crypto_generichash_final(&state, id.bytes, sizeof id.bytes);
    return id;
}

bool
document_id_equal(struct document_id a, struct document_id b)
{
    return memcmp(a.bytes, b.bytes, sizeof a.bytes) == 0;
}

const char *
document_id_print(struct document_id id, char out[DOCUMENT_ID_DIGITS + 1])
{
    return sodium_bin2hex(out, DOCUMENT_ID_DIGITS + 1, id.bytes,
                          sizeof id.bytes);
}

static int
hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

bool
id_prefix_parse(struct str text, struct id_prefix *out)
{
    struct id_prefix prefix = {.digits = (unsigned)text.len};

    if (text.len < DOCUMENT_ID_MIN_DIGITS || text.len > DOCUMENT_ID_DIGITS)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        int digit = hex_digit(text.ptr[i]);
        if (digit < 0)
            return false;
        prefix.low.bytes[i / 2] |= (uint8_t)(i % 2 ? digit : digit << 4);
    }
    *out = prefix;
    return true;
}

bool
id_prefix_matches(struct id_prefix prefix, struct document_id id)
{
    size_t whole = prefix.digits / 2;

    if (memcmp(prefix.low.bytes, id.bytes, whole) != 0)
        return false;
    return prefix.digits % 2 == 0 ||
           (prefix.low.bytes[whole] ^ id.bytes[whole]) < 0x10;
}

bool
document_id_parse(struct str text, struct document_id *out)
{
    struct id_prefix prefix;

    if (text.len != DOCUMENT_ID_DIGITS || !id_prefix_parse(text, &prefix))
        return false;
    *out = prefix.low;
    return true;
}

struct str
record_id_print(struct document_id id, enum record_letter letter,
                struct span span, struct arena *a)
{
    char digits[DOCUMENT_ID_DIGITS + 1];

    return arena_format(a, "%s.%c%" PRIu32 "-%" PRIu32,
                        document_id_print(id, digits), (int)letter, span.begin,
                        span.end);
}

static bool
offset_parse(struct str text, uint32_t *out)
{
    uint64_t value;

    if (!str_to_u64(text, &value) || value > UINT32_MAX)
        return false;
    *out = (uint32_t)value;
    return true;
}

bool
record_ref_parse(struct str text, struct record_ref *out)
{
    struct record_ref ref;
    struct str document = str_cut(&text, STR("."));
    struct str begin;

    if (!id_prefix_parse(document, &ref.document) || text.len == 0)
        return false;
    ref.letter = (enum record_letter)text.ptr[0];
    if (ref.letter != RECORD_REPORT && ref.letter != RECORD_SECTION &&
        ref.letter != RECORD_FIGURE && ref.letter != RECORD_MENTION)
        return false;
    text = str_slice(text, 1, text.len);
    begin = str_cut(&text, STR("-"));
    if (!offset_parse(begin, &ref.span.begin) ||
        !offset_parse(text, &ref.span.end))
        return false;
    *out = ref;
    return true;
}
