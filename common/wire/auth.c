#include "wire/auth.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <zmq.h>

#include "base/clock.h"
#include "wire/handles.h"
#include "wire/handshake.h"

enum {
    PROOF_MS = 15000, /* a machine may be busy starting */
    NEWS_MS = 1000,   /* strangers are counted, not listed */
    ZAP_FIELDS = 7,
    ZAP_FIELD_BYTES = 256,
    CURVE_KEY_BYTES = 32,
};

static const char zap_endpoint[] = "inproc://zeromq.zap.01";

struct auth {
    struct certificate server;
    struct keys *keys; /* for messages */
    int64_t news_ms;
    pthread_t thread;
    bool has_thread;
    void *stop; /* our end of a pipe to the thread */
    /* The thread's own, but for the count. */
    void *stop_heard;
    void *zap;
    struct keys *zap_keys;
    atomic_uint strangers;
};

/* ---- the thread -------------------------------------------------------- */

struct zap_field {
    uint8_t bytes[ZAP_FIELD_BYTES];
    size_t len;
};

enum zap_position {
    ZAP_VERSION,
    ZAP_REQUEST_ID,
    ZAP_DOMAIN,
    ZAP_ADDRESS,
    ZAP_ROUTING_ID,
    ZAP_MECHANISM,
    ZAP_CREDENTIALS,
};

static bool
has_more(void *zap)
{
    int more = 0;
    size_t bytes = sizeof more;

    return zmq_getsockopt(zap, ZMQ_RCVMORE, &more, &bytes) == 0 && more;
}

/* Take one question; its fields are few and short. False: it is not so. */
static bool
take_question(void *zap, struct zap_field fields[ZAP_FIELDS])
{
    struct zap_field extra;
    int count = 0;

    do {
        struct zap_field *f = count < ZAP_FIELDS ? &fields[count] : &extra;
        int len = zmq_recv(zap, f->bytes, sizeof f->bytes, ZMQ_DONTWAIT);
        if (len < 0)
            return false;
        f->len = len < ZAP_FIELD_BYTES ? (size_t)len : ZAP_FIELD_BYTES;
        count++;
    } while (has_more(zap));
    return count == ZAP_FIELDS;
}

static bool
field_is(const struct zap_field *f, const char *text)
{
    return f->len == strlen(text) && memcmp(f->bytes, text, f->len) == 0;
}

/* The key that the peer holds, where it is known. */
static const struct key *
key_asked_for(struct auth *a, const struct zap_field fields[ZAP_FIELDS])
{
    const struct zap_field *shown = &fields[ZAP_CREDENTIALS];
    char text[KEY_CHARS + 1];
    bool has_changed;
    struct error err;

    if (!field_is(&fields[ZAP_MECHANISM], "CURVE") ||
        shown->len != CURVE_KEY_BYTES ||
        !zmq_z85_encode(text, shown->bytes, CURVE_KEY_BYTES))
        return NULL;
    /* What is wrong there, the other table's owner says. */
    if (keys_refresh(a->zap_keys, &has_changed, &err) != STATUS_OK)
        err.text[0] = '\0';
    return keys_find(a->zap_keys, text);
}

static void
send_field(void *zap, const void *bytes, size_t len, bool more)
{
    /* An answer that cannot leave ends that handshake, by its time limit. */
    zmq_send(zap, bytes, len, ZMQ_DONTWAIT | (more ? ZMQ_SNDMORE : 0));
}

static void
answer(void *zap, const struct zap_field *id, const struct key *key)
{
    const char *user = key ? key->public_key : "";

    send_field(zap, "1.0", 3, true);
    send_field(zap, id->bytes, id->len, true);
    send_field(zap, key ? "200" : "400", 3, true);
    send_field(zap, "", 0, true); /* why: the code says it */
    send_field(zap, user, strlen(user), true);
    send_field(zap, "", 0, false); /* no metadata besides User-Id */
}

static void
answer_question(struct auth *a)
{
    struct zap_field fields[ZAP_FIELDS] = {0};
    const struct key *key = NULL;

    if (take_question(a->zap, fields))
        key = key_asked_for(a, fields);
    if (!key)
        atomic_fetch_add(&a->strangers, 1);
    answer(a->zap, &fields[ZAP_REQUEST_ID], key);
}

static void *
run(void *context)
{
    struct auth *a = context;
    zmq_pollitem_t items[] = {{.socket = a->stop_heard, .events = ZMQ_POLLIN},
                              {.socket = a->zap, .events = ZMQ_POLLIN}};

    for (;;) {
        if (zmq_poll(items, 2, -1) <= 0)
            continue;
        if (items[0].revents)
            return NULL;
        if (items[1].revents)
            answer_question(a);
    }
}

/* ---- opening ----------------------------------------------------------- */

static bool
open_sockets(struct auth *a, void *context)
{
    static const char stop_endpoint[] = "inproc://auth-stop";

    a->stop = zmq_socket(context, ZMQ_PAIR);
    a->stop_heard = zmq_socket(context, ZMQ_PAIR);
    a->zap = zmq_socket(context, ZMQ_REP);
    return a->stop && a->stop_heard && a->zap &&
           zmq_bind(a->stop_heard, stop_endpoint) == 0 &&
           zmq_connect(a->stop, stop_endpoint) == 0 &&
           zmq_bind(a->zap, zap_endpoint) == 0;
}

enum status
auth_open(struct wire *w, const char *directory, struct auth **out,
          struct error *err)
{
    struct auth *a = calloc(1, sizeof *a);
    enum status st;

    if (!a)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    atomic_init(&a->strangers, 0);
    st = keys_read_server(directory, &a->server, err);
    if (st == STATUS_OK)
        st = keys_open(directory, &a->keys, err);
    if (st == STATUS_OK)
        st = keys_open(directory, &a->zap_keys, err);
    if (st == STATUS_OK) {
        a->has_thread = open_sockets(a, w->context) &&
                        pthread_create(&a->thread, NULL, run, a) == 0;
        if (!a->has_thread)
            st = error_set(err, STATUS_UNAVAILABLE,
                           "cannot begin to check keys: %s",
                           zmq_strerror(zmq_errno()));
    }
    if (st == STATUS_OK)
        *out = a;
    else
        auth_close(&a);
    return st;
}

static void
close_socket(void *handle)
{
    int none = 0;

    if (!handle)
        return;
    zmq_setsockopt(handle, ZMQ_LINGER, &none, sizeof none);
    zmq_close(handle);
}

void
auth_close(struct auth **a)
{
    if (!*a)
        return;
    if ((*a)->has_thread) {
        zmq_send((*a)->stop, "", 0, 0);
        pthread_join((*a)->thread, NULL);
    }
    close_socket((*a)->stop);
    close_socket((*a)->stop_heard);
    close_socket((*a)->zap);
    keys_close(&(*a)->keys);
    keys_close(&(*a)->zap_keys);
    explicit_bzero(&(*a)->server, sizeof(*a)->server);
    free(*a);
    *a = NULL;
}

const struct certificate *
auth_certificate(const struct auth *a)
{
    return a ? &a->server : NULL;
}

/* ---- the proof --------------------------------------------------------- */

/* With a socket of the kind that it speaks to. */
static enum status
knock_at(struct wire *w, const struct socket *listener,
         const struct socket_options *options, struct socket **out,
         struct error *err)
{
    struct endpoint_text at = socket_local_endpoint(listener);

    return socket_is_publisher(listener)
               ? socket_subscribe(w, at.text, options, out, err)
               : socket_connect(w, at.text, options, out, err);
}

enum status
auth_prove(struct auth *a, struct wire *w, const struct socket *listener,
           struct error *err)
{
    struct credentials stranger = {.server = a->server};
    struct socket_options options = {.credentials = &stranger,
                                     .drops_unsent = true};
    struct socket *knock = NULL;
    enum handshake_state state = HANDSHAKE_PENDING;
    enum status st = certificate_make(&stranger.own, err);

    if (st == STATUS_OK)
        st = knock_at(w, listener, &options, &knock, err);
    if (st == STATUS_OK)
        state = socket_settle(knock, PROOF_MS);
    socket_close(&knock);
    /* This one stranger was ours. */
    atomic_store(&a->strangers, 0);
    if (st != STATUS_OK || state == HANDSHAKE_KEY_REFUSED)
        return st;
    return error_set(err, STATUS_UNAVAILABLE,
                     state == HANDSHAKE_DONE
                         ? "%s lets strangers in: it must not be used"
                         : "cannot prove that %s refuses strangers",
                     socket_endpoint(listener));
}

/* ---- in use ------------------------------------------------------------ */

enum auth_news
auth_tick(struct auth *a, struct error *news)
{
    int64_t now_ms = clock_monotonic_ms();
    bool has_changed;
    unsigned strangers;

    if (keys_refresh(a->keys, &has_changed, news) != STATUS_OK)
        return AUTH_WARNING;
    if (has_changed) {
        error_set(news, STATUS_OK, "keys read: %zu clients",
                  keys_count(a->keys));
        return AUTH_INFO;
    }
    if (now_ms - a->news_ms < NEWS_MS)
        return AUTH_QUIET;
    a->news_ms = now_ms;
    strangers = atomic_exchange(&a->strangers, 0);
    if (strangers > 0)
        error_set(news, STATUS_OK,
                  "%u connection%s with an unknown key refused", strangers,
                  strangers == 1 ? "" : "s");
    return strangers > 0 ? AUTH_WARNING : AUTH_QUIET;
}

enum status
auth_check(const struct auth *a, const struct user *user,
           enum message_kind kind, struct error *err)
{
    unsigned role = role_of_request(kind);
    const struct key *key;

    if (!a || user->is_local)
        return STATUS_OK;
    key = keys_find(a->keys, user->key);
    if (!key)
        return error_set(err, STATUS_INVALID,
                         "this key is not known, or is revoked");
    if (role && !(key->roles & role))
        return error_set(err, STATUS_INVALID, "key %s has not the role %s",
                         key->name, roles_format(role).text);
    return STATUS_OK;
}
