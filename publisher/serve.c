#include "publisher/serve.h"

/* The order of the poll items: signals, HTTP if there is any, sockets. */
enum { FIXED_ITEMS = 2 };

void
serve(const struct service *s)
{
    struct poll_item items[FIXED_ITEMS + SOCKETS_MAX] = {
        {.fd = s->signals},
    };
    size_t count = 1;
    size_t first_socket;

    if (s->http)
        items[count++].fd = http_descriptor(s->http);
    first_socket = count;
    for (size_t i = 0; i < s->socket_count; i++)
        items[count++].socket = s->sockets[i];
    for (;;) {
        wire_poll(items, count, s->http ? http_timeout_ms(s->http) : -1);
        if (items[0].is_readable)
            return;
        /* Also after a timeout: connections that waited too long end. */
        if (s->http)
            http_turn(s->http);
        for (size_t i = 0; i < s->socket_count; i++)
            if (items[first_socket + i].is_readable)
                conversation_turn(&s->conversation, s->sockets[i]);
    }
}
