#include "worker/extract/repair/model/model.h"

#include <stddef.h>

#include "model_tables.h"

enum { PLACE_EDGE = 0, PLACES_MAX = 0xFFFF };
#define NONE UINT32_MAX

/* All sequences of one length, in the order of those one shorter. */
static const struct {
    const uint16_t *lasts;  /* places of their last characters */
    const uint8_t *costs;   /* of those, behind the others */
    const uint8_t *lefts;   /* what is added where none goes on as read */
    const uint32_t *begins; /* where those one longer begin */
} sequences[MODEL_ORDER] = {
    {NULL, costs_1, lefts_1, begins_1},
    {lasts_2, costs_2, lefts_2, begins_2},
    {lasts_3, costs_3, lefts_3, begins_3},
    {lasts_4, costs_4, NULL, NULL},
};

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

uint16_t
model_place(uint32_t folded)
{
    if (folded == 0)
        return PLACE_EDGE;
    return folded <= PLACES_MAX ? model_places[folded] : MODEL_CHAR_COUNT;
}

static struct model_state
after(uint16_t place)
{
    struct model_state state = {.last = place};

    for (int i = 0; i < MODEL_ORDER - 2; i++)
        state.longer[i] = NONE;
    return state;
}

struct model_state
model_begin(void)
{
    return after(PLACE_EDGE);
}

bool
model_is_begin(struct model_state state)
{
    return state.last == PLACE_EDGE;
}

int
model_alone(uint16_t place)
{
    return costs_1[place];
}

int
model_least(uint32_t folded)
{
    uint16_t place = model_place(folded);

    return place == MODEL_CHAR_COUNT ? MODEL_UNKNOWN_COST : least_costs[place];
}

int
model_read(struct model_state *state, uint32_t folded)
{
    struct model_state from = *state;
    uint16_t place = model_place(folded);
    int cost;

    *state = after(place);
    if (place == MODEL_CHAR_COUNT)
        return MODEL_UNKNOWN_COST;
    cost = sequences[0].costs[place];
    if (from.last == MODEL_CHAR_COUNT)
        return cost;
    for (int i = 0; i < MODEL_ORDER - 1; i++) {
        uint32_t before = i == 0 ? from.last : from.longer[i - 1], end, at;

        if (before == NONE)
            continue;
        end = sequences[i].begins[before + 1];
        at = find(sequences[i + 1].lasts, sequences[i].begins[before], end,
                  place);
        if (at == end) {
            cost += sequences[i].lefts[before];
            continue;
        }
        cost = sequences[i + 1].costs[at];
        if (i < MODEL_ORDER - 2 &&
            sequences[i + 1].begins[at] < sequences[i + 1].begins[at + 1])
            state->longer[i] = at;
    }
    return cost;
}

uint32_t
model_followers(struct model_state state, const uint16_t **places,
                const uint8_t **costs)
{
    uint32_t begin;

    if (state.last == MODEL_CHAR_COUNT)
        return 0;
    begin = begins_1[state.last];
    *places = lasts_2 + begin;
    *costs = costs_2 + begin;
    return begins_1[state.last + 1] - begin;
}

uint32_t
model_char(uint16_t place)
{
    return model_chars[place];
}
