#include "worker/route.h"

#include "base/log.h"
#include "worker/control.h"
#include "worker/dispatch.h"
#include "worker/intake.h"
#include "worker/listing.h"
#include "worker/order.h"
#include "worker/welcome.h"

/* Whether a message of this kind belongs into this conversation. */
static bool
belongs(enum conversation conversation, enum message_kind kind)
{
    switch (kind) {
    case MESSAGE_HELLO:
        return true;
    case MESSAGE_SUBMIT:
    case MESSAGE_WATCH:
    case MESSAGE_WHERE:
        return conversation == CONVERSATION_SUBMIT;
    case MESSAGE_READY:
    case MESSAGE_RESULT:
        return conversation == CONVERSATION_WORK;
    case MESSAGE_STATUS_REQUEST:
    case MESSAGE_LIST_DOCUMENTS:
    case MESSAGE_ORDER:
    case MESSAGE_STEER:
        return conversation == CONVERSATION_CONTROL;
    default:
        return false;
    }
}

static void
take(struct head *head, const struct arrival *arrival, struct round *round)
{
    const struct client *client = &arrival->client;
    const struct message *m = &arrival->message;
    struct error err;

    if (auth_check(head->auth, &client->user, m->kind, &err) != STATUS_OK) {
        log_debug("refused", log_text("message", message_name(m->kind)),
                  log_cause(err.text));
        client_refuse(client, m->request_id, REFUSED_FORBIDDEN,
                      arena_copy(&round->arena, str_from(err.text)));
        return;
    }
    if (!belongs(arrival->conversation, m->kind)) {
        client_refuse(client, m->request_id, REFUSED_UNEXPECTED,
                      arena_format(&round->arena,
                                   "%s does not belong on this socket",
                                   message_name(m->kind)));
        return;
    }
    switch (m->kind) {
    case MESSAGE_SUBMIT:
        intake_submit(head, arrival, round);
        break;
    case MESSAGE_WATCH:
    case MESSAGE_WHERE:
        watch_take(head, client, m, &round->arena);
        break;
    case MESSAGE_READY:
        dispatch_ready(head, client, m);
        break;
    case MESSAGE_RESULT:
        dispatch_result(head, arrival, round);
        break;
    case MESSAGE_STATUS_REQUEST:
        control_status(head, client, m, &round->arena);
        break;
    case MESSAGE_LIST_DOCUMENTS:
        listing_answer(head, client, m, &round->arena);
        break;
    case MESSAGE_ORDER:
        order_take(client, m, round);
        break;
    case MESSAGE_STEER:
        pause_steer(head, client, m, &round->arena);
        break;
    default:
        welcome_hello(head, client, m);
        break;
    }
}

void
route(struct head *head, struct round *round)
{
    for (size_t i = 0; i < round->arrival_count; i++) {
        const struct arrival *a = &round->arrivals[i];
        if (a->is_unreadable)
            client_refuse(&a->client, a->message.request_id, REFUSED_MALFORMED,
                          a->fault);
        else
            take(head, a, round);
    }
}
