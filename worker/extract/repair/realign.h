/*
 * realign - what GBK bytes meant before they slipped by one.
 *
 * Where a lead byte is lost, each pair that is read is the second half of
 * one character and the first of the next, until an ASCII byte, the end of
 * a piece or another loss. Pairs without a character vanish, or become '?';
 * so may the lost byte and the half character at the end. Afterwards a page
 * may have folded full-width marks to ASCII and converted its characters to
 * Traditional ones.
 *
 * The search reads a stretch of text as it stands and, from each place that
 * may be where a byte was lost, with its bytes one place back, and lets the
 * model choose. What vanished, and what the lost byte was, is whatever
 * makes the likeliest text among all that would look like this one.
 */
#ifndef WORKER_EXTRACT_REPAIR_REALIGN_H
#define WORKER_EXTRACT_REPAIR_REALIGN_H

#include <stddef.h>

#include "worker/extract/repair/beam.h"

/* One character of the text as it stands. */
struct token {
    uint32_t code;
    uint32_t folded;
    uint32_t begin; /* byte offset into the source */
    bool may_slip;  /* a byte may have been lost in front of it */
};

struct realign {
    const struct token *tokens;
    size_t count;
    struct recall_state before;  /* what stands in front of the first */
    const struct recall *recall; /* NULL: the model alone is asked */
    bool is_line_end;            /* nothing stands behind the last */
    bool is_traditional;         /* what script the page is in */
    int32_t width;               /* how many readings are kept side by side */
    bool is_probe; /* characters of which no byte is left are not tried */
    int32_t alike; /* how many readings that go on alike are kept */
    struct beam *beam;
    uint64_t *steps; /* counted down by the work done; at 0 it ends */
};

/* Whether a converter writes it for what it cannot read. */
bool realign_is_lost_mark(uint32_t code);

/*
 * The pair a token was decoded from, 0: none. ASCII stood full-width; a
 * Traditional character of a converted page may have been Simplified.
 */
uint16_t realign_pair(uint32_t code, bool is_simplified);

/* What it costs to read the token as it stands. */
int realign_standing_cost(const struct recall *recall,
                          struct recall_state *state,
                          const struct token *token);

/*
 * Read the tokens, all of them or until nothing that slipped is pending.
 * The readings that were kept, each as the node it ends with; their `token`
 * says how far they got. None: there was no work left to spend.
 */
struct layer realign_read(struct realign *r);

#endif
