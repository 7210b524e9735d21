#include "wire/status_pb.h"

#include "record/pb.h"
#include "wire/ids_pb.h"

Baogao__V1__StatusRequest *
pb_from_status_request(uint64_t request_id, struct arena *a)
{
    Baogao__V1__StatusRequest *pb = ARENA_NEW(a, Baogao__V1__StatusRequest);

    if (!pb)
        return NULL;
    baogao__v1__status_request__init(pb);
    pb->has_request_id = 1;
    pb->request_id = request_id;
    return pb;
}

static Baogao__V1__Lease *
from_lease(const struct lease_status *m, struct arena *a)
{
    Baogao__V1__Lease *pb = ARENA_NEW(a, Baogao__V1__Lease);

    if (!pb)
        return NULL;
    baogao__v1__lease__init(pb);
    pb->document_id = pb_from_document_id(m->document_id, a);
    pb->has_document_no = pb->has_for_ms = 1;
    pb->document_no = m->document_no;
    pb->for_ms = m->for_ms;
    return pb;
}

static Baogao__V1__WorkerStatus *
from_worker_status(const struct worker_status *m, struct arena *a)
{
    Baogao__V1__WorkerStatus *pb = ARENA_NEW(a, Baogao__V1__WorkerStatus);

    if (!pb)
        return NULL;
    baogao__v1__worker_status__init(pb);
    pb->name = pb_string(m->name, a);
    pb->has_children = pb->has_working = pb->has_credit = pb->has_leased =
        pb->has_taken = 1;
    pb->children = m->children;
    pb->working = m->working;
    pb->credit = m->credit;
    pb->leased = m->leased;
    pb->taken = m->taken;
    pb->has_mode = 1;
    pb->mode = (Baogao__V1__WorkerMode)m->mode;
    pb->leases = ARENA_ARRAY(a, Baogao__V1__Lease *, m->lease_count);
    for (size_t i = 0; pb->leases && i < m->lease_count; i++)
        pb->leases[pb->n_leases++] = from_lease(&m->leases[i], a);
    return pb;
}

static Baogao__V1__Timing *
from_timing(struct str name, const struct timing *m, struct arena *a)
{
    Baogao__V1__Timing *pb = ARENA_NEW(a, Baogao__V1__Timing);

    if (!pb)
        return NULL;
    baogao__v1__timing__init(pb);
    pb->name = pb_string(name, a);
    pb->count = m->count;
    pb->us = m->us;
    pb->within = ARENA_ARRAY(a, uint64_t, TIMING_BOUNDS);
    for (; pb->within && pb->n_within < TIMING_BOUNDS; pb->n_within++)
        pb->within[pb->n_within] = m->within[pb->n_within];
    return pb;
}

static void
from_timings(const struct timings *m, Baogao__V1__StatusReport *pb,
             struct arena *a)
{
    static const struct str none = {0};

    pb->documents = from_timing(none, &m->documents, a);
    pb->commit_times = from_timing(none, &m->commits, a);
    pb->stages = ARENA_ARRAY(a, Baogao__V1__Timing *, STAGE_COUNT);
    for (int i = 0; pb->stages && i < STAGE_COUNT; i++)
        pb->stages[pb->n_stages++] = from_timing(
            extract_stage_name((enum extract_stage)i), &m->stages[i], a);
}

Baogao__V1__StatusReport *
pb_from_status_report(const struct status_report *m, uint64_t request_id,
                      struct arena *a)
{
    Baogao__V1__StatusReport *pb = ARENA_NEW(a, Baogao__V1__StatusReport);

    if (!pb)
        return NULL;
    baogao__v1__status_report__init(pb);
    pb->has_request_id = pb->has_uptime_ms = pb->has_waiting = pb->has_leased =
        pb->has_done = pb->has_dead = pb->has_waiting_bytes =
            pb->has_oldest_waiting_ms = pb->has_accepted = pb->has_duplicates =
                pb->has_commits = pb->has_stale = 1;
    pb->request_id = request_id;
    pb->software = pb_string(m->software, a);
    pb->store_id = pb_string(m->store_id, a);
    pb->uptime_ms = m->uptime_ms;
    pb->waiting = m->waiting;
    pb->leased = m->leased;
    pb->done = m->done;
    pb->dead = m->dead;
    pb->waiting_bytes = m->waiting_bytes;
    pb->oldest_waiting_ms = m->oldest_waiting_ms;
    pb->accepted = m->accepted;
    pb->duplicates = m->duplicates;
    pb->commits = m->commits;
    pb->stale = m->stale;
    pb->has_paused = pb->has_held_back = pb->has_capped = pb->has_alone =
        pb->has_recent_accepted = pb->has_recent_done = pb->has_recent_ms =
            pb->has_disk_free_bytes = pb->has_disk_reserve_bytes = 1;
    pb->paused = m->is_paused;
    pb->held_back = m->held_back;
    pb->capped = m->capped;
    pb->alone = m->alone;
    pb->recent_accepted = m->recent_accepted;
    pb->recent_done = m->recent_done;
    pb->recent_ms = m->recent_ms;
    pb->disk_free_bytes = m->disk_free_bytes;
    pb->disk_reserve_bytes = m->disk_reserve_bytes;
    pb->has_put_off = pb->has_max_waiting = pb->has_max_waiting_bytes = 1;
    pb->put_off = m->put_off;
    pb->max_waiting = m->max_waiting;
    pb->max_waiting_bytes = m->max_waiting_bytes;
    if (m->timings)
        from_timings(m->timings, pb, a);
    pb->workers = ARENA_ARRAY(a, Baogao__V1__WorkerStatus *, m->worker_count);
    for (size_t i = 0; pb->workers && i < m->worker_count; i++)
        pb->workers[pb->n_workers++] = from_worker_status(&m->workers[i], a);
    return pb;
}

static enum status
to_worker_status(const Baogao__V1__WorkerStatus *pb, struct arena *a,
                 struct worker_status *out, struct error *err)
{
    enum status st = STATUS_OK;

    *out = (struct worker_status){
        .name = pb_to_str(pb->name, a),
        .children = pb->children,
        .working = pb->working,
        .credit = pb->credit,
        .leased = pb->leased,
        .taken = pb->taken,
        .mode = (unsigned)pb->mode <= WORKER_DRAINING
                    ? (enum worker_mode)pb->mode
                    : WORKER_WORKING,
        .leases = ARENA_ARRAY(a, struct lease_status, pb->n_leases),
    };
    for (size_t i = 0; st == STATUS_OK && out->leases && i < pb->n_leases;
         i++) {
        struct lease_status *lease = &out->leases[out->lease_count++];
        lease->document_no = pb->leases[i]->document_no;
        lease->for_ms = pb->leases[i]->for_ms;
        st = pb_to_document_id(pb->leases[i]->document_id, &lease->document_id,
                               err);
    }
    return st;
}

static void
to_timing(const Baogao__V1__Timing *pb, struct timing *m)
{
    m->count = pb->count;
    m->us = pb->us;
    for (size_t i = 0; i < pb->n_within && i < TIMING_BOUNDS; i++)
        m->within[i] = pb->within[i];
}

/* Stages are found by their names; one that is new to us is left out. */
static void
to_stage(const Baogao__V1__Timing *pb, struct timings *m)
{
    for (int i = 0; i < STAGE_COUNT; i++)
        if (str_equal(extract_stage_name((enum extract_stage)i),
                      str_from(pb->name)))
            to_timing(pb, &m->stages[i]);
}

/* NULL: a head of an earlier version. */
static const struct timings *
to_timings(const Baogao__V1__StatusReport *pb, struct arena *a)
{
    struct timings *m;

    if (!pb->documents || !pb->commit_times)
        return NULL;
    m = ARENA_NEW(a, struct timings);
    if (!m)
        return NULL;
    to_timing(pb->documents, &m->documents);
    to_timing(pb->commit_times, &m->commits);
    for (size_t i = 0; i < pb->n_stages; i++)
        to_stage(pb->stages[i], m);
    return m;
}

enum status
pb_to_status_report(const Baogao__V1__StatusReport *pb, struct arena *a,
                    struct status_report *m, struct error *err)
{
    enum status st = STATUS_OK;

    *m = (struct status_report){
        .software = pb_to_str(pb->software, a),
        .store_id = pb_to_str(pb->store_id, a),
        .uptime_ms = pb->uptime_ms,
        .waiting = pb->waiting,
        .leased = pb->leased,
        .done = pb->done,
        .dead = pb->dead,
        .waiting_bytes = pb->waiting_bytes,
        .oldest_waiting_ms = pb->oldest_waiting_ms,
        .accepted = pb->accepted,
        .duplicates = pb->duplicates,
        .commits = pb->commits,
        .stale = pb->stale,
        .is_paused = pb->paused,
        .held_back = pb->held_back,
        .capped = pb->capped,
        .alone = pb->alone,
        .recent_accepted = pb->recent_accepted,
        .recent_done = pb->recent_done,
        .recent_ms = pb->recent_ms,
        .disk_free_bytes = pb->disk_free_bytes,
        .disk_reserve_bytes = pb->disk_reserve_bytes,
        .put_off = pb->put_off,
        .max_waiting = pb->max_waiting,
        .max_waiting_bytes = pb->max_waiting_bytes,
        .timings = to_timings(pb, a),
        .workers = ARENA_ARRAY(a, struct worker_status, pb->n_workers),
    };
    for (size_t i = 0; st == STATUS_OK && m->workers && i < pb->n_workers; i++)
        st = to_worker_status(pb->workers[i], a, &m->workers[m->worker_count++],
                              err);
    return st;
}
