/*
 * decode - envelope frames to messages. One function a message, each
 * checking what the specification demands of it; encode.c is its mirror.
 */
#include <wire.pb-c.h>

#include "record/pb.h"
#include "wire/control_pb.h"
#include "wire/feed_pb.h"
#include "wire/ids_pb.h"
#include "wire/message.h"
#include "wire/promise_pb.h"
#include "wire/query_pb.h"
#include "wire/rows_pb.h"
#include "wire/series_pb.h"
#include "wire/status_pb.h"

enum {
    WATCH_MAX = 100000, /* ids in one Watch; more come in several */
    LEASES_MAX = 4096,  /* far more than a head hands out to one worker */
};

static struct str
to_bytes(ProtobufCBinaryData field)
{
    return field.data ? (struct str){(const char *)field.data, field.len}
                      : STR("");
}

static enum status
to_hello(const Baogao__V1__Hello *pb, struct arena *a, struct message *out,
         struct error *err)
{
    (void)err;
    out->hello = (struct hello){pb->protocol_min, pb->protocol_max,
                                pb->protocol_minor, pb_to_str(pb->software, a)};
    return STATUS_OK;
}

static enum status
to_welcome(const Baogao__V1__Welcome *pb, struct arena *a, struct message *out,
           struct error *err)
{
    (void)err;
    out->welcome.protocol = pb->protocol;
    out->welcome.protocol_minor = pb->protocol_minor;
    out->welcome.boot_id = pb->boot_id;
    out->welcome.store_id = pb_to_str(pb->store_id, a);
    out->welcome.software = pb_to_str(pb->software, a);
    if (pb->limits) {
        out->welcome.max_document_bytes = pb->limits->max_document_bytes;
        out->welcome.max_documents_per_message =
            pb->limits->max_documents_per_message;
    }
    return STATUS_OK;
}

static enum status
to_refused(const Baogao__V1__Refused *pb, struct arena *a, struct message *out,
           struct error *err)
{
    /* Of a code that is new to us, the reason still speaks to a person. */
    bool is_known = (unsigned)pb->code <= REFUSED_OTHER_STORE;

    (void)err;
    out->request_id = pb->request_id;
    out->refused.code =
        is_known ? (enum refusal_code)pb->code : REFUSED_MALFORMED;
    out->refused.reason = pb_to_str(pb->reason, a);
    out->refused.field = pb_to_str(pb->field, a);
    out->refused.document_id = pb_to_str(pb->document_id, a);
    return STATUS_OK;
}

static enum status
to_busy(const Baogao__V1__Busy *pb, struct arena *a, struct message *out,
        struct error *err)
{
    (void)err;
    out->request_id = pb->request_id;
    out->busy = (struct busy){pb->retry_after_ms, pb_to_str(pb->reason, a)};
    return STATUS_OK;
}

enum {
    PRIORITY_DEFAULT = 5,
    PRIORITY_LAST = 9,
    TIME_LIMIT_MAX_MS = 86400000,
};

static enum status
to_submit(const Baogao__V1__Submit *pb, struct arena *a, struct message *out,
          struct error *err)
{
    struct submit *m = &out->submit;

    out->request_id = pb->request_id;
    if (pb->has_priority && pb->priority > PRIORITY_LAST)
        return error_set(err, STATUS_INVALID,
                         "priority: %u is not a number from 0 to %d",
                         pb->priority, PRIORITY_LAST);
    if (pb->time_limit_ms > TIME_LIMIT_MAX_MS)
        return error_set(err, STATUS_INVALID,
                         "time_limit_ms: %u is not a number from 0 to %d",
                         pb->time_limit_ms, TIME_LIMIT_MAX_MS);
    if (pb->not_before_ms < 0)
        return error_set(err, STATUS_INVALID,
                         "not_before_ms: %lld is less than 0",
                         (long long)pb->not_before_ms);
    m->name = pb_to_str(pb->name, a);
    m->media_type = pb_to_str(pb->media_type, a);
    m->charset = pb_to_str(pb->charset, a);
    m->source_uri = pb_to_str(pb->source_uri, a);
    m->priority = pb->has_priority ? pb->priority : PRIORITY_DEFAULT;
    m->not_before_ms = pb->not_before_ms;
    m->time_limit_ms = pb->time_limit_ms;
    m->allows_forgotten = pb->allow_forgotten;
    m->tags = ARENA_ARRAY(a, struct str, pb->n_tags);
    for (size_t i = 0; m->tags && i < pb->n_tags; i++)
        m->tags[m->tag_count++] = pb_to_str(pb->tags[i], a);
    return STATUS_OK;
}

static enum status
to_accepted(const Baogao__V1__Accepted *pb, struct arena *a,
            struct message *out, struct error *err)
{
    enum status st;

    (void)a;
    out->request_id = pb->request_id;
    out->accepted.document_no = pb->document_no;
    out->accepted.is_duplicate = pb->duplicate;
    st = pb_to_state(pb->state, &out->accepted.state, err);
    if (st != STATUS_OK)
        return st;
    return pb_to_document_id(pb->document_id, &out->accepted.document_id, err);
}

static enum status
to_watch(const Baogao__V1__Watch *pb, struct arena *a, struct message *out,
         struct error *err)
{
    struct watch *m = &out->watch;

    out->request_id = pb->request_id;
    return pb_to_document_ids(pb->document_ids, pb->n_document_ids, WATCH_MAX,
                              a, &m->document_ids, &m->count, err);
}

static enum status
to_where(const Baogao__V1__Where *pb, struct arena *a, struct message *out,
         struct error *err)
{
    (void)a;
    out->request_id = pb->request_id;
    return pb_to_document_id(pb->document_id, &out->where.document_id, err);
}

static enum status
to_outcome(const Baogao__V1__Outcome *pb, struct arena *a, struct message *out,
           struct error *err)
{
    enum status st = pb_to_state(pb->state, &out->outcome.state, err);

    if (st != STATUS_OK)
        return st;
    out->request_id = pb->request_id;
    out->outcome.reason = pb_to_str(pb->reason, a);
    return pb_to_document_id(pb->document_id, &out->outcome.document_id, err);
}

static enum status
to_ready(const Baogao__V1__Ready *pb, struct arena *a, struct message *out,
         struct error *err)
{
    if (pb->n_lease_nos > LEASES_MAX)
        return error_set(err, STATUS_INVALID, "lease_nos: more than %d of them",
                         LEASES_MAX);
    out->ready = (struct ready){
        .boot_id = pb->boot_id,
        .credit = pb->credit,
        .lease_nos = pb->lease_nos, /* lives in the arena already */
        .lease_count = pb->n_lease_nos,
        .seen_lease_no = pb->seen_lease_no,
        .children = pb->children,
        .working = pb->working,
        .name = pb_to_str(pb->name, a),
        .is_leaving = pb->leaving,
    };
    return STATUS_OK;
}

static enum status
to_job(const Baogao__V1__Job *pb, struct arena *a, struct message *out,
       struct error *err)
{
    out->job = (struct job){
        .boot_id = pb->boot_id,
        .lease_no = pb->lease_no,
        .document_no = pb->document_no,
        .generation = pb->generation,
        .media_type = pb_to_str(pb->media_type, a),
        .charset = pb_to_str(pb->charset, a),
        .time_limit_ms = pb->time_limit_ms,
    };
    return pb->document_id
               ? pb_to_document_id(pb->document_id, &out->job.document_id, err)
               : STATUS_OK;
}

/* A failure that is new to us is the worker's, not the document's. */
static enum failure_kind
to_failure_kind(Baogao__V1__FailureKind field)
{
    return (unsigned)field <= FAILURE_TIMED_OUT ? (enum failure_kind)field
                                                : FAILURE_CRASHED;
}

static enum status
to_result(const Baogao__V1__Result *pb, struct arena *a, struct message *out,
          struct error *err)
{
    struct result *m = &out->result;

    if (!pb->extraction == !pb->failure)
        return error_set(err, STATUS_INVALID,
                         "a result is either an extraction or a failure");
    m->boot_id = pb->boot_id;
    m->lease_no = pb->lease_no;
    m->document_no = pb->document_no;
    m->generation = pb->generation;
    for (size_t i = 0; i < pb->n_stage_times; i++)
        if (pb->stage_times[i]->stage < STAGE_COUNT)
            m->times.us[pb->stage_times[i]->stage] = pb->stage_times[i]->us;
    m->is_failure = pb->failure != NULL;
    if (pb->failure) {
        m->failure = (struct failure){to_failure_kind(pb->failure->kind),
                                      pb_to_str(pb->failure->reason, a)};
        return STATUS_OK;
    }
    m->extraction = (struct packed_extraction){
        .extractor_version = pb_to_str(pb->extraction->extractor_version, a),
        .lexicon_version = pb_to_str(pb->extraction->lexicon_version, a),
        .text_bytes = pb->extraction->text_bytes,
        .text = to_bytes(pb->extraction->text),
        .records = to_bytes(pb->extraction->records),
    };
    if (pb->extraction->has_text_terms)
        m->extraction.text_terms = to_bytes(pb->extraction->text_terms);
    return STATUS_OK;
}

static enum status
to_taken(const Baogao__V1__Taken *pb, struct arena *a, struct message *out,
         struct error *err)
{
    (void)a;
    (void)err;
    out->verdict = (struct verdict){pb->document_no, pb->generation};
    return STATUS_OK;
}

static enum status
to_stale(const Baogao__V1__Stale *pb, struct arena *a, struct message *out,
         struct error *err)
{
    (void)a;
    (void)err;
    out->verdict = (struct verdict){pb->document_no, pb->generation};
    return STATUS_OK;
}

static enum status
to_status_request(const Baogao__V1__StatusRequest *pb, struct arena *a,
                  struct message *out, struct error *err)
{
    (void)a;
    (void)err;
    out->request_id = pb->request_id;
    return STATUS_OK;
}

static enum status
to_status_report(const Baogao__V1__StatusReport *pb, struct arena *a,
                 struct message *out, struct error *err)
{
    out->request_id = pb->request_id;
    return pb_to_status_report(pb, a, &out->status_report, err);
}

static enum status
to_list_documents(const Baogao__V1__ListDocuments *pb, struct arena *a,
                  struct message *out, struct error *err)
{
    out->request_id = pb->request_id;
    return pb_to_list_documents(pb, a, &out->list_documents, err);
}

static enum status
to_document_page(const Baogao__V1__DocumentPage *pb, struct arena *a,
                 struct message *out, struct error *err)
{
    out->request_id = pb->request_id;
    return pb_to_document_page(pb, a, &out->document_page, err);
}

static enum status
to_order(const Baogao__V1__Order *pb, struct arena *a, struct message *out,
         struct error *err)
{
    out->request_id = pb->request_id;
    return pb_to_order(pb, a, &out->order, err);
}

static enum status
to_ordered(const Baogao__V1__Ordered *pb, struct arena *a, struct message *out,
           struct error *err)
{
    out->request_id = pb->request_id;
    return pb_to_ordered(pb, a, &out->ordered, err);
}

static enum status
to_steer(const Baogao__V1__Steer *pb, struct arena *a, struct message *out,
         struct error *err)
{
    out->request_id = pb->request_id;
    return pb_to_steer(pb, a, &out->steer, err);
}

static enum status
to_steered(const Baogao__V1__Steered *pb, struct arena *a, struct message *out,
           struct error *err)
{
    out->request_id = pb->request_id;
    return pb_to_steered(pb, a, &out->steered, err);
}

static enum status
to_page(const Baogao__V1__Page *pb, struct arena *a, struct message *out,
        struct error *err)
{
    out->request_id = pb->request_id;
    return pb_to_page(pb, a, &out->page, err);
}

static enum status
to_cite(const Baogao__V1__Cite *pb, struct arena *a, struct message *out,
        struct error *err)
{
    (void)err;
    out->request_id = pb->request_id;
    out->cite = (struct cite){pb_to_str(pb->figure, a)};
    return STATUS_OK;
}

static enum status
to_citation(const Baogao__V1__Citation *pb, struct arena *a,
            struct message *out, struct error *err)
{
    out->request_id = pb->request_id;
    return pb_to_citation(pb, a, &out->citation, err);
}

static enum status
read_envelope(const Baogao__V1__Envelope *pb, struct arena *a,
              struct message *out, struct error *err)
{
    out->is_readable = true;
    switch (pb->body_case) {
    case BAOGAO__V1__ENVELOPE__BODY_HELLO:
        out->kind = MESSAGE_HELLO;
        return to_hello(pb->hello, a, out, err);
    case BAOGAO__V1__ENVELOPE__BODY_WELCOME:
        out->kind = MESSAGE_WELCOME;
        return to_welcome(pb->welcome, a, out, err);
    case BAOGAO__V1__ENVELOPE__BODY_REFUSED:
        out->kind = MESSAGE_REFUSED;
        return to_refused(pb->refused, a, out, err);
    case BAOGAO__V1__ENVELOPE__BODY_BUSY:
        out->kind = MESSAGE_BUSY;
        return to_busy(pb->busy, a, out, err);
    case BAOGAO__V1__ENVELOPE__BODY_SUBMIT:
        out->kind = MESSAGE_SUBMIT;
        return to_submit(pb->submit, a, out, err);
    case BAOGAO__V1__ENVELOPE__BODY_ACCEPTED:
        out->kind = MESSAGE_ACCEPTED;
        return to_accepted(pb->accepted, a, out, err);
    case BAOGAO__V1__ENVELOPE__BODY_WATCH:
        out->kind = MESSAGE_WATCH;
        return to_watch(pb->watch, a, out, err);
    case BAOGAO__V1__ENVELOPE__BODY_WHERE:
        out->kind = MESSAGE_WHERE;
        return to_where(pb->where, a, out, err);
    case BAOGAO__V1__ENVELOPE__BODY_OUTCOME:
        out->kind = MESSAGE_OUTCOME;
        return to_outcome(pb->outcome, a, out, err);
    case BAOGAO__V1__ENVELOPE__BODY_READY:
        out->kind = MESSAGE_READY;
        return to_ready(pb->ready, a, out, err);
    case BAOGAO__V1__ENVELOPE__BODY_JOB:
        out->kind = MESSAGE_JOB;
        return to_job(pb->job, a, out, err);
    case BAOGAO__V1__ENVELOPE__BODY_RESULT:
        out->kind = MESSAGE_RESULT;
        return to_result(pb->result, a, out, err);
    case BAOGAO__V1__ENVELOPE__BODY_TAKEN:
        out->kind = MESSAGE_TAKEN;
        return to_taken(pb->taken, a, out, err);
    case BAOGAO__V1__ENVELOPE__BODY_STALE:
        out->kind = MESSAGE_STALE;
        return to_stale(pb->stale, a, out, err);
    case BAOGAO__V1__ENVELOPE__BODY_STATUS_REQUEST:
        out->kind = MESSAGE_STATUS_REQUEST;
        return to_status_request(pb->status_request, a, out, err);
    case BAOGAO__V1__ENVELOPE__BODY_STATUS_REPORT:
        out->kind = MESSAGE_STATUS_REPORT;
        return to_status_report(pb->status_report, a, out, err);
    case BAOGAO__V1__ENVELOPE__BODY_LIST_DOCUMENTS:
        out->kind = MESSAGE_LIST_DOCUMENTS;
        return to_list_documents(pb->list_documents, a, out, err);
    case BAOGAO__V1__ENVELOPE__BODY_DOCUMENT_PAGE:
        out->kind = MESSAGE_DOCUMENT_PAGE;
        return to_document_page(pb->document_page, a, out, err);
    case BAOGAO__V1__ENVELOPE__BODY_ORDER:
        out->kind = MESSAGE_ORDER;
        return to_order(pb->order, a, out, err);
    case BAOGAO__V1__ENVELOPE__BODY_ORDERED:
        out->kind = MESSAGE_ORDERED;
        return to_ordered(pb->ordered, a, out, err);
    case BAOGAO__V1__ENVELOPE__BODY_STEER:
        out->kind = MESSAGE_STEER;
        return to_steer(pb->steer, a, out, err);
    case BAOGAO__V1__ENVELOPE__BODY_STEERED:
        out->kind = MESSAGE_STEERED;
        return to_steered(pb->steered, a, out, err);
    case BAOGAO__V1__ENVELOPE__BODY_QUERY:
        out->kind = MESSAGE_QUERY;
        out->request_id = pb->query->request_id;
        pb_to_query(pb->query, a, &out->query);
        return STATUS_OK;
    case BAOGAO__V1__ENVELOPE__BODY_PAGE:
        out->kind = MESSAGE_PAGE;
        return to_page(pb->page, a, out, err);
    case BAOGAO__V1__ENVELOPE__BODY_CITE:
        out->kind = MESSAGE_CITE;
        return to_cite(pb->cite, a, out, err);
    case BAOGAO__V1__ENVELOPE__BODY_CITATION:
        out->kind = MESSAGE_CITATION;
        return to_citation(pb->citation, a, out, err);
    case BAOGAO__V1__ENVELOPE__BODY_SERIES:
        out->kind = MESSAGE_SERIES;
        return pb_to_series(pb->series, a, out, err);
    case BAOGAO__V1__ENVELOPE__BODY_SERIES_PAGE:
        out->kind = MESSAGE_SERIES_PAGE;
        return pb_to_series_page(pb->series_page, a, out, err);
    case BAOGAO__V1__ENVELOPE__BODY_PROMISES:
        out->kind = MESSAGE_PROMISES;
        return pb_to_promises(pb->promises, a, out, err);
    case BAOGAO__V1__ENVELOPE__BODY_PROMISE_PAGE:
        out->kind = MESSAGE_PROMISE_PAGE;
        return pb_to_promise_page(pb->promise_page, a, out, err);
    case BAOGAO__V1__ENVELOPE__BODY_CHANGES:
        out->kind = MESSAGE_CHANGES;
        return pb_to_changes(pb->changes, a, out, err);
    case BAOGAO__V1__ENVELOPE__BODY_CHANGE_PAGE:
        out->kind = MESSAGE_CHANGE_PAGE;
        return pb_to_change_page(pb->change_page, a, out, err);
    case BAOGAO__V1__ENVELOPE__BODY_NUDGE:
        out->kind = MESSAGE_NUDGE;
        out->nudge = pb->nudge->change_no;
        return STATUS_OK;
    default:
        out->is_readable = false;
        return error_set(err, STATUS_INVALID,
                         "a message of a kind this version does not know");
    }
}

enum status
message_unpack(struct str frame, struct arena *a, struct message *out,
               struct error *err)
{
    ProtobufCAllocator in_arena = pb_allocator(a);
    Baogao__V1__Envelope *pb = baogao__v1__envelope__unpack(
        &in_arena, frame.len, (const uint8_t *)frame.ptr);
    struct message m = {0};
    enum status st;

    *out = m;
    if (!pb && a->exhausted)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    if (!pb)
        return error_set(err, STATUS_INVALID, "a frame is no envelope");
    st = read_envelope(pb, a, &m, err);
    if (st == STATUS_OK)
        st = pb_check_strings(&pb->base, err);
    if (st == STATUS_OK && a->exhausted)
        st = error_set(err, STATUS_UNAVAILABLE, "out of memory");
    if (st == STATUS_OK)
        *out = m;
    else
        *out = (struct message){.kind = m.kind,
                                .request_id = m.request_id,
                                .is_readable = m.is_readable};
    return st;
}
