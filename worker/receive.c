#include "worker/receive.h"

#include "base/clock.h"
#include "base/log.h"
#include "record/verify.h"

enum {
    /*
     * What one socket may bring into a round; what is left comes next. Each
     * has its own share, so that a flood of submissions holds up no results.
     */
    SHARE_MAX_BYTES = 16 << 20,
    SHARE_MAX_RECORDS = 1000,
    /* GBK and Big5 grow by half as UTF-8; nothing that is read grows more. */
    TEXT_TIMES_DOCUMENT = 2,
};

bool
receive_has_room(const struct round *round, size_t listener)
{
    const struct share *share = &round->shares[listener];

    return share->bytes < SHARE_MAX_BYTES && share->records < SHARE_MAX_RECORDS;
}

static void
read_result(const struct head *head, struct arrival *a, struct arena *arena)
{
    const struct result *result = &a->message.result;
    struct error err;

    if (result->is_failure)
        return;
    if (verify_extraction(&result->extraction,
                          TEXT_TIMES_DOCUMENT *
                              head->options->max_document_bytes,
                          arena, &a->terms, &a->text_terms, &err) != STATUS_OK)
        a->fault = arena_copy(arena, str_from(err.text));
}

static void
begin_hashing(const struct head *head, struct arrival *a, struct arena *arena)
{
    a->hashing = ARENA_NEW(arena, struct hashing);
    if (!a->hashing)
        return;
    *a->hashing = (struct hashing){
        .bytes = a->message.payload,
        .media_type = a->message.submit.media_type,
        .charset = a->message.submit.charset,
    };
    hasher_add(head->hasher, a->hashing);
}

static void
read_parcel(const struct head *head, struct arrival *a, struct arena *arena)
{
    if (a->message.kind == MESSAGE_SUBMIT)
        begin_hashing(head, a, arena);
    else if (a->message.kind == MESSAGE_RESULT)
        read_result(head, a, arena);
}

/* How much a commit has to do for it. */
static size_t
records_asked(const struct message *m)
{
    return m->kind == MESSAGE_ORDER ? m->order.count : 1;
}

/* Every parcel of one message, which the round keeps. */
static void
take_apart(const struct head *head, size_t listener, struct incoming *in,
           struct round *round)
{
    struct arrival arrival = {
        .conversation = head->listeners[listener].conversation,
        .client = {head->listeners[listener].socket, *incoming_peer(in),
                   *incoming_user(in)},
    };
    struct error err;
    enum status st;

    round->shares[listener].bytes += incoming_cost(in);
    while ((st = incoming_next(in, &round->arena, &arrival.message, &err)) !=
           STATUS_NOT_FOUND) {
        struct arrival *a = round_add_arrival(round);
        if (!a)
            return; /* they ask again */
        *a = arrival;
        round->shares[listener].records += records_asked(&a->message);
        if (st == STATUS_OK)
            read_parcel(head, a, &round->arena);
        else
            a->fault = arena_copy(&round->arena, str_from(err.text));
        a->is_unreadable = st != STATUS_OK;
        /* Nobody's fault, and nothing unverified goes on: they ask again. */
        if (round->arena.exhausted) {
            round->arrival_count--;
            return;
        }
    }
}

static void
drain(const struct head *head, size_t listener, struct round *round,
      int budget_ms)
{
    int64_t end_ms = clock_monotonic_ms() + budget_ms;
    struct incoming *in;
    struct error err;
    enum status st = STATUS_OK;

    while (receive_has_room(round, listener) && clock_monotonic_ms() < end_ms) {
        st = socket_receive(head->listeners[listener].socket, &in, &err);
        if (st != STATUS_OK)
            break;
        if (!round_keep(round, in)) {
            incoming_free(&in);
            return;
        }
        take_apart(head, listener, in, round);
    }
    if (st != STATUS_OK && st != STATUS_NOT_FOUND)
        log_warning("a message was lost", log_cause(err.text));
}

void
receive(const struct head *head, struct round *round, int budget_ms)
{
    for (size_t i = 0; i < head->listener_count; i++)
        drain(head, i, round, budget_ms);
}
