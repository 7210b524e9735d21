/*
 * certificate - CURVE keys in files of CZMQ's certificate format.
 *
 * A public certificate holds a public key and may hold roles; a secret one
 * holds the secret key besides and is its owner's alone.
 */
#ifndef WIRE_CERTIFICATE_H
#define WIRE_CERTIFICATE_H

#include "base/error.h"

enum {
    KEY_CHARS = 40, /* of 32 bytes in Z85 */
    ROLES_MAX_BYTES = 255,
};

struct certificate {
    char public_key[KEY_CHARS + 1];
    char secret_key[KEY_CHARS + 1];  /* "": it is a public certificate */
    char roles[ROLES_MAX_BYTES + 1]; /* as written, "": none */
};

/* A new pair of keys. STATUS_UNAVAILABLE: this ZeroMQ has no CURVE. */
enum status certificate_make(struct certificate *out, struct error *err)
    __attribute__((warn_unused_result));

/*
 * Read a public certificate; what is secret in the file is left there.
 * STATUS_NOT_FOUND: there is no such file. STATUS_INVALID: it is none.
 * STATUS_UNAVAILABLE: it cannot be read.
 */
enum status certificate_read(const char *path, struct certificate *out,
                             struct error *err)
    __attribute__((warn_unused_result));
/*
 * Read a secret one. STATUS_INVALID also: its keys are no pair, or it is
 * open to other users.
 */
enum status certificate_read_secret(const char *path, struct certificate *out,
                                    struct error *err)
    __attribute__((warn_unused_result));

/* Write the public half; a file of that name is replaced at once. */
enum status certificate_write(const struct certificate *c, const char *path,
                              struct error *err)
    __attribute__((warn_unused_result));
/*
 * Write both halves to a new file of mode 0600. STATUS_INVALID: there is a
 * file of that name, which stays.
 */
enum status certificate_write_secret(const struct certificate *c,
                                     const char *path, struct error *err)
    __attribute__((warn_unused_result));

/* What a client shows a server, and which server it speaks to. */
struct credentials {
    struct certificate own;
    struct certificate server;
};

/*
 * Read a client's secret certificate and a server's public one. Fails as
 * the two readers do, but with STATUS_UNAVAILABLE where a file is missing.
 */
enum status credentials_read(const char *key_path, const char *server_key_path,
                             struct credentials *out, struct error *err)
    __attribute__((warn_unused_result));

#endif
