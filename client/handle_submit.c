/* The part of baogao.h that submits documents and awaits their end. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "client/fields.h"
#include "client/handle.h"
#include "wire/refusal.h"

enum {
    REACH_MS = 5000,
    SILENCE_MS = 60000, /* time enough to start a head again */
    STEP_MS = 100,
};

/* A submission from its call to its answer; its address is its token. */
struct errand {
    uint64_t token;      /* the program's */
    bool is_waited_for;  /* by baogao_submit(), which shows the answer */
    bool is_abandoned;   /* it gave up: nobody wants to know */
    struct arena fields; /* what the submit borrows */
    struct errand *next;
};

/* ---- events ------------------------------------------------------------ */

static void
show(struct baogao *b, enum event_call call, struct told_event *event)
{
    free(b->shown[call]);
    b->shown[call] = event;
}

static void
keep(struct baogao *b, struct told_event *event)
{
    if (event)
        event_queue_put(&b->events, event);
    else
        b->has_lost_event = true;
}

static void
errand_end(struct baogao *b, struct errand *errand)
{
    struct errand **at = &b->errands;

    while (*at != errand)
        at = &(*at)->next;
    *at = errand->next;
    arena_release(&errand->fields);
    free(errand);
}

static struct told_event *
answer_of(const struct submit_event *event, uint64_t token)
{
    struct str none = {0};
    char digits[DOCUMENT_ID_DIGITS + 1];
    struct told_event *told;
    struct error reason;

    if (event->kind == SUBMIT_REFUSED) {
        (void)refusal_status(event->refused, &reason);
        return told_event_new(BAOGAO_REFUSED, token, none,
                              str_from(reason.text));
    }
    document_id_print(event->accepted->document_id, digits);
    told = told_event_new(BAOGAO_ACCEPTED, token, str_from(digits), none);
    if (told)
        told->event.is_duplicate = event->accepted->is_duplicate;
    return told;
}

static void
take_answer(struct baogao *b, const struct submit_event *event)
{
    struct errand *errand = (struct errand *)(uintptr_t)event->token;
    struct told_event *told = NULL;

    if (!errand->is_abandoned)
        told = answer_of(event, errand->token);
    if (errand->is_waited_for && told)
        show(b, EVENT_OF_SUBMIT, told);
    else if (!errand->is_abandoned)
        keep(b, told);
    errand_end(b, errand);
}

static struct told_event *
end_of(const struct submit_event *event)
{
    const struct outcome *outcome = event->outcome;
    enum baogao_event_kind kind = BAOGAO_DONE;
    struct str reason = {0};
    char digits[DOCUMENT_ID_DIGITS + 1];

    if (event->kind == SUBMIT_UNKNOWN)
        return told_event_new(BAOGAO_UNKNOWN, event->token,
                              event->refused->document_id,
                              STR("there is no such document"));
    if (outcome->state == DOCUMENT_DEAD) {
        kind = BAOGAO_DEAD;
        reason = outcome->reason;
    } else if (document_is_gone(outcome->state)) {
        kind = BAOGAO_UNKNOWN;
        reason = str_from(document_state_name(outcome->state));
    }
    document_id_print(outcome->document_id, digits);
    return told_event_new(kind, event->token, str_from(digits), reason);
}

static bool
is_awaited(const struct baogao *b, struct str digits)
{
    struct document_id id;

    return b->is_waiting && document_id_parse(digits, &id) &&
           document_id_equal(id, b->awaited);
}

static void
take_end(struct baogao *b, const struct submit_event *event)
{
    struct told_event *told = end_of(event);

    if (!told) {
        b->has_lost_event = true;
        return;
    }
    if (!is_awaited(b, str_from(told->event.document_id))) {
        keep(b, told);
        return;
    }
    if (b->is_watched_besides)
        keep(b, end_of(event));
    told->event.token = 0;
    show(b, EVENT_OF_WAIT, told);
}

static void
take_event(void *context, const struct submit_event *event)
{
    struct baogao *b = context;

    if (event->kind == SUBMIT_ACCEPTED || event->kind == SUBMIT_REFUSED)
        take_answer(b, event);
    else
        take_end(b, event);
}

void
handle_release_submissions(struct baogao *b)
{
    submitter_close(&b->submitter);
    while (b->errands)
        errand_end(b, b->errands);
    event_queue_release(&b->events);
    for (int i = 0; i < EVENT_CALLS; i++)
        show(b, (enum event_call)i, NULL);
}

/* ---- the conversation -------------------------------------------------- */

static enum status
reach_head(struct baogao *b, struct error *err)
{
    int given_ms = (int)b->timeout_ms;
    const struct submitter_options options = {
        .endpoint = b->submit_endpoint.ptr,
        .credentials = b->credentials,
        .reach_ms = given_ms ? given_ms : REACH_MS,
        .silence_ms = given_ms ? given_ms : SILENCE_MS,
        .on_event = take_event,
        .context = b,
    };

    return b->submitter ? STATUS_OK
                        : submitter_open(&options, &b->submitter, err);
}

static enum status
step(struct baogao *b, int64_t wait_ms, struct error *err)
{
    enum status st;

    if (wait_ms > STEP_MS)
        wait_ms = STEP_MS;
    st = submitter_step(b->submitter, wait_ms > 0 ? (int)wait_ms : 0, err);
    if (st != STATUS_OK || !b->has_lost_event)
        return st;
    b->has_lost_event = false;
    return error_set(err, STATUS_UNAVAILABLE,
                     "out of memory: an event was lost");
}

/* Until the head was met and takes one more. */
static enum status
wait_for_room(struct baogao *b, struct error *err)
{
    enum status st = reach_head(b, err);

    while (st == STATUS_OK && !submitter_has_room(b->submitter))
        st = step(b, STEP_MS, err);
    return st;
}

static enum status
check_size(const struct baogao *b, size_t byte_count, struct error *err)
{
    uint64_t max_bytes = submitter_max_bytes(b->submitter);

    if (max_bytes && byte_count > max_bytes)
        return error_set(err, STATUS_INVALID,
                         "the document has %zu bytes, more than the %llu that "
                         "the head takes",
                         byte_count, (unsigned long long)max_bytes);
    return STATUS_OK;
}

/* Hand it to the submitter, which tells take_event() of *out. */
static enum status
begin(struct baogao *b, const void *bytes, size_t byte_count,
      const struct baogao_field *fields, struct errand **out, struct error *err)
{
    struct buffer copy = BUFFER_MAX(byte_count);
    struct errand *errand = calloc(1, sizeof *errand);
    struct str document = {bytes, byte_count};
    struct submit submit;
    enum status st;

    if (!errand)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    errand->next = b->errands;
    b->errands = errand;
    st = fields_read_submit(fields, &errand->fields, &submit, err);
    if (st == STATUS_OK)
        st = wait_for_room(b, err);
    if (st == STATUS_OK)
        st = check_size(b, byte_count, err);
    if (st == STATUS_OK && byte_count && !buffer_append(&copy, document))
        st = error_set(err, STATUS_UNAVAILABLE, "out of memory");
    if (st != STATUS_OK) {
        errand_end(b, errand);
        return st;
    }
    submitter_add(b->submitter, (uintptr_t)errand, &submit, &copy);
    *out = errand;
    return STATUS_OK;
}

/* Until `errand`, which its answer frees, has it. */
static enum status
wait_for_answer(struct baogao *b, struct errand *errand, struct error *err)
{
    enum status st = STATUS_OK;

    while (st == STATUS_OK && !b->shown[EVENT_OF_SUBMIT])
        st = step(b, STEP_MS, err);
    if (st == STATUS_OK)
        return STATUS_OK;
    for (struct errand *e = b->errands; e; e = e->next)
        if (e == errand)
            e->is_abandoned = true;
    return st;
}

/* ---- what baogao.h declares -------------------------------------------- */

enum baogao_code
baogao_submit(struct baogao *b, const void *bytes, size_t byte_count,
              const struct baogao_field *fields,
              const struct baogao_event **out, struct baogao_error *err)
{
    const struct baogao_event *event;
    struct errand *errand;
    struct error cause;
    enum status st = begin(b, bytes, byte_count, fields, &errand, &cause);

    if (st != STATUS_OK)
        return code_of(st, &cause, err);
    show(b, EVENT_OF_SUBMIT, NULL);
    errand->is_waited_for = true;
    st = wait_for_answer(b, errand, &cause);
    if (st != STATUS_OK)
        return code_of(st, &cause, err);
    event = &b->shown[EVENT_OF_SUBMIT]->event;
    if (event->kind == BAOGAO_REFUSED) {
        st = error_set(&cause, STATUS_INVALID, "%s", event->reason);
        return code_of(st, &cause, err);
    }
    *out = event;
    return BAOGAO_OK;
}

enum baogao_code
baogao_submit_async(struct baogao *b, uint64_t token, const void *bytes,
                    size_t byte_count, const struct baogao_field *fields,
                    struct baogao_error *err)
{
    struct errand *errand;
    struct error cause;
    enum status st = begin(b, bytes, byte_count, fields, &errand, &cause);

    if (st == STATUS_OK)
        errand->token = token;
    return code_of(st, &cause, err);
}

static enum status
parse_id(const char *text, struct document_id *out, struct error *err)
{
    if (document_id_parse(str_from(text), out))
        return STATUS_OK;
    return error_set(err, STATUS_INVALID, "\"%s\" is no document's id",
                     text ? text : "");
}

enum baogao_code
baogao_watch(struct baogao *b, uint64_t token, const char *document_id,
             struct baogao_error *err)
{
    struct document_id id;
    struct error cause;
    enum status st = parse_id(document_id, &id, &cause);

    if (st == STATUS_OK)
        st = reach_head(b, &cause);
    if (st == STATUS_OK)
        st = submitter_watch(b->submitter, id, token, &cause);
    return code_of(st, &cause, err);
}

size_t
baogao_pending(const struct baogao *b)
{
    size_t count = b->events.count;

    if (b->submitter)
        count += submitter_watched(b->submitter);
    for (const struct errand *e = b->errands; e; e = e->next)
        count += !e->is_abandoned;
    return count;
}

static enum baogao_code
time_is_over(struct baogao_error *err)
{
    if (err)
        snprintf(err->text, sizeof err->text, "nothing happened in time");
    return BAOGAO_TIMEOUT;
}

enum baogao_code
baogao_next(struct baogao *b, int timeout_ms, const struct baogao_event **out,
            struct baogao_error *err)
{
    int64_t now = clock_monotonic_ms(), deadline = now + timeout_ms;
    enum status st = STATUS_OK;
    struct error cause;

    if (baogao_pending(b) == 0) {
        st = error_set(&cause, STATUS_NOT_FOUND, "nothing is under way");
        return code_of(st, &cause, err);
    }
    do {
        if (!b->events.count)
            st = step(b, deadline - now, &cause);
        now = clock_monotonic_ms();
    } while (st == STATUS_OK && !b->events.count && now < deadline);
    if (st != STATUS_OK)
        return code_of(st, &cause, err);
    if (!b->events.count)
        return time_is_over(err);
    show(b, EVENT_OF_NEXT, event_queue_take(&b->events));
    *out = &b->shown[EVENT_OF_NEXT]->event;
    return BAOGAO_OK;
}

/* Until the document has ended, or the time is over. */
static enum status
wait_for_end(struct baogao *b, int timeout_ms, struct error *err)
{
    int64_t now = clock_monotonic_ms(), deadline = now + timeout_ms;
    enum status st = submitter_watch(b->submitter, b->awaited, 0, err);

    b->is_waiting = true;
    while (st == STATUS_OK && !b->shown[EVENT_OF_WAIT] && now <= deadline) {
        st = step(b, deadline - now, err);
        now = clock_monotonic_ms();
    }
    b->is_waiting = false;
    if (!b->shown[EVENT_OF_WAIT] && !b->is_watched_besides)
        submitter_unwatch(b->submitter, b->awaited);
    return st;
}

enum baogao_code
baogao_wait(struct baogao *b, const char *document_id, int timeout_ms,
            const struct baogao_event **out, struct baogao_error *err)
{
    const struct baogao_event *event;
    struct error cause;
    enum status st = parse_id(document_id, &b->awaited, &cause);

    if (st == STATUS_OK)
        st = reach_head(b, &cause);
    if (st != STATUS_OK)
        return code_of(st, &cause, err);
    show(b, EVENT_OF_WAIT, NULL);
    b->is_watched_besides = submitter_is_watching(b->submitter, b->awaited);
    st = wait_for_end(b, timeout_ms, &cause);
    if (st != STATUS_OK)
        return code_of(st, &cause, err);
    if (!b->shown[EVENT_OF_WAIT])
        return time_is_over(err);
    event = &b->shown[EVENT_OF_WAIT]->event;
    if (event->kind == BAOGAO_UNKNOWN) {
        st = error_set(&cause, STATUS_NOT_FOUND, "document %s: %s",
                       event->document_id, event->reason);
        return code_of(st, &cause, err);
    }
    *out = event;
    return BAOGAO_OK;
}
