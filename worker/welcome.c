#include "worker/welcome.h"

/* Enough for a batch to pay, few enough for a round to hold. */
enum { DOCUMENTS_PER_MESSAGE = 256 };

void
welcome_send(struct head *head, const struct client *client)
{
    struct message m = {
        .kind = MESSAGE_WELCOME,
        .welcome =
            {
                .protocol = WIRE_PROTOCOL,
                .boot_id = head->leases.boot_id,
                .store_id = store_id(head->store),
                .max_document_bytes = head->options->max_document_bytes,
                .max_documents_per_message = DOCUMENTS_PER_MESSAGE,
                .software = STR("baogao-worker " BAOGAO_VERSION),
            },
    };

    client_answer(client, &m);
}

void
welcome_hello(struct head *head, const struct client *client,
              const struct message *m)
{
    struct message refusal = {
        .kind = MESSAGE_REFUSED,
        .refused = {.code = REFUSED_VERSION,
                    .reason = STR("this worker speaks protocol version 1")},
    };

    if (m->hello.protocol_min <= WIRE_PROTOCOL &&
        WIRE_PROTOCOL <= m->hello.protocol_max)
        welcome_send(head, client);
    else
        client_answer(client, &refusal);
}
