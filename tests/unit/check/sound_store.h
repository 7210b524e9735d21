/*
 * sound_store - a small store without a fault, to be damaged.
 *
 * Documents 1 to SOUND_DONE are done, the next one is dead, the last waits.
 */
#ifndef TESTS_SOUND_STORE_H
#define TESTS_SOUND_STORE_H

#include "base/arena.h"
#include "record/identity.h"
#include "record/record.h"
#include "store/store.h"

enum {
    SOUND_DONE = 12, /* so many that index runs have been merged */
    SOUND_DEAD = SOUND_DONE + 1,
    SOUND_WAITING = SOUND_DONE + 2,
};

/* Make it in the directory and leave it open for writing. */
struct store *sound_store_make(const char *path);

/* The records of a done document, to be packed otherwise. */
struct record_set sound_store_records(uint64_t number, struct arena *a);
/* Its text, not compressed. */
struct str sound_store_text(uint64_t number, struct arena *a);
struct document_id sound_store_id(uint64_t number);

#endif
