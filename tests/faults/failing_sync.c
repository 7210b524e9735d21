/*
 * failing_sync - preloaded: a disk that fails to write out what it was given.
 *
 * As long as there is a file of the name in FAILING_SYNC, fdatasync() fails
 * as it does on an error of the disk.
 */
#include <errno.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

__attribute__((visibility("default"))) int
fdatasync(int fildes) /* as unistd.h names it */
{
    const char *name = getenv("FAILING_SYNC");

    if (name && access(name, F_OK) == 0) {
        errno = EIO;
        return -1;
    }
    return (int)syscall(SYS_fdatasync, fildes);
}
