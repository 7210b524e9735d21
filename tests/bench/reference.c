/*
 * reference - the promised work in the fewest lines: a document is hashed,
 * looked up, and put once under its number, its number under its hash.
 */
#include <endian.h>
#include <stdint.h>

#include <sodium.h>

#include "tests/bench/plain_loop.h"

static int
accept_once(MDB_txn *txn, const MDB_dbi *databases, const void *bytes,
            size_t len)
{
    static uint64_t last;
    unsigned char hash[crypto_generichash_BYTES_MIN];
    uint64_t number = htobe64(last + 1);
    MDB_val hash_key = {sizeof hash, hash};
    MDB_val number_key = {sizeof number, &number};
    MDB_val document = {len, (void *)(uintptr_t)bytes};
    MDB_val found;
    int code;

    crypto_generichash(hash, sizeof hash, bytes, len, NULL, 0);
    code = mdb_get(txn, databases[1], &hash_key, &found);
    if (code != MDB_NOTFOUND)
        return code;
    last++;
    code = mdb_put(txn, databases[0], &number_key, &document, MDB_APPEND);
    return code ? code : mdb_put(txn, databases[1], &hash_key, &number_key, 0);
}

int
main(int argc, char **argv)
{
    if (sodium_init() < 0)
        return 1;
    return plain_loop(argc, argv, accept_once);
}
