#include "worker/intake.h"

#include "base/clock.h"
#include "worker/accept.h"
#include "worker/full.h"

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
        .document_id = arrival->hashing->id,
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

/* Why it has to wait, no value: it need not. What is known takes no room. */
static struct str
lacks(struct head *head, const struct round *round,
      const struct acceptance *acceptance, struct arena *a)
{
    struct str full = {NULL, 0};
    enum accept_need bearable = ACCEPT_NEEDS_ORIGIN;

    if (is_full(head, round))
        full = STR("the inbox is full");
    if (full_is_now(head)) {
        full = STR("the disk is full");
        bearable = ACCEPT_NEEDS_NOTHING;
    } else if (reserve_is_touched(&head->reserve, clock_monotonic_ms())) {
        full = STR("the disk is nearly full");
        bearable = ACCEPT_NEEDS_NOTHING;
    }
    return full.ptr && accept_need(head, acceptance, a) > bearable
               ? full
               : (struct str){NULL, 0};
}

static void
put_off(struct head *head, const struct arrival *arrival, struct str reason)
{
    head->tally.put_off++;
    client_put_off(&arrival->client, arrival->message.request_id, reason);
}

static void
take(struct head *head, const struct arrival *arrival, struct round *round)
{
    struct acceptance *kept, made = {0};
    struct str reason;

    note(&made, arrival);
    reason = lacks(head, round, &made, &round->arena);
    if (reason.ptr) {
        put_off(head, arrival, reason);
        return;
    }
    kept = round_add_acceptance(round);
    if (kept)
        *kept = made;
    else
        put_off(head, arrival, STR("out of memory"));
}

void
intake_submit(struct head *head, const struct arrival *arrival,
              struct round *round)
{
    const struct client *client = &arrival->client;
    const struct message *m = &arrival->message;
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
        put_off(head, arrival, STR("the worker is stopping"));
    } else {
        take(head, arrival, round);
    }
}
