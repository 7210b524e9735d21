/*
 * socket - ZeroMQ sockets that carry parcels.
 *
 * A parcel is an envelope frame and, for Submit and Job, a payload frame;
 * a ZeroMQ message is one parcel or many. A listening socket (ROUTER)
 * speaks with many peers, a connected one (DEALER) with the one endpoint.
 * Nothing here blocks but socket_wait() and wire_poll(). A socket stays in
 * the thread that opened it.
 */
#ifndef WIRE_SOCKET_H
#define WIRE_SOCKET_H

#include "wire/certificate.h"
#include "wire/handshake.h"
#include "wire/message.h"

struct wire;
struct socket;

enum { PEER_MAX_BYTES = 255 };

/*
 * Frames of one message that are kept, the peer's name included: far more
 * than any program here sends, and 4 MiB of frames where all are empty.
 */
enum { MESSAGE_MAX_FRAMES = 65536 };

/* Who is at the other end of a listening socket's conversation. */
struct peer {
    uint8_t len;
    uint8_t bytes[PEER_MAX_BYTES];
};

bool peer_equal(const struct peer *a, const struct peer *b);

/* Who sent a message: auth.h tells what that allows. */
struct user {
    bool is_local;           /* the socket asks for no key */
    char key[KEY_CHARS + 1]; /* else the proven public key, "": none */
};

/* One context a process. The caller ends it after all its sockets. */
enum status wire_open(struct wire **out, struct error *err)
    __attribute__((warn_unused_result));
void wire_close(struct wire **w);

struct socket_options {
    /* A longer frame from a peer cuts its connection; 0: no limit. */
    int64_t max_frame_bytes;
    /* Messages that may wait for each peer, and from it; 0: 16. */
    int send_mark;
    int receive_mark;
    /* Closing drops at once what was not sent, instead of giving it 1 s. */
    bool drops_unsent;
    /*
     * Keys, which tcp endpoints use (CURVE) and ipc ones ignore; both are
     * borrowed for the call. A listener with a certificate admits only whom
     * auth.h knows; NULL: it admits everybody, or a client shows no key.
     */
    const struct certificate *certificate;
    const struct credentials *credentials;
};

/*
 * Listen on, or connect to, `endpoint` (ipc://PATH, tcp://HOST:PORT; a
 * listener's port may be *). Connecting does not wait for the other side.
 * STATUS_INVALID: not an endpoint. STATUS_UNAVAILABLE: it cannot be bound.
 */
enum status socket_listen(struct wire *w, const char *endpoint,
                          const struct socket_options *options,
                          struct socket **out, struct error *err)
    __attribute__((warn_unused_result));
enum status socket_connect(struct wire *w, const char *endpoint,
                           const struct socket_options *options,
                           struct socket **out, struct error *err)
    __attribute__((warn_unused_result));
/*
 * Listen on `endpoint` with a socket (PUB) that only tells: whoever connects
 * gets what is sent from then on, and only the latest where it reads slowly.
 */
enum status socket_publish(struct wire *w, const char *endpoint,
                           const struct socket_options *options,
                           struct socket **out, struct error *err)
    __attribute__((warn_unused_result));
/* Connect to a publishing socket, to hear what it tells; nothing is sent. */
enum status socket_subscribe(struct wire *w, const char *endpoint,
                             const struct socket_options *options,
                             struct socket **out, struct error *err)
    __attribute__((warn_unused_result));
/*
 * What was not yet sent gets 1 s to leave, unless the options say otherwise;
 * a listener's ipc file is removed.
 * A NULL *s is fine.
 */
void socket_close(struct socket **s);

/* The endpoint as bound, its port told; valid until socket_close(). */
const char *socket_endpoint(const struct socket *s);

struct endpoint_text {
    char text[256];
};

/* Where this machine reaches a listener that listens on every address. */
struct endpoint_text socket_local_endpoint(const struct socket *s);
/* Whether it is a listener that only tells. */
bool socket_is_publisher(const struct socket *s);
/* Whether it is a listener that admits nobody without a key. */
bool socket_wants_keys(const struct socket *s);

/*
 * Of a connected tcp socket: why no connection comes about, or does not any
 * more, in a sentence. STATUS_OK: nothing is known to be wrong.
 * STATUS_INVALID: the socket tries no more, a new one might later.
 * STATUS_UNAVAILABLE: it goes on trying.
 */
enum status socket_trouble(struct socket *s, struct error *err)
    __attribute__((warn_unused_result));
/* Wait until the other side takes or refuses us, at most timeout_ms. */
enum handshake_state socket_settle(struct socket *s, int timeout_ms);

/*
 * Send `count` messages as parcels of one ZeroMQ message, to `peer`, which
 * is NULL on a connected or a publishing one. Never blocks. STATUS_UNAVAILABLE: the peer
 * is gone or reads too slowly; nothing was sent. STATUS_INVALID: a message
 * cannot be packed.
 */
enum status socket_send(struct socket *s, const struct peer *peer,
                        const struct message *messages, size_t count,
                        struct error *err) __attribute__((warn_unused_result));

/* A ZeroMQ message as it arrived; read its parcels with incoming_next(). */
struct incoming;

/*
 * Take one message. STATUS_NOT_FOUND, err untouched: none is waiting.
 * STATUS_INVALID: it had more than MESSAGE_MAX_FRAMES and was dropped whole;
 * the connection stays, and the next message can be taken.
 * The caller ends *out with incoming_free().
 */
enum status socket_receive(struct socket *s, struct incoming **out,
                           struct error *err)
    __attribute__((warn_unused_result));
void incoming_free(struct incoming **in); /* a NULL *in is fine */

const struct peer *incoming_peer(const struct incoming *in);
const struct user *incoming_user(const struct incoming *in);
/* Bytes of all its frames. */
size_t incoming_bytes(const struct incoming *in);
/* What it takes in memory: those, and what each frame is held in. */
size_t incoming_cost(const struct incoming *in);
/*
 * The next parcel: out->payload borrows `in`, all else lives in `a`.
 * STATUS_NOT_FOUND, err untouched: that was the last. STATUS_INVALID: not
 * a parcel; *out is as message_unpack() leaves it. Call again for the next:
 * there is none after a frame that could not be read at all.
 */
enum status incoming_next(struct incoming *in, struct arena *a,
                          struct message *out, struct error *err)
    __attribute__((warn_unused_result));

/*
 * Wait until a message can be taken; false: timeout_ms have passed, or the
 * other side wants none of us, which socket_trouble() then tells.
 */
bool socket_wait(struct socket *s, int timeout_ms);

/* What wire_poll() waits for: a socket, or a descriptor if that is NULL. */
struct poll_item {
    struct socket *socket;
    int fd;
    bool want_write;  /* descriptors only, besides reading */
    bool is_readable; /* set by wire_poll(); also at hang-up */
    bool is_writable;
};

/*
 * Wait until one is ready, or timeout_ms (-1: for ever) have passed, or a
 * signal came; in the last two cases none is ready.
 */
void wire_poll(struct poll_item *items, size_t count, int timeout_ms);

#endif
