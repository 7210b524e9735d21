#include "publisher/conversation.h"

#include "base/log.h"
#include "daemon/keys.h"
#include "publisher/feed/feed.h"
#include "publisher/feed/trace.h"
#include "publisher/promises/promises.h"
#include "publisher/query/query.h"
#include "publisher/report/cite.h"
#include "publisher/series/series.h"
#include "wire/version.h"

enum { RETRY_AFTER_MS = 1000 };

/* ---- answers ----------------------------------------------------------- */

static void
refuse(struct message *out, enum refusal_code code, struct str field,
       struct str reason)
{
    out->kind = MESSAGE_REFUSED;
    out->refused =
        (struct refused){.code = code, .field = field, .reason = reason};
}

static void
answer_status(struct message *out, enum status st, struct str field,
              const struct error *err, struct arena *a)
{
    struct str reason = arena_copy(a, str_from(err->text));

    switch (st) {
    case STATUS_NOT_FOUND:
        refuse(out, REFUSED_NOT_FOUND, field, reason);
        return;
    case STATUS_INVALID:
        refuse(out, REFUSED_FIELD, field, reason);
        return;
    case STATUS_CORRUPT:
        refuse(out, REFUSED_DAMAGED, field, reason);
        return;
    case STATUS_OK:
    case STATUS_UNAVAILABLE:
        break;
    }
    out->kind = MESSAGE_BUSY;
    out->busy = (struct busy){RETRY_AFTER_MS, reason};
}

static void
answer_hello(const struct conversation *c, const struct hello *hello,
             struct message *out)
{
    if (!version_is_common(hello)) {
        out->kind = MESSAGE_REFUSED;
        out->refused = version_refused();
        return;
    }
    out->kind = MESSAGE_WELCOME;
    out->welcome = version_welcome();
    out->welcome.boot_id = c->boot_id;
    out->welcome.store_id = store_id(c->store);
    out->welcome.software = STR("baogao-publisher " BAOGAO_VERSION);
}

static void
answer_query(const struct conversation *c, const struct query *query,
             struct arena *a, struct message *out)
{
    struct str field = {0};
    struct error err;
    enum status st = query_run(c->store, c->columns, query, &query_bounds_usual,
                               a, &out->page, &field, &err);

    if (st == STATUS_OK)
        out->kind = MESSAGE_PAGE;
    else
        answer_status(out, st, field, &err, a);
}

static void
answer_cite(const struct conversation *c, const struct cite *cite,
            struct arena *a, struct message *out)
{
    struct error err;
    enum status st = cite_run(c->store, cite->figure, a, &out->citation, &err);

    if (st == STATUS_OK)
        out->kind = MESSAGE_CITATION;
    else
        answer_status(out, st,
                      st == STATUS_INVALID ? STR("figure") : (struct str){0},
                      &err, a);
}

static void
answer_series(const struct conversation *c, const struct series *asked,
              struct arena *a, struct message *out)
{
    struct str field = {0};
    struct error err;
    enum status st = series_run(c->store, asked, &query_bounds_usual, a,
                                &out->series_page, &field, &err);

    if (st == STATUS_OK)
        out->kind = MESSAGE_SERIES_PAGE;
    else
        answer_status(out, st, field, &err, a);
}

static void
answer_promises(const struct conversation *c, const struct promises *asked,
                struct arena *a, struct message *out)
{
    struct str field = {0};
    struct error err;
    enum status st = promises_run(c->store, asked, &query_bounds_usual, a,
                                  &out->promise_page, &field, &err);

    if (st == STATUS_OK)
        out->kind = MESSAGE_PROMISE_PAGE;
    else
        answer_status(out, st, field, &err, a);
}

static void
answer_changes(const struct conversation *c, const struct changes *asked,
               struct arena *a, struct message *out)
{
    struct error err;
    enum status st = feed_page(c->store, asked, a, &out->change_page, &err);

    if (st == STATUS_OK) {
        out->kind = MESSAGE_CHANGE_PAGE;
        trace_page("told", &out->change_page);
    } else if (st == STATUS_NOT_FOUND) {
        refuse(out, REFUSED_OTHER_STORE, STR("store_id"),
               arena_copy(a, str_from(err.text)));
    } else {
        answer_status(out, st, (struct str){0}, &err, a);
    }
}

void
conversation_answer(const struct conversation *c, const struct message *request,
                    struct arena *a, struct message *out)
{
    *out = (struct message){.request_id = request->request_id};
    switch (request->kind) {
    case MESSAGE_HELLO:
        answer_hello(c, &request->hello, out);
        return;
    case MESSAGE_QUERY:
        answer_query(c, &request->query, a, out);
        return;
    case MESSAGE_CITE:
        answer_cite(c, &request->cite, a, out);
        return;
    case MESSAGE_SERIES:
        answer_series(c, &request->series, a, out);
        return;
    case MESSAGE_PROMISES:
        answer_promises(c, &request->promises, a, out);
        return;
    case MESSAGE_CHANGES:
        answer_changes(c, &request->changes, a, out);
        return;
    default:
        break;
    }
    refuse(out, REFUSED_UNEXPECTED, (struct str){0},
           arena_format(a, "a publisher is not asked %s",
                        message_name(request->kind)));
}

/* ---- one message ------------------------------------------------------- */

static void
send_answer(struct socket *socket, const struct peer *peer,
            const struct message *answer)
{
    struct error err;
    enum status st = socket_send(socket, peer, answer, 1, &err);

    if (st == STATUS_INVALID)
        log_warning("an answer dropped", log_cause(err.text));
    else if (st != STATUS_OK)
        log_debug("an answer dropped", log_cause(err.text));
}

/* Nothing has changed, and whoever asked wants to wait for it. */
static bool
shall_wait(const struct message *request, const struct message *answer)
{
    return request->kind == MESSAGE_CHANGES && request->changes.wait_ms > 0 &&
           answer->kind == MESSAGE_CHANGE_PAGE &&
           answer->change_page.count == 0;
}

/* False: it waits, and is answered later. */
static bool
answer_or_keep(const struct conversation *c, struct socket *socket,
               const struct incoming *in, const struct message *request,
               struct arena *a, struct message *answer)
{
    /* A page with values is bounded by what the store holds of one document. */
    if (request->kind == MESSAGE_CHANGES)
        a->limit_bytes = 0;
    conversation_answer(c, request, a, answer);
    if (!shall_wait(request, answer))
        return true;
    if (waiting_add(c->waiting, socket, in, request))
        return false;
    answer->kind = MESSAGE_BUSY;
    answer->busy =
        (struct busy){RETRY_AFTER_MS, STR("too many requests wait already")};
    return true;
}

/* Answer the next request; false: that was the last. */
static bool
answer_next(const struct conversation *c, struct socket *socket,
            struct incoming *in, bool is_too_many)
{
    struct arena arena = ARENA_LIMIT(QUERY_ARENA_BYTES);
    struct message request = {0}, answer = {0};
    struct error err;
    bool is_answered = true;
    enum status st = incoming_next(in, &arena, &request, &err);

    if (st == STATUS_OK && is_too_many) {
        answer = (struct message){
            .kind = MESSAGE_BUSY,
            .busy = {RETRY_AFTER_MS, STR("many requests in one message")},
        };
    } else if (st == STATUS_OK && auth_check(c->auth, incoming_user(in),
                                             request.kind, &err) != STATUS_OK) {
        refuse(&answer, REFUSED_FORBIDDEN, (struct str){0}, str_from(err.text));
    } else if (st == STATUS_OK) {
        is_answered = answer_or_keep(c, socket, in, &request, &arena, &answer);
    } else if (st != STATUS_NOT_FOUND) {
        refuse(&answer, REFUSED_MALFORMED, (struct str){0}, str_from(err.text));
    }
    answer.request_id = request.request_id;
    if (st != STATUS_NOT_FOUND && is_answered)
        send_answer(socket, incoming_peer(in), &answer);
    arena_release(&arena);
    return st != STATUS_NOT_FOUND;
}

void
conversation_turn(const struct conversation *c, struct socket *socket)
{
    struct incoming *in = NULL;
    struct error err;
    enum status st;

    if (c->auth)
        watch_keys(c->auth);
    st = socket_receive(socket, &in, &err);
    if (st == STATUS_NOT_FOUND)
        return;
    if (st != STATUS_OK) {
        log_warning("a message was lost", log_cause(err.text));
        return;
    }
    for (size_t i = 0; answer_next(c, socket, in, i >= REQUESTS_PER_MESSAGE);
         i++)
        ;
    incoming_free(&in);
}

/* ---- those that waited ------------------------------------------------- */

/* A key may have lost its role meanwhile. */
static void
answer_waiter(const struct conversation *c, const struct waiter *waiter)
{
    const struct message *request = &waiter->request;
    struct arena arena = {0};
    struct message answer = {0};
    struct error err;

    if (c->auth)
        watch_keys(c->auth);
    if (auth_check(c->auth, &waiter->user, request->kind, &err) == STATUS_OK)
        conversation_answer(c, request, &arena, &answer);
    else
        refuse(&answer, REFUSED_FORBIDDEN, (struct str){0}, str_from(err.text));
    answer.request_id = request->request_id;
    send_answer(waiter->socket, &waiter->peer, &answer);
    arena_release(&arena);
}

void
conversation_wake(const struct conversation *c, uint64_t newest)
{
    struct waiter waiter;

    for (size_t at = 0; waiting_take(c->waiting, newest, &at, &waiter);)
        answer_waiter(c, &waiter);
}
