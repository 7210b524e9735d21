#include "client/apart.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "client/output.h"

enum { STEP_SECONDS = 10, LOOK_EVERY_MS = 100 };

/* Ways to die of a file that is not what it says; SIGPROF: a step's time. */
static const int deadly_signals[] = {SIGSEGV, SIGBUS, SIGABRT,
                                     SIGFPE,  SIGILL, SIGPROF};
static const int held_signals[] = {SIGINT, SIGTERM, SIGHUP};

enum {
    DEADLY_COUNT = sizeof deadly_signals / sizeof *deadly_signals,
    HELD_COUNT = sizeof held_signals / sizeof *held_signals,
};

/* How the work ended, if it did. */
struct end {
    bool is_over;
    enum status status;
    struct error err;
};

void *
apart_share(size_t bytes)
{
    void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    return memory == MAP_FAILED ? NULL : memory;
}

/* ---- signals ----------------------------------------------------------- */

void
apart_hold_signals(void)
{
    sigset_t held;

    sigemptyset(&held);
    for (size_t i = 0; i < HELD_COUNT; i++)
        sigaddset(&held, held_signals[i]);
    sigprocmask(SIG_BLOCK, &held, NULL);
}

enum status
apart_is_stopped(struct error *err)
{
    sigset_t pending;

    if (sigpending(&pending) != 0)
        return STATUS_OK;
    for (size_t i = 0; i < HELD_COUNT; i++)
        if (sigismember(&pending, held_signals[i]) == 1)
            return error_set(err, STATUS_UNAVAILABLE, "stopped by signal %d",
                             held_signals[i]);
    return STATUS_OK;
}

/* ---- the child --------------------------------------------------------- */

void
apart_begin_step(void)
{
    struct itimerval time = {.it_value.tv_sec = STEP_SECONDS};

    setitimer(ITIMER_PROF, &time, NULL);
}

static void
run_child(const struct apart *a, pid_t parent, struct end *end)
{
    struct rlimit none = {0, 0};

    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(EXIT_CODE_UNAVAILABLE);
    setrlimit(RLIMIT_CORE, &none);
    for (size_t i = 0; i < DEADLY_COUNT; i++)
        signal(deadly_signals[i], SIG_DFL);
    end->status = a->work(a->context, &end->err);
    output_flush();
    end->is_over = true;
    _exit(EXIT_CODE_DONE);
}

/* ---- the parent -------------------------------------------------------- */

static bool
died_of_the_file(int how)
{
    if (!WIFSIGNALED(how))
        return true; /* it ended, but not where it ends */
    for (size_t i = 0; i < DEADLY_COUNT; i++)
        if (WTERMSIG(how) == deadly_signals[i])
            return true;
    return false;
}

/* What the child could not say itself. */
static enum status
judge_end(const struct end *end, int how, bool *has_died, struct error *err)
{
    *has_died = !end->is_over && died_of_the_file(how);
    if (end->is_over) {
        if (end->status != STATUS_OK)
            *err = end->err;
        return end->status;
    }
    if (!*has_died)
        return error_set(err, STATUS_UNAVAILABLE, "stopped by signal %d",
                         WTERMSIG(how));
    if (WIFSIGNALED(how) && WTERMSIG(how) == SIGPROF)
        return error_set(err, STATUS_CORRUPT,
                         "a page in it leads round in a circle");
    return error_set(err, STATUS_CORRUPT, "reading it ended with %s %d",
                     WIFSIGNALED(how) ? "signal" : "exit code",
                     WIFSIGNALED(how) ? WTERMSIG(how) : WEXITSTATUS(how));
}

static enum status
look(const struct apart *a, struct error *err)
{
    enum status st = apart_is_stopped(err);

    return st == STATUS_OK && a->look ? a->look(a->context, err) : st;
}

/* `ended`: SIGCHLD, blocked. */
static enum status
wait_for(const struct apart *a, pid_t child, const sigset_t *ended, int *how,
         struct error *err)
{
    struct timespec pause = {0, LOOK_EVERY_MS * 1000000L};
    enum status st = STATUS_OK;
    pid_t found;

    while ((found = waitpid(child, how, WNOHANG)) == 0 && st == STATUS_OK) {
        st = look(a, err);
        if (st == STATUS_OK)
            sigtimedwait(ended, NULL, &pause);
    }
    if (found < 0)
        return error_set(err, STATUS_UNAVAILABLE,
                         "lost the process that reads the store: %s",
                         strerror(errno));
    if (found == 0) {
        kill(child, SIGKILL);
        waitpid(child, how, 0);
    }
    return st;
}

static enum status
fork_and_wait(const struct apart *a, struct end *end, const sigset_t *ended,
              bool *has_died, struct error *err)
{
    pid_t parent = getpid(), child;
    enum status st;
    int how = 0;

    output_flush(); /* or the child would write it as well */
    child = fork();
    if (child < 0)
        return error_set(err, STATUS_UNAVAILABLE, "cannot fork: %s",
                         strerror(errno));
    if (child == 0)
        run_child(a, parent, end);
    st = wait_for(a, child, ended, &how, err);
    return st == STATUS_OK ? judge_end(end, how, has_died, err) : st;
}

enum status
apart_run(const struct apart *a, bool *has_died, struct error *err)
{
    struct end *end = apart_share(sizeof *end);
    sigset_t ended, before;
    enum status st;

    *has_died = false;
    if (!end)
        return error_set(err, STATUS_UNAVAILABLE, "cannot share memory: %s",
                         strerror(errno));
    sigemptyset(&ended);
    sigaddset(&ended, SIGCHLD);
    sigprocmask(SIG_BLOCK, &ended, &before);
    st = fork_and_wait(a, end, &ended, has_died, err);
    sigprocmask(SIG_SETMASK, &before, NULL);
    munmap(end, sizeof *end);
    return st;
}
