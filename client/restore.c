/* restore - a backup becomes the store of a head that has none. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

#include "base/clock.h"
#include "client/apart.h"
#include "client/output.h"
#include "client/renewal.h"
#include "store/backup.h"

struct restoring {
    struct making making; /* first: fill() gets it */
    const char *from;
    struct backup_facts facts;
    char new_id[DOCUMENT_ID_DIGITS + 1];
};

/* The backup itself is only read: it may lie where nothing can be written. */
static enum status
fill(struct making *m, const char *directory, struct error *err)
{
    struct restoring *r = (struct restoring *)m;
    enum status st = renewal_copy(m, r->from, 1, err);

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
    enum exit_code code;

    r->from = inv->operands[0];
    r->making.fill = fill;
    r->making.done = "copied";
    code = renewal_run(&r->making, inv);
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
