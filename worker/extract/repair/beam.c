#include "worker/extract/repair/beam.h"

#include <limits.h>
#include <stddef.h>

enum { NONE = -1 };

void
beam_begin(struct beam *beam, int32_t alike)
{
    beam->used = 0;
    beam->alike = alike;
    for (int32_t i = 0; i < BEAM_BUCKETS; i++)
        beam->buckets[i] = NONE;
}

struct layer
beam_layer(struct beam *beam, int32_t width)
{
    struct layer layer = {beam->used, 0, width, INT_MAX};

    if (width > BEAM_NODES_MAX - beam->used)
        layer.width = BEAM_NODES_MAX - beam->used;
    beam->used += layer.width;
    return layer;
}

/* Whether both go on alike, whatever they have read so far. */
static bool
is_alike(const struct node *a, const struct node *b)
{
    return a->phase == b->phase && a->byte == b->byte &&
           recall_is_same(a->state, b->state) && a->manner == b->manner &&
           a->is_converted == b->is_converted;
}

static int32_t *
bucket_of(struct beam *beam, const struct layer *layer, const struct node *node)
{
    uint32_t hash = (uint32_t)layer->first * 31 + node->phase;

    hash = hash * 31 + node->byte * 4U + node->manner * 2U + node->is_converted;
    hash = (hash * 0x9E3779B1U) ^ node->state.model.last;
    for (int i = 0; i < MODEL_ORDER - 2; i++)
        hash = (hash ^ hash >> 15) * 0x9E3779B1U + node->state.model.longer[i];
    return &beam->buckets[(hash * 0x9E3779B1U) % BEAM_BUCKETS];
}

static void
put(struct beam *beam, const struct layer *layer, int32_t place, int32_t at)
{
    beam->heap[layer->first + place] = at;
    beam->nodes[at].place = place;
}

static int32_t
cost_at(const struct beam *beam, const struct layer *layer, int32_t place)
{
    return beam->nodes[beam->heap[layer->first + place]].cost;
}

/* Node `at` of the heap's last place goes up to where it belongs. */
static void
rise(struct beam *beam, const struct layer *layer, int32_t at)
{
    int32_t place = beam->nodes[at].place;

    for (; place > 0; place = (place - 1) / 2) {
        int32_t above = (place - 1) / 2;

        if (cost_at(beam, layer, above) >= beam->nodes[at].cost)
            break;
        put(beam, layer, place, beam->heap[layer->first + above]);
    }
    put(beam, layer, place, at);
}

/* Node `at` has become cheaper. */
static void
sink(struct beam *beam, const struct layer *layer, int32_t at)
{
    int32_t place = beam->nodes[at].place;

    for (int32_t below; (below = 2 * place + 1) < layer->count; place = below) {
        if (below + 1 < layer->count &&
            cost_at(beam, layer, below + 1) > cost_at(beam, layer, below))
            below++;
        if (cost_at(beam, layer, below) <= beam->nodes[at].cost)
            break;
        put(beam, layer, place, beam->heap[layer->first + below]);
    }
    put(beam, layer, place, at);
}

/* `node` takes the place of node `at`, which is dearer. */
static void
replace(struct beam *beam, const struct layer *layer, int32_t at,
        struct node node)
{
    int32_t *link = bucket_of(beam, layer, &beam->nodes[at]), *bucket;

    while (*link != at)
        link = &beam->nodes[*link].next;
    *link = beam->nodes[at].next;
    bucket = bucket_of(beam, layer, &node);
    node.next = *bucket;
    node.place = beam->nodes[at].place;
    beam->nodes[at] = node;
    *bucket = at;
    sink(beam, layer, at);
}

/* The dearest of the layer's nodes that go on alike, if there is no place for
   one more of them; NONE: there is. */
static int32_t
dearest_alike(struct beam *beam, const struct layer *layer,
              const struct node *node)
{
    int32_t alike = 0, dearest = NONE;

    for (int32_t at = *bucket_of(beam, layer, node); at != NONE;
         at = beam->nodes[at].next) {
        if (at < layer->first || at >= layer->first + layer->count ||
            !is_alike(&beam->nodes[at], node))
            continue;
        alike++;
        if (dearest == NONE || beam->nodes[at].cost > beam->nodes[dearest].cost)
            dearest = at;
    }
    return alike < beam->alike ? NONE : dearest;
}

void
beam_keep(struct beam *beam, struct layer *layer, struct node node)
{
    int32_t at;

    if (node.cost >= layer->limit || layer->width == 0)
        return;
    at = dearest_alike(beam, layer, &node);
    if (at == NONE && layer->count < layer->width) {
        int32_t *bucket = bucket_of(beam, layer, &node);

        at = layer->first + layer->count;
        node.next = *bucket;
        node.place = layer->count++;
        beam->nodes[at] = node;
        *bucket = at;
        rise(beam, layer, at);
    } else {
        if (at == NONE)
            at = beam->heap[layer->first];
        if (beam->nodes[at].cost <= node.cost)
            return;
        replace(beam, layer, at, node);
    }
    if (layer->count == layer->width && cost_at(beam, layer, 0) < layer->limit)
        layer->limit = cost_at(beam, layer, 0);
}

int32_t
beam_best(const struct beam *beam, struct layer layer)
{
    int32_t best = NONE;

    for (int32_t i = layer.first; i < layer.first + layer.count; i++) {
        if (best < 0 || beam->nodes[i].cost < beam->nodes[best].cost)
            best = i;
    }
    return best;
}
