/*
 * pause - who gets no new documents: nobody, some workers, or all.
 *
 * What is leased is finished. A pause of the whole head is an operator's
 * word that a crash must not undo: the file DIR/paused keeps it. Those of
 * workers are in memory, by name, since a worker has another name when it
 * starts again.
 */
#ifndef WORKER_PAUSE_H
#define WORKER_PAUSE_H

#include "wire/message.h"

struct head;
struct client;
struct worker;

enum { PAUSED_WORKERS_MAX = 256 };

struct paused_worker {
    char name[64];
    enum worker_mode mode; /* WORKER_PAUSED or WORKER_DRAINING */
};

struct pause {
    bool is_whole;
    struct paused_worker workers[PAUSED_WORKERS_MAX];
    size_t worker_count;
};

/* Whether DIR/paused is there. */
void pause_load(struct head *head);
/* What the worker may do by itself, the whole head's pause aside. */
enum worker_mode pause_mode(const struct pause *p, const struct worker *w);
/* Answer a Steer. */
void pause_steer(struct head *head, const struct client *client,
                 const struct message *m, struct arena *a);

#endif
