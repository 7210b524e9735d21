#include "store/ahead.h"

#include <fcntl.h>

/* A quarter of what is there, so that a small store stays small. */
enum { STEP_MIN_BYTES = 1 << 20, STEP_MAX_BYTES = 64 << 20 };

static uint64_t
step_after(uint64_t bytes)
{
    uint64_t step = bytes / 4;

    if (step < STEP_MIN_BYTES)
        return STEP_MIN_BYTES;
    return step < STEP_MAX_BYTES ? step : STEP_MAX_BYTES;
}

void
ahead_reserve(struct store *s)
{
    MDB_envinfo info;
    MDB_stat stat;
    uint64_t end, step;
    int fd;

    if (mdb_env_info(s->env, &info) != MDB_SUCCESS ||
        mdb_env_stat(s->env, &stat) != MDB_SUCCESS ||
        mdb_env_get_fd(s->env, &fd) != MDB_SUCCESS)
        return;
    end = ((uint64_t)info.me_last_pgno + 1) * stat.ms_psize;
    step = step_after(end);
    if (end + step / 2 <= s->reserved_bytes)
        return;
    /* Where the file system cannot, or is full, commits do without. */
    s->reserved_bytes = end + step;
    (void)!fallocate(fd, FALLOC_FL_KEEP_SIZE, (off_t)end, (off_t)step);
}
