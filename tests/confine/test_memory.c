/* Memory ends at the limit, whatever the code does that asks for it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "crew_of_one.h"
#include "worker/confine.h"

enum {
    LIMIT_MIB = 128,
    TIME_LIMIT_MS = 60000,
    SKIPPED = 77,
};

static void
test_extractor_that_balloons_costs_one_child_and_one_attempt(void **state)
{
    struct crew crew = crew_of_one(ROGUE, LIMIT_MIB);
    struct arena arena = {0};
    struct reading reading;
    pid_t burst;

    (void)state;
    setenv("BAOGAO_ROGUE", "balloon", 1);
    crew_start(&crew);
    burst = crew.children[0].pid;
    reading = crew_read(&crew, STR("一个文件"), TIME_LIMIT_MS, &arena);
    assert_true(reading.is_dead);
    assert_int_equal(reading.result.failure.kind, FAILURE_CRASHED);
    /* By its own abort(): malloc() gave no more, and it may say so. */
    assert_true(str_contains(reading.result.failure.reason, STR("signal 6")));

    crew_start(&crew);
    assert_non_null(crew_idle(&crew));
    assert_int_not_equal(crew.children[0].pid, burst);
    arena_release(&arena);
    crew_release(&crew);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            test_extractor_that_balloons_costs_one_child_and_one_attempt),
    };

    if (!confine_is_strict()) {
        puts("skipped: built with sanitizers, memory is not limited");
        return SKIPPED;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
