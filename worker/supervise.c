#include "worker/supervise.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include "base/clock.h"
#include "base/log.h"
#include "worker/process.h"

enum {
    HEALTHY_MS = 5000, /* one that lived so long is started again at once */
    PAUSE_MS = 1000,
};

void
supervisor_start(struct supervisor *s)
{
    char children[16], memory[16];
    const char *args[14] = {"--join",
                            s->endpoint,
                            "--children",
                            children,
                            "--memory-limit-mib",
                            memory,
                            "--log-level",
                            log_level_name(log_max_level),
                            "--log-format",
                            log_format_name(log_format_in_use())};
    size_t count = 10;
    struct error err;

    if (s->pid || s->options->children == 0 ||
        clock_monotonic_ms() < s->not_before_ms)
        return;
    snprintf(children, sizeof children, "%u", s->options->children);
    snprintf(memory, sizeof memory, "%u", s->options->memory_mib);
    if (s->options->extractor) {
        args[count++] = "--extractor";
        args[count++] = s->options->extractor;
    }
    args[count] = NULL;
    s->started_ms = clock_monotonic_ms();
    s->is_told_to_end = false;
    if (process_start(NULL, args, -1, SIGTERM, &s->pid, &err) != STATUS_OK) {
        log_error("cannot start the local worker", log_cause(err.text));
        s->not_before_ms = s->started_ms + PAUSE_MS;
    }
}

/* Told to end before it could take the signal itself. */
static bool
ended_as_told(const struct supervisor *s, int how)
{
    return s->is_told_to_end && WIFSIGNALED(how) && WTERMSIG(how) == SIGTERM;
}

void
supervisor_reap(struct supervisor *s)
{
    int how;

    if (!s->pid || waitpid(s->pid, &how, WNOHANG) != s->pid)
        return;
    if (how != 0 && !ended_as_told(s, how))
        log_warning("the local worker has ended",
                    log_cause(process_end_text(how).text));
    s->pid = 0;
    if (clock_monotonic_ms() - s->started_ms < HEALTHY_MS)
        s->not_before_ms = clock_monotonic_ms() + PAUSE_MS;
}

void
supervisor_stop(struct supervisor *s)
{
    if (!s->pid)
        return;
    s->is_told_to_end = true;
    kill(s->pid, SIGTERM);
}

void
supervisor_kill(struct supervisor *s)
{
    if (!s->pid)
        return;
    kill(s->pid, SIGKILL);
    while (waitpid(s->pid, NULL, 0) < 0 && errno == EINTR)
        continue;
    s->pid = 0;
}
