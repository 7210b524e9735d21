#include "worker/crew.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include "base/clock.h"
#include "base/log.h"
#include "worker/process.h"

enum { PAUSE_MS = 1000, TIME_LIMIT_MS = 60000 };

void
held_job_free(struct held_job *job)
{
    if (!job)
        return;
    arena_release(&job->arena);
    free(job);
}

static enum status
start_child(struct crew *c, struct child *child, struct error *err)
{
    char memory[16];
    const char *const args[] = {"--extract-from-parent",
                                "--memory-limit-mib",
                                memory,
                                "--log-level",
                                log_level_name(log_max_level),
                                "--log-format",
                                log_format_name(log_format_in_use()),
                                NULL};
    int ends[2];
    enum status st;

    snprintf(memory, sizeof memory, "%u", c->memory_mib);
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return error_set(err, STATUS_UNAVAILABLE, "no socketpair: %s",
                         strerror(errno));
    st = process_start(c->extractor, args, ends[1], SIGKILL, &child->pid, err);
    close(ends[1]);
    if (st != STATUS_OK) {
        close(ends[0]);
        return st;
    }
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    channel_open(&child->channel, ends[0], c->max_channel_bytes);
    child->is_timed_out = child->has_served = false;
    child->cpu_limit_ms = 0;
    return STATUS_OK;
}

void
crew_start(struct crew *c)
{
    int64_t now_ms = clock_monotonic_ms();
    struct error err;

    for (size_t i = 0; i < c->count; i++) {
        struct child *child = &c->children[i];
        if (child->pid || now_ms < child->not_before_ms)
            continue;
        if (start_child(c, child, &err) != STATUS_OK) {
            log_error("cannot start an extractor", log_cause(err.text));
            child->not_before_ms = now_ms + PAUSE_MS;
        }
    }
}

struct child *
crew_idle(struct crew *c)
{
    for (size_t i = 0; i < c->count; i++)
        if (c->children[i].pid && !c->children[i].job &&
            !c->children[i].is_timed_out)
            return &c->children[i];
    return NULL;
}

uint32_t
crew_working(const struct crew *c)
{
    uint32_t working = 0;

    for (size_t i = 0; i < c->count; i++)
        working += c->children[i].job != NULL;
    return working;
}

/*
 * Small documents come thousands a second. A child has one thread: it has
 * used no more since it was limited last than time has passed.
 */
static void
limit_cpu(struct child *child, uint32_t limit_ms, int64_t now_ms)
{
    if (child->cpu_limit_ms == limit_ms &&
        now_ms - child->limited_ms < PROCESS_CPU_SLACK_MS)
        return;
    child->limited_ms = now_ms;
    child->cpu_limit_ms = limit_ms;
    process_limit_cpu(child->pid, limit_ms);
}

bool
child_begin(struct child *child, struct held_job *job)
{
    uint32_t limit_ms = job->message.job.time_limit_ms;
    int64_t now_ms = clock_monotonic_ms();
    struct error err;

    if (limit_ms == 0)
        limit_ms = TIME_LIMIT_MS;
    child->job = job;
    child->deadline_ms = now_ms + limit_ms;
    limit_cpu(child, limit_ms, now_ms);
    return channel_put(&child->channel, &job->message, &err) == STATUS_OK &&
           channel_flush(&child->channel, &err) == STATUS_OK;
}

enum status
child_exchange(struct child *child, bool is_readable, struct error *err)
{
    enum status st = channel_flush(&child->channel, err);

    if (st == STATUS_OK && is_readable)
        st = channel_fill(&child->channel, err);
    return st;
}

void
child_finish(struct child *child)
{
    held_job_free(child->job);
    child->job = NULL;
    child->has_served = true;
}

void
crew_enforce(struct crew *c, int64_t now_ms)
{
    for (size_t i = 0; i < c->count; i++) {
        struct child *child = &c->children[i];
        if (child->pid && child->job && now_ms >= child->deadline_ms &&
            !child->is_timed_out) {
            child->is_timed_out = true;
            kill(child->pid, SIGKILL);
        }
    }
}

int64_t
crew_next_deadline(const struct crew *c)
{
    int64_t next_ms = INT64_MAX;

    for (size_t i = 0; i < c->count; i++) {
        const struct child *child = &c->children[i];
        if (child->pid && child->job && child->deadline_ms < next_ms)
            next_ms = child->deadline_ms;
    }
    return next_ms;
}

struct held_job *
child_bury(struct child *child, struct failure *failure, char *why,
           size_t why_bytes)
{
    struct held_job *job = child->job;
    int how = 0;

    /* It may only have closed its end: what does not serve must go. */
    kill(child->pid, SIGKILL);
    while (waitpid(child->pid, &how, 0) < 0 && errno == EINTR)
        continue;
    /* The other net caught it where the parent was not there to. */
    if (WIFSIGNALED(how) && WTERMSIG(how) == SIGXCPU)
        child->is_timed_out = true;
    if (child->is_timed_out)
        snprintf(why, why_bytes, "not read within its time limit");
    else
        snprintf(why, why_bytes, "the extractor %s",
                 process_end_text(how).text);
    failure->kind = child->is_timed_out ? FAILURE_TIMED_OUT : FAILURE_CRASHED;
    failure->reason = str_from(why);
    channel_close(&child->channel);
    child->pid = 0;
    child->job = NULL;
    /* One that never served would die again at once. */
    child->not_before_ms =
        child->has_served || job ? 0 : clock_monotonic_ms() + PAUSE_MS;
    return job;
}

void
crew_release(struct crew *c)
{
    struct failure failure;
    char why[128];

    for (size_t i = 0; i < c->count; i++)
        if (c->children[i].pid)
            held_job_free(
                child_bury(&c->children[i], &failure, why, sizeof why));
}
