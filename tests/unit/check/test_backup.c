/* A copy is a sound backup, nobody writes it, and what it becomes is sound. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/backup.h"
#include "store/batch.h"
#include "store/copy.h"
#include "store/snapshot.h"
#include "tests/unit/check/violations.h"
#include "tests/unit/temporary.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const int64_t noon_ms = 1700000000000;

/* A store of its own for each test, and where its copy is put. */
struct fixture {
    struct temporary original, copy;
    struct store *store;
};

static int
setup(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);

    assert_non_null(f);
    temporary_make(&f->original);
    temporary_make(&f->copy);
    f->store = sound_store_make(f->original.path);
    *state = f;
    return 0;
}

static int
teardown(void **state)
{
    struct fixture *f = *state;

    store_close(&f->store);
    temporary_remove(&f->original);
    temporary_remove(&f->copy);
    free(f);
    return 0;
}

static void
copy_to(struct store *s, const struct temporary *t)
{
    int fd = open(temporary_file(t, "data.mdb"), O_CREAT | O_WRONLY, 0600);

    assert_true(fd >= 0);
    assert_int_equal(store_copy(s, fd, NULL), STATUS_OK);
    close(fd);
}

static struct backup_facts
back_up(struct fixture *f)
{
    struct backup_facts facts;

    copy_to(f->store, &f->copy);
    assert_int_equal(backup_mark(f->copy.path, noon_ms, &facts, NULL),
                     STATUS_OK);
    return facts;
}

static enum status
try_to_open(const struct temporary *t, enum store_role role)
{
    struct store *s = NULL;
    struct error err;
    enum status st = store_open(t->path, role, NULL, &s, &err);

    store_close(&s);
    return st;
}

static struct store *
open_copy(const struct fixture *f, enum store_role role)
{
    struct store *s = NULL;

    assert_int_equal(store_open(f->copy.path, role, NULL, &s, NULL), STATUS_OK);
    return s;
}

/* ---- copies ------------------------------------------------------------ */

static void
test_a_copy_takes_the_bytes_it_was_said_to(void **state)
{
    struct fixture *f = *state;
    uint64_t bytes = 0;
    struct stat file;

    assert_int_equal(store_copy_bytes(f->store, &bytes, NULL), STATUS_OK);
    copy_to(f->store, &f->copy);
    assert_int_equal(stat(temporary_file(&f->copy, "data.mdb"), &file), 0);
    assert_int_equal(file.st_size, bytes);
}

static void
test_a_disk_without_room_is_told(void **state)
{
    struct fixture *f = *state;
    int full = open("/dev/full", O_WRONLY);
    struct error err;

    assert_int_equal(store_copy(f->store, full, &err), STATUS_UNAVAILABLE);
    assert_non_null(strstr(err.text, "No space left"));
    close(full);
}

static void
test_copies_of_followers_and_backups_are_refused(void **state)
{
    struct fixture *f = *state;
    struct temporary elsewhere;
    struct store *s = NULL;
    struct error err;
    int fd = open("/dev/null", O_WRONLY);

    back_up(f);
    s = open_copy(f, STORE_READER);
    assert_int_equal(store_copy(s, fd, &err), STATUS_UNAVAILABLE);
    assert_non_null(strstr(err.text, "is a backup already"));
    store_close(&s);
    temporary_make(&elsewhere);
    assert_int_equal(store_open(elsewhere.path, STORE_REPLICA, NULL, &s, NULL),
                     STATUS_OK);
    assert_int_equal(store_copy(s, fd, &err), STATUS_UNAVAILABLE);
    assert_non_null(strstr(err.text, "--follow"));
    store_close(&s);
    temporary_remove(&elsewhere);
    close(fd);
}

/* ---- backups ----------------------------------------------------------- */

static void
test_a_backup_has_what_the_store_had(void **state)
{
    struct fixture *f = *state;
    struct backup_facts facts = back_up(f);
    struct store *s = open_copy(f, STORE_READER);
    struct violations all = violations_of(s);

    assert_int_equal(all.count, 0);
    assert_int_equal(all.summary.done, SOUND_DONE);
    assert_int_equal(all.summary.dead, 1);
    assert_int_equal(all.summary.waiting, 1);
    assert_true(str_equal(store_id(s), store_id(f->store)));
    assert_string_equal(facts.store_id, store_id(s).ptr);
    assert_int_equal(facts.made_ms, noon_ms);
    assert_int_equal(facts.last_document_no, SOUND_WAITING);
    assert_int_equal(facts.last_change_no, SOUND_DEAD);
    store_close(&s);
}

static void
test_nobody_writes_a_backup(void **state)
{
    struct fixture *f = *state;

    back_up(f);
    assert_int_equal(try_to_open(&f->copy, STORE_WRITER), STATUS_UNAVAILABLE);
    assert_int_equal(try_to_open(&f->copy, STORE_REPLICA), STATUS_UNAVAILABLE);
    assert_int_equal(try_to_open(&f->copy, STORE_READER), STATUS_OK);
}

static void
test_an_empty_store_has_a_backup(void **state)
{
    struct fixture *f = *state;
    struct temporary elsewhere;
    struct store *empty = NULL;
    struct backup_facts facts;

    temporary_make(&elsewhere);
    assert_int_equal(
        store_open(elsewhere.path, STORE_WRITER, NULL, &empty, NULL),
        STATUS_OK);
    copy_to(empty, &f->copy);
    assert_int_equal(backup_mark(f->copy.path, noon_ms, &facts, NULL),
                     STATUS_OK);
    assert_int_equal(facts.last_document_no, 0);
    store_close(&empty);
    temporary_remove(&elsewhere);
}

/* ---- what they become -------------------------------------------------- */

static void
test_what_is_released_is_another_store_with_the_same_documents(void **state)
{
    struct fixture *f = *state;
    char new_id[DOCUMENT_ID_DIGITS + 1];
    struct backup_facts made = back_up(f), facts;
    struct violations all;
    struct store *s;

    assert_int_equal(backup_release(f->copy.path, &facts, new_id, NULL),
                     STATUS_OK);
    assert_string_equal(facts.store_id, made.store_id);
    assert_int_equal(facts.made_ms, made.made_ms);
    assert_int_equal(facts.last_document_no, made.last_document_no);
    assert_int_equal(facts.last_change_no, made.last_change_no);
    s = open_copy(f, STORE_WRITER);
    assert_string_equal(store_id(s).ptr, new_id);
    assert_string_not_equal(new_id, made.store_id);
    all = violations_of(s);
    assert_int_equal(all.count, 0);
    assert_int_equal(all.summary.documents, SOUND_WAITING);
    store_close(&s);
}

/* The lost store may have given the numbers between. */
static void
test_numbers_go_on_behind_those_that_may_be_lost(void **state)
{
    struct fixture *f = *state;
    char new_id[DOCUMENT_ID_DIGITS + 1];
    struct backup_facts facts = back_up(f);
    struct document_id waiting = sound_store_id(SOUND_WAITING);
    struct snapshot *snap = NULL;
    struct batch *b = NULL;
    struct store *s;
    uint64_t last = 0;

    assert_int_equal(backup_release(f->copy.path, &facts, new_id, NULL),
                     STATUS_OK);
    s = open_copy(f, STORE_WRITER);
    assert_int_equal(batch_begin(s, &b, NULL), STATUS_OK);
    assert_int_equal(batch_next_document_no(b),
                     SOUND_WAITING + BACKUP_NUMBERS_LEFT_OUT + 1);
    assert_int_equal(
        batch_remove(b, SOUND_WAITING, waiting, DOCUMENT_FORGOTTEN, NULL),
        STATUS_OK);
    assert_int_equal(batch_commit(&b, NULL), STATUS_OK);
    assert_int_equal(snapshot_open(s, &snap, NULL), STATUS_OK);
    assert_int_equal(snapshot_change_no(snap, &last, NULL), STATUS_OK);
    assert_int_equal(last, SOUND_DEAD + BACKUP_NUMBERS_LEFT_OUT + 1);
    snapshot_close(&snap);
    store_close(&s);
}

static void
test_only_a_backup_is_released(void **state)
{
    struct fixture *f = *state;
    char new_id[DOCUMENT_ID_DIGITS + 1];
    struct backup_facts facts;
    struct error err;

    copy_to(f->store, &f->copy);
    assert_int_equal(backup_release(f->copy.path, &facts, new_id, &err),
                     STATUS_UNAVAILABLE);
    assert_non_null(strstr(err.text, "but no backup"));
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(test_a_copy_takes_the_bytes_it_was_said_to),
        CASE(test_a_disk_without_room_is_told),
        CASE(test_copies_of_followers_and_backups_are_refused),
        CASE(test_a_backup_has_what_the_store_had),
        CASE(test_nobody_writes_a_backup),
        CASE(test_an_empty_store_has_a_backup),
        CASE(test_what_is_released_is_another_store_with_the_same_documents),
        CASE(test_numbers_go_on_behind_those_that_may_be_lost),
        CASE(test_only_a_backup_is_released),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
