#include "worker/process.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ARGS_MAX = 16, EXIT_CANNOT_RUN = 127 };

/*
 * A terminal, a batch system or a supervisor may ask all of a job's processes
 * to end. A child leaves that to its parent, which lets it finish what it
 * reads: dying of it would cost the document an attempt.
 */
static void
leave_the_end_to_the_parent(void)
{
    signal(SIGINT, SIG_IGN);
    signal(SIGTERM, SIG_IGN);
}

/* Only async-signal-safe calls: between fork and exec. */
__attribute__((noreturn)) static void
become(const char *program, char **argv, int channel_fd, int death_signal,
       pid_t parent)
{
    unsigned first_closed = STDERR_FILENO + 1;
    sigset_t none;

    prctl(PR_SET_PDEATHSIG, death_signal);
    if (getppid() != parent)
        _exit(EXIT_CANNOT_RUN); /* it died before we could be told */
    /* Its options are arguments: told to all to read them again, it has
     * nothing to do, and is not to die of it before it can know. */
    signal(SIGHUP, SIG_IGN);
    if (channel_fd >= 0) {
        if (channel_fd != PROCESS_CHANNEL_FD)
            dup2(channel_fd, PROCESS_CHANNEL_FD);
        first_closed = PROCESS_CHANNEL_FD + 1;
        leave_the_end_to_the_parent();
    }
    close_range(first_closed, ~0u, 0);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    execv(program ? program : "/proc/self/exe", argv);
    _exit(EXIT_CANNOT_RUN);
}

enum status
process_start(const char *program, const char *const *args, int channel_fd,
              int death_signal, pid_t *out, struct error *err)
{
    const char *argv[ARGS_MAX + 2] = {program ? program : "baogao-worker"};
    char *mutable_argv[ARGS_MAX + 2];
    pid_t parent = getpid();
    pid_t pid;

    for (size_t i = 0; i < ARGS_MAX && args[i]; i++)
        argv[i + 1] = args[i];
    /* execv() takes strings it promises not to change. */
    memcpy(mutable_argv, argv, sizeof argv);
    pid = fork();
    if (pid < 0)
        return error_set(err, STATUS_UNAVAILABLE, "cannot fork: %s",
                         strerror(errno));
    if (pid == 0)
        become(program, mutable_argv, channel_fd, death_signal, parent);
    *out = pid;
    return STATUS_OK;
}

void
process_limit_cpu(pid_t pid, uint32_t ms)
{
    struct timespec used;
    struct rlimit limits;
    clockid_t id;

    if (clock_getcpuclockid(pid, &id) != 0 || clock_gettime(id, &used) != 0 ||
        prlimit(pid, RLIMIT_CPU, NULL, &limits) != 0)
        return;
    /* Both are cut to seconds: one more for each. */
    limits.rlim_cur =
        (rlim_t)used.tv_sec + (ms + PROCESS_CPU_SLACK_MS) / 1000 + 2;
    if (limits.rlim_cur > limits.rlim_max)
        limits.rlim_cur = limits.rlim_max;
    prlimit(pid, RLIMIT_CPU, &limits, NULL);
}

struct process_end
process_end_text(int how)
{
    struct process_end end;

    if (WIFSIGNALED(how))
        snprintf(end.text, sizeof end.text, "was killed by signal %d (%s)",
                 WTERMSIG(how), strsignal(WTERMSIG(how)));
    else if (WEXITSTATUS(how) == EXIT_CANNOT_RUN)
        snprintf(end.text, sizeof end.text, "could not be run");
    else
        snprintf(end.text, sizeof end.text, "exited with code %d",
                 WEXITSTATUS(how));
    return end;
}
