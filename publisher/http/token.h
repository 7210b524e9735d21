/*
 * token - the secret that lets a program change something over HTTP.
 *
 * It stands in a file that the publisher's user alone can read, and stays
 * the same when the publisher is started again; remove the file for a new
 * one, which is made at the next start or reload.
 */
#ifndef PUBLISHER_HTTP_TOKEN_H
#define PUBLISHER_HTTP_TOKEN_H

#include "base/error.h"
#include "base/str.h"

enum { TOKEN_DIGITS = 64 };

struct token {
    char digits[TOKEN_DIGITS + 1]; /* hexadecimal */
};

/*
 * Read the token in the file `path`, which is made, whole or not at all, if
 * it is missing or empty. STATUS_UNAVAILABLE: it cannot be, holds no token,
 * or is open to others.
 */
enum status token_open(const char *path, struct token *out, struct error *err)
    __attribute__((warn_unused_result));

/* Whether `text` is the token; takes as long whatever it is. */
bool token_matches(const struct token *token, struct str text);

#endif
