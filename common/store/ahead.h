/*
 * ahead - room on the disk before it is needed.
 *
 * Internal to the store. A commit that lengthens the data file waits for the
 * file system to find blocks; with blocks waiting beyond the file's end it
 * takes a tenth less time. Nothing depends on it.
 */
#ifndef STORE_AHEAD_H
#define STORE_AHEAD_H

#include "store/schema.h"

/* Reserve more if little is left; of the writer, between two batches. */
void ahead_reserve(struct store *s);

#endif
