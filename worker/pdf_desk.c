#include "worker/pdf_desk.h"

#include "base/clock.h"
#include "worker/extract/extract.h"

enum {
    /* Where the job tells none; as for extractors. */
    TIME_LIMIT_MS = 60000,
    TIME_LEFT_MIN_MS = 1000,
    TEXT_MAX_BYTES = 64 << 20,
};

bool
pdf_desk_is_for(const struct held_job *job)
{
    const struct job *j = &job->message.job;

    return job->is_pdf && !str_equal(j->media_type, STR(EXTRACT_TYPE_PDF_TEXT));
}

bool
pdf_desk_has_room(const struct pdf_desk *d)
{
    return d->count < d->most;
}

static uint32_t
time_limit_ms(const struct held_job *job)
{
    uint32_t told_ms = job->message.job.time_limit_ms;

    return told_ms ? told_ms : TIME_LIMIT_MS;
}

enum status
pdf_desk_begin(struct pdf_desk *d, struct held_job *job, struct error *err)
{
    const struct pdftext_limits limits = {
        .memory_bytes = (uint64_t)d->memory_mib << 20,
        .cpu_ms = time_limit_ms(job),
    };
    struct pdf_reading *reading = &d->readings[d->count];
    enum status st =
        pdftext_start(job->message.payload, &limits, &reading->run, err);

    if (st != STATUS_OK)
        return st;
    reading->job = job;
    reading->begin_ms = clock_monotonic_ms();
    reading->deadline_ms = reading->begin_ms + limits.cpu_ms;
    d->count++;
    return STATUS_OK;
}

/* The job goes on as text, with the time that is left. */
static enum status
become_text(struct pdf_reading *reading, struct str text, struct error *err)
{
    struct message *m = &reading->job->message;
    int64_t now_ms = clock_monotonic_ms();
    int64_t left_ms = reading->deadline_ms - now_ms;

    reading->job->pdftotext_us =
        1000 * (uint32_t)(now_ms - reading->begin_ms) + 1;
    m->payload = arena_copy(&reading->job->arena, text);
    if (reading->job->arena.exhausted)
        return error_set(err, STATUS_UNAVAILABLE, "no memory for a PDF's text");
    m->job.media_type = STR(EXTRACT_TYPE_PDF_TEXT);
    m->job.charset = STR("UTF-8");
    m->job.time_limit_ms =
        (uint32_t)(left_ms > TIME_LEFT_MIN_MS ? left_ms : TIME_LEFT_MIN_MS);
    return STATUS_OK;
}

static enum status
finish(struct pdf_reading *reading, struct error *err)
{
    struct buffer text = BUFFER_MAX(TEXT_MAX_BYTES + (64 << 10));
    enum status st = pdftext_finish(&reading->run, &text, err);

    if (st == STATUS_OK)
        st = become_text(reading, buffer_str(&text), err);
    buffer_release(&text);
    return st;
}

struct held_job *
pdf_desk_take(struct pdf_desk *d, size_t i, enum status *st,
              struct failure *failure, struct error *err)
{
    struct pdf_reading *reading = &d->readings[i];
    struct held_job *job = reading->job;
    bool is_late = clock_monotonic_ms() >= reading->deadline_ms;

    if (is_late) {
        pdftext_stop(&reading->run);
        *st = error_set(err, STATUS_UNAVAILABLE,
                        "PDF was not read within its time limit");
    } else {
        *st = finish(reading, err);
    }
    failure->kind = is_late                 ? FAILURE_TIMED_OUT
                    : *st == STATUS_INVALID ? FAILURE_INVALID
                                            : FAILURE_EXHAUSTED;
    failure->reason = str_from(err->text);
    *reading = d->readings[--d->count];
    return job;
}

int64_t
pdf_desk_next_deadline(const struct pdf_desk *d)
{
    int64_t next_ms = INT64_MAX;

    for (size_t i = 0; i < d->count; i++)
        if (d->readings[i].deadline_ms < next_ms)
            next_ms = d->readings[i].deadline_ms;
    return next_ms;
}

void
pdf_desk_clear(struct pdf_desk *d)
{
    while (d->count > 0) {
        struct pdf_reading *reading = &d->readings[--d->count];

        pdftext_stop(&reading->run);
        held_job_free(reading->job);
    }
}
