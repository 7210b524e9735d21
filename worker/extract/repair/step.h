/*
 * step - one more character of a reading of slipped bytes.
 *
 * The byte that waits meets its second half, which the next token shows or
 * which is lost as well; all characters that would look like this are tried.
 */
#ifndef WORKER_EXTRACT_REPAIR_STEP_H
#define WORKER_EXTRACT_REPAIR_STEP_H

#include "worker/extract/repair/realign.h"

struct step {
    struct realign *r;
    struct layer *to;
    uint32_t tokens;  /* how many it reads */
    int cost;         /* besides the character's */
    enum phase phase; /* what comes after */
    /* What it says of the page; readings that say otherwise stay behind. */
    enum manner manner;
};

enum { STEP_ANY_TRAIL = 0 };

/*
 * Go on from each reading of `from` by a character whose second byte is
 * `trail`; STEP_ANY_TRAIL: it is not known. With phase LEAD_GONE that byte
 * has vanished, in a pair without a character.
 */
void step_each(const struct step *step, struct layer from, uint8_t trail);

/*
 * Go on by a token: the second byte of one character, the first of the next.
 * With phase IN_STEP the next is an ASCII character that never slipped.
 */
void step_read(const struct step *step, struct layer from, uint32_t code);

#endif
