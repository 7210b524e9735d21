/* ready - what a starter reads and what a service manager receives. */
#include "daemon/ready.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* The other end of NOTIFY_SOCKET. */
struct manager {
    int fd;
    char name[64]; /* as it stands in the environment */
};

static struct manager
manager_listen(const char *name)
{
    struct manager manager = {socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0),
                              ""};
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    size_t bytes = strlen(name);

    assert_true(manager.fd >= 0);
    assert_true(bytes < sizeof manager.name);
    memcpy(manager.name, name, bytes);
    memcpy(at.sun_path, name, bytes);
    if (*name == '@')
        at.sun_path[0] = '\0';
    assert_int_equal(
        bind(manager.fd, (struct sockaddr *)&at,
             (socklen_t)(offsetof(struct sockaddr_un, sun_path) + bytes)),
        0);
    setenv("NOTIFY_SOCKET", name, 1);
    return manager;
}

/* What it was told next, with a NUL. */
struct told {
    char words[64];
};

static struct told
manager_hear(struct manager *manager)
{
    struct told told = {""};

    assert_true(recv(manager->fd, told.words, sizeof told.words - 1, 0) > 0);
    return told;
}

static void
assert_told_once(struct manager *manager)
{
    char more;

    assert_string_equal(manager_hear(manager).words, "READY=1");
    assert_int_equal(recv(manager->fd, &more, 1, 0), -1);
    assert_int_equal(errno, EAGAIN);
}

static void
test_manager_at_a_path_is_told_once(void **state)
{
    char directory[] = "/tmp/bgrXXXXXX";
    char path[32];
    struct manager manager;
    int fd = READY_NOBODY;

    (void)state;
    assert_non_null(mkdtemp(directory));
    snprintf(path, sizeof path, "%s/notify", directory);
    manager = manager_listen(path);
    ready_tell(&fd);
    ready_tell(&fd);
    assert_told_once(&manager);
    close(manager.fd);
    unlink(path);
    rmdir(directory);
}

static void
test_manager_under_an_abstract_name_is_told(void **state)
{
    char name[64];
    struct manager manager;
    int fd = READY_NOBODY;

    (void)state;
    snprintf(name, sizeof name, "@baogao/test/%d", (int)getpid());
    manager = manager_listen(name);
    ready_tell(&fd);
    assert_told_once(&manager);
    close(manager.fd);
}

static void
test_manager_is_told_of_a_reload(void **state)
{
    static const char begins[] = "RELOADING=1\nMONOTONIC_USEC=";
    char name[64];
    struct manager manager;
    struct told told;
    int64_t before_us = clock_monotonic_us(), told_us;
    int fd = READY_NOBODY;

    (void)state;
    snprintf(name, sizeof name, "@baogao/test/%d", (int)getpid());
    manager = manager_listen(name);
    ready_tell(&fd);
    assert_told_once(&manager);
    ready_reload_begins();
    told = manager_hear(&manager);
    assert_memory_equal(told.words, begins, strlen(begins));
    told_us = strtoll(told.words + strlen(begins), NULL, 10);
    assert_in_range(told_us, before_us, clock_monotonic_us());
    ready_reload_ends();
    assert_told_once(&manager);
    close(manager.fd);
}

static void
test_children_are_not_asked_to_tell(void **state)
{
    int fd = READY_NOBODY;

    (void)state;
    setenv("NOTIFY_SOCKET", "/nobody/listens/here", 1);
    ready_tell(&fd);
    assert_null(getenv("NOTIFY_SOCKET"));
}

static void
test_name_too_long_for_a_socket_is_let_go(void **state)
{
    char name[200];
    int fd = READY_NOBODY;

    (void)state;
    memset(name, 'x', sizeof name - 1);
    name[0] = '/';
    name[sizeof name - 1] = '\0';
    setenv("NOTIFY_SOCKET", name, 1);
    ready_tell(&fd);
    assert_null(getenv("NOTIFY_SOCKET"));
}

static void
test_starter_reads_a_newline_and_the_end(void **state)
{
    int ends[2];
    char told[8];

    (void)state;
    unsetenv("NOTIFY_SOCKET");
    assert_int_equal(pipe(ends), 0);
    ready_tell(&ends[1]);
    assert_int_equal(ends[1], READY_NOBODY);
    assert_int_equal(read(ends[0], told, sizeof told), 1);
    assert_int_equal(told[0], '\n');
    assert_int_equal(read(ends[0], told, sizeof told), 0);
    close(ends[0]);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_manager_at_a_path_is_told_once),
        cmocka_unit_test(test_manager_under_an_abstract_name_is_told),
        cmocka_unit_test(test_manager_is_told_of_a_reload),
        cmocka_unit_test(test_children_are_not_asked_to_tell),
        cmocka_unit_test(test_name_too_long_for_a_socket_is_let_go),
        cmocka_unit_test(test_starter_reads_a_newline_and_the_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
