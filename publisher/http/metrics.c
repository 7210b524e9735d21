#include "publisher/http/metrics.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/stat.h>

#include "base/buffer.h"
#include "publisher/http/parameters.h"
#include "store/snapshot.h"

enum {
    TEXT_MAX_BYTES = 4 << 20,
    LINE_BYTES = 1024,
    DISK_BLOCK_BYTES = 512, /* what st_blocks counts in */
};

/* A line too long or past the limit is left out; neither happens. */
static void __attribute__((format(printf, 2, 3)))
add(struct buffer *out, const char *fmt, ...)
{
    char line[LINE_BYTES];
    va_list args;
    int len;

    va_start(args, fmt);
    len = vsnprintf(line, sizeof line, fmt, args);
    va_end(args);
    if (len > 0 && (size_t)len < sizeof line &&
        !buffer_append(out, (struct str){line, (size_t)len}))
        out->max_bytes = out->len;
}

static void
add_head(struct buffer *out, const char *name, const char *type,
         const char *help)
{
    add(out, "# HELP baogao_%s %s\n# TYPE baogao_%s %s\n", name, help, name,
        type);
}

static void
add_one(struct buffer *out, const char *name, const char *type,
        const char *help, double value)
{
    add_head(out, name, type, help);
    add(out, "baogao_%s %.15g\n", name, value);
}

/* A label's value may hold anything but what ends it. */
struct label {
    char text[256];
};

static struct label
label_of(struct str s)
{
    struct label label;
    size_t len = 0;

    for (size_t i = 0; i < s.len && len + 3 < sizeof label.text; i++) {
        char c = s.ptr[i];
        if (c == '"' || c == '\\' || c == '\n')
            label.text[len++] = '\\';
        label.text[len++] = c == '\n' ? 'n' : c;
    }
    label.text[len] = '\0';
    return label;
}

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
    {"queue_oldest_seconds", "gauge", "Age of the oldest waiting document.",
     OF(oldest_waiting_ms), 1e-3},
    {"accepted_total", "counter", "Submissions accepted, duplicates too.",
     OF(accepted), 1},
    {"duplicates_total", "counter", "Submissions of documents known before.",
     OF(duplicates), 1},
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
    add_head(out, "documents", "gauge", "Documents by state.");
    add(out, "baogao_documents{state=\"waiting\"} %" PRIu64 "\n", r->waiting);
    add(out, "baogao_documents{state=\"done\"} %" PRIu64 "\n", r->done);
    add(out, "baogao_documents{state=\"dead\"} %" PRIu64 "\n", r->dead);
    add_head(out, "documents_per_second", "gauge",
             "Documents accepted and read in the last minute.");
    add(out, "baogao_documents_per_second{event=\"accepted\"} %.6g\n",
        rate(r->recent_accepted, r));
    add(out, "baogao_documents_per_second{event=\"done\"} %.6g\n",
        rate(r->recent_done, r));
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

    add_one(out, "workers", "gauge", "Workers that have joined.",
            (double)r->worker_count);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (r->worker_count)
            add_head(out, fields[i].name, fields[i].type, fields[i].help);
        for (size_t j = 0; j < r->worker_count; j++) {
            const char *at = (const char *)&r->workers[j] + fields[i].at;
            uint64_t value = fields[i].is_long
                                 ? *(const uint64_t *)(const void *)at
                                 : *(const uint32_t *)(const void *)at;
            add(out, "baogao_%s{worker=\"%s\"} %" PRIu64 "\n", fields[i].name,
                label_of(r->workers[j].name).text, value);
        }
    }
}

static void
add_report(struct buffer *out, const struct status_report *r)
{
    add_documents(out, r);
    for (size_t i = 0; i < sizeof of_report / sizeof *of_report; i++) {
        const char *at = (const char *)r + of_report[i].at;
        add_one(out, of_report[i].name, of_report[i].type, of_report[i].help,
                of_report[i].scale *
                    (double)*(const uint64_t *)(const void *)at);
    }
    add_one(out, "paused", "gauge", "Whether nothing is handed out.",
            r->is_paused);
    add_workers(out, r);
}

/* ---- the publisher ----------------------------------------------------- */

static void
add_store(struct buffer *out, struct api *api)
{
    struct stat file;
    char path[4096];

    census_step(&api->census, api->store);
    add_one(out, "store_change", "gauge", "The number of the latest change.",
            (double)api->census.newest_change_no);
    snprintf(path, sizeof path, "%s/store/data.mdb", api->dir ? api->dir : "");
    if (stat(path, &file) == 0)
        add_one(out, "store_bytes", "gauge", "Disk space of the store's file.",
                (double)file.st_blocks * DISK_BLOCK_BYTES);
    add_one(
        out, "extractor_uncounted", "gauge",
        "Changes that baogao_extractor_readings_total does not show yet.",
        (double)(api->census.newest_change_no - api->census.seen_change_no));
    if (api->census.count)
        add_head(out, "extractor_readings_total", "counter",
                 "Documents found done, by the version that read them.");
    for (size_t i = 0; i < api->census.count; i++)
        add(out,
            "baogao_extractor_readings_total{version=\"%s\"} %" PRIu64 "\n",
            label_of(str_from(api->census.versions[i].name)).text,
            api->census.versions[i].readings);
}

static void
add_latencies(struct buffer *out, struct str path, const struct traffic_path *p)
{
    static const char name[] = "baogao_http_answer_seconds";

    for (size_t i = 0; i < TRAFFIC_BUCKETS; i++)
        add(out, "%s_bucket{path=\"%.*s\",le=\"%g\"} %" PRIu64 "\n", name,
            STR_ARG(path), (double)traffic_bucket_us[i] / 1e6, p->within[i]);
    add(out, "%s_bucket{path=\"%.*s\",le=\"+Inf\"} %" PRIu64 "\n", name,
        STR_ARG(path), p->count);
    add(out, "%s_sum{path=\"%.*s\"} %.6f\n", name, STR_ARG(path),
        (double)p->us / 1e6);
    add(out, "%s_count{path=\"%.*s\"} %" PRIu64 "\n", name, STR_ARG(path),
        p->count);
}

static void
add_traffic(struct buffer *out, const struct traffic *t)
{
    add_head(out, "http_answers_total", "counter",
             "Answers by path and class of code.");
    for (size_t i = 0; i < api_route_count; i++)
        for (size_t j = 0; j < TRAFFIC_CLASSES; j++)
            if (t->paths[i].answers[j])
                add(out,
                    "baogao_http_answers_total{path=\"%.*s\",code=\"%zuxx\"} "
                    "%" PRIu64 "\n",
                    STR_ARG(api_path(i)), j, t->paths[i].answers[j]);
    add_head(out, "http_answer_seconds", "histogram",
             "How long an answer held the publisher's loop.");
    for (size_t i = 0; i < api_route_count; i++)
        if (t->paths[i].count)
            add_latencies(out, api_path(i), &t->paths[i]);
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
    add_head(&text, "build_info", "gauge", "The publisher's version.");
    add(&text, "baogao_build_info{version=\"" BAOGAO_VERSION "\"} 1\n");
    add_one(&text, "head_up", "gauge", "Whether the head answers.",
            st == STATUS_OK);
    if (st == STATUS_OK)
        add_report(&text, report);
    add_store(&text, api);
    add_traffic(&text, &api->traffic);
    reply_text(out, HTTP_OK, buffer_str(&text));
    out->content_type = "text/plain; version=0.0.4; charset=utf-8";
    buffer_release(&text);
}
