/*
 * start - everything a head needs before its loop.
 */
#ifndef WORKER_START_H
#define WORKER_START_H

#include "worker/head.h"

/*
 * Choose a boot id, open the store, read the inbox, listen, and say so.
 * The caller frees what was opened, after a failure as well.
 */
enum status start(struct head *head, struct error *err)
    __attribute__((warn_unused_result));

#endif
