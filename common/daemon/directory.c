#include "daemon/directory.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum status
directory_make(const char *path, struct error *err)
{
    if (mkdir(path, 0700) == 0 || errno == EEXIST)
        return STATUS_OK;
    return error_set(err, STATUS_UNAVAILABLE, "cannot make %s: %s", path,
                     strerror(errno));
}

enum status
directory_make_private(const char *path, struct error *err)
{
    struct stat directory;
    enum status st = directory_make(path, err);

    if (st != STATUS_OK)
        return st;
    if (stat(path, &directory) != 0)
        return error_set(err, STATUS_UNAVAILABLE, "cannot look at %s: %s", path,
                         strerror(errno));
    if (directory.st_uid != geteuid() || (directory.st_mode & 077) != 0)
        return error_set(err, STATUS_UNAVAILABLE,
                         "%s is open to other users: it must be yours, with "
                         "mode 0700",
                         path);
    return STATUS_OK;
}
