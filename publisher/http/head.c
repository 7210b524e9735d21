#include "publisher/http/head.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/log.h"
#include "wire/refusal.h"

enum {
    QUESTIONS_MAX = 32,
    ENDPOINT_BYTES = 4096,
    /* A list of documents and their reasons is far less. */
    ANSWER_BYTES = 8 << 20,
};

enum stage {
    STAGE_UNUSED,
    STAGE_ASKED,
    STAGE_ANSWERED,
    STAGE_FAILED,
};

struct question {
    enum stage stage;
    uint64_t ticket; /* also the request's number on the socket */
    enum message_kind wanted;
    int64_t asked_ms; /* monotonic, */
    int64_t ended_ms; /* and when it was answered or given up */
    struct arena arena;
    struct message answer;
    enum status status; /* of one that failed */
    struct error why;
};

struct head {
    struct wire *wire;
    struct socket *socket;
    char endpoint[ENDPOINT_BYTES];
    struct question questions[QUESTIONS_MAX];
    uint64_t last_ticket;
    uint64_t status_asked; /* tickets: under way, */
    uint64_t status_known; /* and the last that came to an end */
};

static enum status
connect_socket(struct head *h, struct error *err)
{
    /* An order that nobody waits for any more must not be sent late. */
    const struct socket_options options = {.drops_unsent = true};

    return socket_connect(h->wire, h->endpoint, &options, &h->socket, err);
}

enum status
head_open(struct wire *w, const char *dir, struct head **out, struct error *err)
{
    struct head *h = calloc(1, sizeof *h);
    enum status st;
    int len;

    if (!h)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    h->wire = w;
    len =
        snprintf(h->endpoint, sizeof h->endpoint, "ipc://%s/run/control", dir);
    if (len < 0 || (size_t)len >= sizeof h->endpoint)
        st = error_set(err, STATUS_UNAVAILABLE, "the path %s is too long", dir);
    else
        st = connect_socket(h, err);
    if (st != STATUS_OK)
        head_close(&h);
    else
        *out = h;
    return st;
}

static void
question_release(struct question *q)
{
    arena_release(&q->arena);
    *q = (struct question){0};
}

void
head_close(struct head **h)
{
    if (!*h)
        return;
    for (size_t i = 0; i < QUESTIONS_MAX; i++)
        question_release(&(*h)->questions[i]);
    socket_close(&(*h)->socket);
    free(*h);
    *h = NULL;
}

struct socket *
head_socket(const struct head *h)
{
    return h->socket;
}

static struct question *
find(struct head *h, uint64_t ticket)
{
    for (size_t i = 0; ticket && i < QUESTIONS_MAX; i++)
        if (h->questions[i].ticket == ticket)
            return &h->questions[i];
    return NULL;
}

static struct question *
find_unused(struct head *h)
{
    for (size_t i = 0; i < QUESTIONS_MAX; i++)
        if (h->questions[i].stage == STAGE_UNUSED)
            return &h->questions[i];
    return NULL;
}

static void
end(struct question *q, enum stage stage)
{
    q->stage = stage;
    q->ended_ms = clock_monotonic_ms();
}

static void
fail(struct question *q, enum status st, const char *why)
{
    q->status = error_set(&q->why, st, "%s", why);
    end(q, STAGE_FAILED);
}

uint64_t
head_ask(struct head *h, struct message request, enum message_kind wanted)
{
    struct question *q = find_unused(h);
    struct error err;

    if (!q)
        return 0;
    *q = (struct question){
        .stage = STAGE_ASKED,
        .ticket = ++h->last_ticket,
        .wanted = wanted,
        .asked_ms = clock_monotonic_ms(),
        .arena = ARENA_LIMIT(ANSWER_BYTES),
    };
    request.request_id = q->ticket;
    if (socket_send(h->socket, NULL, &request, 1, &err) != STATUS_OK)
        fail(q, STATUS_UNAVAILABLE, err.text);
    return q->ticket;
}

enum status
head_answer(struct head *h, uint64_t ticket, const struct message **out,
            struct error *err)
{
    const struct question *q = find(h, ticket);

    if (!q)
        return error_set(err, STATUS_UNAVAILABLE,
                         "too much is asked of the head at once");
    if (q->stage == STAGE_ASKED)
        return STATUS_NOT_FOUND;
    if (q->stage == STAGE_FAILED)
        return error_set(err, q->status, "%s", q->why.text);
    *out = &q->answer;
    return STATUS_OK;
}

void
head_forget(struct head *h, uint64_t ticket)
{
    struct question *q = find(h, ticket);

    if (q)
        question_release(q);
}

/* ---- what comes -------------------------------------------------------- */

static void
take(struct question *q, const struct message *m)
{
    if (m->kind == q->wanted) {
        q->answer = *m;
        end(q, STAGE_ANSWERED);
    } else if (m->kind == MESSAGE_REFUSED) {
        q->status = refusal_status(&m->refused, &q->why);
        end(q, STAGE_FAILED);
    } else if (m->kind == MESSAGE_BUSY) {
        fail(q, STATUS_UNAVAILABLE, "the head is busy: try again later");
    }
}

static bool
read_parcels(struct head *h, struct incoming *in)
{
    bool is_news = false;
    enum status st = STATUS_OK;

    while (st != STATUS_NOT_FOUND) {
        struct arena a = ARENA_LIMIT(ANSWER_BYTES);
        struct message m = {0};
        struct question *q;
        struct error err;
        st = incoming_next(in, &a, &m, &err);
        q = st == STATUS_OK ? find(h, m.request_id) : NULL;
        if (q && q->stage == STAGE_ASKED) {
            take(q, &m);
            is_news = q->stage != STAGE_ASKED;
            q->arena = a;
        } else {
            arena_release(&a);
        }
        if (st == STATUS_INVALID && !m.is_readable)
            break;
    }
    return is_news;
}

static bool
receive(struct head *h)
{
    bool is_news = false;
    struct error err;

    for (;;) {
        struct incoming *in = NULL;
        enum status st = socket_receive(h->socket, &in, &err);
        if (st == STATUS_OK)
            is_news |= read_parcels(h, in);
        incoming_free(&in);
        if (st != STATUS_OK)
            return is_news;
    }
}

/* Nothing of what was sent may arrive when nobody waits for it any more. */
static void
start_over(struct head *h)
{
    struct error err;

    for (size_t i = 0; i < QUESTIONS_MAX; i++)
        if (h->questions[i].stage == STAGE_ASKED)
            fail(&h->questions[i], STATUS_UNAVAILABLE,
                 "the head does not answer: does baogao-worker run?");
    socket_close(&h->socket);
    if (connect_socket(h, &err) != STATUS_OK)
        log_warning("no connection to the head",
                    log_text("endpoint", h->endpoint), log_cause(err.text));
}

static int64_t
left_ms(const struct question *q)
{
    return q->asked_ms + HEAD_PATIENCE_MS - clock_monotonic_ms();
}

static bool
is_too_late(const struct head *h)
{
    for (size_t i = 0; i < QUESTIONS_MAX; i++)
        if (h->questions[i].stage == STAGE_ASKED &&
            left_ms(&h->questions[i]) <= 0)
            return true;
    return false;
}

bool
head_turn(struct head *h)
{
    bool is_news = receive(h);

    if (is_too_late(h)) {
        start_over(h);
        is_news = true;
    }
    return is_news;
}

int
head_timeout_ms(const struct head *h)
{
    int64_t least = -1;

    for (size_t i = 0; i < QUESTIONS_MAX; i++) {
        const struct question *q = &h->questions[i];
        int64_t left = q->stage == STAGE_ASKED ? left_ms(q) : -1;
        if (q->stage != STAGE_ASKED)
            continue;
        left = left < 0 ? 0 : left;
        if (least < 0 || left < least)
            least = left;
    }
    return (int)least;
}

/* ---- the status -------------------------------------------------------- */

static bool
is_recent(struct head *h, uint64_t ticket)
{
    const struct question *q = find(h, ticket);

    return q && clock_monotonic_ms() - q->ended_ms < HEAD_STATUS_MS;
}

enum status
head_status(struct head *h, const struct status_report **out, struct error *err)
{
    static const struct message request = {.kind = MESSAGE_STATUS_REQUEST};
    const struct message *answer = NULL;
    enum status st;

    if (!h->status_asked && !is_recent(h, h->status_known))
        h->status_asked = head_ask(h, request, MESSAGE_STATUS_REPORT);
    if (h->status_asked) {
        st = head_answer(h, h->status_asked, &answer, err);
        if (st == STATUS_NOT_FOUND)
            return st;
        head_forget(h, h->status_known);
        h->status_known = h->status_asked;
        h->status_asked = 0;
    }
    st = head_answer(h, h->status_known, &answer, err);
    if (st == STATUS_OK)
        *out = &answer->status_report;
    return st;
}
