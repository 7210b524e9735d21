/*
 * welcome - how the head opens a conversation.
 */
#ifndef WORKER_WELCOME_H
#define WORKER_WELCOME_H

#include "worker/head.h"

/* Answer a Hello: Welcome, or Refused where no version is in common. */
void welcome_hello(struct head *head, const struct client *client,
                   const struct message *m);
/* Tell a peer who this head is. */
void welcome_send(struct head *head, const struct client *client);

#endif
