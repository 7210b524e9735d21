/* keys - certificates on disk, their roles, and a table that follows them. */
#include "wire/keys.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/clock.h"
#include "tests/unit/ok.h"
#include "tests/unit/temporary.h"
#include "wire/keyring.h"

enum { PATIENCE_MS = 2000 };

struct fixture {
    struct temporary temporary;
    const char *folder;
    char secret[128]; /* where the next key's secret half goes */
    struct error err;
};

static int
setup(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    bool is_new = false;

    *state = f;
    temporary_make(&f->temporary);
    f->folder = f->temporary.path;
    snprintf(f->secret, sizeof f->secret, "%s/a.key", f->folder);
    return keyring_init(f->folder, &is_new, &f->err) == STATUS_OK && is_new
               ? 0
               : -1;
}

static int
teardown(void **state)
{
    struct fixture *f = *state;

    temporary_remove(&f->temporary);
    free(f);
    return 0;
}

static unsigned
mode_of(const char *path)
{
    struct stat file;

    assert_int_equal(stat(path, &file), 0);
    return file.st_mode & 0777;
}

static void
test_secrets_are_their_owners_alone(void **state)
{
    struct fixture *f = *state;
    mode_t before = umask(0);

    ok(f, keyring_add(f->folder, "a", ROLE_WORK, f->secret, &f->err));
    umask(before);
    assert_int_equal(mode_of(f->secret), 0600);
    assert_int_equal(mode_of(keyring_server_secret_path(f->folder).text), 0600);
    assert_int_equal(mode_of(keyring_join(f->folder, "keys", "").text), 0700);
}

static void
test_a_secret_open_to_others_is_not_used(void **state)
{
    struct fixture *f = *state;
    struct certificate c;

    ok(f, keyring_add(f->folder, "a", ROLE_WORK, f->secret, &f->err));
    ok(f, certificate_read_secret(f->secret, &c, &f->err));
    assert_int_equal(chmod(f->secret, 0644), 0);
    assert_int_equal(certificate_read_secret(f->secret, &c, &f->err),
                     STATUS_INVALID);
}

static void
test_keys_init_again_keeps_what_is_there(void **state)
{
    struct fixture *f = *state;
    struct certificate first, second;
    bool is_new = true;

    ok(f, keys_read_server(f->folder, &first, &f->err));
    ok(f, keyring_init(f->folder, &is_new, &f->err));
    assert_false(is_new);
    ok(f, keys_read_server(f->folder, &second, &f->err));
    assert_string_equal(first.secret_key, second.secret_key);
}

static void
test_roles_come_back_whatever_their_order(void **state)
{
    unsigned roles = 0;
    struct error err;

    (void)state;
    for (unsigned each = 1; each < 2 * ROLE_ADMIN; each++) {
        struct roles_text text = roles_format(each);
        assert_int_equal(roles_parse(str_from(text.text), &roles, &err),
                         STATUS_OK);
        assert_int_equal(roles, each);
    }
    assert_int_equal(roles_parse(STR("work, submit"), &roles, &err), STATUS_OK);
    assert_int_equal(roles, ROLE_SUBMIT | ROLE_WORK);
    assert_int_equal(roles_parse(STR(""), &roles, &err), STATUS_INVALID);
    assert_int_equal(roles_parse(STR("work,"), &roles, &err), STATUS_OK);
    assert_int_equal(roles_parse(STR("work,,query"), &roles, &err),
                     STATUS_INVALID);
    assert_int_equal(roles_parse(STR("root"), &roles, &err), STATUS_INVALID);
}

static void
test_names_cannot_leave_their_folder(void **state)
{
    static const char *const bad[] = {"",          ".",   "..",  ".a", "a/b",
                                      "../server", "a b", "a\n", "工"};
    struct fixture *f = *state;

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(
            keyring_add(f->folder, bad[i], ROLE_WORK, f->secret, &f->err),
            STATUS_INVALID);
        assert_int_equal(keyring_revoke(f->folder, bad[i], &f->err),
                         STATUS_INVALID);
    }
    assert_int_equal(access(f->secret, F_OK), -1);
}

static void
test_a_key_is_added_once_and_no_file_overwritten(void **state)
{
    struct fixture *f = *state;
    char other[256];

    snprintf(other, sizeof other, "%s.2", f->secret);
    ok(f, keyring_add(f->folder, "a", ROLE_WORK, f->secret, &f->err));
    assert_int_equal(keyring_add(f->folder, "a", ROLE_WORK, other, &f->err),
                     STATUS_INVALID);
    assert_int_equal(access(other, F_OK), -1);
    assert_int_equal(keyring_add(f->folder, "b", ROLE_WORK, f->secret, &f->err),
                     STATUS_INVALID);
    assert_int_equal(keyring_revoke(f->folder, "b", &f->err), STATUS_NOT_FOUND);
}

/* Refresh until the table is a new one. */
static enum status
follow(struct keys *keys, struct error *err)
{
    int64_t until_ms = clock_monotonic_ms() + PATIENCE_MS;
    bool has_changed = false;
    enum status st = STATUS_OK;

    while (st == STATUS_OK && !has_changed) {
        if (clock_monotonic_ms() > until_ms)
            fail_msg("the change was not noticed");
        st = keys_refresh(keys, &has_changed, err);
        usleep(5000);
    }
    return st;
}

static void
test_a_table_follows_keys_added_changed_and_revoked(void **state)
{
    struct fixture *f = *state;
    struct keys *keys = NULL;
    struct certificate c;
    const struct key *key;
    char path[256];

    ok(f, keys_open(f->folder, &keys, &f->err));
    ok(f, follow(keys, &f->err));
    assert_int_equal(keys_count(keys), 0);
    ok(f,
       keyring_add(f->folder, "a", ROLE_WORK | ROLE_QUERY, f->secret, &f->err));
    ok(f, follow(keys, &f->err));
    ok(f, certificate_read_secret(f->secret, &c, &f->err));
    key = keys_find(keys, c.public_key);
    assert_non_null(key);
    assert_string_equal(key->name, "a");
    assert_int_equal(key->roles, ROLE_WORK | ROLE_QUERY);
    /* Its roles, changed in place as an editor might. */
    snprintf(path, sizeof path, "%s/keys/clients/a.cert", f->folder);
    strcpy(c.roles, "submit");
    ok(f, certificate_write(&c, path, &f->err));
    ok(f, follow(keys, &f->err));
    assert_int_equal(keys_find(keys, c.public_key)->roles, ROLE_SUBMIT);
    ok(f, keyring_revoke(f->folder, "a", &f->err));
    ok(f, follow(keys, &f->err));
    assert_null(keys_find(keys, c.public_key));
    keys_close(&keys);
}

static void
write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

/* Of a good key. */
#define ROLES_THAT_ARE_NONE                                                    \
    "metadata\n    roles = \"%s%n\"\ncurve\n    public-key = "                 \
    "\"Yne@$w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hID\"\n"

static void
test_a_bad_certificate_locks_out_no_other(void **state)
{
    static const char *const bad[] = {
        "",
        "curve\n",
        "curve\n    public-key = \"short\"\n",
        "\x01\x02\xff",
        "curve\n   public-key = \"%n%n%n%n\"\n",
        "curve\n        public-key = \"too deep\"\n",
        "curve\n    public-key = \"open\n",
        "curve\n    public-key \"no\"\n",
        "curve\n    public-key = \"x\" y\n",
        ROLES_THAT_ARE_NONE};
    struct fixture *f = *state;
    struct keys *keys = NULL;
    char path[256];

    ok(f, keyring_add(f->folder, "good", ROLE_WORK, f->secret, &f->err));
    ok(f, keys_open(f->folder, &keys, &f->err));
    snprintf(path, sizeof path, "%s/keys/clients/bad.cert", f->folder);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        unlink(path);
        write_file(path, bad[i]);
        assert_int_equal(follow(keys, &f->err), STATUS_INVALID);
        assert_int_equal(keys_count(keys), 1);
        assert_string_equal(keys_first(keys)->name, "good");
    }
    keys_close(&keys);
}

static void
test_without_its_folder_a_table_knows_nobody(void **state)
{
    struct fixture *f = *state;
    struct keys *keys = NULL;
    struct keyring_path folder = keyring_clients_path(f->folder);
    struct keyring_path away = keyring_join(f->folder, "away", "");

    ok(f, keyring_add(f->folder, "a", ROLE_WORK, f->secret, &f->err));
    ok(f, keys_open(f->folder, &keys, &f->err));
    ok(f, follow(keys, &f->err));
    assert_int_equal(keys_count(keys), 1);
    assert_int_equal(rename(folder.text, away.text), 0);
    assert_int_equal(follow(keys, &f->err), STATUS_UNAVAILABLE);
    assert_int_equal(keys_count(keys), 0);
    keys_close(&keys);
}

/* As in a process whose connections took them all. */
static void
test_without_descriptors_the_known_stay_and_the_revoked_go(void **state)
{
    struct fixture *f = *state;
    struct keys *keys = NULL;
    struct rlimit limit, none;

    ok(f, keyring_add(f->folder, "kept", ROLE_WORK, f->secret, &f->err));
    unlink(f->secret);
    ok(f, keyring_add(f->folder, "revoked", ROLE_WORK, f->secret, &f->err));
    unlink(f->secret);
    ok(f, keys_open(f->folder, &keys, &f->err));
    ok(f, follow(keys, &f->err));
    assert_int_equal(keys_count(keys), 2);
    ok(f, keyring_add(f->folder, "new", ROLE_WORK, f->secret, &f->err));
    ok(f, keyring_revoke(f->folder, "revoked", &f->err));
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
    none = (struct rlimit){0, limit.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
    assert_int_equal(follow(keys, &f->err), STATUS_UNAVAILABLE);
    assert_int_equal(keys_count(keys), 1);
    assert_string_equal(keys_first(keys)->name, "kept");
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
    ok(f, follow(keys, &f->err));
    assert_int_equal(keys_count(keys), 2);
    keys_close(&keys);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_secrets_are_their_owners_alone,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(
            test_a_secret_open_to_others_is_not_used, setup, teardown),
        cmocka_unit_test_setup_teardown(
            test_keys_init_again_keeps_what_is_there, setup, teardown),
        cmocka_unit_test(test_roles_come_back_whatever_their_order),
        cmocka_unit_test_setup_teardown(test_names_cannot_leave_their_folder,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(
            test_a_key_is_added_once_and_no_file_overwritten, setup, teardown),
        cmocka_unit_test_setup_teardown(
            test_a_table_follows_keys_added_changed_and_revoked, setup,
            teardown),
        cmocka_unit_test_setup_teardown(
            test_a_bad_certificate_locks_out_no_other, setup, teardown),
        cmocka_unit_test_setup_teardown(
            test_without_its_folder_a_table_knows_nobody, setup, teardown),
        cmocka_unit_test_setup_teardown(
            test_without_descriptors_the_known_stay_and_the_revoked_go, setup,
            teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
