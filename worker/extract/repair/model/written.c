#include "worker/extract/repair/model/written.h"

#include <stdbool.h>

#include "model_tables.h"

enum { CODE_MAX = 0xFFFF };

uint32_t
written_alone(uint32_t code)
{
    return code <= CODE_MAX ? written_singly[code] : code;
}

static size_t
phrase_chars(size_t phrase)
{
    return phrase_begins[phrase + 1] - phrase_begins[phrase];
}

static bool
stands_here(size_t phrase, const uint32_t *codes, size_t count)
{
    const uint16_t *chars = phrase_sources + phrase_begins[phrase];
    size_t len = phrase_chars(phrase);

    for (size_t i = 0; i < len; i++) {
        if (i == count || chars[i] != codes[i])
            return false;
    }
    return true;
}

/* The first of the phrases that begin with `code` or a later one. */
static size_t
first_phrase(uint32_t code)
{
    size_t low = 0, high = PHRASE_COUNT;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (phrase_sources[phrase_begins[middle]] < code)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The longest phrase that `codes` begin with, PHRASE_COUNT: none. */
static size_t
longest_phrase(const uint32_t *codes, size_t count)
{
    size_t best = PHRASE_COUNT;

    for (size_t phrase = first_phrase(codes[0]);
         phrase < PHRASE_COUNT &&
         phrase_sources[phrase_begins[phrase]] == codes[0];
         phrase++) {
        if (stands_here(phrase, codes, count) &&
            (best == PHRASE_COUNT || phrase_chars(phrase) > phrase_chars(best)))
            best = phrase;
    }
    return best;
}

void
written_text(const uint32_t *codes, size_t count, uint32_t *out)
{
    size_t at = 0;

    while (at < count) {
        size_t phrase = longest_phrase(codes + at, count - at), end = at + 1;

        if (phrase < PHRASE_COUNT)
            end = at + phrase_chars(phrase);
        for (size_t i = 0; at < end; i++, at++)
            out[at] = phrase < PHRASE_COUNT
                          ? phrase_targets[phrase_begins[phrase] + i]
                          : written_alone(codes[at]);
    }
}
