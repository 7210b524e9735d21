/*
 * documents - the texts that properties are tried on.
 */
#ifndef TESTS_PROPERTIES_DOCUMENTS_H
#define TESTS_PROPERTIES_DOCUMENTS_H

#include "worker/extract/extract.h"

struct document {
    const char *path;
    struct str bytes; /* the file as it is */
    struct str text;  /* decoded, with what was read out of it as UTF-8: */
    struct record_set records;
};

/* All of it lives in the arena. */
struct documents {
    struct arena arena;
    struct document *items;
    size_t count;
};

/*
 * Read every document of a folder and extract it; in order of names. What is
 * not plain text by its name is left out. A folder "shared/PATH" is the
 * PATH below $BAOGAO_SHARED, by default ../shared. Ends the program where a
 * document cannot be read. False: there is no such folder.
 */
bool documents_add(struct documents *docs, const char *folder);

/* Extract UTF-8 text into `arena`; ends the program on any error. */
struct extraction extract_utf8(struct str text, struct arena *arena);

/*
 * Whether repairs were found in it. They are told from what stands around
 * them, and differ where that does.
 */
bool document_is_damaged(const struct document *d);

#endif
