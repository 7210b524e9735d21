#include "client/renewal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "client/output.h"

/* ---- its file ---------------------------------------------------------- */

static enum status
copy_bytes(int from, int to, uint64_t bytes, struct error *err)
{
    enum { STEP_BYTES = 8 << 20 };

    while (bytes > 0) {
        ssize_t sent = sendfile(to, from, NULL, STEP_BYTES);
        if (sent < 0)
            return error_set(err, STATUS_UNAVAILABLE, "cannot copy it: %s",
                             strerror(errno));
        if (sent == 0)
            break; /* it was cut meanwhile: the check tells */
        bytes -= bytes > (uint64_t)sent ? (uint64_t)sent : bytes;
    }
    return STATUS_OK;
}

static enum status
copy_into(struct making *m, int from, unsigned times, struct error *err)
{
    struct stat file;
    enum status st;
    int to;

    if (fstat(from, &file) != 0)
        return error_set(err, STATUS_UNAVAILABLE, "cannot read it: %s",
                         strerror(errno));
    st = making_open_file(m, (uint64_t)file.st_size * times, &to, err);
    if (st != STATUS_OK)
        return st;
    st = copy_bytes(from, to, (uint64_t)file.st_size, err);
    close(to);
    return st;
}

enum status
renewal_copy(struct making *m, const char *from, unsigned times,
             struct error *err)
{
    char path[4096];
    enum status st;
    int fd;

    snprintf(path, sizeof path, "%s/data.mdb", from);
    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return error_set(err, STATUS_UNAVAILABLE, "no store in %s: %s", from,
                         strerror(errno));
    st = copy_into(m, fd, times, err);
    close(fd);
    return st;
}

/* ---- who must not be there --------------------------------------------- */

static bool
listens(const char *directory, const char *name)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int len = snprintf(address.sun_path, sizeof address.sun_path, "%s/run/%s",
                       directory, name);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool is_there =
        fd >= 0 && len > 0 && (size_t)len < sizeof address.sun_path &&
        connect(fd, (struct sockaddr *)&address, sizeof address) == 0;

    if (fd >= 0)
        close(fd);
    return is_there;
}

/* One that goes on with the files of a store that is gone would lose all. */
static enum status
refuse_beside_daemons(const char *directory, struct error *err)
{
    if (listens(directory, "control"))
        return error_set(err, STATUS_UNAVAILABLE,
                         "baogao-worker runs on %s: stop it first", directory);
    if (listens(directory, "query"))
        return error_set(err, STATUS_UNAVAILABLE,
                         "baogao-publisher runs on %s: stop it first",
                         directory);
    return STATUS_OK;
}

/* ---- both together ----------------------------------------------------- */

enum exit_code
renewal_run(struct making *m, struct invocation *inv)
{
    struct error err;
    enum status st = refuse_beside_daemons(inv->directory, &err);

    if (st == STATUS_OK && mkdir(inv->directory, 0700) != 0 && errno != EEXIST)
        st = error_set(&err, STATUS_UNAVAILABLE, "cannot make %s: %s",
                       inv->directory, strerror(errno));
    if (st != STATUS_OK)
        return fail_with(inv, st, &err);
    m->path = arena_format(inv->arena, "%s/store", inv->directory).ptr;
    return making_run(m, inv);
}
