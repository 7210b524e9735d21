#include "worker/welcome.h"

#include "wire/version.h"

/* Enough for a batch to pay, few enough for a round to hold. */
enum { DOCUMENTS_PER_MESSAGE = 256 };

void
welcome_send(struct head *head, const struct client *client)
{
    struct message m = {.kind = MESSAGE_WELCOME, .welcome = version_welcome()};

    m.welcome.boot_id = head->leases.boot_id;
    m.welcome.store_id = store_id(head->store);
    m.welcome.max_document_bytes = head->options->max_document_bytes;
    m.welcome.max_documents_per_message = DOCUMENTS_PER_MESSAGE;
    m.welcome.software = STR("baogao-worker " BAOGAO_VERSION);
    client_answer(client, &m);
}

void
welcome_hello(struct head *head, const struct client *client,
              const struct message *m)
{
    struct message refusal = {.kind = MESSAGE_REFUSED,
                              .refused = version_refused()};

    if (version_is_common(&m->hello))
        welcome_send(head, client);
    else
        client_answer(client, &refusal);
}
