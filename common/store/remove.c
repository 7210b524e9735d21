#include "store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum status
store_remove(const char *path, struct error *err)
{
    static const char *const files[] = {"data.mdb", "lock.mdb", "writer.lock"};
    int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (folder < 0 && errno == ENOENT)
        return STATUS_OK;
    for (size_t i = 0; folder >= 0 && i < sizeof files / sizeof *files; i++)
        unlinkat(folder, files[i], 0);
    if (folder >= 0)
        close(folder);
    if (rmdir(path) != 0)
        return error_set(err, STATUS_UNAVAILABLE, "cannot remove %s: %s", path,
                         strerror(errno));
    return STATUS_OK;
}
