#include "client/submitter.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "client/exchange.h"
#include "client/submit_window.h"
#include "client/watch_list.h"
#include "wire/refusal.h"

enum {
    WATCH_MAX = 256,   /* ids in one Watch */
    STALLED_MS = 3000, /* so long without a word: connect anew */
    RESEND_MS = 5000,  /* one answer missing while others come */
    WATCH_AGAIN_MS = 2000,
    BUSY_MAX_MS = 30000,
    /* In one message: each costs the head and both ends' threads a wake-up. */
    BUNDLE_DOCUMENTS = 16,
    BUNDLE_BYTES = 1 << 20, /* one more document may go beyond */
    FULL_MS = 50,           /* until a full socket is tried again */
    /* More than the window, so that sending never waits for long. */
    SOCKET_MARK = 4 * WINDOW_DOCUMENTS,
};

struct submitter {
    struct submitter_options options;
    struct wire *wire;
    struct socket *socket;
    bool is_met;     /* the head has answered once */
    bool is_welcome; /* and on this connection */
    uint64_t max_bytes;
    /* Since when it owes a word, 0: it does not; and on this connection. */
    int64_t owed_ms;
    int64_t expected_ms;
    int64_t left_ms;  /* when the last step ended */
    int64_t watch_ms; /* when to ask again for what is awaited */
    unsigned jitter;  /* state of rand_r(); random() is the program's */
    struct submit_window window;
    struct watch_list watched;
};

/* ---- the connection ---------------------------------------------------- */

static enum status
greet(struct submitter *s, struct error *err)
{
    struct message hello = exchange_hello();

    return socket_send(s->socket, NULL, &hello, 1, err);
}

/* A new socket forgets what the old one had queued for a head that left. */
static enum status
connect_anew(struct submitter *s, struct error *err)
{
    struct socket_options options = {
        .drops_unsent = true, /* what has no answer is sent again */
        .send_mark = SOCKET_MARK,
        .receive_mark = SOCKET_MARK,
        .credentials = s->options.credentials,
    };
    enum status st;

    socket_close(&s->socket);
    s->is_welcome = false;
    s->expected_ms = clock_monotonic_ms();
    if (!s->owed_ms)
        s->owed_ms = s->expected_ms;
    st =
        socket_connect(s->wire, s->options.endpoint, &options, &s->socket, err);
    return st == STATUS_OK ? greet(s, err) : st;
}

enum status
submitter_open(const struct submitter_options *options, struct submitter **out,
               struct error *err)
{
    struct submitter *s = calloc(1, sizeof *s);
    enum status st;

    if (!s)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    s->options = *options;
    s->jitter = (unsigned)getpid() ^ (unsigned)clock_monotonic_ms();
    s->left_ms = clock_monotonic_ms();
    st = wire_open(&s->wire, err);
    if (st == STATUS_OK)
        st = connect_anew(s, err);
    if (st == STATUS_OK)
        *out = s;
    else
        submitter_close(&s);
    return st;
}

void
submitter_close(struct submitter **s)
{
    if (!*s)
        return;
    socket_close(&(*s)->socket);
    if ((*s)->wire)
        wire_close(&(*s)->wire);
    submit_window_release(&(*s)->window);
    watch_list_release(&(*s)->watched);
    free(*s);
    *s = NULL;
}

/* ---- what is on its way ------------------------------------------------ */

bool
submitter_has_room(const struct submitter *s)
{
    return s->is_met && submit_window_has_room(&s->window);
}

uint64_t
submitter_max_bytes(const struct submitter *s)
{
    return s->max_bytes;
}

size_t
submitter_in_flight(const struct submitter *s)
{
    return s->window.count;
}

size_t
submitter_watched(const struct submitter *s)
{
    return s->watched.count;
}

void
submitter_add(struct submitter *s, uint64_t token, const struct submit *submit,
              struct buffer *bytes)
{
    submit_window_add(&s->window, token, submit, bytes);
}

enum status
submitter_watch(struct submitter *s, struct document_id id, uint64_t token,
                struct error *err)
{
    if (watch_list_add(&s->watched, id, token))
        return STATUS_OK;
    return error_set(err, STATUS_UNAVAILABLE, "out of memory");
}

bool
submitter_is_watching(const struct submitter *s, struct document_id id)
{
    return watch_list_has(&s->watched, id);
}

void
submitter_unwatch(struct submitter *s, struct document_id id)
{
    uint64_t token;

    (void)watch_list_take(&s->watched, id, &token);
}

/* ---- sending ----------------------------------------------------------- */

static void
expect_answer(struct submitter *s, int64_t now)
{
    if (!s->owed_ms)
        s->owed_ms = s->expected_ms = now;
}

/* Documents that go into one message. */
struct bundle {
    struct slot *slots[BUNDLE_DOCUMENTS];
    struct message messages[BUNDLE_DOCUMENTS];
    size_t count;
    size_t bytes;
};

static enum status
bundle_send(struct submitter *s, struct bundle *b, int64_t now,
            struct error *err)
{
    enum status st = STATUS_OK;

    if (b->count > 0)
        st = socket_send(s->socket, NULL, b->messages, b->count, err);
    for (size_t i = 0; st == STATUS_OK && i < b->count; i++) {
        b->slots[i]->is_sent = true;
        b->slots[i]->due_ms = now + RESEND_MS;
        expect_answer(s, now);
    }
    b->count = b->bytes = 0;
    return st;
}

static bool
bundle_has_room(const struct bundle *b)
{
    return b->count < BUNDLE_DOCUMENTS && b->bytes < BUNDLE_BYTES;
}

static void
bundle_add(struct bundle *b, struct slot *slot)
{
    b->slots[b->count] = slot;
    b->messages[b->count++] = (struct message){
        .kind = MESSAGE_SUBMIT,
        .request_id = slot->request_id,
        .submit = slot->submit,
        .payload = buffer_str(&slot->bytes),
    };
    b->bytes += slot->bytes.len;
}

static enum status
send_watch(struct submitter *s, struct document_id *ids, size_t count,
           struct error *err)
{
    struct message m = {
        .kind = MESSAGE_WATCH,
        .watch = {.document_ids = ids, .count = count},
    };

    return count ? socket_send(s->socket, NULL, &m, 1, err) : STATUS_OK;
}

/*
 * Watch what was accepted lately. Now and then ask for the oldest again, in
 * case the head or an answer was lost; the greeting has it say that it is
 * there even if nothing has ended.
 */
static enum status
send_watches(struct submitter *s, int64_t now, struct error *err)
{
    struct document_id ids[WATCH_MAX];
    enum status st = STATUS_OK;

    while (st == STATUS_OK && s->watched.unsent)
        st = send_watch(s, ids, watch_list_unsent(&s->watched, ids, WATCH_MAX),
                        err);
    if (st != STATUS_OK || !s->watched.count || now < s->watch_ms)
        return st;
    s->watch_ms = now + WATCH_AGAIN_MS;
    expect_answer(s, now);
    st = greet(s, err);
    if (st == STATUS_OK)
        st = send_watch(s, ids, watch_list_oldest(&s->watched, ids, WATCH_MAX),
                        err);
    return st;
}

static enum status
send_due(struct submitter *s, int64_t now, struct error *err)
{
    enum status st = STATUS_OK;
    struct slot *slot = NULL;
    struct bundle bundle = {.count = 0};

    if (!s->is_welcome)
        return STATUS_OK;
    while (st == STATUS_OK &&
           (slot = submit_window_due(&s->window, slot, now))) {
        bundle_add(&bundle, slot);
        if (!bundle_has_room(&bundle))
            st = bundle_send(s, &bundle, now, err);
    }
    if (st == STATUS_OK)
        st = bundle_send(s, &bundle, now, err);
    return st == STATUS_OK ? send_watches(s, now, err) : st;
}

/* ---- receiving --------------------------------------------------------- */

static void
tell(struct submitter *s, struct submit_event event)
{
    s->options.on_event(s->options.context, &event);
}

static void
take_welcome(struct submitter *s, const struct welcome *welcome)
{
    s->is_met = true;
    s->max_bytes = welcome->max_document_bytes;
    if (s->is_welcome)
        return;
    s->is_welcome = true;
    s->watch_ms = 0;
    submit_window_restart(&s->window);
}

static enum status
take_accepted(struct submitter *s, struct slot *slot,
              const struct accepted *accepted, struct error *err)
{
    uint64_t token = slot->token;
    bool is_watched = s->options.is_watching;
    enum status st = STATUS_OK;

    if (is_watched)
        st = submitter_watch(s, accepted->document_id, token, err);
    if (st != STATUS_OK)
        return st;
    submit_window_remove(&s->window, slot);
    tell(s, (struct submit_event){
                .kind = SUBMIT_ACCEPTED, .token = token, .accepted = accepted});
    return STATUS_OK;
}

/* A Watch named a document that the head does not have. */
static void
take_unknown(struct submitter *s, const struct refused *refused)
{
    struct document_id id;
    uint64_t token;

    if (document_id_parse(refused->document_id, &id) &&
        watch_list_take(&s->watched, id, &token))
        tell(s, (struct submit_event){.kind = SUBMIT_UNKNOWN,
                                      .token = token,
                                      .refused = refused});
}

static enum status
take_refused(struct submitter *s, struct slot *slot,
             const struct refused *refused, struct error *err)
{
    uint64_t token;

    if (!slot && (refused->code == REFUSED_VERSION || /* of the greeting */
                  refused->code == REFUSED_FORBIDDEN))
        return refusal_status(refused, err);
    if (!slot) {
        if (refused->code == REFUSED_NOT_FOUND)
            take_unknown(s, refused);
        return STATUS_OK;
    }
    token = slot->token;
    submit_window_remove(&s->window, slot);
    tell(s, (struct submit_event){
                .kind = SUBMIT_REFUSED, .token = token, .refused = refused});
    return STATUS_OK;
}

/* All come back at the same time otherwise, to be sent away together. */
static void
take_busy(struct submitter *s, struct slot *slot, const struct busy *busy)
{
    int delay = busy->retry_after_ms < BUSY_MAX_MS ? (int)busy->retry_after_ms
                                                   : BUSY_MAX_MS;

    slot->is_sent = false;
    slot->due_ms =
        clock_monotonic_ms() + delay + rand_r(&s->jitter) % (delay / 2 + 1);
}

static void
take_outcome(struct submitter *s, const struct outcome *outcome)
{
    uint64_t token;

    if (outcome->state == DOCUMENT_WAITING ||
        !watch_list_take(&s->watched, outcome->document_id, &token))
        return;
    s->watch_ms = clock_monotonic_ms() + WATCH_AGAIN_MS;
    tell(s, (struct submit_event){
                .kind = SUBMIT_FINISHED, .token = token, .outcome = outcome});
}

static enum status
take_message(struct submitter *s, const struct message *m, struct error *err)
{
    struct slot *slot =
        m->request_id ? submit_window_find(&s->window, m->request_id) : NULL;

    if (m->kind == MESSAGE_WELCOME)
        take_welcome(s, &m->welcome);
    else if (m->kind == MESSAGE_ACCEPTED && slot)
        return take_accepted(s, slot, &m->accepted, err);
    else if (m->kind == MESSAGE_REFUSED)
        return take_refused(s, slot, &m->refused, err);
    else if (m->kind == MESSAGE_BUSY && slot)
        take_busy(s, slot, &m->busy);
    else if (m->kind == MESSAGE_OUTCOME)
        take_outcome(s, &m->outcome);
    return STATUS_OK;
}

static enum status
take_incoming(struct submitter *s, struct incoming *in, struct error *err)
{
    struct arena a = {0};
    struct message m;
    enum status st;

    while ((st = incoming_next(in, &a, &m, err)) == STATUS_OK) {
        st = take_message(s, &m, err);
        if (st != STATUS_OK)
            break;
    }
    arena_release(&a);
    return st == STATUS_NOT_FOUND ? STATUS_OK : st;
}

static enum status
take_all(struct submitter *s, struct error *err)
{
    struct incoming *in = NULL;
    enum status st;

    while ((st = socket_receive(s->socket, &in, err)) == STATUS_OK) {
        st = take_incoming(s, in, err);
        incoming_free(&in);
        s->owed_ms = s->expected_ms =
            submit_window_is_sent(&s->window) ? clock_monotonic_ms() : 0;
        if (st != STATUS_OK)
            return st;
    }
    return st == STATUS_NOT_FOUND ? STATUS_OK : st;
}

/* ---- time -------------------------------------------------------------- */

static enum status
give_up(const struct submitter *s, int waited_ms, struct error *err)
{
    if (socket_trouble(s->socket, err) != STATUS_OK)
        return STATUS_UNAVAILABLE;
    return error_set(err, STATUS_UNAVAILABLE,
                     "cannot reach %s: no answer in %g s; is baogao-worker "
                     "running?",
                     s->options.endpoint, waited_ms / 1000.0);
}

/* A head that owes an answer: have patience, knock again, or give up. */
static enum status
check_silence(struct submitter *s, int64_t now, struct error *err)
{
    int limit_ms = s->is_met ? s->options.silence_ms : s->options.reach_ms;

    if (!s->owed_ms)
        return STATUS_OK;
    if (now - s->owed_ms >= limit_ms) {
        s->owed_ms = now;
        return give_up(s, limit_ms, err);
    }
    if (now - s->expected_ms >= STALLED_MS)
        return connect_anew(s, err);
    return STATUS_OK;
}

/* How long nothing needs to be done, at most `limit_ms`. */
static int
idle_ms(const struct submitter *s, int64_t now, int limit_ms)
{
    int64_t until = now + limit_ms;

    if (s->is_welcome && s->watched.count && s->watch_ms < until)
        until = s->watch_ms;
    if (s->is_welcome)
        until = submit_window_next_due(&s->window, until);
    return until > now ? (int)(until - now) : 0;
}

/* Whoever does not listen cannot say that nobody speaks. */
static void
forgive_absence(struct submitter *s, int64_t now)
{
    int64_t away_ms = now - s->left_ms;

    if (!s->owed_ms)
        return;
    s->owed_ms += away_ms;
    s->expected_ms += away_ms;
}

static enum status
step(struct submitter *s, int64_t now, int timeout_ms, struct error *err)
{
    enum status st = check_silence(s, now, err);
    int wait_ms;

    if (st != STATUS_OK)
        return st;
    st = send_due(s, now, err);
    wait_ms = idle_ms(s, now, timeout_ms);
    if (st == STATUS_UNAVAILABLE) {
        st = STATUS_OK; /* the socket is full */
        wait_ms = FULL_MS;
    }
    if (st != STATUS_OK)
        return st;
    socket_wait(s->socket, wait_ms);
    if (socket_trouble(s->socket, err) == STATUS_INVALID)
        return STATUS_UNAVAILABLE;
    return take_all(s, err);
}

enum status
submitter_step(struct submitter *s, int timeout_ms, struct error *err)
{
    int64_t now = clock_monotonic_ms();
    enum status st;

    forgive_absence(s, now);
    st = step(s, now, timeout_ms, err);
    s->left_ms = clock_monotonic_ms();
    return st;
}
