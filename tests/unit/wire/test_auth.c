/* auth - who comes in over tcp, and what each may say. */
#include "wire/auth.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/ok.h"
#include "tests/unit/temporary.h"
#include "wire/keyring.h"
#include "wire/version.h"

enum { PATIENCE_MS = 10000, NOTHING_MS = 300 };

struct fixture {
    struct temporary temporary;
    const char *folder;
    char secret[128];
    struct wire *wire;
    struct auth *auth;
    struct socket *listener;
    struct credentials credentials; /* of key "a", which may submit */
    struct error err;
};

static int
setup(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    struct socket_options options = {0};
    bool is_new;

    *state = f;
    temporary_make(&f->temporary);
    f->folder = f->temporary.path;
    snprintf(f->secret, sizeof f->secret, "%s/a.key", f->folder);
    ok(f, keyring_init(f->folder, &is_new, &f->err));
    ok(f, keyring_add(f->folder, "a", ROLE_SUBMIT, f->secret, &f->err));
    ok(f, credentials_read(f->secret, keyring_server_path(f->folder).text,
                           &f->credentials, &f->err));
    ok(f, wire_open(&f->wire, &f->err));
    ok(f, auth_open(f->wire, f->folder, &f->auth, &f->err));
    options.certificate = auth_certificate(f->auth);
    ok(f, socket_listen(f->wire, "tcp://127.0.0.1:*", &options, &f->listener,
                        &f->err));
    assert_int_equal(auth_tick(f->auth, &f->err), AUTH_INFO);
    return 0;
}

static int
teardown(void **state)
{
    struct fixture *f = *state;

    socket_close(&f->listener);
    auth_close(&f->auth);
    wire_close(&f->wire);
    temporary_remove(&f->temporary);
    free(f);
    return 0;
}

static struct socket *
connect_with(struct fixture *f, const struct credentials *credentials)
{
    struct socket_options options = {.drops_unsent = true,
                                     .credentials = credentials};
    struct message hello = {.kind = MESSAGE_HELLO,
                            .hello = version_hello(STR(""))};
    struct socket *s = NULL;

    ok(f, socket_connect(f->wire, socket_endpoint(f->listener), &options, &s,
                         &f->err));
    ok(f, socket_send(s, NULL, &hello, 1, &f->err));
    return s;
}

/* Who sent the next message. */
static struct user
next_user(struct fixture *f)
{
    struct incoming *in = NULL;
    struct user user;

    assert_true(socket_wait(f->listener, PATIENCE_MS));
    ok(f, socket_receive(f->listener, &in, &f->err));
    user = *incoming_user(in);
    incoming_free(&in);
    return user;
}

static void
test_a_known_key_comes_in_under_its_own_name(void **state)
{
    struct fixture *f = *state;
    struct socket *s = connect_with(f, &f->credentials);
    struct user user = next_user(f);

    assert_false(user.is_local);
    assert_string_equal(user.key, f->credentials.own.public_key);
    assert_int_equal(auth_check(f->auth, &user, MESSAGE_HELLO, &f->err),
                     STATUS_OK);
    assert_int_equal(auth_check(f->auth, &user, MESSAGE_SUBMIT, &f->err),
                     STATUS_OK);
    assert_int_equal(socket_trouble(s, &f->err), STATUS_OK);
    socket_close(&s);
}

static void
test_a_role_that_a_key_has_not_is_refused_by_name(void **state)
{
    static const enum message_kind others[] = {
        MESSAGE_READY,          MESSAGE_RESULT,
        MESSAGE_QUERY,          MESSAGE_CITE,
        MESSAGE_STATUS_REQUEST, MESSAGE_LIST_DOCUMENTS,
        MESSAGE_ORDER,          MESSAGE_STEER,
        MESSAGE_WELCOME /* what no role covers is the administrator's */};
    struct fixture *f = *state;
    struct user user = {.is_local = false};

    strcpy(user.key, f->credentials.own.public_key);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        assert_int_equal(auth_check(f->auth, &user, others[i], &f->err),
                         STATUS_INVALID);
        assert_non_null(strstr(f->err.text, "key a "));
        assert_null(strstr(f->err.text, user.key));
    }
}

static void
test_a_message_without_a_key_is_nobodys(void **state)
{
    struct fixture *f = *state;
    struct user nobody = {.is_local = false}, local = {.is_local = true};

    assert_int_equal(auth_check(f->auth, &nobody, MESSAGE_HELLO, &f->err),
                     STATUS_INVALID);
    assert_int_equal(auth_check(f->auth, &local, MESSAGE_READY, &f->err),
                     STATUS_OK);
}

static void
test_a_revoked_key_is_refused_on_its_open_connection(void **state)
{
    struct fixture *f = *state;
    struct socket *s = connect_with(f, &f->credentials);
    struct user user = next_user(f);
    struct message again = {.kind = MESSAGE_STATUS_REQUEST};

    assert_int_equal(auth_check(f->auth, &user, MESSAGE_SUBMIT, &f->err),
                     STATUS_OK);
    ok(f, keyring_revoke(f->folder, "a", &f->err));
    while (auth_tick(f->auth, &f->err) == AUTH_QUIET)
        ;
    ok(f, socket_send(s, NULL, &again, 1, &f->err));
    user = next_user(f);
    assert_string_equal(user.key, f->credentials.own.public_key);
    assert_int_equal(auth_check(f->auth, &user, MESSAGE_SUBMIT, &f->err),
                     STATUS_INVALID);
    assert_int_equal(auth_check(f->auth, &user, MESSAGE_HELLO, &f->err),
                     STATUS_INVALID);
    socket_close(&s);
}

static void
assert_shut_out(struct fixture *f, const struct credentials *credentials,
                enum status trouble)
{
    struct socket *s = connect_with(f, credentials);
    enum status st = STATUS_OK;

    for (int i = 0; i < PATIENCE_MS / 10 && st != trouble; i++) {
        assert_false(socket_wait(s, 10));
        st = socket_trouble(s, &f->err);
    }
    assert_int_equal(st, trouble);
    assert_false(socket_wait(f->listener, NOTHING_MS));
    socket_close(&s);
}

static void
test_strangers_are_shut_out_and_told_why(void **state)
{
    struct fixture *f = *state;
    struct credentials unknown = f->credentials, mistaken = f->credentials;

    ok(f, certificate_make(&unknown.own, &f->err));
    ok(f, certificate_make(&mistaken.server, &f->err));
    assert_shut_out(f, &unknown, STATUS_INVALID);
    assert_shut_out(f, &mistaken, STATUS_UNAVAILABLE);
    assert_shut_out(f, NULL, STATUS_INVALID);
}

static void
test_the_proof_holds_and_finds_an_open_door(void **state)
{
    struct fixture *f = *state;
    struct socket_options options = {.certificate = auth_certificate(f->auth)};
    struct socket *open = NULL;
    struct wire *unwatched = NULL;

    ok(f, auth_prove(f->auth, f->wire, f->listener, &f->err));
    /* In another context no thread answers: ZeroMQ then lets all in. */
    ok(f, wire_open(&unwatched, &f->err));
    ok(f,
       socket_listen(unwatched, "tcp://127.0.0.1:*", &options, &open, &f->err));
    assert_int_equal(auth_prove(f->auth, f->wire, open, &f->err),
                     STATUS_UNAVAILABLE);
    assert_non_null(strstr(f->err.text, "lets strangers in"));
    socket_close(&open);
    wire_close(&unwatched);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            test_a_known_key_comes_in_under_its_own_name, setup, teardown),
        cmocka_unit_test_setup_teardown(
            test_a_role_that_a_key_has_not_is_refused_by_name, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_message_without_a_key_is_nobodys,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(
            test_a_revoked_key_is_refused_on_its_open_connection, setup,
            teardown),
        cmocka_unit_test_setup_teardown(
            test_strangers_are_shut_out_and_told_why, setup, teardown),
        cmocka_unit_test_setup_teardown(
            test_the_proof_holds_and_finds_an_open_door, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
