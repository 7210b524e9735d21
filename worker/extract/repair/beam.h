/*
 * beam - the readings of slipped bytes that a search keeps.
 *
 * A node is one step of a reading: a character put out, a byte left waiting
 * for its second half. Nodes lead back to where their reading began.
 */
#ifndef WORKER_EXTRACT_REPAIR_BEAM_H
#define WORKER_EXTRACT_REPAIR_BEAM_H

#include <stdbool.h>
#include <stdint.h>

#include "worker/extract/repair/recall.h"

enum phase {
    IN_STEP,    /* bytes pair as they were meant to */
    LEAD_LOST,  /* the waiting byte is the one that was lost */
    LEAD_KNOWN, /* the waiting byte is `byte` */
    LEAD_GONE,  /* it is in a pair without a character, behind `byte` */
};

/* What a page makes of a pair without a character, always the same. */
enum manner { MANNER_UNSEEN, MANNER_SILENT, MANNER_MARKED };

struct node {
    int32_t parent; /* -1: the beginning */
    int32_t cost;   /* eighths of a bit */
    struct recall_state state;
    uint32_t token;   /* how many have been read */
    uint16_t emitted; /* a GBK pair, 0: nothing */
    uint8_t phase;
    uint8_t byte; /* IN_STEP: an ASCII character behind `emitted`, 0: none */
    uint8_t manner;
    bool is_converted; /* the page made these bytes Traditional afterwards */
    /* For the beam alone: the next node of the bucket, the place in the heap. */
    int32_t next;
    int32_t place;
};

/* Nodes [first, first + count) of a beam; there is room for `width`. */
struct layer {
    int32_t first;
    int32_t count;
    int32_t width;
    int32_t limit; /* what costs as much has no place in it */
};

enum { BEAM_NODES_MAX = 64 * 1024, BEAM_BUCKETS = 1 << 14 };

struct beam {
    struct node nodes[BEAM_NODES_MAX];
    int32_t heap[BEAM_NODES_MAX];  /* those of each layer, the dearest first */
    int32_t buckets[BEAM_BUCKETS]; /* nodes by how they go on; -1: none */
    int32_t used;
    int32_t alike; /* how many readings that go on alike are kept */
};

/* No nodes yet; nothing of what it held before stays. */
void beam_begin(struct beam *beam, int32_t alike);
/* Room for `width` more nodes; less than that where the beam is full. */
struct layer beam_layer(struct beam *beam, int32_t width);
/* Keep `node` if it is among the cheapest of its layer. */
void beam_keep(struct beam *beam, struct layer *layer, struct node node);
/*
 * Node `i` of a layer: the cheap ones come first, by and large, so that those
 * which go on from them leave little room for what is dearer.
 */
static inline int32_t
beam_at(const struct beam *beam, struct layer layer, int32_t i)
{
    return beam->heap[layer.first + layer.count - 1 - i];
}

/* The cheapest of a layer, -1: it is empty. */
int32_t beam_best(const struct beam *beam, struct layer layer);

#endif
