#include "wire/handshake.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <zmq.h>

void
handshake_watch(struct handshake *h, void *context, void *handle)
{
    int events = ZMQ_EVENT_HANDSHAKE_SUCCEEDED |
                 ZMQ_EVENT_HANDSHAKE_FAILED_AUTH |
                 ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL |
                 ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL;
    char name[64];
    int none = 0;

    snprintf(name, sizeof name, "inproc://handshake-%p", handle);
    if (zmq_socket_monitor(handle, name, events) != 0)
        return;
    h->monitor = zmq_socket(context, ZMQ_PAIR);
    if (!h->monitor)
        return;
    zmq_setsockopt(h->monitor, ZMQ_LINGER, &none, sizeof none);
    /* Events must find room: ZeroMQ's own thread would wait for it. */
    zmq_setsockopt(h->monitor, ZMQ_RCVHWM, &none, sizeof none);
    if (zmq_connect(h->monitor, name) != 0)
        handshake_release(h);
}

void
handshake_release(struct handshake *h)
{
    if (h->monitor)
        zmq_close(h->monitor);
    h->monitor = NULL;
}

static enum handshake_state
state_after(uint16_t event, uint32_t value)
{
    switch (event) {
    case ZMQ_EVENT_HANDSHAKE_SUCCEEDED:
        return HANDSHAKE_DONE;
    case ZMQ_EVENT_HANDSHAKE_FAILED_AUTH:
        return HANDSHAKE_KEY_REFUSED;
    case ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL:
        return value == ZMQ_PROTOCOL_ERROR_ZMTP_MECHANISM_MISMATCH
                   ? HANDSHAKE_WANTS_KEYS
                   : HANDSHAKE_BROKEN;
    default:
        return HANDSHAKE_BROKEN;
    }
}

bool
handshake_is_final(const struct handshake *h)
{
    return h->state == HANDSHAKE_KEY_REFUSED ||
           h->state == HANDSHAKE_WANTS_KEYS;
}

/* An event is two frames: what and its value, then the address. */
void
handshake_update(struct handshake *h)
{
    uint8_t frame[6], address[256];
    uint16_t event;
    uint32_t value;

    while (h->monitor && zmq_recv(h->monitor, frame, sizeof frame,
                                  ZMQ_DONTWAIT) == sizeof frame) {
        memcpy(&event, frame, sizeof event);
        memcpy(&value, frame + sizeof event, sizeof value);
        zmq_recv(h->monitor, address, sizeof address, ZMQ_DONTWAIT);
        h->state = state_after(event, value);
    }
}

enum status
handshake_trouble(const struct handshake *h, bool has_keys,
                  const char *endpoint, struct error *err)
{
    switch (h->state) {
    case HANDSHAKE_KEY_REFUSED:
        return error_set(err, STATUS_INVALID,
                         "%s does not know this key: it was not added there, "
                         "or is revoked",
                         endpoint);
    case HANDSHAKE_WANTS_KEYS:
        return error_set(err, STATUS_INVALID,
                         has_keys ? "%s has no keys: leave --key away"
                                  : "%s takes nobody without a key: give "
                                    "--key and --server-key",
                         endpoint);
    case HANDSHAKE_BROKEN:
        return error_set(err, STATUS_UNAVAILABLE,
                         has_keys
                             ? "%s breaks off: --server-key is not its "
                               "certificate, or it is no baogao"
                             : "%s breaks off: it wants a key, or is no baogao",
                         endpoint);
    case HANDSHAKE_PENDING:
    case HANDSHAKE_DONE:
        break;
    }
    return STATUS_OK;
}
