#include "worker/child.h"

#include <stdint.h>

#include "fulltext/terms.h"
#include "record/codec.h"
#include "record/compress.h"
#include "worker/channel.h"
#include "worker/extract/extract.h"
#include "worker/stopwatch.h"

/* Here, and not in the head, which is one for all. */
static enum status
pack_terms(struct str text, struct arena *a, struct str *out, struct error *err)
{
    struct text_terms terms;
    enum status st = text_terms_read(text, a, &terms, err);

    return st == STATUS_OK ? text_terms_pack(&terms, a, out, err) : st;
}

/* The bytes, read and packed for the store. */
static enum status
extract_packed(const struct message *job, struct stopwatch *watch,
               struct arena *a, struct packed_extraction *out,
               struct error *err)
{
    const struct extract_observer observer = {stopwatch_ended, watch};
    struct extract_input input = {
        .bytes = job->payload,
        .media_type = job->job.media_type,
        .charset = job->job.charset,
        .observer = &observer,
    };
    struct extraction extraction;
    enum status st = extract(&input, a, &extraction, err);

    if (st == STATUS_OK)
        st = records_pack(&extraction.records, a, &out->records, err);
    if (st == STATUS_OK)
        st = text_compress(extraction.text, a, &out->text, err);
    if (st == STATUS_OK)
        st = pack_terms(extraction.text, a, &out->text_terms, err);
    if (st != STATUS_OK)
        return st;
    stopwatch_ended(watch, STAGE_PACK);
    out->text_bytes = (uint32_t)extraction.text.len;
    out->extractor_version = str_from(extract_version());
    out->lexicon_version = str_from(extract_lexicon_version());
    return STATUS_OK;
}

/* `err` must live as long as the result. */
static struct message
work(const struct message *job, struct arena *a, struct error *err)
{
    struct message m = {.kind = MESSAGE_RESULT,
                        .result = {.boot_id = job->job.boot_id,
                                   .lease_no = job->job.lease_no,
                                   .document_no = job->job.document_no,
                                   .generation = job->job.generation}};
    struct stopwatch watch;
    enum status st;

    stopwatch_start(&watch);
    st = extract_packed(job, &watch, a, &m.result.extraction, err);
    m.result.times = watch.times;
    if (st == STATUS_OK)
        return m;
    m.result.is_failure = true;
    m.result.failure.kind =
        st == STATUS_INVALID ? FAILURE_INVALID : FAILURE_EXHAUSTED;
    m.result.failure.reason = str_from(err->text);
    return m;
}

static enum status
serve_one(struct channel *ch, size_t document_bytes, struct error *err)
{
    struct arena document = ARENA_LIMIT(document_bytes);
    struct message job, result;
    struct error why;
    size_t bytes;
    enum status st;

    st = channel_take(ch, &document, &job, &bytes, err);
    if (st == STATUS_OK && job.kind != MESSAGE_JOB)
        st = error_set(err, STATUS_INVALID, "a %s, not a job",
                       message_name(job.kind));
    if (st == STATUS_OK) {
        result = work(&job, &document, &why);
        st = channel_put(ch, &result, err);
        channel_drop(ch, bytes);
    }
    arena_release(&document);
    return st;
}

enum status
child_run(int fd, size_t document_bytes, struct error *err)
{
    struct channel ch;
    int64_t given_back_ms = 0;
    enum status st = STATUS_OK;

    channel_open(&ch, fd, SIZE_MAX);
    while (st == STATUS_OK) {
        st = serve_one(&ch, document_bytes, err);
        if (st == STATUS_OK) {
            st = channel_flush(&ch, err);
            arena_give_back_freed(&given_back_ms);
        } else if (st == STATUS_NOT_FOUND) {
            st = channel_fill(&ch, err);
        }
    }
    channel_close(&ch);
    /* The parent closed: that is how a child's life ends. */
    return st == STATUS_UNAVAILABLE ? STATUS_OK : st;
}
