/*
 * history - a store to which random things happen: documents are accepted,
 * read, read again, set aside, tried again, forgotten, submitted once more,
 * and get new names.
 */
#ifndef TESTS_PUBLISHER_HISTORY_H
#define TESTS_PUBLISHER_HISTORY_H

#include "record/row.h"
#include "store/store.h"
#include "tests/unit/numbers.h"

enum { HISTORY_DOCUMENTS = 60 };

/* What must be known of one document. */
struct fate {
    struct document_id id;
    uint64_t document_no; /* of its latest submission; 0: never accepted */
    bool is_settled;      /* the change log knows it */
    bool waits;           /* in the inbox */
    uint64_t settled_no;  /* what the change log says: number and state */
    enum document_state state;
    uint32_t generation;
    uint32_t names;
};

struct history {
    struct store *store;
    struct numbers numbers;
    struct fate fates[HISTORY_DOCUMENTS];
    bool index_is_damaged;
};

/* A few of these in one transaction; a failure ends the test. */
void history_go_on(struct history *h);

#endif
