#include "wire/keys.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "wire/keyring.h"

enum { LOOK_MS = 500 };

/*
 * What the folder looked like: its own time of change, and what all names,
 * inodes, sizes and times of its files add up to, in whatever order.
 */
struct look {
    struct timespec changed;
    uint64_t files;
    bool is_there;
};

struct keys {
    struct keyring_path folder;
    struct key *all;
    struct look seen;
    int64_t looked_ms; /* at every file; 0: never */
};

bool
keys_exist(const char *directory)
{
    struct keyring_path path = keyring_server_path(directory);
    struct stat file;

    /* What cannot be told is no reason to do without. */
    return stat(path.text, &file) == 0 || (errno != ENOENT && errno != ENOTDIR);
}

enum status
keys_read_server(const char *directory, struct certificate *out,
                 struct error *err)
{
    struct keyring_path path = keyring_server_secret_path(directory);
    enum status st = certificate_read_secret(path.text, out, err);

    return st == STATUS_OK ? STATUS_OK : STATUS_UNAVAILABLE;
}

enum status
keys_open(const char *directory, struct keys **out, struct error *err)
{
    struct keys *k = calloc(1, sizeof *k);

    if (!k)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    k->folder = keyring_clients_path(directory);
    *out = k;
    return STATUS_OK;
}

static void
forget_all(struct key **all)
{
    struct key *key, *next;

    HASH_ITER(hh, *all, key, next)
    {
        HASH_DEL(*all, key);
        free(key);
    }
}

void
keys_close(struct keys **k)
{
    if (!*k)
        return;
    forget_all(&(*k)->all);
    free(*k);
    *k = NULL;
}

const struct key *
keys_find(const struct keys *k, const char *public_key)
{
    const struct key *found = NULL;

    if (strlen(public_key) == KEY_CHARS)
        HASH_FIND(hh, k->all, public_key, KEY_CHARS, found);
    return found;
}

size_t
keys_count(const struct keys *k)
{
    return HASH_COUNT(k->all);
}

static int
by_name(const struct key *a, const struct key *b)
{
    return strcmp(a->name, b->name);
}

const struct key *
keys_first(struct keys *k)
{
    HASH_SORT(k->all, by_name);
    return k->all;
}

/* ---- looking ----------------------------------------------------------- */

/* FNV-1a; nobody gains by making two folders look alike. */
static uint64_t
mix(uint64_t hash, const void *bytes, size_t len)
{
    const unsigned char *at = bytes;

    for (size_t i = 0; i < len; i++)
        hash = (hash ^ at[i]) * UINT64_C(1099511628211);
    return hash;
}

static uint64_t
look_at_file(int folder, const char *name)
{
    uint64_t hash = mix(UINT64_C(14695981039346656037), name, strlen(name));
    struct stat file;

    if (fstatat(folder, name, &file, 0) != 0)
        return hash;
    hash = mix(hash, &file.st_ino, sizeof file.st_ino);
    hash = mix(hash, &file.st_size, sizeof file.st_size);
    hash = mix(hash, &file.st_ctim, sizeof file.st_ctim);
    return mix(hash, &file.st_mtim, sizeof file.st_mtim);
}

static uint64_t
look_at_files(const char *path)
{
    DIR *folder = opendir(path);
    struct dirent *entry;
    uint64_t sum = 0;

    if (!folder)
        return 0;
    while ((entry = readdir(folder)) != NULL)
        if (*entry->d_name != '.')
            sum += look_at_file(dirfd(folder), entry->d_name);
    closedir(folder);
    return sum;
}

/* Whether the folder differs from what was last seen, which is updated. */
static bool
look(struct keys *k)
{
    int64_t now_ms = clock_monotonic_ms();
    struct look now = k->seen;
    struct stat folder;
    bool has_changed;

    now.is_there = stat(k->folder.text, &folder) == 0;
    now.changed = now.is_there ? folder.st_mtim : (struct timespec){0};
    has_changed = !k->looked_ms || now.is_there != k->seen.is_there ||
                  now.changed.tv_sec != k->seen.changed.tv_sec ||
                  now.changed.tv_nsec != k->seen.changed.tv_nsec;
    if (has_changed || now_ms - k->looked_ms >= LOOK_MS) {
        now.files = look_at_files(k->folder.text);
        has_changed |= now.files != k->seen.files;
        k->looked_ms = now_ms;
    }
    k->seen = now;
    return has_changed;
}

/* ---- reading ----------------------------------------------------------- */

static enum status
read_key(const char *folder, const char *file_name, struct key *out,
         struct error *err)
{
    struct str name = str_from(file_name);
    struct keyring_path path = keyring_join(folder, file_name, "");
    struct certificate c;
    enum status st;

    name.len -= KEYRING_SUFFIX.len;
    st = keyring_check_name(name, err);
    if (st == STATUS_OK)
        st = certificate_read(path.text, &c, err);
    if (st == STATUS_OK)
        st = roles_parse(str_from(c.roles), &out->roles, err);
    if (st != STATUS_OK)
        return st;
    memcpy(out->public_key, c.public_key, sizeof out->public_key);
    memcpy(out->name, name.ptr, name.len);
    return STATUS_OK;
}

static enum status
add_file(struct key **all, const char *folder, const char *file_name,
         struct error *err)
{
    struct key *key = calloc(1, sizeof *key), *same = NULL;
    enum status st;

    if (!key)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    st = read_key(folder, file_name, key, err);
    if (st == STATUS_OK)
        HASH_FIND(hh, *all, key->public_key, KEY_CHARS, same);
    if (same)
        st = error_set(err, STATUS_INVALID,
                       "%s and %s are the same key: only one counts",
                       same->name, key->name);
    if (st == STATUS_OK && HASH_COUNT(*all) >= KEYS_MAX)
        st = error_set(err, STATUS_INVALID, "more than %d keys", KEYS_MAX);
    if (st == STATUS_OK)
        HASH_ADD(hh, *all, public_key[0], KEY_CHARS, key);
    else
        free(key);
    return st;
}

/* One certificate that is no good must not lock out all the others. */
static enum status
read_all(struct keys *k, struct key **out, struct error *err)
{
    DIR *folder = opendir(k->folder.text);
    enum status worst = STATUS_OK;
    struct dirent *entry;

    if (!folder)
        return error_set(err, STATUS_UNAVAILABLE, "cannot read %s: %s",
                         k->folder.text, strerror(errno));
    while ((entry = readdir(folder)) != NULL) {
        enum status st;
        if (*entry->d_name == '.' ||
            !str_ends(str_from(entry->d_name), KEYRING_SUFFIX))
            continue;
        st = add_file(out, k->folder.text, entry->d_name, err);
        /* One that went between being listed and being read is no fault. */
        if (st != STATUS_OK && st != STATUS_NOT_FOUND)
            worst = STATUS_INVALID;
    }
    closedir(folder);
    return worst;
}

enum status
keys_refresh(struct keys *k, bool *has_changed, struct error *err)
{
    struct key *fresh = NULL;
    enum status st;

    *has_changed = look(k);
    if (!*has_changed)
        return STATUS_OK;
    st = read_all(k, &fresh, err);
    forget_all(&k->all);
    k->all = fresh;
    return st;
}
