#include "worker/extract/repair/model/gbk.h"

#include "model_tables.h"

enum { TRAIL_COUNT = 0xFF - GBK_TRAIL_MIN, BYTES = 256 };

/* The place of `key` in sorted `keys`, or `count`. */
static size_t
find(const uint16_t *keys, size_t count, uint32_t key)
{
    size_t low = 0, high = count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (keys[middle] < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && keys[low] == key ? low : count;
}

uint32_t
gbk_decode(uint16_t pair)
{
    unsigned lead = pair >> 8, trail = pair & 0xFF;

    if (lead < GBK_LEAD_MIN || lead > GBK_LEAD_MAX || trail < GBK_TRAIL_MIN ||
        trail > 0xFE)
        return 0;
    return gbk_codes[(lead - GBK_LEAD_MIN) * TRAIL_COUNT +
                     (trail - GBK_TRAIL_MIN)];
}

bool
gbk_has_gaps(uint8_t lead)
{
    return gbk_gaps[lead];
}

uint16_t
gbk_encode(uint32_t code)
{
    size_t at = find(gbk_code_keys, GBK_CODE_COUNT, code);

    return at < GBK_CODE_COUNT ? gbk_code_pairs[at] : 0;
}

static size_t
used(size_t group, const uint16_t **pairs)
{
    *pairs = gbk_used_pairs + gbk_used_begins[group];
    return (size_t)gbk_used_begins[group + 1] - gbk_used_begins[group];
}

size_t
gbk_used_with_lead(uint8_t lead, const uint16_t **pairs)
{
    return used(lead, pairs);
}

size_t
gbk_used_with_trail(uint8_t trail, const uint16_t **pairs)
{
    return used((size_t)BYTES + trail, pairs);
}

size_t
gbk_forms(uint16_t place, const uint16_t **pairs)
{
    *pairs = gbk_form_pairs + gbk_form_begins[place];
    return (size_t)gbk_form_begins[place + 1] - gbk_form_begins[place];
}

uint32_t
gbk_written_traditional(uint32_t code)
{
    size_t at = find(written_keys, WRITTEN_COUNT, code);

    return at < WRITTEN_COUNT ? written_values[at] : code;
}
