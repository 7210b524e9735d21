/* make_store DIR - the sample store in DIR, for tests of the real binary. */
#include <stdio.h>

#include "tests/publisher/sample_store.h"

int
main(int argc, char **argv)
{
    struct error err;
    enum status st;

    if (argc != 2) {
        fputs("usage: make_store DIR\n", stderr);
        return EXIT_CODE_USAGE;
    }
    st = sample_store_make(argv[1], &err);
    if (st != STATUS_OK)
        fprintf(stderr, "make_store: %s\n", err.text);
    return (int)status_exit_code(st);
}
