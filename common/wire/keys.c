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

/* Keys to be found by public key and by name. */
struct table {
    struct key *by_key;
    struct key *by_name;
};

struct keys {
    struct keyring_path folder;
    struct table all;
    struct look seen;
    int64_t looked_ms; /* at every file; 0: never */
    bool is_behind;    /* something is unread for want of a descriptor */
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
forget_all(struct table *all)
{
    struct key *key, *next;

    HASH_CLEAR(by_name, all->by_name);
    HASH_ITER(hh, all->by_key, key, next)
    {
        HASH_DEL(all->by_key, key);
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
        HASH_FIND(hh, k->all.by_key, public_key, KEY_CHARS, found);
    return found;
}

size_t
keys_count(const struct keys *k)
{
    return HASH_COUNT(k->all.by_key);
}

static int
by_name(const struct key *a, const struct key *b)
{
    return strcmp(a->name, b->name);
}

const struct key *
keys_first(struct keys *k)
{
    HASH_SORT(k->all.by_key, by_name);
    return k->all.by_key;
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

static bool
is_certificate(struct str file_name)
{
    return *file_name.ptr != '.' && str_ends(file_name, KEYRING_SUFFIX);
}

static struct str
without_suffix(struct str file_name)
{
    file_name.len -= KEYRING_SUFFIX.len;
    return file_name;
}

/* Takes no descriptor: there may be none. */
static uint64_t
look_at_file(const char *path)
{
    uint64_t hash = mix(UINT64_C(14695981039346656037), path, strlen(path));
    struct stat file;

    if (stat(path, &file) != 0)
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
            sum += look_at_file(keyring_join(path, entry->d_name, "").text);
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
        has_changed |= k->is_behind || now.files != k->seen.files;
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
    struct str name = without_suffix(str_from(file_name));
    struct keyring_path path = keyring_join(folder, file_name, "");
    struct certificate c;
    enum status st;

    out->file = look_at_file(path.text);
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

static void
put_key(struct table *all, struct key *key)
{
    HASH_ADD(hh, all->by_key, public_key[0], KEY_CHARS, key);
    HASH_ADD_KEYPTR(by_name, all->by_name, key->name, strlen(key->name), key);
}

static enum status
add_file(struct table *all, const char *folder, const char *file_name,
         struct error *err)
{
    struct key *key = calloc(1, sizeof *key), *same = NULL;
    enum status st;

    if (!key)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    st = read_key(folder, file_name, key, err);
    if (st == STATUS_OK)
        HASH_FIND(hh, all->by_key, key->public_key, KEY_CHARS, same);
    if (same)
        st = error_set(err, STATUS_INVALID,
                       "%s and %s are the same key: only one counts",
                       same->name, key->name);
    if (st == STATUS_OK && HASH_COUNT(all->by_key) >= KEYS_MAX)
        st = error_set(err, STATUS_INVALID, "more than %d keys", KEYS_MAX);
    if (st == STATUS_OK)
        put_key(all, key);
    else
        free(key);
    return st;
}

/* Only those whose files can be seen to be as they were stay. */
static void
forget_changed(struct keys *k)
{
    struct table kept = {0};
    struct key *key, *next;

    HASH_CLEAR(by_name, k->all.by_name);
    HASH_ITER(hh, k->all.by_key, key, next)
    {
        struct keyring_path file =
            keyring_join(k->folder.text, key->name, KEYRING_SUFFIX.ptr);
        HASH_DEL(k->all.by_key, key);
        if (key->file == look_at_file(file.text))
            put_key(&kept, key);
        else
            free(key);
    }
    k->all = kept;
}

static bool
is_read(const struct table *all, struct str name)
{
    const struct key *found;

    HASH_FIND(by_name, all->by_name, name.ptr, name.len, found);
    return found != NULL;
}

/* errno after an open() that failed; the same may work later. */
static bool
lacks_descriptors(void)
{
    return errno == EMFILE || errno == ENFILE;
}

/* One certificate that is no good must not lock out all the others. */
static enum status
read_new(struct keys *k, struct error *err)
{
    DIR *folder = opendir(k->folder.text);
    enum status worst = STATUS_OK;
    struct dirent *entry;

    k->is_behind = !folder && lacks_descriptors();
    if (!folder)
        return error_set(err, STATUS_UNAVAILABLE, "cannot read %s: %s",
                         k->folder.text, strerror(errno));
    while ((entry = readdir(folder)) != NULL) {
        struct str name = str_from(entry->d_name);
        enum status st;
        if (!is_certificate(name) || is_read(&k->all, without_suffix(name)))
            continue;
        st = add_file(&k->all, k->folder.text, entry->d_name, err);
        k->is_behind |= st == STATUS_UNAVAILABLE && lacks_descriptors();
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
    *has_changed = look(k);
    if (!*has_changed)
        return STATUS_OK;
    forget_changed(k);
    return read_new(k, err);
}
