#include "daemon/ready.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/str.h"

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

void
ready_tell(int *fd)
{
    if (*fd == READY_NOBODY)
        return;
    if (write(*fd, "\n", 1) != 1)
        log_warning("nobody reads that this is ready: %s", strerror(errno));
    close(*fd);
    *fd = READY_NOBODY;
}
