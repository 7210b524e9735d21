/* Two processes on one store: a map that grows, a reader that is killed. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/batch.h"
#include "store/snapshot.h"
#include "tests/unit/temporary.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { DOCUMENTS = 40, DOCUMENT_BYTES = 100 * 1000 };

/* Far less than the documents take, so that the map must grow. */
static const struct store_options tight = {.map_bytes = 1 << 20};

/* Another process, which takes a step whenever it is told to. */
struct other {
    pid_t pid;
    int to;   /* a byte: take the next step */
    int from; /* a byte: it is done */
};

struct site {
    struct temporary directory;
    struct other other;
};

static int
setup(void **state)
{
    struct site *site = calloc(1, sizeof *site);

    temporary_make(&site->directory);
    *state = site;
    return 0;
}

static int
teardown(void **state)
{
    struct site *site = *state;

    if (site->other.pid > 0) {
        kill(site->other.pid, SIGKILL);
        waitpid(site->other.pid, NULL, 0);
    }
    close(site->other.to);
    close(site->other.from);
    temporary_remove(&site->directory);
    free(site);
    return 0;
}

/* In the other process: tell that a step is done, wait for the next. */
static void
next_step(int from, int to)
{
    char byte = 0;

    if (write(to, &byte, 1) != 1 || read(from, &byte, 1) != 1)
        _exit(0);
}

typedef void steps(const char *path, int from, int to);

/* Start it; returns when its first step is done. */
static void
start(struct site *site, steps *run)
{
    struct other *other = &site->other;
    int to[2], from[2];
    char byte;

    assert_int_equal(pipe(to), 0);
    assert_int_equal(pipe(from), 0);
    other->pid = fork();
    assert_true(other->pid >= 0);
    if (other->pid == 0) {
        close(to[1]);
        close(from[0]);
        run(site->directory.path, to[0], from[1]);
        _exit(0);
    }
    close(to[0]);
    close(from[1]);
    other->to = to[1];
    other->from = from[0];
    assert_int_equal(read(other->from, &byte, 1), 1);
}

static void
let_it_go_on(struct site *site)
{
    char byte = 0;

    assert_int_equal(write(site->other.to, &byte, 1), 1);
    assert_int_equal(read(site->other.from, &byte, 1), 1);
}

/* ---- a map that grows -------------------------------------------------- */

static enum status
write_documents(struct store *s, unsigned count)
{
    static char bytes[DOCUMENT_BYTES];
    struct batch *b = NULL;
    enum status st = batch_begin(s, &b, NULL);

    for (unsigned i = 0; st == STATUS_OK && i < count; i++) {
        uint64_t number = batch_next_document_no(b);
        memset(bytes, (int)number, sizeof bytes);
        st = batch_accept(b, number, STR("row"), STR("row"),
                          (struct str){bytes, sizeof bytes}, NULL);
    }
    if (st == STATUS_OK)
        return batch_commit(&b, NULL);
    batch_abort(&b);
    return st;
}

static void
write_small_then_large(const char *path, int from, int to)
{
    struct store *s = NULL;
    enum status st;

    if (store_open(path, STORE_WRITER, &tight, &s, NULL) != STATUS_OK ||
        write_documents(s, 1) != STATUS_OK)
        _exit(1);
    next_step(from, to);
    while ((st = write_documents(s, DOCUMENTS - 1)) != STATUS_OK)
        if (!store_is_full(s) || store_grow(s, NULL) != STATUS_OK)
            _exit(1);
    next_step(from, to);
    store_close(&s);
}

static struct store *
open_reader(const struct site *site)
{
    struct store *s = NULL;

    assert_int_equal(
        store_open(site->directory.path, STORE_READER, &tight, &s, NULL),
        STATUS_OK);
    return s;
}

static void
assert_document(struct snapshot *snap, uint64_t number)
{
    struct str bytes;

    assert_int_equal(snapshot_source(snap, number, &bytes, NULL), STATUS_OK);
    assert_int_equal(bytes.len, DOCUMENT_BYTES);
    assert_int_equal((unsigned char)bytes.ptr[bytes.len - 1], number);
}

static void
test_a_reader_follows_a_map_that_another_process_grew(void **state)
{
    struct site *site = *state;
    struct snapshot *snap = NULL;
    struct store *s;

    start(site, write_small_then_large);
    s = open_reader(site);
    assert_int_equal(snapshot_open(s, &snap, NULL), STATUS_OK);
    assert_document(snap, 1);
    snapshot_close(&snap);
    let_it_go_on(site);
    assert_int_equal(snapshot_open(s, &snap, NULL), STATUS_OK);
    for (uint64_t number = 1; number <= DOCUMENTS; number++)
        assert_document(snap, number);
    snapshot_close(&snap);
    store_close(&s);
}

static void
test_an_open_snapshot_outlives_growth_and_delays_the_next(void **state)
{
    struct site *site = *state;
    struct snapshot *old = NULL, *new = NULL;
    struct store *s;

    start(site, write_small_then_large);
    s = open_reader(site);
    assert_int_equal(snapshot_open(s, &old, NULL), STATUS_OK);
    let_it_go_on(site);
    assert_int_equal(snapshot_open(s, &new, NULL), STATUS_UNAVAILABLE);
    assert_null(new);
    assert_document(old, 1);
    snapshot_close(&old);
    assert_int_equal(snapshot_open(s, &new, NULL), STATUS_OK);
    assert_document(new, DOCUMENTS);
    snapshot_close(&new);
    store_close(&s);
}

static void
test_a_snapshot_is_renewed_across_growth(void **state)
{
    struct site *site = *state;
    struct snapshot *snap = NULL;
    struct str bytes;
    struct store *s;
    bool renewed = false;

    start(site, write_small_then_large);
    s = open_reader(site);
    assert_int_equal(snapshot_open(s, &snap, NULL), STATUS_OK);
    let_it_go_on(site);
    while (!renewed) {
        /* It is as it was until it is renewed. */
        assert_int_equal(snapshot_source(snap, DOCUMENTS, &bytes, NULL),
                         STATUS_NOT_FOUND);
        assert_int_equal(snapshot_refresh(snap, &renewed, NULL), STATUS_OK);
    }
    assert_document(snap, DOCUMENTS);
    snapshot_close(&snap);
    store_close(&s);
}

/* ---- a reader that is killed ------------------------------------------- */

static void
hold_a_snapshot(const char *path, int from, int to)
{
    struct snapshot *snap = NULL;
    struct store *s = NULL;

    if (store_open(path, STORE_READER, &tight, &s, NULL) != STATUS_OK ||
        snapshot_open(s, &snap, NULL) != STATUS_OK)
        _exit(1);
    next_step(from, to);
}

static void
test_a_killed_reader_is_forgotten_and_a_live_one_is_not(void **state)
{
    struct site *site = *state;
    struct store *s = NULL;

    assert_int_equal(
        store_open(site->directory.path, STORE_WRITER, &tight, &s, NULL),
        STATUS_OK);
    start(site, hold_a_snapshot);
    assert_int_equal(store_clear_readers(s), 0);
    kill(site->other.pid, SIGKILL);
    assert_int_equal(waitpid(site->other.pid, NULL, 0), site->other.pid);
    site->other.pid = 0;
    assert_int_equal(store_clear_readers(s), 1);
    assert_int_equal(store_clear_readers(s), 0);
    store_close(&s);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(test_a_reader_follows_a_map_that_another_process_grew),
        CASE(test_an_open_snapshot_outlives_growth_and_delays_the_next),
        CASE(test_a_snapshot_is_renewed_across_growth),
        CASE(test_a_killed_reader_is_forgotten_and_a_live_one_is_not),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
