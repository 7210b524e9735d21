/*
 * damage - how a daemon ends whose store is damaged: with a word, and with
 * the exit code that keeps a service manager from starting it again.
 *
 * The store refuses at open what a look at it finds. A page that is cut off
 * or spoilt after that can only be met: where LMDB cannot go on, the process
 * must end there.
 */
#ifndef DAEMON_DAMAGE_H
#define DAEMON_DAMAGE_H

#include "base/status.h"

/*
 * From now on a page of the store that is not there (SIGBUS) ends the
 * process with EXIT_CODE_CORRUPT. It is borrowed for the process's life.
 */
void damage_expect(const char *directory);

/*
 * For store_options: LMDB cannot go on, for the reason `what`. Logs it, gives
 * the advice, and does not return.
 */
void damage_met(const char *what);

/* Where `st` is STATUS_CORRUPT, log what to do about it. */
void damage_advise(enum status st);

#endif
