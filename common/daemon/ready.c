#include "daemon/ready.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/log.h"
#include "base/str.h"

/* The name is systemd's, and others took it over: see sd_notify(3). */
static const char manager_variable[] = "NOTIFY_SOCKET";

enum status
ready_parse(const char *text, int *out, struct error *err)
{
    uint64_t fd;

    if (!str_to_u64(str_from(text), &fd) || fd > INT_MAX ||
        fcntl((int)fd, F_GETFD) < 0)
        return error_set(err, STATUS_INVALID, "\"%s\" is no open descriptor",
                         text);
    *out = (int)fd;
    return STATUS_OK;
}

static void
tell_starter(int *fd)
{
    if (*fd == READY_NOBODY)
        return;
    if (write(*fd, "\n", 1) != 1)
        log_warning("nobody reads that this is ready",
                    log_cause(strerror(errno)));
    close(*fd);
    *fd = READY_NOBODY;
}

/* One datagram to the socket at `path`; errno says why not. */
static bool
send_ready(const char *path)
{
    static const char word[] = "READY=1";
    struct sockaddr_un to = {.sun_family = AF_UNIX};
    size_t bytes = strlen(path);
    socklen_t to_bytes =
        (socklen_t)(offsetof(struct sockaddr_un, sun_path) + bytes);
    bool is_sent;
    int fd;

    if (bytes > sizeof to.sun_path) {
        errno = ENAMETOOLONG;
        return false;
    }
    memcpy(to.sun_path, path, bytes);
    /* A name that is no path has a NUL in the place of its first byte. */
    if (*path == '@')
        to.sun_path[0] = '\0';
    fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return false;
    is_sent =
        sendto(fd, word, strlen(word), MSG_NOSIGNAL,
               (const struct sockaddr *)&to, to_bytes) == (ssize_t)strlen(word);
    close(fd);
    return is_sent;
}

static void
tell_manager(void)
{
    const char *path = getenv(manager_variable);

    if (!path || !*path)
        return;
    if (!send_ready(path))
        log_warning("cannot tell the service manager that this is ready",
                    log_text("socket", path), log_cause(strerror(errno)));
    unsetenv(manager_variable);
}

void
ready_tell(int *fd)
{
    tell_starter(fd);
    tell_manager();
}
