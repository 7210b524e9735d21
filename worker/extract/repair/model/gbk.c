#include "worker/extract/repair/model/gbk.h"

#include "model_tables.h"

enum { TRAIL_COUNT = 0xFF - GBK_TRAIL_MIN, BYTES = 256, CODE_MAX = 0xFFFF };

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
    return code <= CODE_MAX ? gbk_pairs[code] : 0;
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
