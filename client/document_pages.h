/*
 * document_pages - the head's documents in one state, page after page.
 */
#ifndef CLIENT_DOCUMENT_PAGES_H
#define CLIENT_DOCUMENT_PAGES_H

#include "client/exchange.h"

struct document_pages {
    struct exchange *exchange;
    enum document_state state;
    uint64_t after_no; /* where the next page begins */
    bool is_over;      /* no page is left */
};

/* Ask for the next page; *out lives in `a`. As exchange_ask(). */
enum status document_pages_next(struct document_pages *p, struct arena *a,
                                struct document_page *out, struct error *err)
    __attribute__((warn_unused_result));

#endif
