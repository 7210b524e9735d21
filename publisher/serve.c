#include "publisher/serve.h"

#include <signal.h>

#include "base/log.h"
#include "daemon/signals.h"
#include "publisher/feed/trace.h"
#include "publisher/reread.h"

enum { ITEMS_MAX = SOCKETS_MAX + 5 };

/* What is polled; sockets[] answers to the items from first_socket on. */
struct polled {
    struct poll_item items[ITEMS_MAX];
    size_t count;
    size_t first_socket;
};

static void
add_descriptor(struct polled *p, int descriptor)
{
    p->items[p->count++] = (struct poll_item){.fd = descriptor};
}

/* The signals come first. */
static void
poll_all(const struct service *s, struct polled *p, int timeout_ms)
{
    *p = (struct polled){.count = 0};
    add_descriptor(p, s->signals);
    if (s->news.descriptor >= 0)
        add_descriptor(p, s->news.descriptor);
    if (s->http)
        add_descriptor(p, http_descriptor(s->http));
    if (s->api.head)
        p->items[p->count++].socket = head_socket(s->api.head);
    if (s->follow && follow_socket(s->follow))
        p->items[p->count++].socket = follow_socket(s->follow);
    p->first_socket = p->count;
    for (size_t i = 0; i < s->socket_count; i++)
        p->items[p->count++].socket = s->sockets[i];
    wire_poll(p->items, p->count, timeout_ms);
}

/* The shorter of two timeouts, of which -1 is the longest. */
static int
sooner(int a, int b)
{
    if (a < 0 || b < 0)
        return a < 0 ? b : a;
    return a < b ? a : b;
}

static int
timeout_ms(const struct service *s)
{
    int until =
        sooner(news_timeout_ms(&s->news), waiting_timeout_ms(&s->waiting));

    if (s->follow)
        until = sooner(until, follow_timeout_ms(s->follow));
    if (s->api.head)
        until = sooner(until, head_timeout_ms(s->api.head));
    return s->http ? sooner(until, http_timeout_ms(s->http)) : until;
}

static void
tell_all(const struct service *s)
{
    struct message nudge = {.kind = MESSAGE_NUDGE, .nudge = s->news.newest};
    struct error err;

    for (size_t i = 0; i < s->feed_count; i++)
        if (socket_send(s->feeds[i], NULL, &nudge, 1, &err) != STATUS_OK)
            log_debug("a nudge dropped", log_cause(err.text));
}

/* `is_told`: we have written to the store ourselves. */
static void
spread_news(struct service *s, bool is_told)
{
    uint64_t before = s->news.newest;

    if (news_look(&s->news, s->conversation.store, is_told)) {
        if (s->has_looked)
            trace_news(s->conversation.store, before);
        tell_all(s);
        if (s->http)
            http_wake(s->http, WAIT_FOR_CHANGES);
    }
    s->has_looked = true;
    conversation_wake(&s->conversation, s->news.newest);
}

/* Another copy is served from now on: who waits must learn of it. */
static void
serve_store(struct service *s, struct store *store)
{
    log_info("another copy is served", log_str("store", store_id(store)));
    s->conversation.store = store;
    s->api.store = store;
    if (s->http)
        http_wake(s->http, WAIT_FOR_CHANGES);
    conversation_wake(&s->conversation, UINT64_MAX);
}

static enum status
keep_copy(struct service *s, bool *has_written, struct error *err)
{
    enum status st = follow_turn(s->follow, has_written, err);
    struct store *served = copies_served(s->copies);

    if (served == s->conversation.store)
        return st;
    serve_store(s, served);
    *has_written = true;
    return st;
}

/* Take what has come; true: it is to end. */
static bool
take_signals(struct service *s)
{
    int number;

    while ((number = signals_take(s->signals)) != 0) {
        if (number != SIGHUP)
            return true;
        reread_options(s);
    }
    return false;
}

enum status
serve(struct service *s, struct error *err)
{
    enum status st = STATUS_OK;

    while (st == STATUS_OK) {
        struct polled p;
        bool has_written = false;
        poll_all(s, &p, timeout_ms(s));
        if (p.items[0].is_readable && take_signals(s))
            return STATUS_OK;
        if (s->follow)
            st = keep_copy(s, &has_written, err);
        spread_news(s, has_written);
        if (s->api.head && head_turn(s->api.head) && s->http)
            http_wake(s->http, WAIT_FOR_HEAD);
        /* Also after a timeout: connections that waited too long end. */
        if (s->http)
            http_turn(s->http);
        for (size_t i = 0; i < s->socket_count; i++)
            if (p.items[p.first_socket + i].is_readable)
                conversation_turn(&s->conversation, s->sockets[i]);
        arena_give_back_freed(&s->given_back_ms);
    }
    return st;
}
