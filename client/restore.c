/* restore - a backup becomes the store of a head that has none. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/clock.h"
#include "client/apart.h"
#include "client/making.h"
#include "client/output.h"
#include "store/backup.h"

struct restoring {
    struct making making; /* first: fill() gets it */
    const char *from;
    struct backup_facts facts;
    char new_id[DOCUMENT_ID_DIGITS + 1];
};

/* ---- who must not be there --------------------------------------------- */

static bool
listens(const char *directory, const char *name)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int len = snprintf(address.sun_path, sizeof address.sun_path, "%s/run/%s",
                       directory, name);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool is_there =
        fd >= 0 && len > 0 && (size_t)len < sizeof address.sun_path &&
        connect(fd, (struct sockaddr *)&address, sizeof address) == 0;

    if (fd >= 0)
        close(fd);
    return is_there;
}

/* One that goes on with the files of a store that is gone would lose all. */
static enum status
refuse_beside_daemons(const char *directory, struct error *err)
{
    if (listens(directory, "control"))
        return error_set(err, STATUS_UNAVAILABLE,
                         "baogao-worker runs on %s: stop it first", directory);
    if (listens(directory, "query"))
        return error_set(err, STATUS_UNAVAILABLE,
                         "baogao-publisher runs on %s: stop it first",
                         directory);
    return STATUS_OK;
}

/* ---- the copy ---------------------------------------------------------- */

static enum status
copy_bytes(int from, int to, uint64_t bytes, struct error *err)
{
    enum { STEP_BYTES = 8 << 20 };

    while (bytes > 0) {
        ssize_t sent = sendfile(to, from, NULL, STEP_BYTES);
        if (sent < 0)
            return error_set(err, STATUS_UNAVAILABLE, "cannot copy it: %s",
                             strerror(errno));
        if (sent == 0)
            break; /* it was cut meanwhile: the check tells */
        bytes -= bytes > (uint64_t)sent ? (uint64_t)sent : bytes;
    }
    return STATUS_OK;
}

static enum status
copy_into(struct making *m, int from, const char *directory, struct error *err)
{
    char path[4096];
    struct stat file;
    enum status st;
    int to;

    if (fstat(from, &file) != 0)
        return error_set(err, STATUS_UNAVAILABLE, "cannot read it: %s",
                         strerror(errno));
    st = making_expect(m, (uint64_t)file.st_size, err);
    if (st != STATUS_OK)
        return st;
    snprintf(path, sizeof path, "%s/data.mdb", directory);
    to = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (to < 0)
        return error_set(err, STATUS_UNAVAILABLE, "cannot write %s: %s", path,
                         strerror(errno));
    st = copy_bytes(from, to, (uint64_t)file.st_size, err);
    close(to);
    return st;
}

/* The backup itself is only read: it may lie where nothing can be written. */
static enum status
fill(struct making *m, const char *directory, struct error *err)
{
    struct restoring *r = (struct restoring *)m;
    char path[4096];
    enum status st;
    int from;

    snprintf(path, sizeof path, "%s/data.mdb", r->from);
    from = open(path, O_RDONLY | O_CLOEXEC);
    if (from < 0)
        return error_set(err, STATUS_UNAVAILABLE, "no backup in %s: %s",
                         r->from, strerror(errno));
    st = copy_into(m, from, directory, err);
    close(from);
    if (st == STATUS_OK)
        st = backup_release(directory, &r->facts, r->new_id, err);
    return st;
}

/* ---- the command ------------------------------------------------------- */

static void
print(const struct restoring *r, bool is_json)
{
    const struct backup_facts *f = &r->facts;
    char made[CLOCK_TEXT_BYTES];

    clock_print(f->made_ms, made);
    if (is_json) {
        print_json(json_pack("{s:s, s:s, s:s, s:s, s:I, s:I}", "restored",
                             r->making.path, "store_id", r->new_id, "backup_of",
                             f->store_id, "made", made, "last_document_no",
                             (json_int_t)f->last_document_no, "last_change_no",
                             (json_int_t)f->last_change_no));
        return;
    }
    printf("restored to %s as store %s: what store %s had at %s, up to "
           "document %llu and change %llu\n",
           r->making.path, r->new_id, f->store_id, made,
           (unsigned long long)f->last_document_no,
           (unsigned long long)f->last_change_no);
    printf("what happened after that is not in it: submit again what was "
           "submitted (what is in it is answered as a duplicate), and forget "
           "again what was forgotten\n");
}

static enum exit_code
restore(struct invocation *inv, struct restoring *r)
{
    struct error err;
    enum status st = refuse_beside_daemons(inv->directory, &err);
    enum exit_code code;

    if (st == STATUS_OK && mkdir(inv->directory, 0700) != 0 && errno != EEXIST)
        st = error_set(&err, STATUS_UNAVAILABLE, "cannot make %s: %s",
                       inv->directory, strerror(errno));
    if (st != STATUS_OK)
        return fail_with(inv, st, &err);
    r->from = inv->operands[0];
    r->making.path = arena_format(inv->arena, "%s/store", inv->directory).ptr;
    r->making.fill = fill;
    r->making.done = "copied";
    code = making_run(&r->making, inv);
    if (code == EXIT_CODE_DONE)
        print(r, inv->is_json);
    return code;
}

static enum exit_code
run(struct invocation *inv)
{
    struct restoring *r = apart_share(sizeof *r);
    enum exit_code code;

    if (!r) {
        complain(inv, "cannot share memory: %s", strerror(errno));
        return EXIT_CODE_UNAVAILABLE;
    }
    code = restore(inv, r);
    munmap(r, sizeof *r);
    return code;
}

const struct command restore_command = {
    .name = "restore",
    .operands = "BACKUP",
    .summary = "make a store of a backup, where there is none",
    .details =
        "Copies what baogao backup made to store/ in --dir, verifies it "
        "there,\n"
        "and gives it its name only when it is whole and on the disk. A store\n"
        "that is there is not written over: move it away first; nor may a\n"
        "worker or a publisher run on --dir. The store gets another id, and\n"
        "new numbers begin 1,000,000,000 further on, so that who followed the\n"
        "lost one is told to start again, and misses nothing. Prints what the\n"
        "backup goes up to: what was submitted after that, submit again, and\n"
        "what was forgotten after that, forget again.\n"
        "Ends with 2 where a store is there, 3 where there is no backup, no\n"
        "room, a worker, or a signal came, 4 where the backup is damaged.\n",
    .min_operands = 1,
    .max_operands = 1,
    .run = run,
};
