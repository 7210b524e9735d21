/*
 * row_reader - the rows of an answer, page after page.
 */
#ifndef CLIENT_ROW_READER_H
#define CLIENT_ROW_READER_H

#include "client/exchange.h"

struct row_reader {
    struct exchange *exchange;
    struct query query;
    uint64_t left;    /* rows still wanted */
    bool is_at_end;   /* the last page was read */
    struct arena own; /* the cursor */
};

/* Every row there is. */
#define ROW_READER_ALL UINT64_MAX

/* Borrow `exchange` and the slices of `query`; read at most `limit` rows. */
void row_reader_init(struct row_reader *r, struct exchange *exchange,
                     const struct query *query, uint64_t limit);
void row_reader_release(struct row_reader *r);

/*
 * The next page, in `a`. STATUS_NOT_FOUND, err untouched: there is none, or
 * the limit is reached; in the latter case is_at_end tells whether the
 * server has more. Other failures: see exchange_ask().
 */
enum status row_reader_next(struct row_reader *r, struct arena *a,
                            struct page *out, struct error *err)
    __attribute__((warn_unused_result));

#endif
