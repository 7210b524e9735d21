/*
 * ok - a call that must succeed, or the test fails with what the call said.
 *
 * `f` is any fixture with an `err` that the call was given.
 */
#ifndef TESTS_UNIT_OK_H
#define TESTS_UNIT_OK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/error.h"

#define ok(f, status) ok_or_fail((status), &(f)->err)

static inline void
ok_or_fail(enum status st, const struct error *err)
{
    if (st != STATUS_OK)
        fail_msg("status %d: %s", st, err->text);
}

#endif
