#include "worker/hear.h"

#include <stdlib.h>
#include <string.h>
#include <utlist.h>

#include "base/log.h"
#include "daemon/ready.h"
#include "record/log_document.h"
#include "wire/version.h"
#include "worker/extract/extract.h"

void
drop_jobs(struct joined *j)
{
    struct held_job *job, *next;

    DL_FOREACH_SAFE(j->jobs, job, next)
    {
        DL_DELETE(j->jobs, job);
        held_job_free(job);
    }
    j->job_count = 0;
    pdf_desk_clear(&j->desk);
}

static void
part_over_version(struct joined *j)
{
    error_set(&j->refusal, STATUS_INVALID,
              "the head at %s speaks another protocol version: install the "
              "same baogao on both machines",
              j->options->endpoint);
    j->is_refused = true;
}

/*
 * A head that started anew knows nothing of our leases: what was not begun
 * it will hand out again. What is being read counts all the same when done.
 */
static void
take_welcome(struct joined *j, const struct welcome *welcome)
{
    if (welcome->boot_id == j->boot_id)
        return;
    /* It welcomes a Ready of any version, which it cannot tell. */
    if (!version_is_ours(welcome)) {
        part_over_version(j);
        return;
    }
    log_info("joined the head", log_text("endpoint", j->options->endpoint),
             log_str("software", welcome->software),
             log_number("protocol_minor", welcome->protocol_minor));
    drop_jobs(j);
    j->boot_id = welcome->boot_id;
    j->seen_lease_no = 0;
    j->has_news = true;
    ready_tell(&j->ready_fd);
}

static struct held_job *
hold(const struct message *m)
{
    struct held_job *job = calloc(1, sizeof *job);

    if (!job)
        return NULL;
    job->message = *m;
    job->message.payload = arena_copy(&job->arena, m->payload);
    job->message.job.media_type = arena_copy(&job->arena, m->job.media_type);
    job->message.job.charset = arena_copy(&job->arena, m->job.charset);
    job->is_pdf = extract_is_pdf(m->payload);
    if (job->arena.exhausted) {
        held_job_free(job);
        return NULL;
    }
    return job;
}

static void
take_job(struct joined *j, const struct message *m)
{
    struct held_job *job;

    if (m->job.boot_id != j->boot_id)
        return; /* of a head that is no more */
    j->seen_lease_no = m->job.lease_no;
    j->has_news = true;
    job = hold(m);
    if (!job)
        return; /* seen and not held: the head takes it back */
    DL_APPEND(j->jobs, job);
    j->job_count++;
    log_debug("received", log_document(&m->job.document_id),
              log_number("lease", m->job.lease_no),
              log_number("bytes", m->payload.len));
}

/* Another version or no right to work: asking again would not help. */
static void
take_refusal(struct joined *j, const struct refused *refused)
{
    log_error("the head refuses", log_str("reason", refused->reason));
    if (refused->code == REFUSED_VERSION)
        part_over_version(j);
    if (refused->code == REFUSED_FORBIDDEN) {
        error_set(&j->refusal, STATUS_INVALID, "the head at %s: %.*s",
                  j->options->endpoint, STR_ARG(refused->reason));
        j->is_refused = true;
    }
}

void
look_at_connection(struct joined *j)
{
    struct error trouble;
    enum status st = socket_trouble(j->head, &trouble);

    if (st == STATUS_OK) {
        j->refusal.text[0] = '\0';
        return;
    }
    if (strcmp(trouble.text, j->refusal.text) != 0)
        log_warning("no connection to the head", log_cause(trouble.text));
    j->refusal = trouble;
    j->is_refused = st == STATUS_INVALID;
}

static void
take_message(struct joined *j, const struct message *m)
{
    switch (m->kind) {
    case MESSAGE_WELCOME:
        take_welcome(j, &m->welcome);
        break;
    case MESSAGE_JOB:
        take_job(j, m);
        break;
    case MESSAGE_REFUSED:
        take_refusal(j, &m->refused);
        break;
    default: /* Taken and Stale tell us nothing to do */
        break;
    }
}

/* What cannot be read costs itself, not what comes behind it. */
static void
take_parcels(struct joined *j, struct incoming *in)
{
    struct arena scratch = {0};
    struct message m;
    struct error err;
    enum status st;

    while ((st = incoming_next(in, &scratch, &m, &err)) != STATUS_NOT_FOUND) {
        if (st == STATUS_OK)
            take_message(j, &m);
        else
            log_warning("the head said what cannot be read",
                        log_cause(err.text));
    }
    arena_release(&scratch);
}

enum status
hear_head(struct joined *j, struct error *err)
{
    struct incoming *in;
    enum status st;

    while ((st = socket_receive(j->head, &in, err)) != STATUS_NOT_FOUND) {
        if (st == STATUS_INVALID) {
            log_warning("a message of the head was lost", log_cause(err->text));
            continue;
        }
        if (st != STATUS_OK)
            return st;
        take_parcels(j, in);
        incoming_free(&in);
    }
    return STATUS_OK;
}
