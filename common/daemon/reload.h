/*
 * reload - a running daemon reads its options again, asked to by SIGHUP.
 */
#ifndef DAEMON_RELOAD_H
#define DAEMON_RELOAD_H

#include "config/settings.h"

/*
 * Read them, take over what can change, and say in the log what came of it:
 * which options wait for a restart, or what is wrong, when all stays as it was
 * and this returns false. A service manager is told when it begins and ends.
 */
bool reload(struct settings_reading *reading);

#endif
