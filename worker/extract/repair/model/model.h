/*
 * model - which character likely follows which in work reports.
 *
 * Costs are in eighths of a bit: the less likely, the dearer. Characters
 * are folded ones (text_fold()); all digits are alike.
 */
#ifndef WORKER_EXTRACT_REPAIR_MODEL_MODEL_H
#define WORKER_EXTRACT_REPAIR_MODEL_MODEL_H

#include <stdbool.h>
#include <stdint.h>

#include "model_tables.h"

enum { MODEL_BIT = 8 };

/* What the characters just read say about the next. */
struct model_state {
    uint16_t last;
    /* The last two, three...: sequences that were seen to go on. */
    uint32_t longer[MODEL_ORDER - 2];
};

static inline bool
model_is_same(struct model_state a, struct model_state b)
{
    bool is_same = a.last == b.last;

    for (int i = 0; i < MODEL_ORDER - 2; i++)
        is_same = is_same && a.longer[i] == b.longer[i];
    return is_same;
}

/* At a line's beginning. */
struct model_state model_begin(void);
bool model_is_begin(struct model_state state);

/*
 * What `folded` costs after what `*state` has read; 0 is the line's end.
 * The state goes on behind it.
 */
int model_read(struct model_state *state, uint32_t folded);

/* `folded` costs no less than this, whatever was read before. */
int model_least(uint32_t folded);

/* Whether reports hardly ever use a character beyond ASCII (not folded). */
static inline bool
model_is_odd(uint32_t code)
{
    return code <= 0xFFFF && (model_odd[code / 64] >> code % 64 & 1) != 0;
}

/*
 * The same of the character whose three bytes of UTF-8 are at `p`: the last
 * one's six bits are the place in a word.
 */
static inline bool
model_is_odd_at(const unsigned char *p)
{
    return (model_odd[(p[0] & 0x0FU) << 6 | (p[1] & 0x3FU)] >> (p[2] & 0x3FU) &
            1) != 0;
}

/*
 * The characters seen after the last one read, as places for model_char(),
 * and what each costs after it alone.
 */
uint32_t model_followers(struct model_state state, const uint16_t **places,
                         const uint8_t **costs);
/* What the character at a place costs, whatever was read before. */
int model_alone(uint16_t place);

/* The place of a folded character; MODEL_CHAR_COUNT: reports do not use it. */
uint16_t model_place(uint32_t folded);
/* The folded character at a place; 0: a line's end. */
uint32_t model_char(uint16_t place);

#endif
