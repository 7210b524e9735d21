#include "worker/joined.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <utlist.h>

#include "base/clock.h"
#include "daemon/reload.h"
#include "daemon/signals.h"
#include "record/log_document.h"
#include "worker/connect.h"
#include "worker/hear.h"
#include "worker/joined_state.h"
#include "worker/tell.h"

enum {
    HEARTBEAT_MS = 1000,
    NEWS_MS = 20,   /* between two accounts, however much happens */
    STOP_MS = 8000, /* less than a head waits before it kills */
};

/* ---- the children ------------------------------------------------------ */

static void
lose_child(struct joined *j, struct child *child)
{
    struct failure failure = {0};
    char why[128];
    struct held_job *job = child_bury(child, &failure, why, sizeof why);

    j->has_news = true;
    if (job) {
        log_warning("a document was not read",
                    log_document(&job->message.job.document_id),
                    log_cause(why));
        tell_failure(j, job, failure);
        held_job_free(job);
    } else if (!j->is_stopping) {
        log_warning("an extractor has ended", log_cause(why));
    }
}

/* A child speaks for the document it was given, and for no other. */
static bool
answers(const struct message *m, const struct held_job *held)
{
    const struct result *result = &m->result;
    const struct job *job;

    if (m->kind != MESSAGE_RESULT || !held)
        return false;
    job = &held->message.job;
    return result->boot_id == job->boot_id &&
           result->lease_no == job->lease_no &&
           result->document_no == job->document_no &&
           result->generation == job->generation;
}

/* An extractor says nothing itself: it may write to no file. */
static void
trace_result(const struct child *child, const struct result *result)
{
    const struct job *job = &child->job->message.job;

    if (result->is_failure)
        log_debug("not extracted", log_document(&job->document_id),
                  log_number("extractor", (uint64_t)child->pid),
                  log_str("reason", result->failure.reason));
    else
        log_debug("extracted", log_document(&job->document_id),
                  log_number("extractor", (uint64_t)child->pid),
                  log_number("text_bytes", result->extraction.text_bytes));
}

/* A result that has come whole goes on to the head; false: no good. */
static bool
pass_on_result(struct joined *j, struct child *child)
{
    struct message m;
    struct error err;
    size_t bytes;
    enum status st =
        channel_take(&child->channel, &j->outbox.arena, &m, &bytes, &err);

    if (st == STATUS_OK && answers(&m, child->job)) {
        m.result.times.us[STAGE_PDFTOTEXT] = child->job->pdftotext_us;
        trace_result(child, &m.result);
        tell_result(j, m);
        channel_drop(&child->channel, bytes);
        child_finish(child);
        j->pace.finished++;
        j->has_news = true;
    } else if (st != STATUS_NOT_FOUND) {
        st = STATUS_INVALID;
    }
    return st == STATUS_OK || st == STATUS_NOT_FOUND;
}

static void
hear_child(struct joined *j, struct child *child, bool is_readable)
{
    struct error err;

    if (child_exchange(child, is_readable, &err) != STATUS_OK ||
        !pass_on_result(j, child))
        lose_child(j, child);
}

/* ---- what is handed out ------------------------------------------------- */

static void
release_job(struct joined *j, struct held_job *job)
{
    DL_DELETE(j->jobs, job);
    j->job_count--;
}

static void
take_back(struct joined *j, struct held_job *job)
{
    DL_PREPEND(j->jobs, job);
    j->job_count++;
}

static void
give_up(struct joined *j, struct held_job *job, struct failure failure)
{
    log_warning("a document was not read",
                log_document(&job->message.job.document_id),
                log_str("reason", failure.reason));
    tell_failure(j, job, failure);
    held_job_free(job);
    j->has_news = true;
}

static void
hand_to_desk(struct joined *j, struct held_job *job)
{
    struct error err;

    if (!pdf_desk_has_room(&j->desk))
        return;
    log_debug("given to pdftotext",
              log_document(&job->message.job.document_id));
    release_job(j, job);
    if (pdf_desk_begin(&j->desk, job, &err) != STATUS_OK)
        give_up(j, job,
                (struct failure){FAILURE_EXHAUSTED, str_from(err.text)});
}

/* False: no child is idle. */
static bool
hand_to_child(struct joined *j, struct held_job *job)
{
    struct child *child = crew_idle(&j->crew);

    if (!child)
        return false;
    release_job(j, job);
    log_debug("given to an extractor",
              log_document(&job->message.job.document_id),
              log_number("extractor", (uint64_t)child->pid));
    if (child_begin(child, job))
        return true;
    /* It died before: the document goes to another. */
    child->job = NULL;
    take_back(j, job);
    lose_child(j, child);
    return true;
}

static void
hand_out(struct joined *j)
{
    struct held_job *job = j->jobs;

    while (job) {
        struct held_job *next = job->next;

        if (pdf_desk_is_for(job))
            hand_to_desk(j, job);
        else if (!hand_to_child(j, job))
            return;
        else
            next = j->jobs;
        job = next;
    }
}

/* Reading `i` of the desk has come to an end. */
static void
clear_desk(struct joined *j, size_t i)
{
    struct failure failure;
    struct error err;
    enum status st;
    struct held_job *job = pdf_desk_take(&j->desk, i, &st, &failure, &err);

    if (st == STATUS_OK)
        take_back(j, job);
    else
        give_up(j, job, failure);
}

/* ---- the loop ---------------------------------------------------------- */

static void
take_signals(struct joined *j, int signal_fd)
{
    int number;

    while ((number = signals_take(signal_fd)) != 0) {
        /* A dead child is noticed on its channel. */
        if (number == SIGCHLD)
            continue;
        if (number == SIGHUP) {
            reload(j->options->reading);
            continue;
        }
        j->is_stopping = true;
        drop_jobs(j);
        j->has_news = true;
    }
}

/* When the head is to be told our state again. */
static int64_t
next_account_ms(const struct joined *j)
{
    return j->said_ms + (j->has_news ? NEWS_MS : HEARTBEAT_MS);
}

static int
wait_ms(const struct joined *j)
{
    int64_t now_ms = clock_monotonic_ms();
    int64_t until_ms = next_account_ms(j);
    int64_t deadline_ms = crew_next_deadline(&j->crew);

    if (deadline_ms < until_ms)
        until_ms = deadline_ms;
    if (pdf_desk_next_deadline(&j->desk) < until_ms)
        until_ms = pdf_desk_next_deadline(&j->desk);
    if (outbox_due_ms(&j->outbox) < until_ms)
        until_ms = outbox_due_ms(&j->outbox);
    return until_ms <= now_ms ? 0 : (int)(until_ms - now_ms);
}

static enum status
turn(struct joined *j, int signal_fd, struct error *err)
{
    enum status st = STATUS_OK;
    struct poll_item items[2 * CREW_MAX + 2] = {{.socket = j->head},
                                                {.fd = signal_fd}};
    struct child *polled[CREW_MAX];
    size_t count = 0, read = j->desk.count;

    for (size_t i = 0; i < j->crew.count; i++) {
        struct child *child = &j->crew.children[i];
        if (!child->pid)
            continue;
        items[count + 2].fd = child->channel.fd;
        items[count + 2].want_write = channel_wants_write(&child->channel);
        polled[count++] = child;
    }
    for (size_t i = 0; i < read; i++)
        items[count + 2 + i].fd = pdftext_fd(j->desk.readings[i].run);
    wire_poll(items, count + 2 + read, wait_ms(j));
    /* From the last: the one behind takes the place of what is cleared. */
    for (size_t i = read; i-- > 0;)
        if (items[count + 2 + i].is_readable ||
            clock_monotonic_ms() >= j->desk.readings[i].deadline_ms)
            clear_desk(j, i);
    if (items[1].is_readable)
        take_signals(j, signal_fd);
    for (size_t i = 0; i < count; i++)
        if (items[i + 2].is_readable || items[i + 2].is_writable)
            hear_child(j, polled[i], items[i + 2].is_readable);
    crew_enforce(&j->crew, clock_monotonic_ms());
    look_at_connection(j);
    if (items[0].is_readable)
        st = hear_head(j, err);
    hand_out(j);
    if (crew_working(&j->crew) == 0 || outbox_is_due(&j->outbox))
        outbox_send(&j->outbox, j->head);
    j->has_news |= pace_update(&j->pace);
    if (clock_monotonic_ms() >= next_account_ms(j))
        tell_ready(j);
    arena_give_back_freed(&j->given_back_ms);
    return st;
}

static enum status
serve(struct joined *j, int signal_fd, struct error *err)
{
    enum status st = STATUS_OK;
    int64_t stop_ms = 0;

    tell_hello(j);
    while (!j->is_refused && st == STATUS_OK) {
        if (!j->is_stopping)
            crew_start(&j->crew);
        st = turn(j, signal_fd, err);
        if (!j->is_stopping)
            continue;
        if (stop_ms == 0)
            stop_ms = clock_monotonic_ms() + STOP_MS;
        if (crew_working(&j->crew) == 0 || clock_monotonic_ms() >= stop_ms)
            break;
    }
    j->is_leaving = true;
    drop_jobs(j);
    tell_ready(j);
    if (j->is_refused)
        return error_set(err, STATUS_INVALID, "%s", j->refusal.text);
    return st;
}

enum status
joined_run(const struct joined_options *options, struct error *err)
{
    struct joined j = {.options = options, .ready_fd = options->ready_fd};
    char host[32] = "";
    int signal_fd = -1;
    enum status st = signals_open(&signal_fd, err);

    gethostname(host, sizeof host - 1);
    snprintf(j.name, sizeof j.name, "%s/%d", host, (int)getpid());
    j.crew.count = options->children;
    j.crew.extractor = options->extractor;
    j.crew.memory_mib = options->memory_mib;
    j.crew.max_channel_bytes = (size_t)1 << 30;
    j.desk.most = options->children;
    j.desk.memory_mib = options->memory_mib;
    if (st == STATUS_OK)
        st = wire_open(&j.wire, err);
    if (st == STATUS_OK)
        st = connect_head(j.wire, options, &j.head, err);
    if (st == STATUS_OK)
        st = serve(&j, signal_fd, err);
    arena_release(&j.outbox.arena);
    drop_jobs(&j);
    crew_release(&j.crew);
    socket_close(&j.head);
    wire_close(&j.wire);
    if (signal_fd >= 0)
        close(signal_fd);
    return st;
}
