/*
 * ordering - gives an order for many documents and prints what came of it.
 */
#ifndef CLIENT_ORDERING_H
#define CLIENT_ORDERING_H

#include "client/command.h"
#include "client/exchange.h"

struct ordering {
    struct invocation *inv;
    struct exchange *exchange;
    enum order_kind kind;
    enum exit_code code; /* the worst so far */
};

/*
 * Have it done with `count` documents, in as many orders as it takes, and
 * print a line on each. A failure is complained of. False: give up.
 */
bool ordering_send(struct ordering *o, struct document_id *ids, size_t count);

/*
 * The operands from `first` on as ids, in the invocation's arena; NULL: one
 * is none, which was complained of.
 */
struct document_id *ordering_ids(const struct invocation *inv, size_t first);

/*
 * The same with every document in `state` that `accepts` (NULL: every one),
 * page by page. False: give up.
 */
bool ordering_send_all(struct ordering *o, enum document_state state,
                       bool (*accepts)(void *context,
                                       const struct document_info *info),
                       void *context);

#endif
