#include "publisher/serve.h"

#include "base/log.h"

/* The order of the poll items: signals, news, HTTP if there is any, sockets. */
enum {
    ITEM_SIGNALS,
    ITEM_NEWS,
    FIXED_ITEMS = 3,
};

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

    return s->http ? sooner(until, http_timeout_ms(s->http)) : until;
}

static void
tell_all(const struct service *s)
{
    struct message nudge = {.kind = MESSAGE_NUDGE, .nudge = s->news.newest};
    struct error err;

    for (size_t i = 0; i < s->feed_count; i++)
        if (socket_send(s->feeds[i], NULL, &nudge, 1, &err) != STATUS_OK)
            log_debug("a nudge was dropped: %s", err.text);
}

static void
spread_news(struct service *s)
{
    if (news_look(&s->news, s->conversation.store, false)) {
        tell_all(s);
        if (s->http)
            http_wake(s->http);
    }
    conversation_wake(&s->conversation, s->news.newest);
}

void
serve(struct service *s)
{
    struct poll_item items[FIXED_ITEMS + SOCKETS_MAX] = {
        [ITEM_SIGNALS] = {.fd = s->signals},
        [ITEM_NEWS] = {.fd = s->news.descriptor},
    };
    size_t count = ITEM_NEWS + 1;
    size_t first_socket;

    if (s->http)
        items[count++].fd = http_descriptor(s->http);
    first_socket = count;
    for (size_t i = 0; i < s->socket_count; i++)
        items[count++].socket = s->sockets[i];
    for (;;) {
        wire_poll(items, count, timeout_ms(s));
        if (items[ITEM_SIGNALS].is_readable)
            return;
        spread_news(s);
        /* Also after a timeout: connections that waited too long end. */
        if (s->http)
            http_turn(s->http);
        for (size_t i = 0; i < s->socket_count; i++)
            if (items[first_socket + i].is_readable)
                conversation_turn(&s->conversation, s->sockets[i]);
    }
}
