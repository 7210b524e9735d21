/*
 * pdf_desk - PDFs on their way to an extractor, while pdftotext reads them.
 *
 * A job that was read goes on as text. It keeps its lease meanwhile, and
 * its limits: what pdftotext took of the time is the extractor's loss.
 */
#ifndef WORKER_PDF_DESK_H
#define WORKER_PDF_DESK_H

#include "pdftext/pdftext.h"
#include "worker/crew.h"

struct pdf_reading {
    struct pdftext *run;
    struct held_job *job;
    int64_t begin_ms, deadline_ms; /* monotonic */
};

struct pdf_desk {
    struct pdf_reading readings[CREW_MAX];
    size_t count;
    size_t most; /* at once, up to CREW_MAX */
    uint32_t memory_mib;
};

/* Whether a job must go over the desk before an extractor can read it. */
bool pdf_desk_is_for(const struct held_job *job);
bool pdf_desk_has_room(const struct pdf_desk *d);

/*
 * Begin to read; the desk owns the job then. STATUS_UNAVAILABLE: it cannot,
 * the job is still the caller's and has failed for err's reason.
 */
enum status pdf_desk_begin(struct pdf_desk *d, struct held_job *job,
                           struct error *err)
    __attribute__((warn_unused_result));

/* Reading `i` as ended, or timed out: its job, the caller's again, and *st. */
struct held_job *pdf_desk_take(struct pdf_desk *d, size_t i, enum status *st,
                               struct failure *failure, struct error *err);

/* When the next deadline falls, INT64_MAX: none. */
int64_t pdf_desk_next_deadline(const struct pdf_desk *d);
/* End all readings and free their jobs. */
void pdf_desk_clear(struct pdf_desk *d);

#endif
