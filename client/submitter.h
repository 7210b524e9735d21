/*
 * submitter - hands many documents to a head and learns what became of them.
 *
 * A window of documents is on its way at a time; what gets no answer is sent
 * again, which is safe as the same bytes have the same id. A head that went
 * away may come back under the same endpoint. Nothing here prints. A
 * submitter stays in the thread that opened it.
 */
#ifndef CLIENT_SUBMITTER_H
#define CLIENT_SUBMITTER_H

#include "base/buffer.h"
#include "wire/message.h"

struct submitter;

enum submit_event_kind {
    SUBMIT_ACCEPTED, /* `accepted` */
    SUBMIT_REFUSED,  /* `refused` */
    SUBMIT_FINISHED, /* `outcome`: done or dead */
    SUBMIT_UNKNOWN,  /* `refused`: the head knows no such document (more) */
};

/* What became of the document that was added, or is watched, with `token`. */
struct submit_event {
    enum submit_event_kind kind;
    uint64_t token;
    const struct accepted *accepted;
    const struct refused *refused;
    const struct outcome *outcome;
};

struct submitter_options {
    const char *endpoint; /* borrowed until submitter_close() */
    const struct credentials *credentials; /* so is this; NULL: no key */
    int reach_ms;     /* give up where the head never answers */
    int silence_ms;   /* give up where it falls silent later */
    bool is_watching; /* wait for the end of what is accepted */
    /* Called within submitter_step(); what it gets dies with the call. */
    void (*on_event)(void *context, const struct submit_event *event);
    void *context;
};

/* STATUS_INVALID: not an endpoint. */
enum status submitter_open(const struct submitter_options *options,
                           struct submitter **out, struct error *err)
    __attribute__((warn_unused_result));
void submitter_close(struct submitter **s); /* a NULL *s is fine */

/* Whether the head was met, and the window has room for one more. */
bool submitter_has_room(const struct submitter *s);
/* The largest document the head takes, once it was met; 0: no limit told. */
uint64_t submitter_max_bytes(const struct submitter *s);

/*
 * Add a document; requires submitter_has_room(). *bytes is taken over and
 * left empty; the slices in `submit` are borrowed until its answer.
 */
void submitter_add(struct submitter *s, uint64_t token,
                   const struct submit *submit, struct buffer *bytes);

/*
 * Await the end of a document that was accepted, now or earlier. One that
 * is awaited already keeps its token. STATUS_UNAVAILABLE: out of memory.
 */
enum status submitter_watch(struct submitter *s, struct document_id id,
                            uint64_t token, struct error *err)
    __attribute__((warn_unused_result));
/* Whether the end of `id` is awaited; and no longer await it. */
bool submitter_is_watching(const struct submitter *s, struct document_id id);
void submitter_unwatch(struct submitter *s, struct document_id id);

/*
 * Send what is due and take what came, waiting up to timeout_ms for it, or
 * until a signal. STATUS_UNAVAILABLE: the head does not answer or speaks
 * another version, or memory is short; whoever goes on nevertheless is as
 * patient as before. STATUS_INVALID: what it sent is no message. The time
 * between two steps is not held against the head.
 */
enum status submitter_step(struct submitter *s, int timeout_ms,
                           struct error *err)
    __attribute__((warn_unused_result));

/* Documents without an answer, and accepted ones whose end is awaited. */
size_t submitter_in_flight(const struct submitter *s);
size_t submitter_watched(const struct submitter *s);

#endif
