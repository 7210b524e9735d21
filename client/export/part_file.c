#include "client/export/part_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

static enum status
cannot_write(const char *path, struct error *err)
{
    return error_set(err, STATUS_UNAVAILABLE, "cannot write %s: %s", path,
                     strerror(errno));
}

static enum status
already_there(const char *path, struct error *err)
{
    return error_set(err, STATUS_INVALID, "%s is there; --force replaces it",
                     path);
}

enum status
part_file_open(struct part_file *f, const char *path, bool may_replace,
               struct error *err)
{
    *f = (struct part_file){.path = path, .fd = -1};
    if (!may_replace && access(path, F_OK) == 0)
        return already_there(path, err);
    if (asprintf(&f->part, "%s.part", path) < 0) {
        f->part = NULL;
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    }
    f->fd = open(f->part, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (f->fd < 0)
        return cannot_write(f->part, err);
    if (flock(f->fd, LOCK_EX | LOCK_NB) == 0 && ftruncate(f->fd, 0) == 0)
        return STATUS_OK;
    close(f->fd);
    f->fd = -1;
    if (errno != EWOULDBLOCK)
        return cannot_write(f->part, err);
    return error_set(err, STATUS_UNAVAILABLE,
                     "%s is being written by another program", f->part);
}

enum status
part_file_finish(struct part_file *f, struct error *err)
{
    if (fsync(f->fd) != 0 || rename(f->part, f->path) != 0)
        return cannot_write(f->path, err);
    free(f->part);
    f->part = NULL;
    return STATUS_OK;
}

void
part_file_close(struct part_file *f)
{
    if (f->fd >= 0) {
        if (f->part)
            unlink(f->part);
        close(f->fd);
    }
    free(f->part);
    *f = (struct part_file){.fd = -1};
}
