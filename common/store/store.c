#include "store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <sodium.h>

#include "base/bytes.h"
#include "base/clock.h"
#include "store/check/metas.h"
#include "store/check/tree.h"
#include "store/format.h"
#include "store/schema.h"
#include "store/value.h"

enum {
    MAX_READERS = 126,
    /* How long a start may look at the trees. */
    LOOK_MS = 2000,
    /* File systems on which LMDB's shared memory does not hold. */
    FUSE_MAGIC = 0x65735546,
};
#define CIFS_MAGIC 0xFF534D42L
#define SMB2_MAGIC 0xFE534D42L

const char *const store_database_names[DB_COUNT] = {
    [DB_META] = "meta",         [DB_HASHES] = "hashes",
    [DB_INBOX] = "inbox",       [DB_SOURCES] = "sources",
    [DB_TEXTS] = "texts",       [DB_RECORDS] = "records",
    [DB_SEGMENTS] = "segments", [DB_CHANGES] = "changes",
};

static bool
is_network_file_system(const char *path)
{
    struct statfs fs;

    if (statfs(path, &fs) != 0)
        return false;
    return fs.f_type == NFS_SUPER_MAGIC || fs.f_type == CIFS_MAGIC ||
           fs.f_type == SMB2_MAGIC || fs.f_type == FUSE_MAGIC;
}

static bool
writes(enum store_role role)
{
    return role != STORE_READER;
}

/* A path of the store's directory, cut where no such path can exist. */
struct path {
    char text[4096];
};

static struct path
path_in(const char *directory, const char *name)
{
    struct path path;

    snprintf(path.text, sizeof path.text, "%s/%s", directory, name);
    return path;
}

/* The lock that makes one process the writer; held until it ends. */
static enum status
take_writer_lock(const char *path, int *out, struct error *err)
{
    struct path lock = path_in(path, "writer.lock");
    int fd = open(lock.text, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

    if (fd < 0)
        return error_set(err, STATUS_UNAVAILABLE, "cannot open %s: %s",
                         lock.text, strerror(errno));
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        close(fd);
        return error_set(err, STATUS_UNAVAILABLE,
                         "another process writes the store in %s: stop it "
                         "first",
                         path);
    }
    *out = fd;
    return STATUS_OK;
}

static enum status
check_place(const char *path, enum store_role role, struct error *err)
{
    struct path lock = path_in(path, "lock.mdb");
    struct path data = path_in(path, "data.mdb");
    struct stat file;

    if (writes(role) && mkdir(path, 0700) != 0 && errno != EEXIST)
        return error_set(err, STATUS_UNAVAILABLE, "cannot create %s: %s", path,
                         strerror(errno));
    if (is_network_file_system(path))
        return error_set(err, STATUS_UNAVAILABLE,
                         "%s is on a network file system: a store needs a "
                         "local one",
                         path);
    if (writes(role))
        return STATUS_OK;
    if (access(data.text, R_OK) != 0)
        return error_set(err, STATUS_UNAVAILABLE,
                         "no store in %s (%s): start baogao-worker on it first",
                         path, strerror(errno));
    /* A head creates it empty, and fills it at once. */
    if (stat(data.text, &file) == 0 && file.st_size == 0)
        return error_set(err, STATUS_UNAVAILABLE,
                         "the store in %s is empty: it is just being made, or "
                         "its file was cut to nothing",
                         path);
    if (access(lock.text, W_OK) != 0)
        return error_set(err, STATUS_UNAVAILABLE,
                         "cannot join the lock table %s: %s", lock.text,
                         strerror(errno));
    return STATUS_OK;
}

static void
on_assertion(MDB_env *env, const char *what)
{
    const struct store *s = mdb_env_get_userctx(env);

    s->damage_met(what);
}

static enum status
open_environment(struct store *s, const char *path, enum store_role role,
                 struct error *err)
{
    unsigned flags = MDB_NOTLS | (writes(role) ? 0 : MDB_RDONLY);
    int code = mdb_env_create(&s->env);

    if (code == MDB_SUCCESS)
        code = mdb_env_set_maxdbs(s->env, DB_COUNT);
    if (code == MDB_SUCCESS)
        code = mdb_env_set_maxreaders(s->env, MAX_READERS);
    if (code == MDB_SUCCESS)
        code = mdb_env_set_mapsize(s->env, s->map_bytes);
    if (code == MDB_SUCCESS)
        code = mdb_env_set_userctx(s->env, s);
    if (code == MDB_SUCCESS && s->damage_met)
        code = mdb_env_set_assert(s->env, on_assertion);
    if (code == MDB_SUCCESS)
        code = mdb_env_open(s->env, path, flags, 0600);
    return from_mdb(code, path, err);
}

/* What is worst of what a look at the trees found: the first. */
static void
note_damage(void *context, const char *what)
{
    struct error *first = context;

    if (!first->text[0])
        snprintf(first->text, sizeof first->text, "%s", what);
}

/* Before LMDB follows them. */
static enum status
check_trees(const struct store *s, const char *path, bool is_way_in,
            struct error *err)
{
    struct error first = {""};
    struct tree_watch watch = {
        .context = &first,
        .found = note_damage,
        .looks_at_rows = true,
        .is_way_in = is_way_in,
        .until_ms = clock_monotonic_ms() + LOOK_MS,
    };
    enum status st = tree_walk(s, &watch, err);

    if (st == STATUS_OK && first.text[0])
        return error_set(err, STATUS_CORRUPT, "the store in %s is damaged: %s",
                         path, first.text);
    return st;
}

static enum status
open_databases(struct store *s, MDB_txn *txn, const char *path,
               enum store_role role, struct error *err)
{
    for (int i = 0; i < DB_COUNT; i++) {
        int code =
            mdb_dbi_open(txn, store_database_names[i],
                         writes(role) ? MDB_CREATE : 0, &s->databases[i]);
        if (code == MDB_NOTFOUND)
            return error_set(err, STATUS_CORRUPT,
                             "%s holds an LMDB environment that is no store "
                             "of baogao",
                             path);
        if (code != MDB_SUCCESS)
            return from_mdb(code, path, err);
    }
    return STATUS_OK;
}

/* A writer must not turn a foreign environment into a store. */
static enum status
refuse_foreign(const struct store *s, MDB_txn *txn, const char *path,
               struct error *err)
{
    MDB_dbi main_db, meta;
    MDB_stat stat_of;
    int code = mdb_dbi_open(txn, NULL, 0, &main_db);

    (void)s;
    if (code != MDB_SUCCESS)
        return from_mdb(code, path, err);
    mdb_stat(txn, main_db, &stat_of);
    if (stat_of.ms_entries > 0 &&
        mdb_dbi_open(txn, store_database_names[DB_META], 0, &meta) !=
            MDB_SUCCESS)
        return error_set(err, STATUS_CORRUPT,
                         "%s holds an LMDB environment that is no store of "
                         "baogao",
                         path);
    return STATUS_OK;
}

static enum status
create_meta(struct store *s, MDB_txn *txn, enum store_role role,
            const struct store_options *options, struct error *err)
{
    struct str copied = options ? options->copied_id : (struct str){0};
    unsigned char format[8];
    unsigned char id[DOCUMENT_ID_BYTES];
    enum status st = STATUS_OK;

    save_be64(format, STORE_FORMAT);
    randombytes_buf(id, sizeof id);
    if (copied.len && sodium_hex2bin(id, sizeof id, copied.ptr, copied.len,
                                     NULL, NULL, NULL) != 0)
        return error_set(err, STATUS_INVALID, "\"%.*s\" is no store's id",
                         STR_ARG(str_slice(copied, 0, 40)));
    if (role == STORE_REPLICA)
        st =
            value_put(s, txn, DB_META, key_text("replica"), STR("yes"), 0, err);
    if (st != STATUS_OK)
        return st;
    st = value_put(s, txn, DB_META, key_text("format"),
                   (struct str){(char *)format, sizeof format}, 0, err);
    if (st != STATUS_OK)
        return st;
    return value_put(s, txn, DB_META, key_text("store_id"),
                     (struct str){(char *)id, sizeof id}, 0, err);
}

static enum status
read_meta(struct store *s, MDB_txn *txn, const char *path, struct error *err)
{
    struct str format, id;
    enum status st =
        value_get(s, txn, DB_META, key_text("format"), &format, err);

    if (st != STATUS_OK)
        return st;
    st = value_get(s, txn, DB_META, key_text("store_id"), &id, err);
    if (st == STATUS_NOT_FOUND || (st == STATUS_OK && id.len != 16))
        return error_set(err, STATUS_CORRUPT, "the store in %s has no id",
                         path);
    if (st == STATUS_OK)
        sodium_bin2hex(s->id, sizeof s->id, (const unsigned char *)id.ptr,
                       id.len);
    return st;
}

/* STATUS_NOT_FOUND, err untouched: meta has no such row. */
static enum status
find_mark(const struct store *s, MDB_txn *txn, const char *name,
          struct error *err)
{
    struct str value;

    return value_get(s, txn, DB_META, key_text(name), &value, err);
}

/* Whether it is a replica must be what `role` expects. */
static enum status
check_is_replica(const struct store *s, MDB_txn *txn, const char *path,
                 enum store_role role, struct error *err)
{
    enum status st = find_mark(s, txn, "replica", err);

    if (st == STATUS_OK && role == STORE_WRITER)
        return error_set(err, STATUS_UNAVAILABLE,
                         "the store in %s is a copy that a publisher keeps "
                         "with --follow: a head needs one of its own",
                         path);
    if (st == STATUS_NOT_FOUND && role == STORE_REPLICA)
        return error_set(err, STATUS_UNAVAILABLE,
                         "the store in %s is a head's: what follows another "
                         "needs a directory of its own",
                         path);
    return st == STATUS_NOT_FOUND ? STATUS_OK : st;
}

/* So must be whether it is a backup. */
static enum status
check_is_backup(const struct store *s, MDB_txn *txn, const char *path,
                enum store_role role, struct error *err)
{
    enum status st = find_mark(s, txn, "backup", err);

    if (st == STATUS_OK && writes(role) && role != STORE_RESTORE)
        return error_set(err, STATUS_UNAVAILABLE,
                         "%s holds a backup: `baogao restore` makes a store "
                         "of it, under an id of its own",
                         path);
    if (st == STATUS_NOT_FOUND && role == STORE_RESTORE)
        return error_set(err, STATUS_UNAVAILABLE,
                         "%s holds a store, but no backup: `baogao backup` "
                         "makes one",
                         path);
    return st == STATUS_NOT_FOUND ? STATUS_OK : st;
}

static enum status
open_contents(struct store *s, const char *path, enum store_role role,
              const struct store_options *options, struct error *err)
{
    MDB_txn *txn = NULL;
    int code = mdb_txn_begin(s->env, NULL, writes(role) ? 0 : MDB_RDONLY, &txn);
    enum status st = from_mdb(code, path, err);

    if (st == STATUS_OK && writes(role))
        st = refuse_foreign(s, txn, path, err);
    if (st == STATUS_OK)
        st = open_databases(s, txn, path, role, err);
    if (st == STATUS_OK)
        st = read_meta(s, txn, path, err);
    if (st == STATUS_NOT_FOUND && writes(role)) {
        st = create_meta(s, txn, role, options, err);
        if (st == STATUS_OK)
            st = read_meta(s, txn, path, err);
    } else if (st == STATUS_NOT_FOUND) {
        st = error_set(err, STATUS_CORRUPT, "the store in %s has no format",
                       path);
    }
    if (st == STATUS_OK)
        st = check_is_replica(s, txn, path, role, err);
    if (st == STATUS_OK)
        st = check_is_backup(s, txn, path, role, err);
    if (st != STATUS_OK) {
        mdb_txn_abort(txn);
        return st;
    }
    return from_mdb(mdb_txn_commit(txn), path, err);
}

enum status
store_open(const char *path, enum store_role role,
           const struct store_options *options, struct store **out,
           struct error *err)
{
    struct store *s = calloc(1, sizeof *s);
    enum status st;

    if (!s)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    s->writer_lock = -1;
    s->map_bytes =
        options && options->map_bytes ? options->map_bytes : STORE_MAP_BYTES;
    s->damage_met = options ? options->damage_met : NULL;
    st = check_place(path, role, err);
    if (st == STATUS_OK && writes(role))
        st = take_writer_lock(path, &s->writer_lock, err);
    if (st == STATUS_OK)
        st = metas_verify(path, err);
    if (st == STATUS_OK)
        st = open_environment(s, path, role, err);
    if (st == STATUS_OK)
        st = format_check(s, path, role, err);
    if (st == STATUS_OK)
        st = check_trees(s, path, options && options->is_to_be_checked, err);
    if (st == STATUS_OK)
        st = open_contents(s, path, role, options, err);
    if (st != STATUS_OK) {
        store_close(&s);
        return st;
    }
    store_clear_readers(s);
    *out = s;
    return STATUS_OK;
}

void
store_close(struct store **s)
{
    if (!*s)
        return;
    if ((*s)->env)
        mdb_env_close((*s)->env);
    if ((*s)->writer_lock >= 0)
        close((*s)->writer_lock);
    free(*s);
    *s = NULL;
}

struct str
store_id(const struct store *s)
{
    return str_from(s->id);
}

bool
store_is_full(const struct store *s)
{
    return s->is_full;
}

bool
store_lacks_space(const struct store *s)
{
    return s->lacks_space;
}

enum status
store_grow(struct store *s, struct error *err)
{
    int code;

    if (s->map_bytes > SIZE_MAX / 2)
        return error_set(err, STATUS_UNAVAILABLE, "the store is full");
    code = mdb_env_set_mapsize(s->env, s->map_bytes * 2);
    if (code != MDB_SUCCESS)
        return from_mdb(code, "cannot grow the store", err);
    s->map_bytes *= 2;
    s->is_full = false;
    return STATUS_OK;
}

unsigned
store_clear_readers(const struct store *s)
{
    int cleared = 0;

    if (mdb_reader_check(s->env, &cleared) != MDB_SUCCESS || cleared < 0)
        return 0;
    return (unsigned)cleared;
}
