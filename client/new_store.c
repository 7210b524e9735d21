#include "client/new_store.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/store.h"

static enum status
cannot_make(const char *path, struct error *err)
{
    return error_set(err, STATUS_UNAVAILABLE, "cannot make %s: %s", path,
                     strerror(errno));
}

/* ---- its place --------------------------------------------------------- */

static bool
has_entries(DIR *folder)
{
    const struct dirent *entry;

    while ((entry = readdir(folder)))
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            return true;
    return false;
}

static enum status
check_place(const char *path, struct error *err)
{
    DIR *folder = opendir(path);
    bool is_taken;

    if (!folder && errno == ENOENT)
        return STATUS_OK;
    if (!folder && errno != ENOTDIR)
        return cannot_make(path, err);
    is_taken = !folder || has_entries(folder);
    if (folder)
        closedir(folder);
    return is_taken
               ? error_set(err, STATUS_INVALID,
                           "%s is there already, and is not written over", path)
               : STATUS_OK;
}

static enum status
name(struct new_store *n, const char *path, struct error *err)
{
    size_t bytes = strlen(path);

    while (bytes > 1 && path[bytes - 1] == '/')
        bytes--;
    n->path = strndup(path, bytes);
    if (!n->path || asprintf(&n->part, "%s.part", n->path) < 0) {
        n->part = NULL;
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    }
    return STATUS_OK;
}

/* ---- making it --------------------------------------------------------- */

static enum status
make(const char *part, int *out, struct error *err)
{
    int fd;

    if (mkdir(part, 0700) != 0 && errno != EEXIST)
        return cannot_make(part, err);
    fd = open(part, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return cannot_make(part, err);
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        close(fd);
        return error_set(err, STATUS_UNAVAILABLE,
                         "%s is being written by another program", part);
    }
    *out = fd;
    return STATUS_OK;
}

/* The lock tells one that was left behind from one that is being written. */
static enum status
make_anew(struct new_store *n, struct error *err)
{
    enum status st = make(n->part, &n->fd, err);
    int left = n->fd;

    if (st != STATUS_OK)
        return st;
    st = store_remove(n->part, err);
    if (st == STATUS_OK)
        st = make(n->part, &n->fd, err);
    close(left);
    if (st != STATUS_OK)
        n->fd = -1;
    return st;
}

enum status
new_store_open(struct new_store *n, const char *path, struct error *err)
{
    enum status st;

    *n = (struct new_store){.fd = -1};
    st = name(n, path, err);
    if (st == STATUS_OK)
        st = check_place(n->path, err);
    if (st == STATUS_OK)
        st = make_anew(n, err);
    if (st != STATUS_OK)
        new_store_close(n);
    return st;
}

/* ---- its end ----------------------------------------------------------- */

static bool
sync_data(const struct new_store *n)
{
    int fd = openat(n->fd, "data.mdb", O_RDONLY | O_CLOEXEC);
    bool is_synced = fd >= 0 && fsync(fd) == 0 && fsync(n->fd) == 0;

    if (fd >= 0)
        close(fd);
    return is_synced;
}

/* That it has its name is on the disk as well. */
static bool
sync_name(const struct new_store *n)
{
    char *copy = strdup(n->path);
    int fd =
        copy ? open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    bool is_synced = fd >= 0 && fsync(fd) == 0;

    if (fd >= 0)
        close(fd);
    free(copy);
    return is_synced;
}

enum status
new_store_finish(struct new_store *n, struct error *err)
{
    if (!sync_data(n))
        return cannot_make(n->part, err);
    if (rename(n->part, n->path) != 0)
        return errno == ENOTEMPTY || errno == EEXIST || errno == ENOTDIR
                   ? check_place(n->path, err)
                   : cannot_make(n->path, err);
    free(n->part);
    n->part = NULL;
    return sync_name(n) ? STATUS_OK : cannot_make(n->path, err);
}

void
new_store_close(struct new_store *n)
{
    struct error unused;

    if (n->fd >= 0 && n->part)
        (void)!store_remove(n->part, &unused);
    if (n->fd >= 0)
        close(n->fd);
    free(n->part);
    free(n->path);
    *n = (struct new_store){.fd = -1};
}
