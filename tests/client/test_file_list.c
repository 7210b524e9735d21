/* file_list - operands that are files, directories, or nothing at all. */
#include "client/file_list.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct tree {
    char root[32];
    size_t faults;
};

static void
path_in(const struct tree *t, const char *name, char out[256])
{
    snprintf(out, 256, "%s/%s", t->root, name);
}

static void
make_file(const struct tree *t, const char *name)
{
    char path[256];
    FILE *file;

    path_in(t, name, path);
    file = fopen(path, "w");
    assert_non_null(file);
    fclose(file);
}

static void
make_directory(const struct tree *t, const char *name)
{
    char path[256];

    path_in(t, name, path);
    assert_int_equal(mkdir(path, 0700), 0);
}

static int
set_up(void **state)
{
    struct tree *t = calloc(1, sizeof *t);

    strcpy(t->root, "/tmp/baogao-files-XXXXXX");
    assert_non_null(mkdtemp(t->root));
    *state = t;
    return 0;
}

static int
tear_down(void **state)
{
    struct tree *t = *state;
    char command[64];

    snprintf(command, sizeof command, "rm -rf '%s'", t->root);
    assert_int_equal(system(command), 0);
    free(t);
    return 0;
}

static void
count_fault(void *context, const char *path, int cause)
{
    struct tree *t = context;

    (void)path;
    (void)cause;
    t->faults++;
}

static void
add(struct file_list *list, const char *operand, struct arena *a,
    struct tree *t)
{
    struct error err;

    assert_int_equal(file_list_add(list, operand, a, count_fault, t, &err),
                     STATUS_OK);
}

static void
test_a_directory_gives_its_regular_files_by_name(void **state)
{
    struct tree *t = *state;
    struct file_list list = {0};
    struct arena a = {0};
    char link_path[256], wanted[256];

    make_directory(t, "b");
    make_file(t, "b/2.txt");
    make_file(t, "a.txt");
    make_file(t, ".hidden");
    make_directory(t, ".git");
    make_file(t, ".git/config");
    path_in(t, "link", link_path);
    assert_int_equal(symlink("a.txt", link_path), 0);
    add(&list, t->root, &a, t);
    assert_int_equal(list.count, 2);
    path_in(t, "a.txt", wanted);
    assert_string_equal(list.paths[0], wanted);
    path_in(t, "b/2.txt", wanted);
    assert_string_equal(list.paths[1], wanted);
    assert_int_equal(t->faults, 0);
    arena_release(&a);
}

static void
test_other_operands_stay_as_they_are(void **state)
{
    struct file_list list = {0};
    struct arena a = {0};

    add(&list, "-", &a, *state);
    add(&list, "/no/such/file", &a, *state);
    assert_int_equal(list.count, 2);
    assert_string_equal(list.paths[0], "-");
    assert_string_equal(list.paths[1], "/no/such/file");
    arena_release(&a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            test_a_directory_gives_its_regular_files_by_name, set_up,
            tear_down),
        cmocka_unit_test_setup_teardown(test_other_operands_stay_as_they_are,
                                        set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
