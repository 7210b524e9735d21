/*
 * baogao-publisher - answers questions about the reports in a store.
 *
 * Reads the store that baogao-worker writes, in a process of its own;
 * writes nothing but its lock and its address. With --follow it keeps a
 * copy of another publisher's store instead.
 *
 * DIAGNOSTICS
 *   exit 2: wrong options. exit 3: no store, or an address that is taken;
 *   the same call may work later. exit 4: the store is damaged or foreign.
 */
#include <stdio.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/log.h"
#include "daemon/damage.h"
#include "daemon/directory.h"
#include "daemon/ready.h"
#include "daemon/signals.h"
#include "publisher/options.h"
#include "publisher/rundir.h"
#include "publisher/serve.h"
#include "wire/boot_id.h"

/* Everything that is open, in the order in which it was opened. */
struct program {
    struct options options;
    struct store *store;   /* a head's, or the served one of these: */
    struct copies *copies; /* NULL: it follows nobody */
    struct rundir *run;
    struct wire *wire;
    struct http *http;
    struct service service;
};

static enum status
open_store(struct program *p, struct error *err)
{
    struct store_options options = {.damage_met = damage_met};
    const char *dir = p->options.dir;
    char path[4096];
    int len = snprintf(path, sizeof path, "%s/store", dir);
    enum status st;

    if (len < 0 || (size_t)len >= sizeof path)
        return error_set(err, STATUS_UNAVAILABLE, "the path %s is too long",
                         dir);
    if (p->options.follow.endpoint) {
        st = directory_make(dir, err);
        if (st == STATUS_OK)
            st = copies_open(dir, &p->copies, err);
        if (st == STATUS_OK)
            p->store = copies_served(p->copies);
        return st;
    }
    st = store_open(path, STORE_READER, &options, &p->store, err);
    return st == STATUS_OK ? news_open(&p->service.news, path, err) : st;
}

/* What a listening socket is for. */
struct purpose {
    const char *what;
    enum status (*open)(struct wire *w, const char *endpoint,
                        const struct socket_options *options,
                        struct socket **out, struct error *err);
};
static const struct purpose asking = {"query", socket_listen};
static const struct purpose telling = {"feed", socket_publish};

static enum status
listen_on(struct program *p, const struct purpose *purpose,
          const char *endpoint, struct socket **sockets, size_t *count,
          struct error *err)
{
    struct auth *auth = p->service.conversation.auth;
    struct socket_options options = {
        .max_frame_bytes = REQUEST_MAX_BYTES,
        .send_mark = ANSWERS_MARK,
        .certificate = auth_certificate(auth),
    };
    struct socket *socket;
    enum status st = purpose->open(p->wire, endpoint, &options, &socket, err);

    if (st != STATUS_OK)
        return st;
    sockets[(*count)++] = socket;
    if (socket_wants_keys(socket))
        st = auth_prove(auth, p->wire, socket, err);
    if (st == STATUS_OK)
        log_info("listening", log_text("conversation", purpose->what),
                 log_text("endpoint", socket_endpoint(socket)));
    return st;
}

/* On the endpoint of the run directory and on those of the options. */
static enum status
listen_all(struct program *p, const struct purpose *purpose, const char *own,
           const struct endpoints *others, struct socket **sockets,
           size_t *count, struct error *err)
{
    enum status st = listen_on(p, purpose, own, sockets, count, err);

    for (size_t i = 0; st == STATUS_OK && i < others->count; i++)
        st = listen_on(p, purpose, others->names[i], sockets, count, err);
    return st;
}

static enum status
open_sockets(struct program *p, struct error *err)
{
    const struct options *o = &p->options;
    struct service *s = &p->service;
    enum status st = wire_open(&p->wire, err);

    if (st == STATUS_OK && o->has_keys)
        st = auth_open(p->wire, o->dir, &p->service.conversation.auth, err);
    if (st == STATUS_OK)
        st = listen_all(p, &asking, rundir_endpoint(p->run), &o->query,
                        s->sockets, &s->socket_count, err);
    if (st == STATUS_OK)
        st = listen_all(p, &telling, rundir_feed_endpoint(p->run), &o->feed,
                        s->feeds, &s->feed_count, err);
    return st;
}

static enum status
open_follow(struct program *p, struct error *err)
{
    enum status st;

    p->service.copies = p->copies;
    if (!p->copies)
        return STATUS_OK;
    st = follow_open(&p->options.follow, p->wire, p->copies, &p->service.follow,
                     err);
    if (st == STATUS_OK)
        p->service.api.following = follow_status(p->service.follow);
    return st;
}

static enum status
open_http(struct program *p, struct error *err)
{
    enum status st;

    if (!p->options.has_http)
        return STATUS_OK;
    p->service.api.store = p->store;
    p->service.api.dir = p->options.dir;
    p->service.api.door = p->options.door;
    p->service.token_path = rundir_token_path(p->run);
    st = token_open(p->service.token_path, &p->service.api.door.token, err);
    /* A follower's store has no head. */
    if (st == STATUS_OK && !p->copies)
        st = head_open(p->wire, p->options.dir, &p->service.api.head, err);
    if (st == STATUS_OK)
        st = http_open(&p->options.http, &p->service.api, &p->http, err);
    if (st == STATUS_OK)
        st = rundir_publish(p->run, http_url(p->http), err);
    if (st == STATUS_OK)
        log_info("listening", log_text("conversation", "http"),
                 log_text("endpoint", http_url(p->http)));
    if (st == STATUS_OK && p->options.http.is_wide)
        log_warning("HTTP is neither encrypted nor for this machine alone: "
                    "put a proxy with TLS in front");
    return st;
}

static enum status
open_all(struct program *p, struct error *err)
{
    enum status st = signals_open(&p->service.signals, err);

    if (st == STATUS_OK)
        st = open_store(p, err);
    if (st == STATUS_OK)
        st = rundir_open(p->options.dir, &p->run, err);
    if (st == STATUS_OK)
        st = open_sockets(p, err);
    if (st == STATUS_OK)
        st = open_follow(p, err);
    if (st == STATUS_OK)
        st = open_http(p, err);
    if (st == STATUS_OK)
        st = boot_id_choose(&p->service.conversation.boot_id, err);
    p->service.http = p->http;
    p->service.conversation.store = p->store;
    p->service.columns.limit_bytes = p->options.cache_bytes;
    p->service.conversation.columns = &p->service.columns;
    p->service.api.columns = &p->service.columns;
    p->service.conversation.waiting = &p->service.waiting;
    return st;
}

static void
close_all(struct program *p)
{
    http_close(&p->http);
    head_close(&p->service.api.head);
    for (size_t i = 0; i < p->service.socket_count; i++)
        socket_close(&p->service.sockets[i]);
    for (size_t i = 0; i < p->service.feed_count; i++)
        socket_close(&p->service.feeds[i]);
    waiting_release(&p->service.waiting);
    columns_release(&p->service.columns);
    follow_close(&p->service.follow);
    auth_close(&p->service.conversation.auth);
    wire_close(&p->wire);
    rundir_close(&p->run);
    news_close(&p->service.news);
    if (p->copies)
        copies_close(&p->copies);
    else
        store_close(&p->store);
    if (p->service.signals >= 0)
        close(p->service.signals);
}

static enum exit_code
exit_code_of(enum status st)
{
    /* What was invalid is an endpoint: no document has been read. */
    return st == STATUS_INVALID ? EXIT_CODE_USAGE : status_exit_code(st);
}

int
main(int argc, char **argv)
{
    struct program program = {
        .service = {.signals = -1,
                    .news.descriptor = -1,
                    .options = &program.options},
    };
    struct error err;
    enum status st;
    enum settings_verdict verdict = options_read(argc, argv, &program.options);

    if (verdict != SETTINGS_RUN) {
        settings_close(program.options.reading);
        return verdict == SETTINGS_DONE ? EXIT_CODE_DONE : EXIT_CODE_USAGE;
    }
    arena_share_heap();
    arena_keep_freed();
    log_open(program.options.follow.endpoint ? "baogao-publisher/follower"
                                             : "baogao-publisher",
             program.options.log_level, program.options.log_format);
    damage_expect(program.options.dir);
    st = open_all(&program, &err);
    if (st == STATUS_OK) {
        ready_tell(&program.options.ready_fd);
        st = serve(&program.service, &err);
    }
    if (st == STATUS_OK) {
        log_info("ended");
    } else {
        log_error("ended", log_cause(err.text));
        damage_advise(st);
    }
    close_all(&program);
    settings_close(program.options.reading);
    return (int)exit_code_of(st);
}
