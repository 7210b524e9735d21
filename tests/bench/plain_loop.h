/*
 * plain_loop - the skeleton of the two loops that Baogao is measured by.
 *
 * A ROUTER takes what has come, up to a limit; `write` puts all of it into
 * one transaction, which is committed synchronously; then each document's
 * number, its first 16 digits, is sent back.
 */
#ifndef BENCH_PLAIN_LOOP_H
#define BENCH_PLAIN_LOOP_H

#include <lmdb.h>
#include <zmq.h>

/* Write one document; an LMDB code. */
typedef int plain_write(MDB_txn *txn, const MDB_dbi *databases,
                        const void *bytes, size_t len);

enum { PLAIN_DATABASES = 2 };

/*
 * Serve ENDPOINT on a new environment in DIRECTORY (argv[1] and [2]) until
 * SIGTERM; "\n" on standard output says that it listens. The exit code.
 */
int plain_loop(int argc, char **argv, plain_write *write);

#endif
