#include "worker/extract/repair/model/model.h"

#include <stddef.h>

#include "model_tables.h"

enum { PLACE_EDGE = 0, PLACES_MAX = 0xFFFF };
#define NO_PAIR UINT32_MAX

/* The place of `key` in keys[begin, end), which rise; `end`: not there. */
static uint32_t
find(const uint16_t *keys, uint32_t begin, uint32_t end, uint32_t key)
{
    uint32_t low = begin, high = end;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (keys[middle] < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low < end && keys[low] == key ? low : end;
}

/* MODEL_CHAR_COUNT: reports do not use it. */
static uint16_t
place_of(uint32_t folded)
{
    if (folded == 0)
        return PLACE_EDGE;
    return folded <= PLACES_MAX ? model_places[folded] : MODEL_CHAR_COUNT;
}

struct model_state
model_begin(void)
{
    return (struct model_state){NO_PAIR, PLACE_EDGE};
}

bool
model_is_begin(struct model_state state)
{
    return state.last == PLACE_EDGE;
}

int
model_least(uint32_t folded)
{
    uint16_t place = place_of(folded);

    return place == MODEL_CHAR_COUNT ? MODEL_UNKNOWN_COST : least_costs[place];
}

int
model_read(struct model_state *state, uint32_t folded)
{
    struct model_state from = *state;
    uint16_t place = place_of(folded);
    uint32_t begin, end, at;
    int left = 0;

    *state = (struct model_state){NO_PAIR, place};
    if (place == MODEL_CHAR_COUNT)
        return MODEL_UNKNOWN_COST;
    if (from.last == MODEL_CHAR_COUNT)
        return alone_costs[place];

    begin = pair_begins[from.last];
    end = pair_begins[from.last + 1];
    at = find(pair_followers, begin, end, place);
    if (at < end)
        state->pair = at;
    if (from.pair != NO_PAIR) {
        uint32_t triples_end = triple_begins[from.pair + 1];
        uint32_t triple = find(triple_followers, triple_begins[from.pair],
                               triples_end, place);

        if (triple < triples_end)
            return triple_costs[triple];
        left = pair_left_costs[from.pair];
    }
    if (at < end)
        return left + pair_costs[at];
    return left + single_left_costs[from.last] + alone_costs[place];
}

uint32_t
model_followers(struct model_state state, const uint16_t **places,
                const uint8_t **costs)
{
    uint32_t begin;

    if (state.last == MODEL_CHAR_COUNT)
        return 0;
    begin = pair_begins[state.last];
    *places = pair_followers + begin;
    *costs = pair_costs + begin;
    return pair_begins[state.last + 1] - begin;
}

uint32_t
model_char(uint16_t place)
{
    return model_chars[place];
}
