/* heap - the least first, whatever was added and removed before. */
#include "worker/heap.h"

#include "tests/unit/numbers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { NODES = 300 };

static void
test_heap_gives_the_least_first(void **state)
{
    struct numbers n = {3};
    struct heap h = {0};
    struct heap_node nodes[NODES];
    uint64_t before = 0;

    (void)state;
    for (size_t i = 0; i < NODES; i++)
        heap_add(&h, &nodes[i], numbers_below(&n, 100));
    for (size_t left = NODES; left > 0; left--) {
        assert_int_equal(h.count, left);
        assert_true(h.least->rank >= before);
        before = h.least->rank;
        heap_remove(&h, h.least);
    }
    assert_null(h.least);
}

/* The least rank of those that are in, UINT64_MAX: none is. */
static uint64_t
least_of(const struct heap_node *nodes, const int *is_in)
{
    uint64_t least = UINT64_MAX;

    for (size_t i = 0; i < NODES; i++)
        if (is_in[i] && nodes[i].rank < least)
            least = nodes[i].rank;
    return least;
}

static void
test_any_node_may_leave_at_any_time(void **state)
{
    struct numbers n = {7};
    struct heap h = {0};
    struct heap_node nodes[NODES];
    int is_in[NODES] = {0};

    (void)state;
    for (int step = 0; step < 20000; step++) {
        size_t i = numbers_below(&n, NODES);
        if (is_in[i])
            heap_remove(&h, &nodes[i]);
        else
            heap_add(&h, &nodes[i], numbers_below(&n, 1000));
        is_in[i] = !is_in[i];
        assert_int_equal(h.least ? h.least->rank : UINT64_MAX,
                         least_of(nodes, is_in));
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_heap_gives_the_least_first),
        cmocka_unit_test(test_any_node_may_leave_at_any_time),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
