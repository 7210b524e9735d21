#include "store/ahead.h"

#include <sys/stat.h>
#include <unistd.h>

enum {
    STEP_BYTES = 128 << 10,
    /* Long commits pay for the file's new length once for many documents. */
    SHORT_BATCH_BYTES = 64 << 10,
};

static uint64_t
larger(uint64_t a, uint64_t b)
{
    return a > b ? a : b;
}

void
ahead_reserve(struct store *s)
{
    static const char zeros[STEP_BYTES];
    MDB_envinfo info;
    MDB_stat stat_of;
    struct stat file;
    uint64_t end, before = s->used_bytes;
    int fd;

    if (mdb_env_info(s->env, &info) != MDB_SUCCESS ||
        mdb_env_stat(s->env, &stat_of) != MDB_SUCCESS ||
        mdb_env_get_fd(s->env, &fd) != MDB_SUCCESS)
        return;
    end = ((uint64_t)info.me_last_pgno + 1) * stat_of.ms_psize;
    s->used_bytes = end;
    if (end - before > SHORT_BATCH_BYTES || fstat(fd, &file) != 0 ||
        end + SHORT_BATCH_BYTES <= (uint64_t)file.st_size)
        return;
    /* Where there is no space for it, commits do without. */
    (void)!pwrite(fd, zeros, sizeof zeros,
                  (off_t)larger(end, (uint64_t)file.st_size));
}
