/*
 * fuzz_upgrade - a store of an earlier format with any one of its values.
 *
 * The first byte says which value, the second the format, the rest is the
 * value, whose checksum is right: what a faulty version may have written. It
 * is upgraded and can then be checked to its end, or it is refused in words.
 */
#include "store/upgrade.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bytes.h"
#include "check/check.h"
#include "store/value.h"
#include "tests/unit/check/sound_store.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

enum { PATH_BYTES = 128, FORMATS = STORE_FORMAT - STORE_FORMAT_OLDEST };

/* In memory: a disk would be waited for at every commit. */
static char directory[] = "/dev/shm/baogao-fuzz-upgrade-XXXXXX";
static char *sound;
static size_t sound_bytes;

static void
require(bool holds)
{
    if (!holds)
        abort();
}

static void
put(struct store *s, enum database db, struct key key, struct str value)
{
    struct error err;
    MDB_txn *txn;

    require(mdb_txn_begin(s->env, NULL, 0, &txn) == MDB_SUCCESS);
    require(value_put(s, txn, db, key, value, 0, &err) == STATUS_OK);
    require(mdb_txn_commit(txn) == MDB_SUCCESS);
}

static void
put_format(struct store *s, unsigned format)
{
    char row[8];

    save_be64(row, format);
    put(s, DB_META, key_text("format"), (struct str){row, sizeof row});
}

/* ---- the sound one ------------------------------------------------------ */

static const char *
data_path(char out[PATH_BYTES])
{
    snprintf(out, PATH_BYTES, "%s/data.mdb", directory);
    return out;
}

/* Without index and briefs, as one of an earlier version may be. */
static void
take_away_what_is_new(struct store *s)
{
    struct error err;
    MDB_txn *txn;

    require(mdb_txn_begin(s->env, NULL, 0, &txn) == MDB_SUCCESS);
    require(mdb_drop(txn, s->databases[DB_SEGMENTS], 0) == MDB_SUCCESS);
    for (uint64_t number = 1; number <= SOUND_DONE; number++)
        for (enum part part = PART_BRIEF; part < RECORD_PARTS; part++)
            require(value_delete(s, txn, DB_RECORDS, key_part(number, part),
                                 &err) == STATUS_OK);
    require(mdb_txn_commit(txn) == MDB_SUCCESS);
}

static void
keep_file(void)
{
    char path[PATH_BYTES];
    int fd = open(data_path(path), O_RDONLY | O_CLOEXEC);
    struct stat file;

    require(fd >= 0 && fstat(fd, &file) == 0);
    sound_bytes = (size_t)file.st_size;
    sound = malloc(sound_bytes);
    require(sound && read(fd, sound, sound_bytes) == (ssize_t)sound_bytes);
    close(fd);
}

static void
end(void)
{
    struct error err;

    require(store_remove(directory, &err) == STATUS_OK);
    free(sound);
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
    struct store *s;

    (void)argc;
    (void)argv;
    require(mkdtemp(directory) != NULL);
    s = sound_store_make(directory);
    take_away_what_is_new(s);
    put_format(s, STORE_FORMAT_OLDEST);
    store_close(&s);
    keep_file();
    atexit(end);
    return 0;
}

/* ---- one store ---------------------------------------------------------- */

static void
put_file_back(void)
{
    char path[PATH_BYTES];
    int fd = open(data_path(path), O_WRONLY | O_TRUNC | O_CLOEXEC);

    require(fd >= 0 && write(fd, sound, sound_bytes) == (ssize_t)sound_bytes);
    close(fd);
}

static void
plant(struct store *s, char which, struct str value)
{
    struct key id = key_document_id(sound_store_id(1));

    if (which == 'd')
        put(s, DB_RECORDS, key_part(1, PART_DOCUMENT_ROW), value);
    else if (which == 'r')
        put(s, DB_RECORDS, key_part(1, PART_RECORDS), value);
    else if (which == 't')
        put(s, DB_TEXTS, key_number(1), value);
    else if (which == 'o')
        put(s, DB_SOURCES, key_part(1, PART_ORIGINS), value);
    else if (which == 'i')
        put(s, DB_INBOX, key_number(SOUND_WAITING), value);
    else if (which == 'c')
        put(s, DB_META, key_text("counters"), value);
    else if (which == 'h')
        put(s, DB_HASHES, id, value);
    else if (which == 'g')
        put(s, DB_CHANGES, key_number(1), value);
    else if (which == 'f')
        put(s, DB_META, key_text("format"), value);
}

static void
pass_over(void *context, const struct violation *v)
{
    (void)context;
    require(v->what[0] != '\0' &&
            strnlen(v->what, sizeof v->what) < sizeof v->what);
}

static void
go_on(void *context, uint64_t done, uint64_t total)
{
    (void)context;
    require(done <= total);
}

static void
check(void)
{
    struct check_watch watch = {NULL, pass_over, go_on};
    struct store_options options = {.is_to_be_checked = true};
    struct check_summary summary = {0};
    struct store *s = NULL;
    struct error err;

    require(store_open(directory, STORE_READER, &options, &s, &err) ==
            STATUS_OK);
    require(check_store(s, &watch, &summary, &err) == STATUS_OK);
    store_close(&s);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct upgrade_facts facts;
    struct store *s = NULL;
    struct error err = {""};
    enum status st;

    if (size < 2)
        return 0;
    put_file_back();
    require(store_open(directory, STORE_UPGRADE, NULL, &s, &err) == STATUS_OK);
    put_format(s, STORE_FORMAT_OLDEST + bytes[1] % FORMATS);
    plant(s, (char)bytes[0], (struct str){(const char *)bytes + 2, size - 2});
    store_close(&s);
    st = store_upgrade(directory, &facts, &err);
    if (st == STATUS_OK)
        check();
    else
        require((st == STATUS_CORRUPT || st == STATUS_UNAVAILABLE) &&
                err.text[0]);
    return 0;
}
