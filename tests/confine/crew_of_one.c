#include "crew_of_one.h"

#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { PATIENCE_MS = 60000, DOCUMENT_NO = 7 };

struct crew
crew_of_one(const char *extractor, uint32_t memory_mib)
{
    return (struct crew){.count = 1,
                         .extractor = extractor,
                         .max_channel_bytes = (size_t)1 << 30,
                         .memory_mib = memory_mib};
}

static struct held_job *
job_of(struct str document, uint32_t time_limit_ms)
{
    struct held_job *job = calloc(1, sizeof *job);

    assert_non_null(job);
    job->message.kind = MESSAGE_JOB;
    job->message.job.document_no = DOCUMENT_NO;
    job->message.job.time_limit_ms = time_limit_ms;
    job->message.payload = arena_copy(&job->arena, document);
    return job;
}

/* Copies, since the channel's bytes are dropped. */
static struct result
keep(const struct result *from, struct arena *a)
{
    struct result kept = *from;

    kept.extraction.records = arena_copy(a, from->extraction.records);
    kept.failure.reason = arena_copy(a, from->failure.reason);
    return kept;
}

static struct reading
bury(struct child *child, struct arena *a)
{
    struct reading reading = {.is_dead = true, .result = {.is_failure = true}};
    char why[128];
    struct held_job *job =
        child_bury(child, &reading.result.failure, why, sizeof why);

    assert_non_null(job);
    held_job_free(job);
    reading.result = keep(&reading.result, a);
    return reading;
}

struct reading
crew_read(struct crew *c, struct str document, uint32_t time_limit_ms,
          struct arena *a)
{
    struct child *child = &c->children[0];
    struct reading reading = {0};
    struct message m;
    struct error err;
    size_t bytes;
    bool is_alive;

    crew_start(c);
    assert_ptr_equal(crew_idle(c), child);
    is_alive = child_begin(child, job_of(document, time_limit_ms));
    while (is_alive) {
        bool is_writing = channel_wants_write(&child->channel);
        struct pollfd polled = {
            .fd = child->channel.fd,
            .events = (short)(POLLIN | (is_writing ? POLLOUT : 0))};

        assert_int_equal(poll(&polled, 1, PATIENCE_MS), 1);
        is_alive =
            child_exchange(child, polled.revents & ~POLLOUT, &err) == STATUS_OK;
        if (!is_alive ||
            channel_take(&child->channel, a, &m, &bytes, &err) != STATUS_OK)
            continue;
        assert_int_equal(m.kind, MESSAGE_RESULT);
        assert_int_equal(m.result.document_no, DOCUMENT_NO);
        reading.result = keep(&m.result, a);
        channel_drop(&child->channel, bytes);
        child_finish(child);
        return reading;
    }
    return bury(child, a);
}

struct str
sample(const char *name, struct arena *a)
{
    enum { SAMPLE_MAX_BYTES = 1 << 20 };
    char path[4096];
    char *bytes = ARENA_ARRAY(a, char, SAMPLE_MAX_BYTES);
    FILE *file;
    size_t len;

    snprintf(path, sizeof path, "%s/%s", SAMPLES, name);
    file = fopen(path, "rb");
    assert_non_null(file);
    len = fread(bytes, 1, SAMPLE_MAX_BYTES, file);
    fclose(file);
    assert_in_range(len, 1, SAMPLE_MAX_BYTES - 1);
    return (struct str){bytes, len};
}
