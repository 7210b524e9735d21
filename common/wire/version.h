/*
 * version - the version of the protocol that this code speaks, its greeting,
 * and whose greeting it answers.
 */
#ifndef WIRE_VERSION_H
#define WIRE_VERSION_H

#include <stdbool.h>

#include "wire/message.h"

/* The first words of a client; `software` is for logs. */
struct hello version_hello(struct str software);

/* Whether the other side says that it speaks a version that we speak, too. */
bool version_is_common(const struct hello *hello);
bool version_is_ours(const struct welcome *welcome);

/* What those are answered, and the others; the caller adds what is its own. */
struct welcome version_welcome(void);
struct refused version_refused(void);

#endif
