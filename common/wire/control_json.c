#include "wire/control_json.h"

const char *
worker_mode_name(enum worker_mode mode)
{
    static const char *const names[] = {"working", "paused", "draining"};

    return names[mode];
}

static json_t *
json_of_leases(const struct worker_status *w)
{
    json_t *leases = json_array();

    for (size_t i = 0; i < w->lease_count; i++) {
        const struct lease_status *lease = &w->leases[i];
        char digits[DOCUMENT_ID_DIGITS + 1];
        json_array_append_new(
            leases, json_pack("{s:s, s:I, s:I}", "document_id",
                              document_id_print(lease->document_id, digits),
                              "document_no", (json_int_t)lease->document_no,
                              "for_ms", (json_int_t)lease->for_ms));
    }
    return leases;
}

static json_t *
json_of_worker(const struct worker_status *w)
{
    return json_pack("{s:o, s:I, s:I, s:I, s:I, s:I, s:s, s:o}", "name",
                     json_of_str(w->name), "children", (json_int_t)w->children,
                     "working", (json_int_t)w->working, "credit",
                     (json_int_t)w->credit, "leased", (json_int_t)w->leased,
                     "taken", (json_int_t)w->taken, "mode",
                     worker_mode_name(w->mode), "leases", json_of_leases(w));
}

static json_t *
json_of_timing(const struct timing *t)
{
    json_t *within = json_array();

    for (size_t i = 0; i < TIMING_BOUNDS; i++)
        json_array_append_new(within, json_integer((json_int_t)t->within[i]));
    return json_pack("{s:I, s:I, s:o}", "count", (json_int_t)t->count, "us",
                     (json_int_t)t->us, "within", within);
}

static json_t *
json_of_timings(const struct timings *t)
{
    json_t *stages = json_object();

    if (!t)
        return json_null();
    for (int i = 0; i < STAGE_COUNT; i++)
        json_object_set_new(stages,
                            extract_stage_name((enum extract_stage)i).ptr,
                            json_of_timing(&t->stages[i]));
    return json_pack("{s:o, s:o, s:o}", "stages", stages, "documents",
                     json_of_timing(&t->documents), "commits",
                     json_of_timing(&t->commits));
}

json_t *
json_of_status_report(const struct status_report *r)
{
    json_t *workers = json_array();

    for (size_t i = 0; i < r->worker_count; i++)
        json_array_append_new(workers, json_of_worker(&r->workers[i]));
    json_t *status = json_pack(
        "{s:o, s:o, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, "
        "s:b, "
        "s:o}",
        "software", json_of_str(r->software), "store_id",
        json_of_str(r->store_id), "uptime_ms", (json_int_t)r->uptime_ms,
        "waiting", (json_int_t)r->waiting, "leased", (json_int_t)r->leased,
        "done", (json_int_t)r->done, "dead", (json_int_t)r->dead,
        "waiting_bytes", (json_int_t)r->waiting_bytes, "oldest_waiting_ms",
        (json_int_t)r->oldest_waiting_ms, "accepted", (json_int_t)r->accepted,
        "duplicates", (json_int_t)r->duplicates, "commits",
        (json_int_t)r->commits, "stale", (json_int_t)r->stale, "paused",
        r->is_paused, "workers", workers);
    json_t *queue = json_pack(
        "{s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:o}",
        "held_back", (json_int_t)r->held_back, "capped", (json_int_t)r->capped,
        "alone", (json_int_t)r->alone, "recent_accepted",
        (json_int_t)r->recent_accepted, "recent_done",
        (json_int_t)r->recent_done, "recent_ms", (json_int_t)r->recent_ms,
        "disk_free_bytes", (json_int_t)r->disk_free_bytes, "disk_reserve_bytes",
        (json_int_t)r->disk_reserve_bytes, "put_off", (json_int_t)r->put_off,
        "max_waiting", (json_int_t)r->max_waiting, "max_waiting_bytes",
        (json_int_t)r->max_waiting_bytes, "timings",
        json_of_timings(r->timings));

    if (status && queue)
        json_object_update(status, queue);
    json_decref(queue);
    return status;
}

static json_t *
json_of_tags(const struct document_info *d)
{
    json_t *tags = json_array();

    for (size_t i = 0; i < d->tag_count; i++)
        json_array_append_new(tags, json_of_str(d->tags[i]));
    return tags;
}

json_t *
json_of_document_info(const struct document_info *d)
{
    char digits[DOCUMENT_ID_DIGITS + 1];
    json_t *origin = json_pack(
        "{s:s, s:I, s:s, s:o, s:o, s:o, s:o, s:o, s:I, s:I, s:i}",
        "document_id", document_id_print(d->document_id, digits), "document_no",
        (json_int_t)d->document_no, "state", document_state_name(d->state),
        "name", json_of_str(d->name), "source_uri", json_of_str(d->source_uri),
        "tags", json_of_tags(d), "media_type", json_of_str(d->media_type),
        "charset", json_of_str(d->charset), "bytes", (json_int_t)d->bytes,
        "accepted_ms", (json_int_t)d->accepted_ms, "generation",
        (int)d->generation);
    json_t *reading = json_pack(
        "{s:i, s:o, s:I, s:o, s:i, s:I, s:I, s:o, s:I, s:I, s:o}", "attempts",
        (int)d->attempts, "reason", json_of_str(d->reason), "failed_ms",
        (json_int_t)d->failed_ms, "worker", json_of_str(d->worker), "priority",
        (int)d->priority, "not_before_ms", (json_int_t)d->not_before_ms,
        "time_limit_ms", (json_int_t)d->time_limit_ms, "leased_by",
        json_of_str(d->leased_by), "leased_for_ms",
        (json_int_t)d->leased_for_ms, "finished_ms", (json_int_t)d->finished_ms,
        "extractor_version", json_of_str(d->extractor_version));

    if (origin && reading)
        json_object_update(origin, reading);
    json_decref(reading);
    return origin;
}
