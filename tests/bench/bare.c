/*
 * bare - a ROUTER and a synchronous put, and nothing else: what the sockets
 * and the disk allow.
 */
#include <endian.h>
#include <stdint.h>

#include "tests/bench/plain_loop.h"

static int
put(MDB_txn *txn, const MDB_dbi *databases, const void *bytes, size_t len)
{
    static uint64_t last;
    uint64_t number = htobe64(++last);
    MDB_val key = {sizeof number, &number};
    MDB_val value = {len, (void *)(uintptr_t)bytes};

    return mdb_put(txn, databases[0], &key, &value, MDB_APPEND);
}

int
main(int argc, char **argv)
{
    return plain_loop(argc, argv, put);
}
