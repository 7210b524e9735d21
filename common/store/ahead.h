/*
 * ahead - room in the data file before it is needed.
 *
 * Internal to the store. A commit that lengthens the file waits for its new
 * length, too, to be on the disk; one that writes over zeros does not, and
 * takes a fifth less time. Blocks that were only reserved (fallocate) are no
 * help: that they are written now has to reach the disk as well. Nothing
 * depends on it.
 */
#ifndef STORE_AHEAD_H
#define STORE_AHEAD_H

#include "store/schema.h"

/* Write zeros if few are left; of the writer, between two short batches. */
void ahead_reserve(struct store *s);

#endif
