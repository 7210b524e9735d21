#include "worker/caps.h"

uint32_t
caps_of(const struct caps *c, const struct str *tags, size_t count)
{
    uint32_t mask = 0;

    for (size_t i = 0; i < c->count; i++)
        for (size_t j = 0; j < count; j++)
            if (str_equal(c->caps[i].of.tag, tags[j]))
                mask |= UINT32_C(1) << i;
    return mask;
}

struct cap *
caps_reached(struct caps *c, uint32_t mask)
{
    for (size_t i = 0; i < c->count; i++)
        if (mask >> i & 1 && c->caps[i].running >= c->caps[i].of.limit)
            return &c->caps[i];
    return NULL;
}

struct cap *
caps_with_room(struct caps *c, uint32_t *mask)
{
    for (size_t i = 0; i < c->count; i++) {
        struct cap *cap = &c->caps[i];
        if (!(*mask >> i & 1))
            continue;
        *mask &= ~(UINT32_C(1) << i);
        if (cap->running < cap->of.limit && cap->parked.least)
            return cap;
    }
    return NULL;
}

void
caps_begin(struct caps *c, uint32_t mask)
{
    for (size_t i = 0; i < c->count; i++)
        c->caps[i].running += mask >> i & 1;
}

void
caps_end(struct caps *c, uint32_t mask)
{
    for (size_t i = 0; i < c->count; i++)
        c->caps[i].running -= mask >> i & 1;
}
