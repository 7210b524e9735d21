/*
 * spell - the text that a reading of slipped bytes makes.
 */
#ifndef WORKER_EXTRACT_REPAIR_SPELL_H
#define WORKER_EXTRACT_REPAIR_SPELL_H

#include "base/arena.h"
#include "worker/extract/repair/realign.h"

/*
 * All that the reading that ends with node `reading` has read, in order: what
 * slipped as it was meant, written as the converter of its page would, the
 * rest as it stands. In `arena`; without memory it is empty.
 */
struct str spell_reading(const struct realign *r, int32_t reading,
                         struct arena *arena);

#endif
