#include "client/exchange.h"

#include <stdlib.h>

#include "base/clock.h"
#include "wire/refusal.h"
#include "wire/version.h"

struct exchange {
    struct exchange_options options;
    struct wire *wire;
    struct socket *socket;
    uint64_t last_request_id;
    bool has_greeted;
};

/* What to do after one message was looked at. */
enum turn {
    TURN_WAIT,
    TURN_ASK_AGAIN,
    TURN_ANSWERED,
};

enum status
exchange_open(const struct exchange_options *options, struct exchange **out,
              struct error *err)
{
    struct socket_options asking = {.drops_unsent = true,
                                    .credentials = options->credentials};
    struct exchange *x = calloc(1, sizeof *x);
    enum status st;

    if (!x)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    x->options = *options;
    st = wire_open(&x->wire, err);
    if (st == STATUS_OK)
        st = socket_connect(x->wire, options->endpoint, &asking, &x->socket,
                            err);
    if (st == STATUS_OK)
        *out = x;
    else
        exchange_close(&x);
    return st;
}

void
exchange_close(struct exchange **x)
{
    if (!*x)
        return;
    socket_close(&(*x)->socket);
    if ((*x)->wire)
        wire_close(&(*x)->wire);
    free(*x);
    *x = NULL;
}

struct message
exchange_hello(void)
{
    return (struct message){
        .kind = MESSAGE_HELLO,
        .hello = version_hello(STR("baogao " BAOGAO_VERSION)),
    };
}

static enum status
send_request(struct exchange *x, const struct message *request,
             struct error *err)
{
    struct message messages[2] = {exchange_hello(), *request};
    size_t skip = x->has_greeted ? 1 : 0;
    enum status st =
        socket_send(x->socket, NULL, messages + skip, 2 - skip, err);

    if (st == STATUS_OK)
        x->has_greeted = true;
    return st;
}

/* A refusal without a request's number answers the greeting. */
static bool
concerns(const struct message *m, const struct exchange *x)
{
    return m->request_id == x->last_request_id ||
           (m->kind == MESSAGE_REFUSED && m->request_id == 0);
}

/* Look through one received message for the answer. */
static enum status
read_incoming(struct exchange *x, struct incoming *in, enum message_kind wanted,
              struct arena *a, struct message *answer, enum turn *turn,
              int *delay_ms, struct error *err)
{
    struct message m;
    enum status st;

    *turn = TURN_WAIT;
    while ((st = incoming_next(in, a, &m, err)) == STATUS_OK) {
        if (!concerns(&m, x))
            continue;
        if (m.kind == MESSAGE_REFUSED)
            return refusal_status(&m.refused, err);
        if (m.kind == MESSAGE_BUSY) {
            *delay_ms = (int)(m.busy.retry_after_ms % (1u << 30));
            *turn = TURN_ASK_AGAIN;
        }
        if (m.kind == wanted) {
            *answer = m;
            *turn = TURN_ANSWERED;
        }
    }
    return st == STATUS_NOT_FOUND ? STATUS_OK : st;
}

static enum status
receive(struct exchange *x, enum message_kind wanted, struct arena *a,
        struct message *answer, enum turn *turn, int *delay_ms,
        struct error *err)
{
    struct incoming *in = NULL;
    enum status st = socket_receive(x->socket, &in, err);

    *turn = TURN_WAIT;
    if (st == STATUS_NOT_FOUND)
        return STATUS_OK;
    if (st == STATUS_OK)
        st = read_incoming(x, in, wanted, a, answer, turn, delay_ms, err);
    incoming_free(&in);
    return st;
}

static enum status
no_answer(const struct exchange *x, bool was_busy, struct error *err)
{
    if (socket_trouble(x->socket, err) != STATUS_OK)
        return STATUS_UNAVAILABLE;
    if (was_busy)
        return error_set(err, STATUS_UNAVAILABLE,
                         "%s is too busy to answer; try again later",
                         x->options.endpoint);
    return error_set(err, STATUS_UNAVAILABLE,
                     "cannot reach %s: no answer in %g s; is %s running?",
                     x->options.endpoint, x->options.timeout_ms / 1000.0,
                     x->options.server);
}

/* Who is asked to wait for something gets that time besides. */
static int64_t
answer_ms(const struct exchange *x, const struct message *request)
{
    int64_t wait_ms =
        request->kind == MESSAGE_CHANGES ? request->changes.wait_ms : 0;

    return x->options.timeout_ms + wait_ms;
}

enum status
exchange_ask(struct exchange *x, struct message *request,
             enum message_kind wanted, struct arena *a, struct message *answer,
             struct error *err)
{
    int64_t deadline = clock_monotonic_ms() + answer_ms(x, request);
    int64_t send_at = 0; /* when to ask; past the deadline: not again */
    bool was_busy = false;

    request->request_id = ++x->last_request_id;
    for (int64_t now; (now = clock_monotonic_ms()) < deadline;) {
        int64_t wait_until = deadline;
        enum status st = STATUS_OK;
        enum turn turn;
        int delay_ms = 0;

        if (now >= send_at) {
            st = send_request(x, request, err);
            send_at = st == STATUS_UNAVAILABLE ? now + 100 : deadline;
        }
        if (st != STATUS_OK && st != STATUS_UNAVAILABLE)
            return st;
        if (send_at < wait_until)
            wait_until = send_at;
        socket_wait(x->socket, (int)(wait_until - now) + 1);
        if (socket_trouble(x->socket, err) == STATUS_INVALID)
            return STATUS_UNAVAILABLE;
        st = receive(x, wanted, a, answer, &turn, &delay_ms, err);
        if (st != STATUS_OK || turn == TURN_ANSWERED)
            return st;
        if (turn == TURN_ASK_AGAIN) {
            was_busy = true;
            send_at = clock_monotonic_ms() + delay_ms;
        }
    }
    return no_answer(x, was_busy, err);
}
