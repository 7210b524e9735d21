/*
 * keyring - DIR/keys: making the servers' certificate, adding and revoking
 * those of clients. Daemons notice by themselves; keys.h tells how.
 */
#ifndef WIRE_KEYRING_H
#define WIRE_KEYRING_H

#include "base/error.h"
#include "base/str.h"

enum { KEYRING_PATH_BYTES = 4096 };

/* What ends the file name of a certificate. */
#define KEYRING_SUFFIX STR(".cert")

/* A path; "" where it would be too long. */
struct keyring_path {
    char text[KEYRING_PATH_BYTES];
};

/* FOLDER/NAME followed by `suffix`. */
struct keyring_path keyring_join(const char *folder, const char *name,
                                 const char *suffix);
struct keyring_path keyring_server_path(const char *directory);
struct keyring_path keyring_server_secret_path(const char *directory);
struct keyring_path keyring_clients_path(const char *directory);

/*
 * 1 to 64 letters, digits, dots, hyphens and underlines, no dot at the
 * start. STATUS_INVALID: it is not.
 */
enum status keyring_check_name(struct str name, struct error *err)
    __attribute__((warn_unused_result));

/*
 * Make DIR/keys and the servers' certificate; what is there already stays.
 * *is_new says whether it was made.
 */
enum status keyring_init(const char *directory, bool *is_new, struct error *err)
    __attribute__((warn_unused_result));
/*
 * Make a key called `name`: its secret certificate in the new file
 * `secret_path`, its public one, with `roles` (of roles.h), in DIR/keys.
 * STATUS_INVALID: not a name, or it is taken, or there is such a file.
 * STATUS_UNAVAILABLE: no keyring_init() yet, or it cannot be written.
 */
enum status keyring_add(const char *directory, const char *name, unsigned roles,
                        const char *secret_path, struct error *err)
    __attribute__((warn_unused_result));
/* STATUS_NOT_FOUND: there is no key of that name. */
enum status keyring_revoke(const char *directory, const char *name,
                           struct error *err)
    __attribute__((warn_unused_result));

#endif
