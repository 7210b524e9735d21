/* upgrade - a store of an earlier format becomes one of this version. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <unistd.h>

#include "client/apart.h"
#include "client/output.h"
#include "client/renewal.h"
#include "store/upgrade.h"

/* Its index is made anew, and may be as large as the rest. */
enum { TIMES = 2 };

struct upgrading {
    struct making making; /* first: fill() gets it */
    const char *from;
    struct upgrade_facts facts;
};

/* Its file must not change while it is copied. */
static enum status
hold(const char *from, int *out, struct error *err)
{
    char path[4096];
    int fd;

    snprintf(path, sizeof path, "%s/writer.lock", from);
    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) != 0) {
        close(fd);
        return error_set(err, STATUS_UNAVAILABLE,
                         "another process writes the store in %s: stop it "
                         "first",
                         from);
    }
    *out = fd;
    return STATUS_OK;
}

static enum status
fill(struct making *m, const char *directory, struct error *err)
{
    struct upgrading *u = (struct upgrading *)m;
    int lock = -1;
    enum status st = hold(u->from, &lock, err);

    if (st == STATUS_OK)
        st = renewal_copy(m, u->from, TIMES, err);
    if (lock >= 0)
        close(lock);
    return st == STATUS_OK ? store_upgrade(directory, &u->facts, err) : st;
}

static void
print(const struct upgrading *u, bool is_json)
{
    const struct upgrade_facts *f = &u->facts;

    if (is_json)
        print_json(json_pack("{s:s, s:I, s:I, s:I}", "upgraded", u->making.path,
                             "from_format", (json_int_t)f->from, "format",
                             (json_int_t)f->to, "indexed",
                             (json_int_t)f->documents));
    else
        printf("upgraded to %s, format %u instead of %u: %llu documents are "
               "in a new index\n%s is as it was\n",
               u->making.path, f->to, f->from, (unsigned long long)f->documents,
               u->from);
}

static enum exit_code
run(struct invocation *inv)
{
    struct upgrading *u = apart_share(sizeof *u);
    enum exit_code code;

    if (!u) {
        complain(inv, "cannot share memory: %s", strerror(errno));
        return EXIT_CODE_UNAVAILABLE;
    }
    u->from = inv->operands[0];
    u->making.fill = fill;
    u->making.done = "upgraded";
    code = renewal_run(&u->making, inv);
    if (code == EXIT_CODE_DONE)
        print(u, inv->is_json);
    munmap(u, sizeof *u);
    return code;
}

const struct command upgrade_command = {
    .name = "upgrade",
    .operands = "OLD",
    .summary = "make a store of one that an earlier version wrote",
    .details =
        "Copies the store in the directory OLD to store/ in --dir, where "
        "there\n"
        "is none, and makes it one of this version's format; it is verified\n"
        "there, and gets its name only when it is whole and on the disk. So\n"
        "stop what runs, move the store away, and upgrade it from there. OLD\n"
        "is only read. Documents, ids and numbers stay as they are, also in\n"
        "the copy of a publisher that follows another.\n"
        "Ends with 2 where a store is there, 3 where OLD has none, one that\n"
        "needs no upgrade or that this version cannot read, no room, a\n"
        "worker, or a signal came, 4 where it is damaged.\n",
    .min_operands = 1,
    .max_operands = 1,
    .run = run,
};
