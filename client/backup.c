/* backup - a verified copy of the store, made beside a head at work. */
#include "store/backup.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/clock.h"
#include "client/apart.h"
#include "client/making.h"
#include "client/options.h"
#include "client/output.h"
#include "store/copy.h"

static const struct option_spec options[] = {
    {"store", "DIR", "the store itself, instead of store/ in --dir"},
    {NULL, NULL, NULL},
};

struct backing_up {
    struct making making; /* first: fill() gets it */
    const char *from;
    struct backup_facts facts;
};

static enum status
copy(struct making *m, const struct store *from, struct error *err)
{
    uint64_t bytes = 0;
    enum status st = store_copy_bytes(from, &bytes, err);
    int fd;

    if (st == STATUS_OK)
        st = making_open_file(m, bytes, &fd, err);
    if (st != STATUS_OK)
        return st;
    st = store_copy(from, fd, err);
    close(fd);
    return st;
}

static enum status
fill(struct making *m, const char *directory, struct error *err)
{
    struct backing_up *b = (struct backing_up *)m;
    struct store *from = NULL;
    /* Before the copy begins: what was accepted by then is in it. */
    int64_t made_ms = clock_wall_ms();
    enum status st = store_open(b->from, STORE_READER, NULL, &from, err);

    if (st == STATUS_OK)
        st = copy(m, from, err);
    store_close(&from);
    return st == STATUS_OK ? backup_mark(directory, made_ms, &b->facts, err)
                           : st;
}

static void
print(const struct backing_up *b, bool is_json)
{
    const struct backup_facts *f = &b->facts;
    char made[CLOCK_TEXT_BYTES];

    clock_print(f->made_ms, made);
    if (is_json)
        print_json(json_pack("{s:s, s:s, s:s, s:I, s:I}", "backup",
                             b->making.path, "store_id", f->store_id, "made",
                             made, "last_document_no",
                             (json_int_t)f->last_document_no, "last_change_no",
                             (json_int_t)f->last_change_no));
    else
        printf("backed up to %s: store %s as of %s, up to document %llu and "
               "change %llu\n",
               b->making.path, f->store_id, made,
               (unsigned long long)f->last_document_no,
               (unsigned long long)f->last_change_no);
}

static enum exit_code
run(struct invocation *inv)
{
    struct backing_up *b = apart_share(sizeof *b);
    enum exit_code code;

    if (!b) {
        complain(inv, "cannot share memory: %s", strerror(errno));
        return EXIT_CODE_UNAVAILABLE;
    }
    b->from = options_store(inv);
    b->making.path = inv->operands[0];
    b->making.fill = fill;
    b->making.spared = b->from;
    b->making.done = "copied";
    code = making_run(&b->making, inv);
    if (code == EXIT_CODE_DONE)
        print(b, inv->is_json);
    munmap(b, sizeof *b);
    return code;
}

const struct command backup_command = {
    .name = "backup",
    .operands = "TARGET",
    .summary = "make a verified copy of the store, while it is used",
    .details =
        "Copies the store into the new directory TARGET, beside a worker at\n"
        "work or without one: all that was accepted before, read or waiting,\n"
        "as of one moment. The copy is verified as baogao check does it, and\n"
        "gets its name only when it is whole and on the disk; until then it\n"
        "is TARGET.part, of which nothing is left where it fails. While it\n"
        "copies, the store uses no space again; so it gives up where less\n"
        "than 64 MiB are left on its disk. Keys are no part of it: keep a\n"
        "copy of keys/ in --dir where secrets are kept.\n"
        "Ends with 2 where TARGET is there, 3 where there is no store, no\n"
        "room, or a signal came, 4 where the store is damaged.\n"
        "baogao restore makes a store of it again.\n",
    .options = options,
    .min_operands = 1,
    .max_operands = 1,
    .run = run,
};
