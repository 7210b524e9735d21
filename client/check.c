/*
 * check - whether the store is sound, beside a head at work or without one.
 *
 * LMDB trusts its file, and may die of a damaged one: a child walks it, and
 * tells through memory that outlives it.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "client/check_report.h"
#include "client/options.h"
#include "client/output.h"

enum { SHOW_DEFAULT = 10, SHOW_MAX = 1000000 };

static const struct option_spec options[] = {
    {"store", "DIR", "the store itself, instead of store/ in --dir"},
    {"show", "N", "print so many violations of a kind, count the rest; 10"},
    {NULL, NULL, NULL},
};

/* How the child ended; the rest is its report. */
struct shared {
    struct check_report report;
    bool is_over;
    enum status status;
    struct error err;
};

/* Ways to die of a file that is not what it says; SIGPROF: see give_time(). */
static const int deadly_signals[] = {SIGSEGV, SIGBUS, SIGABRT,
                                     SIGFPE,  SIGILL, SIGPROF};

/*
 * LMDB follows a page that leads back to itself for ever. One step of the
 * walk may take so much processor time, which a slow disk does not use; the
 * largest document takes a few seconds.
 */
enum { STEP_SECONDS = 10 };

static void
give_time(void)
{
    struct itimerval time = {.it_value.tv_sec = STEP_SECONDS};

    setitimer(ITIMER_PROF, &time, NULL);
}

static void
note_violation(void *context, const struct violation *violation)
{
    struct shared *shared = context;

    check_report_add(&shared->report, violation);
}

static void
note_progress(void *context, uint64_t done, uint64_t total)
{
    struct shared *shared = context;

    give_time();
    progress_draw_part(&shared->report.progress, done, total, "checked");
}

static enum status
walk(const char *path, struct shared *shared, struct error *err)
{
    struct check_watch watch = {shared, note_violation, note_progress};
    struct store_options store_options = {.is_to_be_checked = true};
    struct store *store = NULL;
    enum status st =
        store_open(path, STORE_READER, &store_options, &store, err);

    if (st == STATUS_OK)
        st = check_store(store, &watch, &shared->report.summary, err);
    store_close(&store);
    return st;
}

/* The child: it ends with the parent, and leaves no core of the archive. */
static void
run_child(const char *path, pid_t parent, struct shared *shared)
{
    struct rlimit none = {0, 0};

    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(EXIT_CODE_UNAVAILABLE);
    setrlimit(RLIMIT_CORE, &none);
    for (size_t i = 0; i < sizeof deadly_signals / sizeof *deadly_signals; i++)
        signal(deadly_signals[i], SIG_DFL);
    give_time();
    shared->status = walk(path, shared, &shared->err);
    output_flush();
    shared->is_over = true;
    _exit(EXIT_CODE_DONE);
}

static bool
died_of_the_file(int how)
{
    if (!WIFSIGNALED(how))
        return true; /* it ended, but not where it ends */
    for (size_t i = 0; i < sizeof deadly_signals / sizeof *deadly_signals; i++)
        if (WTERMSIG(how) == deadly_signals[i])
            return true;
    return false;
}

/* What the child could not say itself. */
static enum status
judge_end(struct shared *shared, int how, struct error *err)
{
    struct violation v = {.kind = VIOLATION_FILE};

    if (shared->is_over) {
        *err = shared->err;
        return shared->status;
    }
    if (!died_of_the_file(how))
        return error_set(err, STATUS_UNAVAILABLE, "stopped by signal %d",
                         WTERMSIG(how));
    if (WIFSIGNALED(how) && WTERMSIG(how) == SIGPROF)
        snprintf(v.what, sizeof v.what, "a page in it leads round in a circle");
    else
        snprintf(v.what, sizeof v.what, "reading it ended with %s %d",
                 WIFSIGNALED(how) ? "signal" : "exit code",
                 WIFSIGNALED(how) ? WTERMSIG(how) : WEXITSTATUS(how));
    check_report_add(&shared->report, &v);
    return STATUS_OK;
}

static enum status
walk_in_child(const char *path, struct shared *shared, struct error *err)
{
    pid_t parent = getpid();
    pid_t child;
    int how = 0;

    output_flush(); /* or the child would write it as well */
    child = fork();
    if (child < 0)
        return error_set(err, STATUS_UNAVAILABLE, "cannot fork: %s",
                         strerror(errno));
    if (child == 0)
        run_child(path, parent, shared);
    while (waitpid(child, &how, 0) < 0)
        if (errno != EINTR)
            return error_set(err, STATUS_UNAVAILABLE,
                             "lost the process that walks the store: %s",
                             strerror(errno));
    return judge_end(shared, how, err);
}

static enum exit_code
check(struct invocation *inv, const char *path, struct shared *shared)
{
    struct error err;
    enum status st = walk_in_child(path, shared, &err);

    progress_clear(&shared->report.progress);
    if (st != STATUS_OK)
        return fail_with(inv, st, &err);
    check_report_end(&shared->report);
    return check_report_is_sound(&shared->report) ? EXIT_CODE_DONE
                                                  : EXIT_CODE_CORRUPT;
}

static enum exit_code
run(struct invocation *inv)
{
    const char *path = options_value(inv, "store");
    uint64_t show_max = SHOW_DEFAULT;
    struct shared *shared;
    struct error err;
    enum exit_code code;

    if (options_number(inv, "show", 0, SHOW_MAX, &show_max, &err) != STATUS_OK)
        return fail_usage(inv, &err);
    if (!path)
        path = arena_format(inv->arena, "%s/store", inv->directory).ptr;
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED) {
        complain(inv, "cannot share memory: %s", strerror(errno));
        return EXIT_CODE_UNAVAILABLE;
    }
    shared->report.is_json = inv->is_json;
    shared->report.show_max = show_max;
    progress_init(&shared->report.progress);
    code = check(inv, path, shared);
    munmap(shared, sizeof *shared);
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
