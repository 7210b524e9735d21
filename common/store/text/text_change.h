/*
 * text_change - what another reading of a document changes in the full-text
 * index.
 *
 * Internal to the store. Nearly always that is nothing: only what decodes
 * text gives another one. Then a few terms differ, and only these are written.
 */
#ifndef STORE_TEXT_TEXT_CHANGE_H
#define STORE_TEXT_TEXT_CHANGE_H

#include "store/filing.h"

struct text_change {
    struct indexed_text gone, fresh;
};

/*
 * From the text that is stored, of so many bytes, to that of `filing`; from
 * none, where there are no records. Terms live in `a`.
 */
enum status text_change_find(struct batch *b, const struct filing *filing,
                             uint32_t stored_bytes, struct arena *a,
                             struct text_change *out, struct error *err);

/* All that the index has of the stored text, in `a`: to be taken out. */
enum status text_change_whole(struct batch *b, uint64_t document_no,
                              uint32_t stored_bytes, struct arena *a,
                              struct indexed_text *out, struct error *err);

#endif
