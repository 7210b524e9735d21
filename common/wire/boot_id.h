/*
 * boot_id - what tells one start of a server from the next.
 */
#ifndef WIRE_BOOT_ID_H
#define WIRE_BOOT_ID_H

#include <stdint.h>

#include "base/error.h"

/* A random number, never 0, which stands for "none" on the wire. */
enum status boot_id_choose(uint64_t *out, struct error *err)
    __attribute__((warn_unused_result));

#endif
