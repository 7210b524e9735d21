/* What a thread freed goes back to the system. */
#include "base/arena.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { PIECES = 64, PIECE_BYTES = 64 << 10 };

/* Memory the process has for itself, in KiB. */
static long
own_kib(void)
{
    char line[256];
    static const char name[] = "Anonymous:";
    long kib = -1;
    FILE *f = fopen("/proc/self/smaps_rollup", "r");

    while (f && fgets(line, sizeof line, f)) {
        if (strncmp(line, name, sizeof name - 1) == 0)
            kib = strtol(line + sizeof name - 1, NULL, 10);
    }
    if (f)
        fclose(f);
    return kib;
}

/* As libzmq's thread does with messages on their way; says how much it had. */
static int
use_much(void *most_kib)
{
    char *pieces[PIECES];

    for (int i = 0; i < PIECES; i++)
        if ((pieces[i] = malloc(PIECE_BYTES)))
            memset(pieces[i], i, PIECE_BYTES);
    *(long *)most_kib = own_kib();
    for (int i = 0; i < PIECES; i++)
        free(pieces[i]);
    return 0;
}

static void
test_what_a_thread_freed_is_given_back(void **state)
{
    thrd_t thread;
    int64_t given_ms = -20000;
    long most_kib = 0;

    (void)state;
    assert_int_equal(thrd_create(&thread, use_much, &most_kib), thrd_success);
    assert_int_equal(thrd_join(thread, NULL), thrd_success);
    arena_give_back_freed(&given_ms);
    assert_true(most_kib > (PIECES * PIECE_BYTES) >> 10);
    assert_true(own_kib() < most_kib - ((PIECES - 4) * PIECE_BYTES >> 10));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_a_thread_freed_is_given_back),
    };

    /* As in a process that keeps what it frees: else free() gives it back. */
    arena_keep_freed();
    arena_share_heap();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
