#include "client/making.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include "client/apart.h"
#include "client/check_walk.h"
#include "client/new_store.h"
#include "client/output.h"

enum {
    SHOW_MAX = 10, /* violations of a kind; baogao check tells of all */
    MIB = 1 << 20,
    /* Who submits meanwhile must not find the disk full. */
    SPARED_MIB = 64,
    PATH_BYTES = 4096,
};

/* ---- room -------------------------------------------------------------- */

/* UINT64_MAX: a file system that cannot tell is not held against anybody. */
static uint64_t
free_bytes(const char *path)
{
    struct statvfs fs;

    return statvfs(path, &fs) == 0 ? (uint64_t)fs.f_bavail * fs.f_frsize
                                   : UINT64_MAX;
}

static bool
is_one_disk(const char *a, const char *b)
{
    struct stat of_a, of_b;

    return stat(a, &of_a) == 0 && stat(b, &of_b) == 0 &&
           of_a.st_dev == of_b.st_dev;
}

/* The store's file, once there is one. */
static const char *
file_of(const struct making *m, char path[PATH_BYTES])
{
    snprintf(path, PATH_BYTES, "%s/data.mdb", m->directory);
    return path;
}

/* How many bytes it will write, if there is room for them. */
static enum status
expect(struct making *m, uint64_t bytes, struct error *err)
{
    uint64_t room = free_bytes(m->directory);
    uint64_t wanted = bytes;

    if (m->spared && is_one_disk(m->spared, m->directory))
        wanted += (uint64_t)SPARED_MIB * MIB;
    if (wanted > room)
        return error_set(err, STATUS_UNAVAILABLE,
                         "%s needs %llu MiB free, and there are %llu", m->path,
                         (unsigned long long)wanted / MIB + 1,
                         (unsigned long long)(room / MIB));
    m->expected_bytes = bytes;
    return STATUS_OK;
}

enum status
making_open_file(struct making *m, uint64_t bytes, int *fd, struct error *err)
{
    char path[PATH_BYTES];
    enum status st = expect(m, bytes, err);

    if (st != STATUS_OK)
        return st;
    *fd = open(file_of(m, path), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    return *fd >= 0 ? STATUS_OK
                    : error_set(err, STATUS_UNAVAILABLE, "cannot write %s: %s",
                                path, strerror(errno));
}

static enum status
look_at_room(const struct making *m, struct error *err)
{
    if (!m->spared || free_bytes(m->spared) >= (uint64_t)SPARED_MIB * MIB)
        return STATUS_OK;
    return error_set(err, STATUS_UNAVAILABLE,
                     "the disk of %s has less than %d MiB free: while a copy "
                     "is made, the store uses no space again",
                     m->spared, SPARED_MIB);
}

/* ---- the work ---------------------------------------------------------- */

/* A page that leads back to itself would be copied for ever. */
static enum status
look_at_bytes(struct making *m, struct error *err)
{
    char path[PATH_BYTES];
    struct stat file;

    if (m->expected_bytes == 0 || stat(file_of(m, path), &file) != 0)
        return STATUS_OK;
    if ((uint64_t)file.st_size / 2 > m->expected_bytes + 64 * MIB)
        return error_set(err, STATUS_CORRUPT,
                         "it comes to more than twice what it has: a page in "
                         "it leads round in a circle");
    progress_draw_part(&m->report.progress, (uint64_t)file.st_size,
                       m->expected_bytes, m->done);
    return STATUS_OK;
}

static enum status
look(void *context, struct error *err)
{
    struct making *m = context;
    enum status st;

    if (m->is_filled)
        return STATUS_OK; /* the child draws its own bar */
    st = look_at_room(m, err);
    return st == STATUS_OK ? look_at_bytes(m, err) : st;
}

static enum status
work(void *context, struct error *err)
{
    struct making *m = context;
    enum status st = m->fill(m, m->directory, err);

    if (st != STATUS_OK)
        return st;
    m->is_filled = true;
    progress_clear(&m->report.progress);
    return check_walk(m->directory, &m->report, err);
}

/* What was made is judged as baogao check judges a store. */
static enum status
judge(struct making *m, struct error *err)
{
    check_report_end(&m->report);
    if (!check_report_is_sound(&m->report))
        return error_set(err, STATUS_CORRUPT,
                         "what was copied is damaged: nothing is left of it");
    return apart_is_stopped(err);
}

static enum status
make(struct making *m, struct error *err)
{
    struct apart apart = {work, look, m};
    bool has_died;
    enum status st = apart_run(&apart, &has_died, err);

    progress_clear(&m->report.progress);
    if (has_died && m->is_filled)
        check_report_add_death(&m->report, err);
    else if (st != STATUS_OK)
        return st;
    return judge(m, err);
}

enum exit_code
making_run(struct making *m, struct invocation *inv)
{
    struct new_store place;
    struct error err;
    enum status st;

    apart_hold_signals();
    check_report_init(&m->report, inv, SHOW_MAX);
    st = new_store_open(&place, m->path, &err);
    if (st == STATUS_INVALID)
        return fail_usage(inv, &err);
    if (st != STATUS_OK)
        return fail_with(inv, st, &err);
    m->directory = place.part;
    st = make(m, &err);
    if (st == STATUS_OK)
        st = new_store_finish(&place, &err);
    new_store_close(&place);
    m->directory = NULL;
    return st == STATUS_OK ? EXIT_CODE_DONE : fail_with(inv, st, &err);
}
