#include "worker/start.h"

#include <stdio.h>

#include "base/log.h"
#include "daemon/damage.h"
#include "daemon/directory.h"
#include "store/snapshot.h"
#include "wire/boot_id.h"

enum {
    /* Answers are small; a client that does not read loses them. */
    ANSWERS_MARK = 1000,
    JOBS_MARK = 1000, /* a worker's credit is what bounds them */
    /*
     * What arrives while a commit waits for the disk goes into the next one:
     * with fewer, a client that sends many pays for many small commits.
     */
    ARRIVALS_MARK = 256,
    FRAME_MIN_BYTES = 8 << 20,
};

static enum status
open_store(struct head *head, struct error *err)
{
    struct store_options options = {.map_bytes = head->options->map_bytes,
                                    .damage_met = damage_met};
    const char *directory = head->options->directory;
    char path[4096];
    enum status st = directory_make(directory, err);

    snprintf(path, sizeof path, "%s/run", directory);
    if (st == STATUS_OK)
        st = directory_make_private(path, err);
    snprintf(path, sizeof path, "%s/store", directory);
    if (st == STATUS_OK)
        st = store_open(path, STORE_WRITER, &options, &head->store, err);
    return st;
}

static void
set_caps(struct head *head)
{
    const struct head_options *o = head->options;
    struct caps *caps = &head->queue.caps;

    for (size_t i = 0; i < o->tag_cap_count; i++)
        caps->caps[caps->count++].of = o->tag_caps[i];
}

static enum status
load_row(struct head *head, struct snapshot *snap, uint64_t number,
         struct error *err)
{
    struct arena scratch = {0};
    struct inbox_row row;
    struct str value;
    enum status st = snapshot_inbox(snap, number, &value, err);

    if (st == STATUS_OK)
        st = inbox_row_unpack(value, &scratch, &row, err);
    if (st == STATUS_OK && row.state == DOCUMENT_DEAD)
        head->tally.dead++;
    else if (st == STATUS_OK && !queue_add(&head->queue, number, &row))
        st = error_set(err, STATUS_UNAVAILABLE, "out of memory");
    arena_release(&scratch);
    return st;
}

/* What was accepted and not committed is waiting again. */
static enum status
load_inbox(struct head *head, struct error *err)
{
    struct snapshot *snap = NULL;
    uint64_t number = 0;
    enum status st = snapshot_open(head->store, &snap, err);

    if (st == STATUS_OK)
        st = snapshot_done_count(snap, &head->tally.done, err);
    while (st == STATUS_OK) {
        st = snapshot_next_inbox(snap, number, &number, err);
        if (st == STATUS_OK)
            st = load_row(head, snap, number, err);
    }
    snapshot_close(&snap);
    if (st == STATUS_NOT_FOUND)
        st = STATUS_OK;
    return st;
}

/*
 * Twice the largest document: a little too much is refused with a word, only
 * the absurd is cut. A Watch of as many ids as are allowed fits always.
 */
static int64_t
max_frame_bytes(const struct head_options *o)
{
    uint64_t bytes = 2 * o->max_document_bytes;

    return bytes > FRAME_MIN_BYTES ? (int64_t)bytes : FRAME_MIN_BYTES;
}

static enum status
listen_all(struct head *head, struct error *err)
{
    const struct head_options *o = head->options;
    enum status st = STATUS_OK;

    for (size_t i = 0; st == STATUS_OK && i < o->endpoint_count; i++) {
        const struct endpoint *e = &o->endpoints[i];
        struct listener *l = &head->listeners[head->listener_count];
        struct socket_options options = {
            .max_frame_bytes = max_frame_bytes(o),
            .send_mark =
                e->conversation == CONVERSATION_WORK ? JOBS_MARK : ANSWERS_MARK,
            .certificate = auth_certificate(head->auth),
            .receive_mark = ARRIVALS_MARK,
        };
        l->conversation = e->conversation;
        st = socket_listen(head->wire, e->name, &options, &l->socket, err);
        if (st == STATUS_OK)
            head->listener_count++;
    }
    return st;
}

static enum status
open_auth(struct head *head, struct error *err)
{
    if (!head->options->has_keys)
        return STATUS_OK;
    return auth_open(head->wire, head->options->directory, &head->auth, err);
}

static enum status
prove_all(struct head *head, struct error *err)
{
    enum status st = STATUS_OK;

    for (size_t i = 0; st == STATUS_OK && i < head->listener_count; i++)
        if (socket_wants_keys(head->listeners[i].socket))
            st = auth_prove(head->auth, head->wire, head->listeners[i].socket,
                            err);
    return st;
}

static void
say_where(const struct head *head)
{
    static const char *const names[] = {"submit", "work", "control"};

    for (size_t i = 0; i < head->listener_count; i++)
        log_info(
            "listening",
            log_text("conversation", names[head->listeners[i].conversation]),
            log_text("endpoint", socket_endpoint(head->listeners[i].socket)));
    log_info("ready", log_number("waiting", head->queue.count),
             log_number("done", head->tally.done),
             log_number("dead", head->tally.dead));
}

enum status
start(struct head *head, struct error *err)
{
    enum status st = boot_id_choose(&head->leases.boot_id, err);

    if (st == STATUS_OK)
        st = open_store(head, err);
    set_caps(head);
    if (st == STATUS_OK)
        st = load_inbox(head, err);
    if (st == STATUS_OK)
        pause_load(head);
    if (st == STATUS_OK)
        st = wire_open(&head->wire, err);
    if (st == STATUS_OK)
        st = open_auth(head, err);
    if (st == STATUS_OK)
        st = listen_all(head, err);
    if (st == STATUS_OK)
        st = prove_all(head, err);
    if (st == STATUS_OK)
        say_where(head);
    return st;
}
