#include "daemon/ready.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/str.h"

/* The name is systemd's, and others took it over: see sd_notify(3). */
static const char manager_variable[] = "NOTIFY_SOCKET";
static const char ready_word[] = "READY=1";

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

/* Where the manager listens, once it has been told; empty: there is none. */
static struct sockaddr_un manager;
static socklen_t manager_bytes;

/* Note the socket at `path`. False: no socket has so long a name. */
static bool
find_manager(const char *path)
{
    size_t bytes = strlen(path);

    if (bytes > sizeof manager.sun_path)
        return false;
    manager.sun_family = AF_UNIX;
    memcpy(manager.sun_path, path, bytes);
    /* A name that is no path has a NUL in the place of its first byte. */
    if (*path == '@')
        manager.sun_path[0] = '\0';
    manager_bytes = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + bytes);
    return true;
}

/* One datagram; errno says why not. */
static bool
send_manager(const char *words)
{
    size_t bytes = strlen(words);
    bool is_sent;
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);

    if (fd < 0)
        return false;
    is_sent = sendto(fd, words, bytes, MSG_NOSIGNAL,
                     (const struct sockaddr *)&manager,
                     manager_bytes) == (ssize_t)bytes;
    close(fd);
    return is_sent;
}

static void
tell_manager(const char *words)
{
    if (manager_bytes && !send_manager(words))
        log_warning("cannot tell the service manager how this fares",
                    log_cause(strerror(errno)));
}

static void
tell_manager_first(void)
{
    const char *path = getenv(manager_variable);

    if (!path || !*path)
        return;
    if (find_manager(path))
        tell_manager(ready_word);
    else
        log_warning("no service manager can be told at so long a path",
                    log_text("socket", path));
    unsetenv(manager_variable);
}

void
ready_tell(int *fd)
{
    tell_starter(fd);
    tell_manager_first();
}

void
ready_reload_begins(void)
{
    char words[64];

    /* The time tells this reload from one that is asked for meanwhile. */
    snprintf(words, sizeof words, "RELOADING=1\nMONOTONIC_USEC=%" PRIi64,
             clock_monotonic_us());
    tell_manager(words);
}

void
ready_reload_ends(void)
{
    tell_manager(ready_word);
}
