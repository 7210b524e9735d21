/*
 * shift - what GBK bytes meant before they slipped by one.
 *
 * Where a decoder met a lead byte it could not pair it wrote '?' and went
 * on one byte later: from then on each pair was the second half of one
 * character and the first of the next. Pairs without a character vanished.
 * The bytes fall into step again at an ASCII byte, which is the last half,
 * or at another '?'. The search reads the bytes one place back and keeps
 * the likeliest readings.
 */
#ifndef WORKER_EXTRACT_REPAIR_SHIFT_H
#define WORKER_EXTRACT_REPAIR_SHIFT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    SHIFT_MAX_TOKENS = 24,
    SHIFT_MAX_CHARS = 64, /* vanished pairs add to the tokens */
};

struct shift_reading {
    uint32_t codes[SHIFT_MAX_CHARS]; /* what was meant, as GBK had it */
    size_t count;
    size_t tokens; /* damaged characters it takes, the first '?' not counted */
    int gain;      /* eighths of a bit better than what stands there */
};

/*
 * Read the `count` characters that follow a '?' back by one byte. `before`
 * is the folded character in front of the '?', MODEL_LINE_BEGIN: none.
 * tokens[count] is what follows them, 0: the line's end. `steps` bounds the
 * work and is counted down. False: nothing reads better.
 */
bool shift_read(uint32_t before, const uint32_t *tokens, size_t count,
                uint64_t *steps, struct shift_reading *out);

#endif
