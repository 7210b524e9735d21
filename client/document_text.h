/*
 * document_text - what the head knows of a document, for people.
 */
#ifndef CLIENT_DOCUMENT_TEXT_H
#define CLIENT_DOCUMENT_TEXT_H

#include "wire/control.h"

/* One line for each thing known. */
void document_print(const struct document_info *d, struct arena *a);

/* A wall time, empty for 0; a duration by its two largest units. */
struct str time_text(int64_t wall_ms, struct arena *a);
struct str duration_text(uint64_t ms, struct arena *a);
/* "12.3 KiB" */
struct str size_text(uint64_t bytes, struct arena *a);

#endif
