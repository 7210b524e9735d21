/*
 * ledger - all that a place's reports promised and stated, side by side.
 */
#ifndef PUBLISHER_PROMISES_LEDGER_H
#define PUBLISHER_PROMISES_LEDGER_H

#include "publisher/report/version.h"
#include "wire/promise.h"

/* A figure outside annexes. */
struct entry {
    uint32_t index; /* in its version's records */
    struct figure figure;
};

/* A report, the best version of its work. */
struct account {
    const struct version *version;
    struct str place;  /* its key */
    uint32_t last_day; /* of the time it reviews, 0: not told */
    struct entry *entries;
    size_t entry_count;
};

struct ledger {
    struct account *accounts; /* in the order of documents, then of text */
    size_t count;
    bool is_cut; /* the time was over before all was read */
};

/*
 * Read the reports of the place itself, in `a`; they borrow the snapshot.
 */
enum status ledger_read(struct snapshot *snap, const struct promises *asked,
                        int64_t deadline_ms, struct arena *a,
                        struct ledger *out, struct error *err)
    __attribute__((warn_unused_result));

/* What is told of a promise. */
struct settlement {
    const struct account *account; /* of the outcome */
    const struct entry *outcome;   /* NULL: none */
    enum promise_result result;
};

/*
 * Settle a promise of `account` by the first report of its place and genre
 * made after the promise's period.
 */
struct settlement ledger_settle(const struct ledger *ledger,
                                const struct account *account,
                                const struct figure *promise);

/*
 * The next figure in which such a report states fulfilment itself; begin
 * with two zeros. False: there is none.
 */
bool ledger_next_statement(const struct ledger *ledger,
                           const struct account *account,
                           const struct figure *promise, size_t *account_at,
                           size_t *entry_at);

#endif
