/*
 * run_entry - the entries of an index run, read and written one by one.
 *
 * Internal to run.c and run_merge.c; the layout is told in run.h.
 */
#ifndef STORE_INDEX_RUN_ENTRY_H
#define STORE_INDEX_RUN_ENTRY_H

#include "store/index/run.h"

enum {
    RUN_MAGIC_BYTES = 4,
    RUN_HEAD_BYTES = RUN_MAGIC_BYTES + 4,
    /* Length of the term, number of documents, two checksums. */
    RUN_ENTRY_HEAD_BYTES = 2 + 4 + 4 + 4,
};

/* Which of how many entries it is. */
struct run_place {
    uint32_t index;
    uint32_t count;
};

struct run_entry {
    struct run_place place;
    struct str term;
    uint32_t count;
    uint32_t documents_sum;
    struct str documents; /* varints; see run_check_documents() */
};

enum status run_term_count(struct str run, uint32_t *out, struct error *err);
enum status run_entry_at(struct str run, struct run_place place,
                         struct run_entry *out, struct error *err);
/* A look-up passes by long lists: only the one that it found is read. */
enum status run_check_documents(const struct run_entry *e, struct error *err);
/* The number after *number, which is 0 before the first. */
enum status run_next_document(struct run_entry *e, uint64_t *number,
                              struct error *err);

/* Terms in their order, each with its documents in theirs. */
struct run_writer {
    char *run;    /* has room for all */
    size_t bytes; /* written */
    struct run_place place;
    char *head; /* of the entry being written */
    size_t term_bytes;
    uint32_t documents;
    uint64_t last; /* document */
};

void run_writer_begin(struct run_writer *w, char *at, uint32_t terms);
void run_writer_term(struct run_writer *w, struct str term);
void run_writer_document(struct run_writer *w, uint64_t number);
/* Instead: all of another entry's documents, as they are packed there. */
void run_writer_documents(struct run_writer *w, struct str packed,
                          uint32_t count);
void run_writer_end_term(struct run_writer *w);
struct str run_writer_end(struct run_writer *w);

#endif
