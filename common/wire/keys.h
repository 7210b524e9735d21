/*
 * keys - the clients that a server knows, by their public keys.
 *
 * DIR/keys holds the servers' own certificate (server.cert, and its secret
 * half server.cert_secret) and, in clients/, a public certificate NAME.cert
 * a client with its roles as metadata. The table follows that folder while
 * it is open. One thread a table.
 */
#ifndef WIRE_KEYS_H
#define WIRE_KEYS_H

#include <uthash.h>

#include "wire/certificate.h"
#include "wire/roles.h"

enum {
    KEY_NAME_MAX_BYTES = 64,
    /* A table of more is refused; a daemon looks at each twice a second. */
    KEYS_MAX = 10000,
};

struct key {
    char public_key[KEY_CHARS + 1];
    char name[KEY_NAME_MAX_BYTES + 1];
    unsigned roles;
    uint64_t file;          /* what its file looked like when it was read */
    UT_hash_handle hh;      /* by public_key */
    UT_hash_handle by_name; /* in the table's own hands */
};

struct keys;

/* Whether DIR holds keys: its daemons then take no tcp peer without one. */
bool keys_exist(const char *directory);

/* Read the servers' own secret certificate. */
enum status keys_read_server(const char *directory, struct certificate *out,
                             struct error *err)
    __attribute__((warn_unused_result));

/*
 * Open the table, still empty: the first keys_refresh() fills it.
 * STATUS_UNAVAILABLE: out of memory.
 */
enum status keys_open(const char *directory, struct keys **out,
                      struct error *err) __attribute__((warn_unused_result));
void keys_close(struct keys **k); /* a NULL *k is fine */

/*
 * Read again what has changed on disk: a look at the folder itself at each
 * call, one at every file twice a second. *has_changed says whether the
 * table is a new one. STATUS_INVALID: some certificates are no good and were
 * left out; err names one. STATUS_UNAVAILABLE: the folder cannot be read;
 * known are only those whose files can be seen to be as they were read. A
 * process without a descriptor left, as in a flood of connections, thus
 * keeps who was known and forgets who was revoked; new ones have to wait.
 */
enum status keys_refresh(struct keys *k, bool *has_changed, struct error *err)
    __attribute__((warn_unused_result));

/* NULL: not known, or not any more. Valid until the next refresh. */
const struct key *keys_find(const struct keys *k, const char *public_key);
size_t keys_count(const struct keys *k);
/* All of them, by name: the first, from which hh.next leads on; or NULL. */
const struct key *keys_first(struct keys *k);

#endif
