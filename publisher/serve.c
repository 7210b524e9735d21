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
/* Whether there is anything to take. */
static bool
poll_all(const struct service *s, struct polled *p, int timeout_ms)
{
    bool is_any = false;

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
    for (size_t i = 0; i < p->count; i++)
        is_any = is_any || p->items[i].is_readable;
    return is_any;
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

/* Whether there are any. `is_told`: we have written to the store ourselves. */
static bool
spread_news(struct service *s, bool is_told)
{
    uint64_t before = s->news.newest;
    bool is_new = news_look(&s->news, s->conversation.store, is_told);

    if (is_new) {
        if (s->has_looked)
            trace_news(s->conversation.store, before);
        tell_all(s);
        if (s->http)
            http_wake(s->http, WAIT_FOR_CHANGES);
    }
    s->has_looked = true;
    conversation_wake(&s->conversation, s->news.newest);
    return is_new;
}

/* Another copy is served from now on: who waits must learn of it. */
static void
serve_store(struct service *s, struct store *store)
{
    log_info("another copy is served", log_str("store", store_id(store)));
    s->conversation.store = store;
    s->api.store = store;
    columns_release(&s->columns);
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
    bool reads_on = true;

    while (st == STATUS_OK) {
        struct polled p;
        bool has_written = false;
        bool is_any = poll_all(s, &p, reads_on ? 0 : timeout_ms(s));
        if (p.items[0].is_readable && take_signals(s))
            return STATUS_OK;
        if (s->follow)
            st = keep_copy(s, &has_written, err);
        if (spread_news(s, has_written))
            reads_on = true;
        if (s->api.head && head_turn(s->api.head) && s->http)
            http_wake(s->http, WAIT_FOR_HEAD);
        /* Also after a timeout: connections that waited too long end. */
        if (s->http)
            http_turn(s->http);
        for (size_t i = 0; i < s->socket_count; i++)
            if (p.items[p.first_socket + i].is_readable)
                conversation_turn(&s->conversation, s->sockets[i]);
        if (reads_on && !is_any) /* there is time */
            reads_on = columns_read_on(&s->columns, s->conversation.store);
        arena_give_back_freed(&s->given_back_ms);
    }
    return st;
}
