/*
 * columns - of the records what counting looks at, kept in memory.
 *
 * An exact total may take a look at a hundred thousand figures. Their briefs
 * are made for that, but each has to be found, and its checksum compared.
 * Kept here are, of as many documents as there is room for, the heads of the
 * brief and, as columns, the words of its figures. They follow the change
 * log: what a snapshot no longer shows is dropped before it is asked, and
 * what is new is read when there is nothing else to do. One thread.
 */
#ifndef PUBLISHER_COLUMNS_COLUMNS_H
#define PUBLISHER_COLUMNS_COLUMNS_H

#include "publisher/columns/dictionary.h"
#include "store/snapshot.h"

enum column { COLUMN_OBJECT, COLUMN_ACTION, COLUMNS };

/* Of one document. */
struct kept {
    struct str heads; /* for brief_open() */
    /* Of each figure of the brief, numbers of dictionaries[]. */
    uint32_t *words[COLUMNS];
};

/*
 * Of one store. {.limit_bytes} keeps nothing yet; columns_release() ends it,
 * and comes before another store.
 */
struct columns {
    size_t limit_bytes; /* of all that it keeps; 0: nothing */
    struct dictionary dictionaries[COLUMNS];
    struct kept **documents; /* by number; NULL: not kept */
    uint64_t capacity;
    size_t kept_bytes;
    uint64_t kept_count;
    uint64_t seen_change_no;  /* read up to here */
    uint64_t clean_change_no; /* what is kept is as of this change */
    bool is_full;
};

void columns_release(struct columns *c);

/* Make what is kept true of the snapshot: before it is asked about. */
enum status columns_follow(struct columns *c, struct snapshot *snap,
                           struct error *err)
    __attribute__((warn_unused_result));

/*
 * Read what is not kept, for a millisecond or little more. Whether there was
 * anything to read, and may be more.
 */
bool columns_read_on(struct columns *c, struct store *store);

/* What is kept of a document, until the next call of the two above; or NULL. */
const struct kept *columns_find(const struct columns *c, uint64_t document_no);

/*
 * Documents that columns_find() is about to be asked for, soon and later: to
 * have them at hand by then. Any may be one that is not kept.
 */
void columns_expect(const struct columns *c, uint64_t near, uint64_t far);

size_t columns_bytes(const struct columns *c);

#endif
