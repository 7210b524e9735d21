#include "worker/intake.h"

#include "base/clock.h"

/* A second is long enough for a full inbox to have moved. */
enum { RETRY_AFTER_MS = 1000 };

static void
put_off(const struct client *client, uint64_t request_id, struct str reason)
{
    struct message m = {.kind = MESSAGE_BUSY,
                        .request_id = request_id,
                        .busy = {RETRY_AFTER_MS, reason}};

    client_answer(client, &m);
}

/* Counting what the round will add, so that one round cannot overshoot. */
static bool
is_full(const struct head *head, const struct round *round)
{
    const struct head_options *o = head->options;

    return head->queue.count + round->acceptance_count >= o->max_waiting ||
           head->queue.bytes + round->bytes > o->max_waiting_bytes;
}

static void
note(struct acceptance *acceptance, const struct arrival *arrival)
{
    const struct message *m = &arrival->message;
    const struct submit *submit = &m->submit;
    int64_t now_ms = clock_wall_ms();

    acceptance->client = arrival->client;
    acceptance->request_id = m->request_id;
    acceptance->bytes = m->payload;
    acceptance->allows_forgotten = submit->allows_forgotten;
    acceptance->row = (struct inbox_row){
        .document_id = arrival->document_id,
        .state = DOCUMENT_WAITING,
        .generation = 1,
        .priority = submit->priority,
        .not_before_ms = submit->not_before_ms,
        .time_limit_ms = submit->time_limit_ms,
        .accepted_ms = now_ms,
        .bytes = m->payload.len,
        .media_type = submit->media_type,
        .charset = submit->charset,
        .tags = submit->tags,
        .tag_count = submit->tag_count,
    };
    acceptance->origin = (struct origin){
        .name = submit->name,
        .source_uri = submit->source_uri,
        .tags = submit->tags,
        .tag_count = submit->tag_count,
        .accepted_ms = now_ms,
    };
}

void
intake_submit(struct head *head, const struct arrival *arrival,
              struct round *round)
{
    const struct client *client = &arrival->client;
    const struct message *m = &arrival->message;
    struct acceptance *acceptance;
    uint64_t max_bytes = head->options->max_document_bytes;

    if (m->payload.len == 0) {
        client_refuse(client, m->request_id, REFUSED_EMPTY,
                      STR("the document has no bytes"));
    } else if (m->payload.len > max_bytes) {
        client_refuse(
            client, m->request_id, REFUSED_TOO_LARGE,
            arena_format(&round->arena,
                         "a document of %zu bytes: at most %llu are taken",
                         m->payload.len, (unsigned long long)max_bytes));
    } else if (head->stop_at_ms) {
        put_off(client, m->request_id, STR("the worker is stopping"));
    } else if (is_full(head, round)) {
        put_off(client, m->request_id, STR("the inbox is full"));
    } else if (reserve_is_touched(&head->reserve, clock_monotonic_ms())) {
        put_off(client, m->request_id, STR("the disk is nearly full"));
    } else {
        acceptance = round_add_acceptance(round);
        if (acceptance)
            note(acceptance, arrival);
        else
            put_off(client, m->request_id, STR("out of memory"));
    }
}
