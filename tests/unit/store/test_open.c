/* store_open - which directories are stores, and whose. */
#include "store/store.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/batch.h"
#include "store/index/run.h"
#include "store/snapshot.h"
#include "store/value.h"
#include "tests/unit/numbers.h"
#include "tests/unit/temporary.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct store_options small = {.map_bytes = 64 << 20};

static int
setup(void **state)
{
    struct temporary *t = calloc(1, sizeof *t);

    temporary_make(t);
    *state = t;
    return 0;
}

static int
teardown(void **state)
{
    temporary_remove(*state);
    free(*state);
    return 0;
}

static enum status
open_as(const struct temporary *t, enum store_role role, struct store **out)
{
    struct error err;

    return store_open(t->path, role, &small, out, &err);
}

static struct store *
open_writer(const struct temporary *t)
{
    struct store *s = NULL;
    struct error err;
    enum status st = store_open(t->path, STORE_WRITER, &small, &s, &err);

    if (st != STATUS_OK)
        fail_msg("status %d: %s", st, err.text);
    return s;
}

static enum status
try_to_open(const struct temporary *t, enum store_role role)
{
    struct store *s = NULL;
    enum status st = open_as(t, role, &s);

    if (st != STATUS_OK)
        assert_null(s);
    store_close(&s);
    return st;
}

static void
test_a_reader_needs_a_store(void **state)
{
    struct temporary missing = {"/tmp/baogao-test-missing"};

    assert_int_equal(try_to_open(*state, STORE_READER), STATUS_UNAVAILABLE);
    assert_int_equal(try_to_open(&missing, STORE_READER), STATUS_UNAVAILABLE);
}

static void
test_a_second_writer_is_refused_and_a_reader_is_not(void **state)
{
    struct store *writer = open_writer(*state);

    assert_int_equal(try_to_open(*state, STORE_WRITER), STATUS_UNAVAILABLE);
    store_close(&writer);
    assert_int_equal(try_to_open(*state, STORE_WRITER), STATUS_OK);
    assert_int_equal(try_to_open(*state, STORE_READER), STATUS_OK);
}

/* An environment that LMDB opens and nobody of ours has made. */
static void
make_foreign(const struct temporary *t)
{
    MDB_env *env;
    MDB_txn *txn;
    MDB_dbi dbi;
    char name[] = "name";
    MDB_val key = {4, name}, value = key;

    assert_int_equal(mdb_env_create(&env), 0);
    assert_int_equal(mdb_env_set_maxdbs(env, 4), 0);
    assert_int_equal(mdb_env_open(env, t->path, 0, 0600), 0);
    assert_int_equal(mdb_txn_begin(env, NULL, 0, &txn), 0);
    assert_int_equal(mdb_dbi_open(txn, "theirs", MDB_CREATE, &dbi), 0);
    assert_int_equal(mdb_put(txn, dbi, &key, &value, 0), 0);
    assert_int_equal(mdb_txn_commit(txn), 0);
    mdb_env_close(env);
}

static void
test_a_foreign_environment_is_refused(void **state)
{
    make_foreign(*state);
    assert_int_equal(try_to_open(*state, STORE_READER), STATUS_CORRUPT);
    assert_int_equal(try_to_open(*state, STORE_WRITER), STATUS_CORRUPT);
}

static void
test_another_file_is_refused(void **state)
{
    int fd = open(temporary_file(*state, "data.mdb"), O_CREAT | O_WRONLY, 0600);
    char bytes[16384];

    memset(bytes, 'x', sizeof bytes);
    assert_int_equal(write(fd, bytes, sizeof bytes), sizeof bytes);
    close(fd);
    assert_int_equal(try_to_open(*state, STORE_WRITER), STATUS_CORRUPT);
}

static void
set_format(const struct temporary *t, uint64_t format)
{
    struct store *s = open_writer(t);
    char row[8];
    MDB_txn *txn;
    struct error err;

    for (int i = 0; i < 8; i++)
        row[i] = (char)(format >> (56 - 8 * i));
    assert_int_equal(mdb_txn_begin(s->env, NULL, 0, &txn), 0);
    assert_int_equal(value_put(s, txn, DB_META, key_text("format"),
                               (struct str){row, sizeof row}, 0, &err),
                     STATUS_OK);
    assert_int_equal(mdb_txn_commit(txn), 0);
    store_close(&s);
}

static void
test_another_format_is_refused(void **state)
{
    set_format(*state, STORE_FORMAT + 1);
    assert_int_equal(try_to_open(*state, STORE_READER), STATUS_UNAVAILABLE);
    assert_int_equal(try_to_open(*state, STORE_WRITER), STATUS_UNAVAILABLE);
}

/* Its checksums were others: it must not pass for damaged. */
static void
test_an_older_format_is_named(void **state)
{
    set_format(*state, STORE_FORMAT - 1);
    assert_int_equal(try_to_open(*state, STORE_WRITER), STATUS_UNAVAILABLE);
}

/* Some documents of some pages each. */
static void
fill(struct store *s, unsigned count)
{
    static char bytes[20000];
    struct batch *b = NULL;
    struct error err;

    assert_int_equal(batch_begin(s, &b, &err), STATUS_OK);
    for (unsigned i = 0; i < count; i++) {
        uint64_t number = batch_next_document_no(b);
        memset(bytes, (int)number, sizeof bytes);
        assert_int_equal(batch_accept(b, number, STR("row"), STR("row"),
                                      (struct str){bytes, sizeof bytes}, &err),
                         STATUS_OK);
    }
    assert_int_equal(batch_commit(&b, &err), STATUS_OK);
}

static off_t
data_bytes(const struct temporary *t)
{
    struct stat file;

    assert_int_equal(stat(temporary_file(t, "data.mdb"), &file), 0);
    return file.st_size;
}

static void
test_a_store_cut_short_is_refused(void **state)
{
    const struct temporary *t = *state;
    struct store *s = open_writer(t);
    off_t whole;

    fill(s, 20);
    store_close(&s);
    whole = data_bytes(t);
    for (off_t left = whole - 4096; left > 8192; left -= 40960) {
        assert_int_equal(truncate(temporary_file(t, "data.mdb"), left), 0);
        assert_int_equal(try_to_open(t, STORE_READER), STATUS_CORRUPT);
        assert_int_equal(try_to_open(t, STORE_WRITER), STATUS_CORRUPT);
    }
}

static void
flip(const struct temporary *t, off_t at)
{
    int fd = open(temporary_file(t, "data.mdb"), O_RDWR);
    char byte;

    assert_int_equal(pread(fd, &byte, 1, at), 1);
    byte ^= 1;
    assert_int_equal(pwrite(fd, &byte, 1, at), 1);
    close(fd);
}

/* Where in the file a run of 1000 bytes `what` begins. */
static off_t
find_bytes(const struct temporary *t, char what)
{
    off_t size = data_bytes(t), run = 0, at;
    char *all = malloc((size_t)size);
    int fd = open(temporary_file(t, "data.mdb"), O_RDONLY);

    assert_int_equal(pread(fd, all, (size_t)size, 0), size);
    close(fd);
    for (at = 0; at < size && run < 1000; at++)
        run = all[at] == what ? run + 1 : 0;
    free(all);
    assert_int_equal(run, 1000);
    return at - 1000;
}

static void
test_a_flipped_bit_is_found_by_who_reads_it(void **state)
{
    const struct temporary *t = *state;
    struct store *s = open_writer(t);
    struct snapshot *snap = NULL;
    struct str value = STR("untouched");
    struct error err;

    fill(s, 5);
    store_close(&s);
    flip(t, find_bytes(t, 3) + 500);
    s = open_writer(t);
    assert_int_equal(snapshot_open(s, &snap, &err), STATUS_OK);
    assert_int_equal(snapshot_source(snap, 3, &value, &err), STATUS_CORRUPT);
    assert_string_equal(value.ptr, "untouched");
    assert_int_equal(snapshot_source(snap, 2, &value, &err), STATUS_OK);
    assert_int_equal(value.len, 20000);
    snapshot_close(&snap);
    store_close(&s);
}

/* Without its number the newer first page would count for nothing. */
static void
test_first_pages_without_numbers_are_refused(void **state)
{
    enum { TRANSACTION = 16 + 128, PAGE_BYTES = 4096 };
    const struct temporary *t = *state;
    struct store *s = open_writer(t);
    static const char zero[8];
    int fd;

    fill(s, 1);
    store_close(&s);
    fd = open(temporary_file(t, "data.mdb"), O_RDWR);
    for (off_t page = 0; page < 2; page++)
        assert_int_equal(
            pwrite(fd, zero, sizeof zero, page * PAGE_BYTES + TRANSACTION),
            sizeof zero);
    close(fd);
    assert_int_equal(try_to_open(t, STORE_READER), STATUS_CORRUPT);
    assert_int_equal(try_to_open(t, STORE_WRITER), STATUS_CORRUPT);
}

/* Documents accepted and settled so far, in the order of their numbers. */
struct progress {
    uint64_t accepted;
    uint64_t settled;
};

static char filler[70000];

static struct str
some_bytes(struct numbers *n, size_t most)
{
    return (struct str){filler, numbers_below(n, most)};
}

static void
settle_next(struct batch *b, struct numbers *n, struct progress *p)
{
    struct document_id id = {{0}};
    struct done_values values = {.row = STR("row"),
                                 .brief = {STR("heads"), STR("details")}};
    struct error err;
    uint64_t number = ++p->settled;

    memcpy(id.bytes, &number, sizeof number);
    id.bytes[0] = (uint8_t)numbers_next(n);
    values.records = some_bytes(n, 3000);
    values.text = some_bytes(n, 6000);
    assert_int_equal(batch_finish(b, number, id, &values, &err), STATUS_OK);
}

/* An index run of one long term, as if of many. */
static void
add_run(struct batch *b, struct numbers *n)
{
    struct arena a = {0};
    struct posting_list postings = {0};
    struct error err;
    struct str run;

    for (uint64_t i = numbers_below(n, 4); i > 0; i--)
        assert_true(posting_list_add(
            &postings, (struct posting){some_bytes(n, 12000), i}, &a));
    assert_int_equal(run_build(&postings, &a, &run, &err), STATUS_OK);
    assert_int_equal(batch_add_run(b, run, &err), STATUS_OK);
    assert_int_equal(batch_merge_runs(b, &err), STATUS_OK);
    arena_release(&a);
}

/* One batch like those of a busy head. */
static void
random_batch(struct store *s, struct numbers *n, struct progress *p)
{
    struct batch *b = NULL;
    struct error err;
    uint64_t arriving = numbers_below(n, 100);
    uint64_t settling = numbers_below(n, p->accepted - p->settled + 1);

    assert_int_equal(batch_begin(s, &b, &err), STATUS_OK);
    for (uint64_t i = 0; i < arriving; i++) {
        p->accepted = batch_next_document_no(b);
        assert_int_equal(batch_accept(b, p->accepted, some_bytes(n, 120),
                                      STR("an origins row"),
                                      some_bytes(n, 9000), &err),
                         STATUS_OK);
    }
    for (uint64_t i = 0; i < settling; i++)
        settle_next(b, n, p);
    if (settling > 0)
        add_run(b, n);
    assert_int_equal(batch_commit(&b, &err), STATUS_OK);
}

static void
test_a_store_is_whole_after_every_batch(void **state)
{
    struct store *s = open_writer(*state);
    struct numbers n = {20};
    struct progress p = {0};

    for (int i = 0; i < 60; i++) {
        random_batch(s, &n, &p);
        store_close(&s);
        s = open_writer(*state);
    }
    store_close(&s);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(test_a_reader_needs_a_store),
        CASE(test_a_second_writer_is_refused_and_a_reader_is_not),
        CASE(test_a_foreign_environment_is_refused),
        CASE(test_another_file_is_refused),
        CASE(test_another_format_is_refused),
        CASE(test_an_older_format_is_named),
        CASE(test_a_store_cut_short_is_refused),
        CASE(test_a_flipped_bit_is_found_by_who_reads_it),
        CASE(test_first_pages_without_numbers_are_refused),
        CASE(test_a_store_is_whole_after_every_batch),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
