/* hasher - every document has its own id, whoever hashed it. */
#include "worker/hasher.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { MOST = 300, ROUNDS = 40 };

static void
fill(struct hashing *x, char *bytes, size_t round, size_t i)
{
    memset(bytes, (char)('a' + (round + i) % 26), 20 + i);
    *x = (struct hashing){
        .bytes = {bytes, 20 + i},
        .media_type = STR("text/plain"),
        .charset = i % 2 ? STR("GBK") : STR(""),
    };
}

static void
assert_hashed(const struct hashing *x)
{
    struct document_id id = document_id_of(x->bytes, x->media_type, x->charset);

    assert_memory_equal(x->id.bytes, id.bytes, sizeof id.bytes);
}

static void
test_all_that_was_added_is_hashed(void **state)
{
    static struct hashing all[MOST];
    static char bytes[MOST][20 + MOST];
    struct hasher *h;
    struct error err;

    (void)state;
    assert_int_equal(hasher_open(&h, &err), STATUS_OK);
    for (size_t round = 0; round < ROUNDS; round++) {
        size_t count = round * round % MOST; /* none, one, few, many */
        for (size_t i = 0; i < count; i++) {
            fill(&all[i], bytes[i], round, i);
            hasher_add(h, &all[i]);
        }
        hasher_finish(h);
        for (size_t i = 0; i < count; i++)
            assert_hashed(&all[i]);
    }
    hasher_close(&h);
    assert_null(h);
}

static void
test_it_ends_without_having_had_work(void **state)
{
    struct hasher *h;
    struct error err;

    (void)state;
    assert_int_equal(hasher_open(&h, &err), STATUS_OK);
    hasher_finish(h);
    hasher_close(&h);
    hasher_close(&h);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_that_was_added_is_hashed),
        cmocka_unit_test(test_it_ends_without_having_had_work),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
