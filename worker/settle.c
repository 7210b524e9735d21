#include "worker/settle.h"

#include "base/clock.h"
#include "record/log_document.h"
#include "store/filing.h"

/* The document a result is about, if the result is still wanted. */
static struct document *
wanted(const struct head *head, const struct result *result)
{
    struct document *d = queue_find_number(&head->queue, result->document_no);

    return d && d->generation == result->generation ? d : NULL;
}

static const char *
worker_name(const struct head *head, const struct settlement *s)
{
    const struct worker *w =
        leases_find_worker(&head->leases, s->client.socket, &s->client.peer);

    return w ? w->name : "";
}

void
settle_distrust(const struct head *head, struct settlement *s, struct str fault,
                struct arena *a)
{
    const struct document *d = wanted(head, &s->result);

    if (!d)
        return;
    log_warning("a result is wrong", log_document(&d->id),
                log_text("worker", worker_name(head, s)),
                log_str("fault", fault));
    s->result.is_failure = true;
    s->result.failure = (struct failure){
        FAILURE_CRASHED,
        arena_format(a, "the extractor sent %.*s", (int)fault.len, fault.ptr),
    };
}

static enum status
write_records(struct batch *batch, const struct document *d,
              const struct settlement *s, struct filing_entries *entries,
              struct arena *a, struct error *err)
{
    const struct packed_extraction *x = &s->result.extraction;
    struct filing filing = {
        .document_no = d->number,
        .has_records = d->has_records,
        .row =
            {
                .document_id = d->id,
                .generation = d->generation,
                .accepted_ms = d->accepted_ms,
                .finished_ms = clock_wall_ms(),
                .extractor_version = x->extractor_version,
                .lexicon_version = x->lexicon_version,
                .text_bytes = x->text_bytes,
            },
        .records = x->records,
        .text = x->text,
        .terms = &s->terms,
        .text_terms = &s->text_terms,
    };

    return filing_finish(batch, &filing, entries, a, err);
}

/* What cannot be read never will be; the rest may be the worker's fault. */
static enum verdict_kind
judge(const struct head *head, const struct document *d,
      const struct failure *failure)
{
    if (failure->kind == FAILURE_INVALID)
        return VERDICT_DEAD;
    return d->attempts + 1 >= head->options->max_attempts ? VERDICT_DEAD
                                                          : VERDICT_RETRY;
}

static enum status
write_failure(struct head *head, struct batch *batch, const struct document *d,
              struct settlement *s, struct arena *a, struct error *err)
{
    struct inbox_row row;
    struct str value;
    enum status st = batch_get_inbox(batch, d->number, &value, err);

    if (st == STATUS_NOT_FOUND)
        return error_set(err, STATUS_CORRUPT,
                         "a waiting document has no inbox row");
    if (st == STATUS_OK)
        st = inbox_row_unpack(value, a, &row, err);
    if (st != STATUS_OK)
        return st;
    s->verdict = judge(head, d, &s->result.failure);
    row.attempts++;
    row.reason = s->result.failure.reason;
    row.worker = arena_copy(a, str_from(worker_name(head, s)));
    row.failed_ms = clock_wall_ms();
    row.state = DOCUMENT_DEAD;
    if (s->verdict == VERDICT_RETRY) {
        row.state = DOCUMENT_WAITING;
        row.generation++;
    }
    st = inbox_row_pack(&row, a, &value, err);
    if (st != STATUS_OK)
        return st;
    /* The change log goes on telling of records that are there. */
    return s->verdict == VERDICT_RETRY || d->has_records
               ? batch_put_inbox(batch, d->number, value, err)
               : batch_bury(batch, d->number, d->id, value, err);
}

enum status
settle_write(struct head *head, struct batch *batch, struct settlement *s,
             struct filing_entries *entries, struct arena *a, struct error *err)
{
    struct document *d = wanted(head, &s->result);

    s->verdict = VERDICT_STALE;
    if (!d || d->settled_by)
        return STATUS_OK;
    d->settled_by = s;
    if (s->result.is_failure)
        return write_failure(head, batch, d, s, a, err);
    s->verdict = VERDICT_DONE;
    return write_records(batch, d, s, entries, a, err);
}

/* `d` waited for it, unless it came too late; `w`, NULL: it is gone. */
static void
say(const struct settlement *s, const struct document *d,
    const struct worker *w)
{
    const struct result *r = &s->result;
    const char *worker = w ? w->name : "";

    switch (s->verdict) {
    case VERDICT_STALE:
        log_debug("a result came too late",
                  log_number("document_no", r->document_no),
                  log_text("worker", worker));
        break;
    case VERDICT_DONE:
        log_debug("committed", log_document(&d->id), log_text("worker", worker),
                  log_number("text_bytes", r->extraction.text_bytes),
                  log_number("records_bytes", r->extraction.records.len));
        break;
    case VERDICT_RETRY:
        log_info("not read, and tried again", log_document(&d->id),
                 log_text("worker", worker),
                 log_number("attempts", d->attempts + 1),
                 log_str("reason", r->failure.reason));
        break;
    case VERDICT_DEAD:
        log_warning("dead letter", log_document(&d->id),
                    log_text("worker", worker),
                    log_number("attempts", d->attempts + 1),
                    log_str("reason", r->failure.reason));
        break;
    }
}

static void
count_stages(struct timings *t, const struct stage_times *times)
{
    for (int i = 0; i < STAGE_COUNT; i++)
        if (times->us[i] > 0)
            timing_add(&t->stages[i], times->us[i]);
}

/* How long it waited, and was read, since it might have been. */
static void
count_document(struct timings *t, const struct document *d)
{
    int64_t since_ms =
        d->waiting_ms > d->not_before_ms ? d->waiting_ms : d->not_before_ms;
    int64_t ms = clock_wall_ms() - since_ms;

    timing_add(&t->documents, ms > 0 ? 1000 * (uint64_t)ms : 0);
}

void
settle_apply(struct head *head, const struct settlement *s)
{
    struct document *d = queue_find_number(&head->queue, s->result.document_no);
    struct worker *w =
        leases_find_worker(&head->leases, s->client.socket, &s->client.peer);

    say(s, d, w);
    head->tally.stale += s->verdict == VERDICT_STALE;
    if (s->verdict == VERDICT_STALE)
        return;
    if (w)
        w->taken++;
    lease_end(&head->leases, d->lease);
    count_stages(&head->tally.timings, &s->result.times);
    if (s->verdict == VERDICT_RETRY) {
        d->attempts++;
        d->generation++;
        d->settled_by = NULL;
        queue_give_back(&head->queue, d);
        return;
    }
    count_document(&head->tally.timings, d);
    head->tally.done += s->verdict == VERDICT_DONE && !d->has_records;
    rate_add(&head->tally.recent_done, clock_monotonic_ms(),
             s->verdict == VERDICT_DONE);
    head->tally.dead += s->verdict == VERDICT_DEAD;
    watch_tell(&head->watchers, d->id,
               s->verdict == VERDICT_DONE ? DOCUMENT_DONE : DOCUMENT_DEAD,
               s->verdict == VERDICT_DEAD ? s->result.failure.reason
                                          : (struct str){NULL, 0});
    queue_remove(&head->queue, d);
}
