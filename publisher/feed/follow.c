#include "publisher/feed/follow.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "publisher/feed/replica.h"
#include "publisher/feed/trace.h"
#include "store/snapshot.h"
#include "wire/version.h"

enum {
    WAIT_MS = 10 * 1000,
    /* For a page of the largest document over a slow line. */
    ANSWER_MS = 60 * 1000,
    /* A publisher that was started again knows nothing of what it was asked. */
    PROBE_MS = 2000,
    GREETING_MS = 5000,
    PAUSE_MS = 1000,
    /* After what will not be otherwise soon: no role, a damaged document. */
    LONG_PAUSE_MS = 10 * 1000,
};

enum stage {
    STAGE_PAUSE,  /* until until_ms; then greet */
    STAGE_GREET,  /* Hello is on its way */
    STAGE_CHANGE, /* Changes is */
};

struct follow {
    const struct follow_options *options;
    struct wire *wire;
    struct copies *copies;
    struct store *copy;    /* the one turned to, the copies' */
    struct socket *socket; /* NULL: to be connected */
    enum stage stage;
    int64_t until_ms; /* monotonic: the end of the stage at the latest */
    uint64_t request_id;
    uint64_t boot_id; /* of the publisher that was asked for changes */
    int64_t probe_ms; /* monotonic: when to see whether it still is that */
    bool is_cut_off;  /* and it was told */
    struct follow_status status;
    bool index_is_damaged;
};

/* ---- asking ------------------------------------------------------------ */

static enum status
connect_to(struct follow *f, struct error *err)
{
    const struct follow_options *o = f->options;
    struct socket_options options = {.drops_unsent = true};
    struct credentials credentials;
    enum status st = STATUS_OK;

    if (o->key) {
        st = credentials_read(o->key, o->server_key, &credentials, err);
        options.credentials = &credentials;
    }
    if (st == STATUS_OK)
        st = socket_connect(f->wire, o->endpoint, &options, &f->socket, err);
    explicit_bzero(&credentials, sizeof credentials);
    return st;
}

static void
pause_for(struct follow *f, int64_t ms)
{
    f->stage = STAGE_PAUSE;
    f->until_ms = clock_monotonic_ms() + ms;
}

/* Say once that nothing comes any more. */
static void
cut_off(struct follow *f, const char *why)
{
    if (!f->is_cut_off)
        log_warning("no longer following",
                    log_text("endpoint", f->options->endpoint), log_cause(why));
    f->is_cut_off = true;
    f->status.is_up = false;
}

/* A new connection, since ZeroMQ gives some up for good. */
static void
begin_anew(struct follow *f, const char *why)
{
    cut_off(f, why);
    socket_close(&f->socket);
    pause_for(f, PAUSE_MS);
}

static void
send_request(struct follow *f, struct message *request, enum stage stage,
             int64_t patience_ms)
{
    struct error err;

    request->request_id = ++f->request_id;
    if (socket_send(f->socket, NULL, request, 1, &err) != STATUS_OK) {
        begin_anew(f, err.text);
        return;
    }
    f->stage = stage;
    f->until_ms = clock_monotonic_ms() + patience_ms;
}

static struct message
hello(void)
{
    return (struct message){
        .kind = MESSAGE_HELLO,
        .hello = version_hello(STR("baogao-publisher " BAOGAO_VERSION)),
    };
}

static void
greet(struct follow *f)
{
    struct message m = hello();
    struct error err;

    if (!f->socket && connect_to(f, &err) != STATUS_OK) {
        begin_anew(f, err.text);
        return;
    }
    send_request(f, &m, STAGE_GREET, GREETING_MS);
}

/* Greet between request and answer; the Welcome tells who it is. */
static void
probe(struct follow *f)
{
    struct message m = hello();
    struct error err;

    f->probe_ms = clock_monotonic_ms() + PROBE_MS;
    if (socket_send(f->socket, NULL, &m, 1, &err) != STATUS_OK)
        begin_anew(f, err.text);
}

static enum status
ask(struct follow *f, struct error *err)
{
    struct message request = {
        .kind = MESSAGE_CHANGES,
        .changes = {.store_id = store_id(f->copy),
                    .limit = CHANGES_LIMIT_MAX,
                    .wait_ms = WAIT_MS,
                    .with_values = true},
    };
    struct snapshot *snap = NULL;
    enum status st = snapshot_open(f->copy, &snap, err);

    if (st == STATUS_OK)
        st = snapshot_change_no(snap, &request.changes.after, err);
    snapshot_close(&snap);
    if (st == STATUS_OK)
        send_request(f, &request, STAGE_CHANGE, WAIT_MS + ANSWER_MS);
    f->probe_ms = clock_monotonic_ms() + PROBE_MS;
    return st;
}

/* ---- answers ----------------------------------------------------------- */

static enum status
take_welcome(struct follow *f, const struct welcome *welcome, struct error *err)
{
    enum status st =
        copies_turn_to(f->copies, welcome->store_id, &f->copy, err);

    /* Whatever answers there, it has no store that could be copied. */
    if (st == STATUS_INVALID) {
        cut_off(f, err->text);
        pause_for(f, LONG_PAUSE_MS);
        return STATUS_OK;
    }
    f->boot_id = welcome->boot_id;
    return st == STATUS_OK ? ask(f, err) : st;
}

static void
say_following(struct follow *f, const struct change_page *page)
{
    if (f->is_cut_off || f->request_id <= 2)
        log_info("following", log_text("endpoint", f->options->endpoint),
                 log_str("store", page->store_id),
                 log_number("changes", page->count),
                 log_number("as_of", page->as_of));
    f->is_cut_off = false;
    f->status.is_up = true;
    f->status.as_of = page->as_of;
}

static enum status
take_page(struct follow *f, const struct change_page *page, bool *has_written,
          struct error *err)
{
    enum status st = STATUS_OK;

    if (!str_equal(page->store_id, store_id(f->copy))) {
        greet(f);
        return STATUS_OK;
    }
    if (page->count > 0)
        st = replica_apply(f->copy, page, &f->index_is_damaged, err);
    if (st == STATUS_INVALID) {
        cut_off(f, err->text);
        pause_for(f, LONG_PAUSE_MS);
        return STATUS_OK;
    }
    if (st != STATUS_OK)
        return st;
    say_following(f, page);
    trace_page("copied", page);
    *has_written |= page->count > 0;
    if (change_page_is_last(page))
        st = copies_caught_up(f->copies, err);
    return st == STATUS_OK ? ask(f, err) : st;
}

static void
take_refusal(struct follow *f, const struct refused *refused)
{
    struct error why;

    if (refused->code == REFUSED_OTHER_STORE) {
        log_info("another store is served there: its copy begins anew",
                 log_text("endpoint", f->options->endpoint));
        greet(f);
        return;
    }
    error_set(&why, STATUS_INVALID, "%.*s", STR_ARG(refused->reason));
    cut_off(f, why.text);
    pause_for(f, LONG_PAUSE_MS);
}

static enum status
take(struct follow *f, const struct message *m, bool *has_written,
     struct error *err)
{
    /* Greetings have no number; what is of a request before is late. */
    bool is_late = m->request_id != 0 && m->request_id != f->request_id;

    f->status.heard_ms = clock_monotonic_ms();
    if (m->kind == MESSAGE_WELCOME && f->stage != STAGE_PAUSE &&
        (f->stage == STAGE_GREET || m->welcome.boot_id != f->boot_id))
        return take_welcome(f, &m->welcome, err);
    if (f->stage == STAGE_PAUSE || is_late)
        return STATUS_OK;
    if (m->kind == MESSAGE_REFUSED)
        take_refusal(f, &m->refused);
    else if (m->kind == MESSAGE_BUSY)
        pause_for(f, m->busy.retry_after_ms);
    else if (f->stage == STAGE_CHANGE && m->kind == MESSAGE_CHANGE_PAGE)
        return take_page(f, &m->change_page, has_written, err);
    return STATUS_OK;
}

static enum status
read_message(struct follow *f, struct incoming *in, bool *has_written,
             struct error *err)
{
    enum status st = STATUS_OK;
    bool is_over = false;

    while (st == STATUS_OK && !is_over && f->socket) {
        struct arena a = {0};
        struct message m;
        struct error why;
        enum status parcel = incoming_next(in, &a, &m, &why);
        is_over = parcel == STATUS_NOT_FOUND;
        if (parcel == STATUS_OK)
            st = take(f, &m, has_written, err);
        else if (!is_over)
            log_warning("a message was lost",
                        log_text("endpoint", f->options->endpoint),
                        log_cause(why.text));
        arena_release(&a);
    }
    return st;
}

static enum status
receive(struct follow *f, bool *has_written, struct error *err)
{
    struct incoming *in = NULL;
    struct error why;
    enum status st = socket_receive(f->socket, &in, &why);

    if (st == STATUS_OK)
        st = read_message(f, in, has_written, err);
    else
        st = STATUS_OK; /* nothing, or a message was lost: asked for again */
    incoming_free(&in);
    return st;
}

/* ---- turns ------------------------------------------------------------- */

enum status
follow_open(const struct follow_options *options, struct wire *wire,
            struct copies *copies, struct follow **out, struct error *err)
{
    struct follow *f = calloc(1, sizeof *f);
    enum status st;

    if (!f)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    f->options = options;
    f->wire = wire;
    f->copies = copies;
    st = connect_to(f, err);
    if (st == STATUS_OK)
        *out = f;
    else
        follow_close(&f);
    return st;
}

void
follow_close(struct follow **f)
{
    if (!*f)
        return;
    socket_close(&(*f)->socket);
    free(*f);
    *f = NULL;
}

const struct follow_status *
follow_status(const struct follow *f)
{
    return &f->status;
}

struct socket *
follow_socket(const struct follow *f)
{
    return f->socket;
}

int
follow_timeout_ms(const struct follow *f)
{
    bool probes = f->stage == STAGE_CHANGE && f->probe_ms < f->until_ms;
    int64_t left_ms =
        (probes ? f->probe_ms : f->until_ms) - clock_monotonic_ms();

    return left_ms < 0 ? 0 : (int)left_ms;
}

enum status
follow_turn(struct follow *f, bool *has_written, struct error *err)
{
    struct error why;
    enum status st = STATUS_OK;

    *has_written = false;
    if (f->socket)
        st = receive(f, has_written, err);
    if (st == STATUS_OK && f->socket && f->stage == STAGE_CHANGE &&
        clock_monotonic_ms() >= f->probe_ms)
        probe(f);
    if (st != STATUS_OK || clock_monotonic_ms() < f->until_ms)
        return st;
    if (f->stage == STAGE_PAUSE)
        greet(f);
    else if (f->socket && socket_trouble(f->socket, &why) != STATUS_OK)
        begin_anew(f, why.text);
    else
        begin_anew(f, "no answer");
    return STATUS_OK;
}
