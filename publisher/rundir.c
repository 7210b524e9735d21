#include "publisher/rundir.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/arena.h"
#include "daemon/directory.h"

struct rundir {
    struct arena names;
    const char *path;
    const char *url_path;
    const char *token_path;
    const char *endpoint;
    const char *feed_endpoint;
    int lock; /* descriptor, held until the process ends */
    bool is_ours;
};

static enum status
take_lock(struct rundir *run, struct error *err)
{
    struct str path = arena_format(&run->names, "%s/publisher.lock", run->path);

    run->lock = open(path.ptr, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (run->lock < 0)
        return error_set(err, STATUS_UNAVAILABLE, "cannot open %s: %s",
                         path.ptr, strerror(errno));
    if (flock(run->lock, LOCK_EX | LOCK_NB) != 0)
        return error_set(err, STATUS_UNAVAILABLE,
                         "another publisher runs in %s: stop it first",
                         run->path);
    return STATUS_OK;
}

enum status
rundir_open(const char *dir, struct rundir **out, struct error *err)
{
    struct rundir *run = calloc(1, sizeof *run);
    enum status st;

    if (!run)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    run->lock = -1;
    run->path = arena_format(&run->names, "%s/run", dir).ptr;
    run->url_path = arena_format(&run->names, "%s/run/http.url", dir).ptr;
    run->token_path = arena_format(&run->names, "%s/run/http.token", dir).ptr;
    run->endpoint = arena_format(&run->names, "ipc://%s/run/query", dir).ptr;
    run->feed_endpoint =
        arena_format(&run->names, "ipc://%s/run/feed", dir).ptr;
    st = run->names.exhausted
             ? error_set(err, STATUS_UNAVAILABLE, "out of memory")
             : directory_make_private(run->path, err);
    if (st == STATUS_OK)
        st = take_lock(run, err);
    if (st != STATUS_OK) {
        rundir_close(&run);
        return st;
    }
    run->is_ours = true;
    unlink(run->url_path); /* of a publisher that was killed */
    *out = run;
    return STATUS_OK;
}

void
rundir_close(struct rundir **run)
{
    if (!*run)
        return;
    if ((*run)->is_ours) {
        unlink((*run)->url_path);
    }
    if ((*run)->lock >= 0)
        close((*run)->lock);
    arena_release(&(*run)->names);
    free(*run);
    *run = NULL;
}

const char *
rundir_endpoint(const struct rundir *run)
{
    return run->endpoint;
}

const char *
rundir_token_path(const struct rundir *run)
{
    return run->token_path;
}

const char *
rundir_feed_endpoint(const struct rundir *run)
{
    return run->feed_endpoint;
}

static bool
write_line(const char *path, const char *line)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    bool is_written;

    if (fd < 0)
        return false;
    is_written = dprintf(fd, "%s\n", line) == (int)strlen(line) + 1;
    return close(fd) == 0 && is_written;
}

enum status
rundir_publish(struct rundir *run, const char *url, struct error *err)
{
    struct str fresh = arena_format(&run->names, "%s.new", run->url_path);

    if (run->names.exhausted)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    if (!write_line(fresh.ptr, url) || rename(fresh.ptr, run->url_path) != 0)
        return error_set(err, STATUS_UNAVAILABLE, "cannot write %s: %s",
                         run->url_path, strerror(errno));
    return STATUS_OK;
}
