#include "tests/bench/fail.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

void
fail(const char *what)
{
    fprintf(stderr, "%s: %s\n", program_invocation_short_name, what);
    exit(1);
}
