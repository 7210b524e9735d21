#include "worker/tell.h"

#include <utlist.h>

#include "base/clock.h"
#include "base/log.h"
#include "wire/version.h"

/* Leases held beyond the children's own, so that none waits for one. */
enum { CREDIT_PER_CHILD = 2 };

static void
say(struct joined *j, const struct message *m)
{
    struct error err;

    if (socket_send(j->head, NULL, m, 1, &err) != STATUS_OK)
        log_debug("not sent", log_text("message", message_name(m->kind)),
                  log_cause(err.text));
}

void
tell_hello(struct joined *j)
{
    struct message m = {
        .kind = MESSAGE_HELLO,
        .hello = version_hello(STR("baogao-worker " BAOGAO_VERSION))};

    say(j, &m);
}

/* All the leases we hold, begun or not, into `numbers`. */
static size_t
list_leases(const struct joined *j, uint64_t *numbers)
{
    const struct held_job *job;
    size_t count = 0;

    DL_FOREACH(j->jobs, job)
    {
        numbers[count++] = job->message.job.lease_no;
    }
    for (size_t i = 0; i < j->desk.count; i++)
        numbers[count++] = j->desk.readings[i].job->message.job.lease_no;
    for (size_t i = 0; i < j->crew.count; i++)
        if (j->crew.children[i].job)
            numbers[count++] = j->crew.children[i].job->message.job.lease_no;
    return count;
}

static uint32_t
credit(const struct joined *j)
{
    return j->is_stopping
               ? 0
               : (uint32_t)j->crew.count * CREDIT_PER_CHILD + j->pace.ahead;
}

void
tell_ready(struct joined *j)
{
    struct arena scratch = {0};
    size_t most = j->job_count + j->desk.count + j->crew.count;
    struct message m = {
        .kind = MESSAGE_READY,
        .ready = {.boot_id = j->boot_id,
                  .credit = credit(j),
                  .lease_nos = ARENA_ARRAY(&scratch, uint64_t, most),
                  .seen_lease_no = j->seen_lease_no,
                  .children = (uint32_t)j->crew.count,
                  .working = crew_working(&j->crew),
                  .name = str_from(j->name),
                  .is_leaving = j->is_leaving},
    };

    /* A lease that is not listed and has brought no result is taken back. */
    outbox_send(&j->outbox, j->head);
    if (m.ready.lease_nos) {
        m.ready.lease_count = list_leases(j, m.ready.lease_nos);
        say(j, &m);
    }
    arena_release(&scratch);
    j->said_ms = clock_monotonic_ms();
    j->has_news = false;
}

void
tell_result(struct joined *j, struct message result)
{
    if (!outbox_add(&j->outbox, result))
        say(j, &result);
}

void
tell_failure(struct joined *j, const struct held_job *job,
             struct failure failure)
{
    const struct job *from = &job->message.job;
    struct message m = {.kind = MESSAGE_RESULT,
                        .result = {.boot_id = from->boot_id,
                                   .lease_no = from->lease_no,
                                   .document_no = from->document_no,
                                   .generation = from->generation,
                                   .is_failure = true,
                                   .failure = failure}};

    m.result.failure.reason = arena_copy(&j->outbox.arena, failure.reason);
    tell_result(j, m);
}
