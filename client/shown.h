/*
 * shown - records as baogao.h has them, in C strings.
 *
 * Internal to the library.
 */
#ifndef CLIENT_SHOWN_H
#define CLIENT_SHOWN_H

#include <jansson.h>

#include "base/arena.h"
#include "base/decimal.h"
#include "client/baogao.h"
#include "wire/row.h"

/* The row in C, in `a`; NULL: out of memory. */
const struct baogao_row *shown_row(const struct row *row, struct arena *a);

const char *shown_decimal(struct arena *a, struct decimal d);

/* `value`, which is taken over, on one line; freed with free(). */
char *shown_json(json_t *value);

#endif
