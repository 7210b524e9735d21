/*
 * encode - messages to envelope frames. One function a message, each filling
 * the generated struct; decode.c is its mirror.
 */
#include <string.h>

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

/* The slice as a bytes field, borrowed: packing ends before it does. */
static ProtobufCBinaryData
from_bytes(struct str s)
{
    ProtobufCBinaryData data = {s.len, NULL};

    memcpy(&data.data, &s.ptr, sizeof data.data);
    return data;
}

static Baogao__V1__Hello *
from_hello(const struct hello *m, struct arena *a)
{
    Baogao__V1__Hello *pb = ARENA_NEW(a, Baogao__V1__Hello);

    if (!pb)
        return NULL;
    baogao__v1__hello__init(pb);
    pb->protocol_min = m->protocol_min;
    pb->protocol_max = m->protocol_max;
    pb->has_protocol_minor = m->protocol_minor != 0;
    pb->protocol_minor = m->protocol_minor;
    pb->software = pb_string(m->software, a);
    return pb;
}

static Baogao__V1__Welcome *
from_welcome(const struct welcome *m, struct arena *a)
{
    Baogao__V1__Welcome *pb = ARENA_NEW(a, Baogao__V1__Welcome);
    Baogao__V1__Limits *limits = ARENA_NEW(a, Baogao__V1__Limits);

    if (!pb || !limits)
        return NULL;
    baogao__v1__welcome__init(pb);
    baogao__v1__limits__init(limits);
    pb->protocol = m->protocol;
    pb->has_protocol_minor = m->protocol_minor != 0;
    pb->protocol_minor = m->protocol_minor;
    pb->boot_id = m->boot_id;
    pb->store_id = pb_string(m->store_id, a);
    pb->software = pb_string(m->software, a);
    pb->limits = limits;
    limits->has_max_document_bytes = m->max_document_bytes != 0;
    limits->max_document_bytes = m->max_document_bytes;
    limits->has_max_documents_per_message = m->max_documents_per_message != 0;
    limits->max_documents_per_message = m->max_documents_per_message;
    return pb;
}

static Baogao__V1__Refused *
from_refused(const struct refused *m, uint64_t request_id, struct arena *a)
{
    Baogao__V1__Refused *pb = ARENA_NEW(a, Baogao__V1__Refused);

    if (!pb)
        return NULL;
    baogao__v1__refused__init(pb);
    pb->has_request_id = 1;
    pb->request_id = request_id;
    pb->code = (Baogao__V1__RefusalCode)m->code;
    pb->reason = pb_string(m->reason, a);
    pb->field = pb_string(m->field, a);
    pb->document_id = pb_string(m->document_id, a);
    return pb;
}

static Baogao__V1__Busy *
from_busy(const struct busy *m, uint64_t request_id, struct arena *a)
{
    Baogao__V1__Busy *pb = ARENA_NEW(a, Baogao__V1__Busy);

    if (!pb)
        return NULL;
    baogao__v1__busy__init(pb);
    pb->has_request_id = 1;
    pb->request_id = request_id;
    pb->retry_after_ms = m->retry_after_ms;
    pb->reason = pb_string(m->reason, a);
    return pb;
}

static Baogao__V1__Submit *
from_submit(const struct submit *m, uint64_t request_id, struct arena *a)
{
    Baogao__V1__Submit *pb = ARENA_NEW(a, Baogao__V1__Submit);

    if (!pb)
        return NULL;
    baogao__v1__submit__init(pb);
    pb->request_id = request_id;
    pb->name = pb_string(m->name, a);
    pb->media_type = pb_string(m->media_type, a);
    pb->charset = pb_string(m->charset, a);
    pb->source_uri = pb_string(m->source_uri, a);
    pb->has_priority = 1;
    pb->priority = m->priority;
    pb->has_not_before_ms = m->not_before_ms != 0;
    pb->not_before_ms = m->not_before_ms;
    pb->has_time_limit_ms = m->time_limit_ms != 0;
    pb->time_limit_ms = m->time_limit_ms;
    pb->has_allow_forgotten = m->allows_forgotten;
    pb->allow_forgotten = m->allows_forgotten;
    pb->tags = ARENA_ARRAY(a, char *, m->tag_count);
    for (size_t i = 0; pb->tags && i < m->tag_count; i++)
        pb->tags[pb->n_tags++] = pb_string(m->tags[i], a);
    return pb;
}

static Baogao__V1__Accepted *
from_accepted(const struct accepted *m, uint64_t request_id, struct arena *a)
{
    Baogao__V1__Accepted *pb = ARENA_NEW(a, Baogao__V1__Accepted);

    if (!pb)
        return NULL;
    baogao__v1__accepted__init(pb);
    pb->request_id = request_id;
    pb->document_id = pb_from_document_id(m->document_id, a);
    pb->document_no = m->document_no;
    pb->state = (Baogao__V1__DocumentState)m->state;
    pb->duplicate = m->is_duplicate;
    return pb;
}

static Baogao__V1__Watch *
from_watch(const struct watch *m, uint64_t request_id, struct arena *a)
{
    Baogao__V1__Watch *pb = ARENA_NEW(a, Baogao__V1__Watch);

    if (!pb)
        return NULL;
    baogao__v1__watch__init(pb);
    pb->has_request_id = 1;
    pb->request_id = request_id;
    pb->document_ids =
        pb_from_document_ids(m->document_ids, m->count, a, &pb->n_document_ids);
    return pb;
}

static Baogao__V1__Where *
from_where(const struct where *m, uint64_t request_id, struct arena *a)
{
    Baogao__V1__Where *pb = ARENA_NEW(a, Baogao__V1__Where);

    if (!pb)
        return NULL;
    baogao__v1__where__init(pb);
    pb->has_request_id = 1;
    pb->request_id = request_id;
    pb->document_id = pb_from_document_id(m->document_id, a);
    return pb;
}

static Baogao__V1__Outcome *
from_outcome(const struct outcome *m, uint64_t request_id, struct arena *a)
{
    Baogao__V1__Outcome *pb = ARENA_NEW(a, Baogao__V1__Outcome);

    if (!pb)
        return NULL;
    baogao__v1__outcome__init(pb);
    pb->has_request_id = 1;
    pb->request_id = request_id;
    pb->document_id = pb_from_document_id(m->document_id, a);
    pb->state = (Baogao__V1__DocumentState)m->state;
    pb->reason = pb_string(m->reason, a);
    return pb;
}

static Baogao__V1__Ready *
from_ready(const struct ready *m, struct arena *a)
{
    Baogao__V1__Ready *pb = ARENA_NEW(a, Baogao__V1__Ready);

    if (!pb)
        return NULL;
    baogao__v1__ready__init(pb);
    pb->boot_id = m->boot_id;
    pb->credit = m->credit;
    pb->lease_nos = m->lease_nos;
    pb->n_lease_nos = m->lease_count;
    pb->seen_lease_no = m->seen_lease_no;
    pb->has_children = pb->has_working = pb->has_leaving = 1;
    pb->leaving = m->is_leaving;
    pb->children = m->children;
    pb->working = m->working;
    pb->name = pb_string(m->name, a);
    return pb;
}

static Baogao__V1__Job *
from_job(const struct job *m, struct arena *a)
{
    Baogao__V1__Job *pb = ARENA_NEW(a, Baogao__V1__Job);

    if (!pb)
        return NULL;
    baogao__v1__job__init(pb);
    pb->boot_id = m->boot_id;
    pb->lease_no = m->lease_no;
    pb->document_no = m->document_no;
    pb->generation = m->generation;
    pb->media_type = pb_string(m->media_type, a);
    pb->charset = pb_string(m->charset, a);
    pb->has_time_limit_ms = m->time_limit_ms != 0;
    pb->time_limit_ms = m->time_limit_ms;
    pb->document_id = pb_from_document_id(m->document_id, a);
    return pb;
}

static Baogao__V1__Extraction *
from_extraction(const struct packed_extraction *m, struct arena *a)
{
    Baogao__V1__Extraction *pb = ARENA_NEW(a, Baogao__V1__Extraction);

    if (!pb)
        return NULL;
    baogao__v1__extraction__init(pb);
    pb->extractor_version = pb_string(m->extractor_version, a);
    pb->lexicon_version = pb_string(m->lexicon_version, a);
    pb->text_bytes = m->text_bytes;
    pb->text = from_bytes(m->text);
    pb->records = from_bytes(m->records);
    pb->has_text_terms = m->text_terms.ptr != NULL;
    pb->text_terms = from_bytes(m->text_terms);
    return pb;
}

static Baogao__V1__Failure *
from_failure(const struct failure *m, struct arena *a)
{
    Baogao__V1__Failure *pb = ARENA_NEW(a, Baogao__V1__Failure);

    if (!pb)
        return NULL;
    baogao__v1__failure__init(pb);
    pb->kind = (Baogao__V1__FailureKind)m->kind;
    pb->reason = pb_string(m->reason, a);
    return pb;
}

_Static_assert((int)STAGE_PDFTOTEXT == BAOGAO__V1__STAGE__STAGE_PDFTOTEXT &&
                   (int)STAGE_PACK == BAOGAO__V1__STAGE__STAGE_PACK &&
                   STAGE_COUNT == BAOGAO__V1__STAGE__STAGE_PACK + 1,
               "stages have the numbers of the wire");

/* Those of the stages that the document got to. */
static Baogao__V1__StageTime **
from_stage_times(const struct stage_times *m, struct arena *a, size_t *count)
{
    Baogao__V1__StageTime **pb =
        ARENA_ARRAY(a, Baogao__V1__StageTime *, STAGE_COUNT);
    Baogao__V1__StageTime *times =
        ARENA_ARRAY(a, Baogao__V1__StageTime, STAGE_COUNT);

    *count = 0;
    for (uint32_t i = 0; pb && times && i < STAGE_COUNT; i++) {
        Baogao__V1__StageTime *time = &times[*count];
        if (m->us[i] == 0)
            continue;
        baogao__v1__stage_time__init(time);
        time->stage = i;
        time->us = m->us[i];
        pb[(*count)++] = time;
    }
    return pb;
}

static Baogao__V1__Result *
from_result(const struct result *m, struct arena *a)
{
    Baogao__V1__Result *pb = ARENA_NEW(a, Baogao__V1__Result);

    if (!pb)
        return NULL;
    baogao__v1__result__init(pb);
    pb->boot_id = m->boot_id;
    pb->lease_no = m->lease_no;
    pb->document_no = m->document_no;
    pb->generation = m->generation;
    pb->stage_times = from_stage_times(&m->times, a, &pb->n_stage_times);
    if (m->is_failure)
        pb->failure = from_failure(&m->failure, a);
    else
        pb->extraction = from_extraction(&m->extraction, a);
    return pb;
}

static Baogao__V1__Taken *
from_taken(const struct verdict *m, struct arena *a)
{
    Baogao__V1__Taken *pb = ARENA_NEW(a, Baogao__V1__Taken);

    if (!pb)
        return NULL;
    baogao__v1__taken__init(pb);
    pb->document_no = m->document_no;
    pb->generation = m->generation;
    return pb;
}

static Baogao__V1__Stale *
from_stale(const struct verdict *m, struct arena *a)
{
    Baogao__V1__Stale *pb = ARENA_NEW(a, Baogao__V1__Stale);

    if (!pb)
        return NULL;
    baogao__v1__stale__init(pb);
    pb->document_no = m->document_no;
    pb->generation = m->generation;
    return pb;
}

static Baogao__V1__Cite *
from_cite(const struct cite *m, uint64_t request_id, struct arena *a)
{
    Baogao__V1__Cite *pb = ARENA_NEW(a, Baogao__V1__Cite);

    if (!pb)
        return NULL;
    baogao__v1__cite__init(pb);
    pb->has_request_id = 1;
    pb->request_id = request_id;
    pb->figure = pb_string(m->figure, a);
    return pb;
}

static void
fill_envelope(Baogao__V1__Envelope *pb, const struct message *m,
              struct arena *a)
{
    uint64_t id = m->request_id;

    switch (m->kind) {
    case MESSAGE_HELLO:
        pb->body_case = BAOGAO__V1__ENVELOPE__BODY_HELLO;
        pb->hello = from_hello(&m->hello, a);
        break;
    case MESSAGE_WELCOME:
        pb->body_case = BAOGAO__V1__ENVELOPE__BODY_WELCOME;
        pb->welcome = from_welcome(&m->welcome, a);
        break;
    case MESSAGE_REFUSED:
        pb->body_case = BAOGAO__V1__ENVELOPE__BODY_REFUSED;
        pb->refused = from_refused(&m->refused, id, a);
        break;
    case MESSAGE_BUSY:
        pb->body_case = BAOGAO__V1__ENVELOPE__BODY_BUSY;
        pb->busy = from_busy(&m->busy, id, a);
        break;
    case MESSAGE_SUBMIT:
        pb->body_case = BAOGAO__V1__ENVELOPE__BODY_SUBMIT;
        pb->submit = from_submit(&m->submit, id, a);
        break;
    case MESSAGE_ACCEPTED:
        pb->body_case = BAOGAO__V1__ENVELOPE__BODY_ACCEPTED;
        pb->accepted = from_accepted(&m->accepted, id, a);
        break;
    case MESSAGE_WATCH:
        pb->body_case = BAOGAO__V1__ENVELOPE__BODY_WATCH;
        pb->watch = from_watch(&m->watch, id, a);
        break;
    case MESSAGE_WHERE:
        pb->body_case = BAOGAO__V1__ENVELOPE__BODY_WHERE;
        pb->where = from_where(&m->where, id, a);
        break;
    case MESSAGE_OUTCOME:
        pb->body_case = BAOGAO__V1__ENVELOPE__BODY_OUTCOME;
        pb->outcome = from_outcome(&m->outcome, id, a);
        break;
    case MESSAGE_READY:
        pb->body_case = BAOGAO__V1__ENVELOPE__BODY_READY;
        pb->ready = from_ready(&m->ready, a);
        break;
    case MESSAGE_JOB:
        pb->body_case = BAOGAO__V1__ENVELOPE__BODY_JOB;
        pb->job = from_job(&m->job, a);
        break;
    case MESSAGE_RESULT:
        pb->body_case = BAOGAO__V1__ENVELOPE__BODY_RESULT;
        pb->result = from_result(&m->result, a);
        break;
    case MESSAGE_TAKEN:
        pb->body_case = BAOGAO__V1__ENVELOPE__BODY_TAKEN;
        pb->taken = from_taken(&m->verdict, a);
        break;
    case MESSAGE_STALE:
        pb->body_case = BAOGAO__V1__ENVELOPE__BODY_STALE;
        pb->stale = from_stale(&m->verdict, a);
        break;
    case MESSAGE_STATUS_REQUEST:
        pb->body_case = BAOGAO__V1__ENVELOPE__BODY_STATUS_REQUEST;
        pb->status_request = pb_from_status_request(id, a);
        break;
    case MESSAGE_STATUS_REPORT:
        pb->body_case = BAOGAO__V1__ENVELOPE__BODY_STATUS_REPORT;
        pb->status_report = pb_from_status_report(&m->status_report, id, a);
        break;
    case MESSAGE_LIST_DOCUMENTS:
        pb->body_case = BAOGAO__V1__ENVELOPE__BODY_LIST_DOCUMENTS;
        pb->list_documents = pb_from_list_documents(&m->list_documents, id, a);
        break;
    case MESSAGE_DOCUMENT_PAGE:
        pb->body_case = BAOGAO__V1__ENVELOPE__BODY_DOCUMENT_PAGE;
        pb->document_page = pb_from_document_page(&m->document_page, id, a);
        break;
    case MESSAGE_ORDER:
        pb->body_case = BAOGAO__V1__ENVELOPE__BODY_ORDER;
        pb->order = pb_from_order(&m->order, id, a);
        break;
    case MESSAGE_ORDERED:
        pb->body_case = BAOGAO__V1__ENVELOPE__BODY_ORDERED;
        pb->ordered = pb_from_ordered(&m->ordered, id, a);
        break;
    case MESSAGE_STEER:
        pb->body_case = BAOGAO__V1__ENVELOPE__BODY_STEER;
        pb->steer = pb_from_steer(&m->steer, id, a);
        break;
    case MESSAGE_STEERED:
        pb->body_case = BAOGAO__V1__ENVELOPE__BODY_STEERED;
        pb->steered = pb_from_steered(&m->steered, id, a);
        break;
    case MESSAGE_QUERY:
        pb->body_case = BAOGAO__V1__ENVELOPE__BODY_QUERY;
        pb->query = pb_from_query(&m->query, id, a);
        break;
    case MESSAGE_PAGE:
        pb->body_case = BAOGAO__V1__ENVELOPE__BODY_PAGE;
        pb->page = pb_from_page(&m->page, id, a);
        break;
    case MESSAGE_CITE:
        pb->body_case = BAOGAO__V1__ENVELOPE__BODY_CITE;
        pb->cite = from_cite(&m->cite, id, a);
        break;
    case MESSAGE_CITATION:
        pb->body_case = BAOGAO__V1__ENVELOPE__BODY_CITATION;
        pb->citation = pb_from_citation(&m->citation, id, a);
        break;
    case MESSAGE_SERIES:
        pb->body_case = BAOGAO__V1__ENVELOPE__BODY_SERIES;
        pb->series = pb_from_series(&m->series, id, a);
        break;
    case MESSAGE_SERIES_PAGE:
        pb->body_case = BAOGAO__V1__ENVELOPE__BODY_SERIES_PAGE;
        pb->series_page = pb_from_series_page(&m->series_page, id, a);
        break;
    case MESSAGE_PROMISES:
        pb->body_case = BAOGAO__V1__ENVELOPE__BODY_PROMISES;
        pb->promises = pb_from_promises(&m->promises, id, a);
        break;
    case MESSAGE_PROMISE_PAGE:
        pb->body_case = BAOGAO__V1__ENVELOPE__BODY_PROMISE_PAGE;
        pb->promise_page = pb_from_promise_page(&m->promise_page, id, a);
        break;
    case MESSAGE_CHANGES:
        pb->body_case = BAOGAO__V1__ENVELOPE__BODY_CHANGES;
        pb->changes = pb_from_changes(&m->changes, id, a);
        break;
    case MESSAGE_CHANGE_PAGE:
        pb->body_case = BAOGAO__V1__ENVELOPE__BODY_CHANGE_PAGE;
        pb->change_page = pb_from_change_page(&m->change_page, id, a);
        break;
    case MESSAGE_NUDGE:
        pb->body_case = BAOGAO__V1__ENVELOPE__BODY_NUDGE;
        pb->nudge = pb_from_nudge(m->nudge, a);
        break;
    }
}

enum status
message_pack(const struct message *m, struct arena *a, struct str *out,
             struct error *err)
{
    Baogao__V1__Envelope pb = BAOGAO__V1__ENVELOPE__INIT;
    size_t bytes;
    char *frame;

    fill_envelope(&pb, m, a);
    if (a->exhausted)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    bytes = baogao__v1__envelope__get_packed_size(&pb);
    frame = arena_alloc(a, 1, bytes);
    if (!frame)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    baogao__v1__envelope__pack(&pb, (uint8_t *)frame);
    *out = (struct str){frame, bytes};
    return STATUS_OK;
}
