#include "worker/dispatch.h"

#include "base/clock.h"
#include "base/log.h"
#include "worker/settle.h"
#include "worker/welcome.h"

/* Whatever a worker asks for, it never holds more than this. */
enum { CREDIT_MAX = 1000 };

void
dispatch_ready(struct head *head, const struct client *client,
               const struct message *m)
{
    struct ready ready = m->ready;
    struct worker *w;

    if (ready.boot_id != head->leases.boot_id) {
        welcome_send(head, client);
        return;
    }
    if (ready.credit > CREDIT_MAX)
        ready.credit = CREDIT_MAX;
    w = leases_worker(&head->leases, client->socket, &client->peer);
    if (!w)
        return;
    w->user = client->user;
    if (ready.is_leaving)
        leases_drop_worker(&head->leases, w, &head->queue);
    else
        leases_account(&head->leases, w, &ready, &head->queue);
}

void
dispatch_result(struct head *head, const struct arrival *arrival,
                struct round *round)
{
    const struct client *client = &arrival->client;
    struct settlement *settlement = round_add_settlement(round);
    struct worker *w =
        leases_find_worker(&head->leases, client->socket, &client->peer);

    if (w)
        w->heard_ms = clock_monotonic_ms();
    if (!settlement)
        return; /* no longer listed by its worker, it is handed out again */
    settlement->client = *client;
    settlement->result = arrival->message.result;
    settlement->terms = arrival->terms;
    settlement->text_terms = arrival->text_terms;
    if (arrival->fault.len > 0)
        settle_distrust(head, settlement, arrival->fault, &round->arena);
}

void
dispatch_expire(struct head *head, int64_t before_ms)
{
    unsigned gone = leases_expire(&head->leases, before_ms, &head->queue);

    if (gone > 0)
        log_warning("workers not heard from: their leases are taken back",
                    log_number("workers", gone),
                    log_number("after_ms", head->options->lease_ms));
}
