/*
 * listing - what is known of documents, for whoever operates the head.
 */
#ifndef WORKER_LISTING_H
#define WORKER_LISTING_H

#include "worker/head.h"

/* Answer a ListDocuments with one page. */
void listing_answer(struct head *head, const struct client *client,
                    const struct message *m, struct arena *a);

#endif
