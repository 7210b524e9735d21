/*
 * keys - a daemon notices when DIR/keys changes, and says so in its log.
 */
#ifndef DAEMON_KEYS_H
#define DAEMON_KEYS_H

#include "wire/auth.h"

/* Cheap, to be called at each turn. */
void watch_keys(struct auth *auth);

#endif
