/*
 * copies - DIR/store, the copy that is served, and DIR/store.next, the one
 * that takes its place.
 *
 * Where the store that is followed becomes another one (its id tells), the
 * copy of the old one is served until that of the new one has caught up;
 * then they change places in one step, and the old one goes. A copy without
 * a document gives way at once. One thread.
 */
#ifndef PUBLISHER_FEED_COPIES_H
#define PUBLISHER_FEED_COPIES_H

#include "store/store.h"

struct copies;

/*
 * Open DIR/store, made empty where there is none; the caller ends *out with
 * copies_close(). Fails as store_open().
 */
enum status copies_open(const char *dir, struct copies **out, struct error *err)
    __attribute__((warn_unused_result));
void copies_close(struct copies **c); /* a NULL *c is fine */

/* The one that is served: another one after copies_caught_up(). */
struct store *copies_served(const struct copies *c);

/*
 * The copy of store `id`: the one that is served, or DIR/store.next, made
 * anew where that is a copy of yet another. *out is the copies'.
 */
enum status copies_turn_to(struct copies *c, struct str id, struct store **out,
                           struct error *err)
    __attribute__((warn_unused_result));

/*
 * The copy turned to last shows all there is. If it is not the one that is
 * served it becomes that; nothing may borrow the one before.
 */
enum status copies_caught_up(struct copies *c, struct error *err)
    __attribute__((warn_unused_result));

#endif
