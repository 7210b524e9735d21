/*
 * renewal - the store of --dir made of another one's file, where there is none.
 *
 * What restore and upgrade share. The other one is only read: it may lie
 * where nothing can be written, and is there afterwards, whatever comes.
 */
#ifndef CLIENT_RENEWAL_H
#define CLIENT_RENEWAL_H

#include "client/making.h"

/*
 * As making_run(), with store/ of --dir as the place. Refused beside a worker
 * or a publisher: one that goes on with the files of a store that is gone
 * would lose all it writes.
 */
enum exit_code renewal_run(struct making *m, struct invocation *inv);

/*
 * Copy the file of the store in `from` where there is room for so many
 * `times` of it; called by m->fill.
 */
enum status renewal_copy(struct making *m, const char *from, unsigned times,
                         struct error *err) __attribute__((warn_unused_result));

#endif
