/* A store's directory has its name when it is whole, or nothing is there. */
#include "client/new_store.h"

#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/status.h"
#include "tests/unit/temporary.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static bool
is_there(const struct temporary *t, const char *name)
{
    return access(temporary_file(t, name), F_OK) == 0;
}

static void
put_file(const struct temporary *t, const char *name)
{
    int fd = open(temporary_file(t, name), O_CREAT | O_WRONLY, 0600);

    assert_true(fd >= 0);
    assert_int_equal(write(fd, name, strlen(name)), strlen(name));
    close(fd);
}

static void
begin(const struct temporary *t, const char *name, struct new_store *n)
{
    struct error err;

    assert_int_equal(new_store_open(n, temporary_file(t, name), &err),
                     STATUS_OK);
}

static void
test_it_has_its_name_when_it_is_finished(void **state)
{
    struct new_store n;
    struct error err;

    begin(*state, "new//", &n);
    assert_true(is_there(*state, "new.part"));
    put_file(*state, "new.part/data.mdb");
    assert_false(is_there(*state, "new"));
    assert_int_equal(new_store_finish(&n, &err), STATUS_OK);
    new_store_close(&n);
    assert_true(is_there(*state, "new/data.mdb"));
    assert_false(is_there(*state, "new.part"));
}

static void
test_nothing_is_left_of_what_was_not_finished(void **state)
{
    struct new_store n;

    begin(*state, "new", &n);
    put_file(*state, "new.part/data.mdb");
    put_file(*state, "new.part/lock.mdb");
    new_store_close(&n);
    assert_false(is_there(*state, "new"));
    assert_false(is_there(*state, "new.part"));
}

static void
test_what_has_no_data_is_not_finished(void **state)
{
    struct new_store n;
    struct error err;

    begin(*state, "new", &n);
    assert_int_equal(new_store_finish(&n, &err), STATUS_UNAVAILABLE);
    new_store_close(&n);
    assert_false(is_there(*state, "new"));
    assert_false(is_there(*state, "new.part"));
}

static void
test_what_is_there_is_kept(void **state)
{
    struct new_store n;
    struct error err;

    put_file(*state, "new");
    assert_int_equal(new_store_open(&n, temporary_file(*state, "new"), &err),
                     STATUS_INVALID);
    new_store_close(&n);
    assert_true(is_there(*state, "new"));
    assert_false(is_there(*state, "new.part"));
}

static void
test_an_empty_directory_gives_way_and_a_full_one_does_not(void **state)
{
    struct new_store n;
    struct error err;

    assert_int_equal(mkdir(temporary_file(*state, "new"), 0700), 0);
    begin(*state, "new", &n);
    put_file(*state, "new.part/data.mdb");
    put_file(*state, "new/theirs"); /* of one who came meanwhile */
    assert_int_equal(new_store_finish(&n, &err), STATUS_INVALID);
    assert_int_equal(unlink(temporary_file(*state, "new/theirs")), 0);
    assert_int_equal(new_store_finish(&n, &err), STATUS_OK);
    new_store_close(&n);
    assert_true(is_there(*state, "new/data.mdb"));
}

static void
test_one_at_a_time_makes_it(void **state)
{
    struct new_store n, other;
    struct error err;

    begin(*state, "new", &n);
    put_file(*state, "new.part/data.mdb");
    assert_int_equal(
        new_store_open(&other, temporary_file(*state, "new"), &err),
        STATUS_UNAVAILABLE);
    new_store_close(&other);
    assert_true(is_there(*state, "new.part/data.mdb"));
    new_store_close(&n);
}

static void
test_what_was_left_behind_is_made_anew(void **state)
{
    struct new_store n;

    assert_int_equal(mkdir(temporary_file(*state, "new.part"), 0700), 0);
    put_file(*state, "new.part/data.mdb");
    begin(*state, "new", &n);
    assert_false(is_there(*state, "new.part/data.mdb"));
    new_store_close(&n);
}

#define CASE(name)                                                             \
    cmocka_unit_test_setup_teardown(name, temporary_setup, temporary_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(test_it_has_its_name_when_it_is_finished),
        CASE(test_nothing_is_left_of_what_was_not_finished),
        CASE(test_what_has_no_data_is_not_finished),
        CASE(test_what_is_there_is_kept),
        CASE(test_an_empty_directory_gives_way_and_a_full_one_does_not),
        CASE(test_one_at_a_time_makes_it),
        CASE(test_what_was_left_behind_is_made_anew),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
