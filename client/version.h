/*
 * version - which of two versions of a program is the older.
 */
#ifndef CLIENT_VERSION_H
#define CLIENT_VERSION_H

#include "base/str.h"

/*
 * Compares number by number, so that 1.9 is older than 1.10; what is absent
 * is older than what is there, 1.2 older than 1.2.0. Characters that are no
 * digits only part the numbers.
 */
bool version_is_older(struct str version, struct str than);

#endif
