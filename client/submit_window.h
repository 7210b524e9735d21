/*
 * submit_window - the documents that are on their way: each is kept until
 * its answer, with the time when it is to be sent, or sent again.
 */
#ifndef CLIENT_SUBMIT_WINDOW_H
#define CLIENT_SUBMIT_WINDOW_H

#include "base/buffer.h"
#include "wire/message.h"

enum {
    WINDOW_DOCUMENTS = 256,
    WINDOW_BYTES = 64 << 20, /* one more document may go beyond */
};

struct slot {
    bool is_used;
    bool is_sent; /* an answer may come */
    uint64_t request_id;
    uint64_t token;
    int64_t due_ms; /* 0: at once */
    struct submit submit;
    struct buffer bytes;
};

struct submit_window {
    struct slot slots[WINDOW_DOCUMENTS];
    size_t count;
    size_t bytes;
    uint64_t last_request_id;
};

bool submit_window_has_room(const struct submit_window *w);
/* Needs room. *bytes is taken over and left empty; `submit` is borrowed. */
void submit_window_add(struct submit_window *w, uint64_t token,
                       const struct submit *submit, struct buffer *bytes);
/* The one that `request_id` asks for, or NULL. */
struct slot *submit_window_find(struct submit_window *w, uint64_t request_id);
void submit_window_remove(struct submit_window *w, struct slot *slot);

/* Whether an answer to any may come. */
bool submit_window_is_sent(const struct submit_window *w);
/* Those that were sent are due again, at once. */
void submit_window_restart(struct submit_window *w);
/* The first one after `after` that is due by `now`, or NULL; NULL: of all. */
struct slot *submit_window_due(struct submit_window *w,
                               const struct slot *after, int64_t now);
/* When the next one is due, at most `limit_ms`. */
int64_t submit_window_next_due(const struct submit_window *w, int64_t limit_ms);

void submit_window_release(struct submit_window *w);

#endif
