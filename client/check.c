/* check - whether the store is sound, beside a head at work or without one. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

#include "client/apart.h"
#include "client/check_walk.h"
#include "client/options.h"
#include "client/output.h"

enum { SHOW_DEFAULT = 10, SHOW_MAX = 1000000 };

static const struct option_spec options[] = {
    {"store", "DIR", "the store itself, instead of store/ in --dir"},
    {"show", "N", "print so many violations of a kind, count the rest; 10"},
    {NULL, NULL, NULL},
};

/* What the child and we share. */
struct checking {
    const char *path;
    struct check_report report;
};

static enum status
walk(void *context, struct error *err)
{
    struct checking *c = context;

    return check_walk(c->path, &c->report, err);
}

static enum exit_code
check(struct invocation *inv, struct checking *c)
{
    struct apart apart = {.work = walk, .context = c};
    bool has_died;
    struct error err;
    enum status st = apart_run(&apart, &has_died, &err);

    progress_clear(&c->report.progress);
    if (has_died)
        check_report_add_death(&c->report, &err);
    else if (st != STATUS_OK)
        return fail_with(inv, st, &err);
    check_report_end(&c->report);
    return check_report_is_sound(&c->report) ? EXIT_CODE_DONE
                                             : EXIT_CODE_CORRUPT;
}

static enum exit_code
run(struct invocation *inv)
{
    uint64_t show_max = SHOW_DEFAULT;
    struct checking *c;
    struct error err;
    enum exit_code code;

    if (options_number(inv, "show", 0, SHOW_MAX, &show_max, &err) != STATUS_OK)
        return fail_usage(inv, &err);
    c = apart_share(sizeof *c);
    if (!c) {
        complain(inv, "cannot share memory: %s", strerror(errno));
        return EXIT_CODE_UNAVAILABLE;
    }
    c->path = options_store(inv);
    check_report_init(&c->report, inv, show_max);
    code = check(inv, c);
    munmap(c, sizeof *c);
    return code;
}

const struct command check_command = {
    .name = "check",
    .operands = "",
    .summary = "verify that the store is sound",
    .details =
        "Walks the whole store, beside a worker at work or without one, and\n"
        "prints a line for each thing that is wrong: what kind it is of, the\n"
        "document, what was found and what it means. Ends with 0 where the\n"
        "store is sound, 4 where it is damaged, 3 where it cannot be opened.\n",
    .options = options,
    .max_operands = 0,
    .run = run,
};
