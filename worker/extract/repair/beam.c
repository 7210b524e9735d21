#include "worker/extract/repair/beam.h"

#include <limits.h>

enum { NONE_NEED = -1, NONE_DOES = -2 };

struct layer
beam_layer(struct beam *beam, int32_t width)
{
    struct layer layer = {beam->used, 0, width, INT_MAX};

    if (width > beam->capacity - beam->used)
        layer.width = beam->capacity - beam->used;
    beam->used += layer.width;
    return layer;
}

/* Whether both go on alike, whatever they have read so far. */
static bool
is_alike(const struct node *a, const struct node *b)
{
    return a->phase == b->phase && a->byte == b->byte &&
           a->state.pair == b->state.pair && a->state.last == b->state.last &&
           a->manner == b->manner && a->is_converted == b->is_converted;
}

/* The node of the layer that gives way to `node`. */
static int32_t
loser(const struct beam *beam, const struct layer *layer,
      const struct node *node)
{
    int32_t dearest = NONE_DOES, dearest_alike = NONE_DOES, alike = 0;

    for (int32_t i = layer->first; i < layer->first + layer->count; i++) {
        const struct node *other = &beam->nodes[i];

        if (dearest < 0 || other->cost > beam->nodes[dearest].cost)
            dearest = i;
        if (!is_alike(other, node))
            continue;
        alike++;
        if (dearest_alike < 0 || other->cost > beam->nodes[dearest_alike].cost)
            dearest_alike = i;
    }
    if (alike >= beam->alike)
        dearest = dearest_alike;
    else if (layer->count < layer->width)
        return NONE_NEED;
    if (dearest < 0 || beam->nodes[dearest].cost <= node->cost)
        return NONE_DOES;
    return dearest;
}

/* The cost of the dearest of a full layer. */
static int32_t
limit_of(const struct beam *beam, const struct layer *layer)
{
    int32_t limit = INT_MIN;

    for (int32_t i = layer->first; i < layer->first + layer->count; i++) {
        if (beam->nodes[i].cost > limit)
            limit = beam->nodes[i].cost;
    }
    return limit;
}

void
beam_keep(struct beam *beam, struct layer *layer, struct node node)
{
    int32_t place;

    if (node.cost >= layer->limit)
        return;
    place = loser(beam, layer, &node);
    if (place == NONE_NEED)
        beam->nodes[layer->first + layer->count++] = node;
    else if (place >= 0)
        beam->nodes[place] = node;
    if (place != NONE_DOES && layer->count == layer->width)
        layer->limit = limit_of(beam, layer);
}

int32_t
beam_best(const struct beam *beam, struct layer layer)
{
    int32_t best = -1;

    for (int32_t i = layer.first; i < layer.first + layer.count; i++) {
        if (best < 0 || beam->nodes[i].cost < beam->nodes[best].cost)
            best = i;
    }
    return best;
}
