#include "worker/extract/repair/model/model.h"

#include "model_tables.h"

enum {
    LEAD_MIN = 0x81,
    LEAD_MAX = 0xFE,
    TRAIL_MIN = 0x40,
    TRAIL_MAX = 0xFE,
};

/* The first place in sorted `keys` that is not below `key`. */
static size_t
lower_bound(const uint16_t *keys, size_t count, uint32_t key)
{
    size_t low = 0, high = count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (keys[middle] < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

uint32_t
gbk_decode(uint8_t lead, uint8_t trail)
{
    if (lead < LEAD_MIN || lead > LEAD_MAX || trail < TRAIL_MIN ||
        trail > TRAIL_MAX)
        return 0;
    return gbk_codes[(lead - LEAD_MIN) * (TRAIL_MAX - TRAIL_MIN + 1) +
                     (trail - TRAIL_MIN)];
}

bool
gbk_has_gaps(uint8_t lead)
{
    return gbk_gaps[lead];
}

uint16_t
gbk_encode(uint32_t code)
{
    size_t at = lower_bound(gbk_code_keys, GBK_CODE_COUNT, code);

    return at < GBK_CODE_COUNT && gbk_code_keys[at] == code ? gbk_code_pairs[at]
                                                            : 0;
}

size_t
gbk_forms(uint32_t folded, const uint16_t **pairs)
{
    size_t at = lower_bound(gbk_form_keys, GBK_FORM_COUNT, folded);
    size_t end = at;

    while (end < GBK_FORM_COUNT && gbk_form_keys[end] == folded)
        end++;
    *pairs = gbk_form_pairs + at;
    return end - at;
}

/* The place of a character in the model, MODEL_CHAR_COUNT: it has none. */
static size_t
place_of(uint32_t code)
{
    size_t at = lower_bound(model_chars, MODEL_CHAR_COUNT, code);

    return at < MODEL_CHAR_COUNT && model_chars[at] == code
               ? at
               : (size_t)MODEL_CHAR_COUNT;
}

bool
model_knows(uint32_t code)
{
    return place_of(code) < MODEL_CHAR_COUNT;
}

size_t
model_followers_of(uint32_t previous, const uint16_t **followers,
                   const uint8_t **costs)
{
    size_t place = place_of(previous);

    if (place == MODEL_CHAR_COUNT)
        return 0;
    *followers = model_followers + model_begins[place];
    *costs = model_follower_costs + model_begins[place];
    return model_begins[place + 1] - model_begins[place];
}

int
model_cost(uint32_t previous, uint32_t next)
{
    const uint16_t *followers;
    const uint8_t *costs;
    size_t count = model_followers_of(previous, &followers, &costs), at;

    if (count > 0) {
        at = lower_bound(followers, count, next);
        if (at < count && followers[at] == next)
            return costs[at];
    }
    at = place_of(next);
    return at < MODEL_CHAR_COUNT ? model_alone_costs[at] : MODEL_UNKNOWN_COST;
}
