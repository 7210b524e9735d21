#include "publisher/http/metrics.h"

#include <stdio.h>
#include <sys/stat.h>

#include "base/clock.h"
#include "publisher/http/exposition.h"
#include "publisher/http/head_api.h"
#include "publisher/http/parameters.h"
#include "store/snapshot.h"

enum {
    TEXT_MAX_BYTES = 4 << 20,
    DISK_BLOCK_BYTES = 512, /* what st_blocks counts in */
};

/* ---- the head ---------------------------------------------------------- */

#define OF(member) offsetof(struct status_report, member)
static const struct {
    const char *name, *type, *help;
    size_t at; /* of a uint64_t in the report */
    double scale;
} of_report[] = {
    {"uptime_seconds", "gauge", "Since the head started.", OF(uptime_ms), 1e-3},
    {"queue_bytes", "gauge", "Bytes of the waiting documents.",
     OF(waiting_bytes), 1},
    {"queue_leased", "gauge", "Waiting documents that a worker has.",
     OF(leased), 1},
    {"queue_held_back", "gauge", "Waiting documents whose time has not come.",
     OF(held_back), 1},
    {"queue_capped", "gauge", "Waiting documents with a tag at its cap.",
     OF(capped), 1},
    {"queue_alone", "gauge",
     "Waiting documents that are to be read alone, as they keep coming back.",
     OF(alone), 1},
    {"queue_oldest_seconds", "gauge", "Age of the oldest waiting document.",
     OF(oldest_waiting_ms), 1e-3},
    {"queue_limit", "gauge",
     "Waiting documents past which submissions are put off.", OF(max_waiting),
     1},
    {"queue_limit_bytes", "gauge",
     "Bytes of waiting documents past which submissions are put off.",
     OF(max_waiting_bytes), 1},
    {"accepted_total", "counter", "Submissions accepted, duplicates too.",
     OF(accepted), 1},
    {"duplicates_total", "counter", "Submissions of documents known before.",
     OF(duplicates), 1},
    {"put_off_total", "counter", "Submissions answered Busy.", OF(put_off), 1},
    {"commits_total", "counter", "Transactions written by the head.",
     OF(commits), 1},
    {"stale_results_total", "counter", "Results that came too late.", OF(stale),
     1},
    {"disk_free_bytes", "gauge", "Free space of the store's file system.",
     OF(disk_free_bytes), 1},
    {"disk_reserve_bytes", "gauge", "Space below which nothing is accepted.",
     OF(disk_reserve_bytes), 1},
};

static double
rate(uint64_t count, const struct status_report *r)
{
    return r->recent_ms ? 1e3 * (double)count / (double)r->recent_ms : 0;
}

static void
add_documents(struct buffer *out, const struct status_report *r)
{
    static const char name[] = "documents", speed[] = "documents_per_second";

    metric_head(out, name, "gauge", "Documents by state.");
    metric_sample(out, name, "state", STR("waiting"), (double)r->waiting);
    metric_sample(out, name, "state", STR("done"), (double)r->done);
    metric_sample(out, name, "state", STR("dead"), (double)r->dead);
    metric_head(out, speed, "gauge",
                "Documents accepted and read in the last minute.");
    metric_sample(out, speed, "event", STR("accepted"),
                  rate(r->recent_accepted, r));
    metric_sample(out, speed, "event", STR("done"), rate(r->recent_done, r));
}

static void
add_workers(struct buffer *out, const struct status_report *r)
{
    static const struct {
        const char *name, *type, *help;
        size_t at;
        bool is_long;
    } fields[] = {
        {"worker_children", "gauge", "Extractors of a worker.",
         offsetof(struct worker_status, children), false},
        {"worker_busy", "gauge", "Extractors of a worker that are reading.",
         offsetof(struct worker_status, working), false},
        {"worker_leased", "gauge", "Documents that a worker has.",
         offsetof(struct worker_status, leased), false},
        {"worker_results_total", "counter", "Results taken from a worker.",
         offsetof(struct worker_status, taken), true},
    };

    metric_one(out, "workers", "gauge", "Workers that have joined.",
               (double)r->worker_count);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (r->worker_count)
            metric_head(out, fields[i].name, fields[i].type, fields[i].help);
        for (size_t j = 0; j < r->worker_count; j++) {
            const char *at = (const char *)&r->workers[j] + fields[i].at;
            uint64_t value = fields[i].is_long
                                 ? *(const uint64_t *)(const void *)at
                                 : *(const uint32_t *)(const void *)at;
            metric_sample(out, fields[i].name, "worker", r->workers[j].name,
                          (double)value);
        }
    }
}

static void
add_timings(struct buffer *out, const struct timings *t)
{
    static const char stages[] = "extract_stage_seconds",
                      documents[] = "document_seconds",
                      commits[] = "commit_seconds";
    static const struct str no_label = {NULL, 0};

    metric_head(out, stages, "histogram",
                "How long a stage of extraction took for a document.");
    for (int i = 0; i < STAGE_COUNT; i++)
        metric_timing(out, stages, "stage",
                      extract_stage_name((enum extract_stage)i), &t->stages[i]);
    metric_head(out, documents, "histogram",
                "From when a document waits to when it is done or dead.");
    metric_timing(out, documents, NULL, no_label, &t->documents);
    metric_head(out, commits, "histogram",
                "How long a transaction of the head took.");
    metric_timing(out, commits, NULL, no_label, &t->commits);
}

static void
add_report(struct buffer *out, const struct status_report *r)
{
    metric_head(out, "head_info", "gauge", "The head's software.");
    metric_sample(out, "head_info", "software", r->software, 1);
    add_documents(out, r);
    for (size_t i = 0; i < sizeof of_report / sizeof *of_report; i++) {
        const char *at = (const char *)r + of_report[i].at;
        metric_one(out, of_report[i].name, of_report[i].type, of_report[i].help,
                   of_report[i].scale *
                       (double)*(const uint64_t *)(const void *)at);
    }
    metric_one(out, "paused", "gauge", "Whether nothing is handed out.",
               r->is_paused);
    add_workers(out, r);
    if (r->timings)
        add_timings(out, r->timings);
}

/* ---- the publisher ----------------------------------------------------- */

static void
add_store(struct buffer *out, struct api *api)
{
    static const char readings[] = "extractor_readings_total";
    const struct census *census = &api->census;
    struct stat file;
    char path[4096];

    census_step(&api->census, api->store);
    metric_one(out, "store_change", "gauge", "The number of the latest change.",
               (double)census->newest_change_no);
    snprintf(path, sizeof path, "%s/store/data.mdb", api->dir ? api->dir : "");
    if (stat(path, &file) == 0)
        metric_one(out, "store_bytes", "gauge",
                   "Disk space of the store's file.",
                   (double)file.st_blocks * DISK_BLOCK_BYTES);
    metric_one(
        out, "extractor_uncounted", "gauge",
        "Changes that baogao_extractor_readings_total does not show yet.",
        (double)(census->newest_change_no - census->seen_change_no));
    if (census->count)
        metric_head(out, readings, "counter",
                    "Documents found done, by the version that read them.");
    for (size_t i = 0; i < census->count; i++)
        metric_sample(out, readings, "version",
                      str_from(census->versions[i].name),
                      (double)census->versions[i].readings);
}

static void
add_cache(struct buffer *out, const struct columns *columns)
{
    metric_one(out, "cache_bytes", "gauge",
               "Memory that holds what filters look at.",
               (double)columns_bytes(columns));
    metric_one(out, "cache_documents", "gauge",
               "Documents whose records filters look at in memory.",
               (double)columns->kept_count);
}

/* After add_store(), which looks at the copy. */
static void
add_following(struct buffer *out, const struct follow_status *f,
              uint64_t own_change_no)
{
    uint64_t lag = f->as_of > own_change_no ? f->as_of - own_change_no : 0;

    metric_one(out, "follow_up", "gauge",
               "Whether the publisher that is followed answers.", f->is_up);
    metric_one(out, "follow_lag_changes", "gauge",
               "Changes it had, when it last answered, that are not here.",
               (double)lag);
    if (f->heard_ms)
        metric_one(out, "follow_silent_seconds", "gauge",
                   "Since it last answered.",
                   1e-3 * (double)(clock_monotonic_ms() - f->heard_ms));
}

static void
add_traffic(struct buffer *out, const struct traffic *t)
{
    static const char answers[] = "http_answers_total",
                      seconds[] = "http_answer_seconds";

    metric_head(out, answers, "counter", "Answers by path and class of code.");
    for (size_t i = 0; i < api_route_count; i++)
        for (size_t j = 0; j < TRAFFIC_CLASSES; j++) {
            char class[] = {(char)('0' + j), 'x', 'x', '\0'};
            if (t->paths[i].answers[j])
                metric_sample_of_two(out, answers, "path", api_path(i), "code",
                                     str_from(class),
                                     (double)t->paths[i].answers[j]);
        }
    metric_head(out, seconds, "histogram",
                "How long an answer held the publisher's loop.");
    for (size_t i = 0; i < api_route_count; i++)
        if (t->paths[i].timing.count)
            metric_timing(out, seconds, "path", api_path(i),
                          &t->paths[i].timing);
}

void
answer_metrics(struct api *api, const struct request *request,
               const struct route *route, struct reply *out)
{
    struct buffer text = BUFFER_MAX(TEXT_MAX_BYTES);
    const struct status_report *report = NULL;
    enum status st = STATUS_UNAVAILABLE;
    struct error err;

    (void)route;
    if (parameters_refused(request, out))
        return;
    if (api->head)
        st = head_status(api->head, &report, &err);
    if (st == STATUS_NOT_FOUND && request->ticket) {
        *out = (struct reply){.wait_ms = 2 * HEAD_PATIENCE_MS,
                              .wait_for = WAIT_FOR_HEAD};
        return;
    }
    metric_head(&text, "build_info", "gauge", "The publisher's version.");
    metric_sample(&text, "build_info", "version", STR(BAOGAO_VERSION), 1);
    metric_one(&text, "ready", "gauge", "Whether the store can be read.",
               api_ready(api, &err) == STATUS_OK);
    if (api->head)
        metric_one(&text, "head_up", "gauge", "Whether the head answers.",
                   st == STATUS_OK);
    if (st == STATUS_OK)
        add_report(&text, report);
    add_store(&text, api);
    if (api->columns)
        add_cache(&text, api->columns);
    if (api->following)
        add_following(&text, api->following, api->census.newest_change_no);
    add_traffic(&text, &api->traffic);
    reply_text(out, HTTP_OK, buffer_str(&text));
    out->content_type = "text/plain; version=0.0.4; charset=utf-8";
    buffer_release(&text);
}
