#include "worker/watch.h"

#include <stdlib.h>
#include <utlist.h>

#include "base/log.h"
#include "store/snapshot.h"
#include "worker/head.h"

/* 100 bytes each; a client that is refused asks for fewer. */
enum { WATCHERS_MAX = 1000000 };

static struct watched *
find(const struct watchers *w, struct document_id id)
{
    struct watched *found;

    HASH_FIND(hh, w->documents, &id, sizeof id, found);
    return found;
}

static bool
already_watches(const struct watched *document, const struct client *client)
{
    const struct watcher *w;

    LL_FOREACH(document->watchers, w)
    {
        if (w->client.socket == client->socket &&
            peer_equal(&w->client.peer, &client->peer))
            return true;
    }
    return false;
}

/* False: out of memory, or too many. */
static bool
add(struct watchers *w, struct document_id id, const struct client *client,
    uint64_t request_id)
{
    struct watched *document = find(w, id);
    struct watcher *watcher;

    if (document && already_watches(document, client))
        return true;
    if (w->count >= WATCHERS_MAX)
        return false;
    if (!document) {
        document = calloc(1, sizeof *document);
        if (!document)
            return false;
        document->id = id;
        HASH_ADD(hh, w->documents, id, sizeof document->id, document);
    }
    watcher = calloc(1, sizeof *watcher);
    if (!watcher)
        return false;
    watcher->client = *client;
    watcher->request_id = request_id;
    LL_PREPEND(document->watchers, watcher);
    w->count++;
    return true;
}

static void
remove_document(struct watchers *w, struct watched *document)
{
    struct watcher *each, *next;

    LL_FOREACH_SAFE(document->watchers, each, next)
    {
        free(each);
        w->count--;
    }
    HASH_DEL(w->documents, document);
    free(document);
}

void
watch_tell(struct watchers *w, struct document_id id, enum document_state state,
           struct str reason)
{
    struct watched *document = find(w, id);
    struct message m = {.kind = MESSAGE_OUTCOME,
                        .outcome = {id, state, reason}};
    const struct watcher *each;

    if (!document)
        return;
    LL_FOREACH(document->watchers, each)
    {
        m.request_id = each->request_id;
        client_answer(&each->client, &m);
    }
    remove_document(w, document);
}

void
watch_release(struct watchers *w)
{
    struct watched *document, *next;

    HASH_ITER(hh, w->documents, document, next)
    {
        remove_document(w, document);
    }
}

/* ---- answering --------------------------------------------------------- */

/* Answers to one Watch, sent many in a message. */
enum { ANSWERS_MAX = 256 };

struct answers {
    const struct client *client;
    uint64_t request_id;
    struct message *messages; /* ANSWERS_MAX of them */
    size_t count;
};

static void
answers_send(struct answers *all)
{
    struct error err;

    if (all->count > 0 &&
        socket_send(all->client->socket, &all->client->peer, all->messages,
                    all->count, &err) != STATUS_OK)
        log_debug("outcomes dropped", log_number("outcomes", all->count),
                  log_cause(err.text));
    all->count = 0;
}

static void
answers_add(struct answers *all, struct message answer)
{
    answer.request_id = all->request_id;
    all->messages[all->count++] = answer;
    if (all->count == ANSWERS_MAX)
        answers_send(all);
}

/*
 * The state of a document that does not wait, from the store.
 * STATUS_NOT_FOUND: it was never accepted.
 */
static enum status
look_up(struct snapshot *snap, struct document_id id, struct arena *a,
        struct outcome *out, struct error *err)
{
    struct settled settled;
    struct inbox_row row = {0};
    struct str value;
    enum status st = snapshot_settled(snap, id, &settled, err);

    if (st == STATUS_NOT_FOUND)
        return error_set(err, st, "there is no such document");
    if (st != STATUS_OK)
        return st;
    *out = (struct outcome){.document_id = id, .state = settled.state};
    if (document_is_gone(settled.state))
        return STATUS_OK;
    st = snapshot_inbox(snap, settled.document_no, &value, err);
    if (st == STATUS_NOT_FOUND)
        return STATUS_OK;
    if (st == STATUS_OK)
        st = inbox_row_unpack(value, a, &row, err);
    out->state = row.state;
    out->reason = row.reason;
    return st;
}

static struct message
settled_answer(struct snapshot *snap, struct document_id id, struct arena *a)
{
    struct message m = {.kind = MESSAGE_OUTCOME};
    char digits[DOCUMENT_ID_DIGITS + 1];
    struct error err;
    enum status st = look_up(snap, id, a, &m.outcome, &err);

    if (st == STATUS_OK)
        return m;
    return (struct message){
        .kind = MESSAGE_REFUSED,
        .refused =
            {
                .code = st == STATUS_NOT_FOUND ? REFUSED_NOT_FOUND
                                               : REFUSED_DAMAGED,
                .reason = arena_copy(a, str_from(err.text)),
                .document_id =
                    arena_copy(a, str_from(document_id_print(id, digits))),
            },
    };
}

static void
answer_waiting(struct head *head, const struct message *m,
               struct document_id id, struct answers *all)
{
    struct message answer = {
        .kind = MESSAGE_OUTCOME,
        .outcome = {.document_id = id, .state = DOCUMENT_WAITING},
    };

    if (m->kind == MESSAGE_WATCH) {
        if (add(&head->watchers, id, all->client, m->request_id))
            return;
        answer.kind = MESSAGE_BUSY;
        answer.busy = (struct busy){1000, STR("too many watches")};
    }
    answers_add(all, answer);
}

void
watch_take(struct head *head, const struct client *client,
           const struct message *m, struct arena *a)
{
    const struct document_id *ids = m->kind == MESSAGE_WATCH
                                        ? m->watch.document_ids
                                        : &m->where.document_id;
    size_t count = m->kind == MESSAGE_WATCH ? m->watch.count : 1;
    struct answers all = {
        .client = client,
        .request_id = m->request_id,
        .messages = ARENA_ARRAY(a, struct message, ANSWERS_MAX),
    };
    struct snapshot *snap = NULL;
    struct error err;

    if (!all.messages || snapshot_open(head->store, &snap, &err) != STATUS_OK)
        return; /* the client asks again */
    for (size_t i = 0; i < count; i++) {
        if (queue_find(&head->queue, ids[i]))
            answer_waiting(head, m, ids[i], &all);
        else
            answers_add(&all, settled_answer(snap, ids[i], a));
    }
    answers_send(&all);
    snapshot_close(&snap);
}
