/*
 * joined_state - what a joined worker knows of itself and of its head.
 *
 * Internal to the joined role: joined.c has the loop, hear.c takes in what
 * the head says, tell.c says to the head how things stand.
 */
#ifndef WORKER_JOINED_STATE_H
#define WORKER_JOINED_STATE_H

#include "wire/socket.h"
#include "worker/crew.h"
#include "worker/joined.h"
#include "worker/outbox.h"
#include "worker/pace.h"
#include "worker/pdf_desk.h"

struct joined {
    const struct joined_options *options;
    struct wire *wire;
    struct socket *head;
    struct crew crew;
    struct held_job *jobs; /* held, not begun; oldest first */
    size_t job_count;
    struct pdf_desk desk; /* PDFs that are made text first */
    struct pace pace;
    struct outbox outbox;
    char name[64];
    uint64_t boot_id;       /* of the head that has welcomed us, 0: none */
    uint64_t seen_lease_no; /* of that boot */
    int64_t said_ms;        /* when the head was last told our state */
    int64_t given_back_ms;  /* when freed memory last was */
    bool has_news;          /* our state has changed since */
    int ready_fd;           /* until the first welcome */
    bool is_stopping;
    bool is_leaving; /* nothing is left to finish */
    bool is_refused;
    struct error refusal; /* why it is refused, else the last trouble */
};

#endif
