/*
 * sample_store - a store with hand-made records, for the publisher's tests.
 *
 * Document 1 holds two reports (see the table in sample_store.c); documents
 * 2 to SAMPLE_DOCUMENTS hold none to two reports each, made by rule.
 */
#ifndef TESTS_PUBLISHER_SAMPLE_STORE_H
#define TESTS_PUBLISHER_SAMPLE_STORE_H

#include "record/identity.h"
#include "store/store.h"

enum { SAMPLE_DOCUMENTS = 12 };

/* Make the store in directory `path`. */
enum status sample_store_make(const char *path, struct error *err);

/* Read document 1 again, as another version of the extractor would. */
enum status sample_store_reprocess(const char *path, struct error *err);

/* A document whose text is no zstd frame and whose spans lie outside it. */
enum status sample_store_add_damaged(const char *path, struct error *err);

/* The id of a document by its number, in `out`. */
const char *sample_document_id(uint64_t document_no,
                               char out[DOCUMENT_ID_DIGITS + 1]);

#endif
