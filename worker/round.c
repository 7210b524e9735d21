#include "worker/round.h"

#include "base/log.h"

bool
round_keep(struct round *r, struct incoming *in)
{
    struct incoming **moved = arena_grow(&r->arena, r->kept, r->kept_count,
                                         &r->kept_capacity, sizeof *moved);

    if (!moved)
        return false;
    r->kept = moved;
    moved[r->kept_count++] = in;
    r->bytes += incoming_bytes(in);
    return true;
}

struct arrival *
round_add_arrival(struct round *r)
{
    struct arrival *moved = arena_grow(&r->arena, r->arrivals, r->arrival_count,
                                       &r->arrival_capacity, sizeof *moved);

    if (!moved)
        return NULL;
    r->arrivals = moved;
    moved[r->arrival_count] = (struct arrival){0};
    return &moved[r->arrival_count++];
}

struct acceptance *
round_add_acceptance(struct round *r)
{
    struct acceptance *moved =
        arena_grow(&r->arena, r->acceptances, r->acceptance_count,
                   &r->acceptance_capacity, sizeof *moved);

    if (!moved)
        return NULL;
    r->acceptances = moved;
    moved[r->acceptance_count] = (struct acceptance){0};
    return &moved[r->acceptance_count++];
}

struct settlement *
round_add_settlement(struct round *r)
{
    struct settlement *moved =
        arena_grow(&r->arena, r->settlements, r->settlement_count,
                   &r->settlement_capacity, sizeof *moved);

    if (!moved)
        return NULL;
    r->settlements = moved;
    moved[r->settlement_count] = (struct settlement){0};
    return &moved[r->settlement_count++];
}

struct errand *
round_add_errand(struct round *r)
{
    struct errand *moved = arena_grow(&r->arena, r->errands, r->errand_count,
                                      &r->errand_capacity, sizeof *moved);

    if (!moved)
        return NULL;
    r->errands = moved;
    moved[r->errand_count] = (struct errand){0};
    return &moved[r->errand_count++];
}
/*
 * A client that does not read is given up after so many messages, not bytes:
 * without a bound to each it could keep a great many answers waiting.
 */
enum { BUNDLE_MAX = 64 };

/* Answers on their way, as long as they go to the same client. */
struct bundle {
    const struct client *client;
    struct message *messages;
    size_t count;
};

static void
bundle_send(struct bundle *b)
{
    struct error err;

    if (b->count > 0 && socket_send(b->client->socket, &b->client->peer,
                                    b->messages, b->count, &err) != STATUS_OK)
        log_debug("answers dropped", log_number("answers", b->count),
                  log_cause(err.text));
    b->count = 0;
}

static void
bundle_add(struct bundle *b, const struct client *client, struct message answer)
{
    if (b->count == BUNDLE_MAX ||
        (b->count > 0 && (b->client->socket != client->socket ||
                          !peer_equal(&b->client->peer, &client->peer))))
        bundle_send(b);
    b->client = client;
    b->messages[b->count++] = answer;
}

static struct message
answer_of(const struct acceptance *a)
{
    if (a->is_refused)
        return (struct message){
            .kind = MESSAGE_REFUSED,
            .request_id = a->request_id,
            .refused = {.code = REFUSED_FORGOTTEN,
                        .reason = STR("the document was forgotten")}};
    return (struct message){.kind = MESSAGE_ACCEPTED,
                            .request_id = a->request_id,
                            .accepted = a->answer};
}

void
round_answer(struct round *r)
{
    size_t most = r->acceptance_count + r->settlement_count + r->errand_count;
    struct bundle b = {.messages =
                           ARENA_ARRAY(&r->arena, struct message, most)};

    if (!b.messages)
        return; /* all ask again */
    for (size_t i = 0; i < r->acceptance_count; i++) {
        const struct acceptance *a = &r->acceptances[i];
        bundle_add(&b, &a->client, answer_of(a));
    }
    for (size_t i = 0; i < r->settlement_count; i++) {
        const struct settlement *s = &r->settlements[i];
        bundle_add(&b, &s->client,
                   (struct message){.kind = s->verdict == VERDICT_STALE
                                                ? MESSAGE_STALE
                                                : MESSAGE_TAKEN,
                                    .verdict = {s->result.document_no,
                                                s->result.generation}});
    }
    for (size_t i = 0; i < r->errand_count; i++) {
        const struct errand *e = &r->errands[i];
        bundle_add(&b, &e->client,
                   (struct message){.kind = MESSAGE_ORDERED,
                                    .request_id = e->request_id,
                                    .ordered = {e->results, e->order.count}});
    }
    bundle_send(&b);
}

void
round_release(struct round *r)
{
    for (size_t i = 0; i < r->kept_count; i++)
        incoming_free(&r->kept[i]);
    arena_release(&r->arena);
    *r = (struct round){.arena = r->arena}; /* with its limit */
}

void
client_answer(const struct client *client, const struct message *answer)
{
    struct error err;

    if (socket_send(client->socket, &client->peer, answer, 1, &err) !=
        STATUS_OK)
        log_debug("an answer dropped",
                  log_text("message", message_name(answer->kind)),
                  log_cause(err.text));
}

/* A second is long enough for a full inbox to have moved. */
enum { RETRY_AFTER_MS = 1000 };

void
client_put_off(const struct client *client, uint64_t request_id,
               struct str reason)
{
    struct message m = {.kind = MESSAGE_BUSY,
                        .request_id = request_id,
                        .busy = {RETRY_AFTER_MS, reason}};

    client_answer(client, &m);
}

void
client_refuse(const struct client *client, uint64_t request_id,
              enum refusal_code code, struct str reason)
{
    struct message m = {.kind = MESSAGE_REFUSED,
                        .request_id = request_id,
                        .refused = {.code = code, .reason = reason}};

    client_answer(client, &m);
}
