#include "worker/head.h"

#include <signal.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "daemon/keys.h"
#include "daemon/ready.h"
#include "daemon/reload.h"
#include "daemon/signals.h"
#include "worker/alone.h"
#include "worker/commit.h"
#include "worker/dispatch.h"
#include "worker/full.h"
#include "worker/handout.h"
#include "worker/receive.h"
#include "worker/route.h"
#include "worker/start.h"
#include "worker/supervise.h"
#include "worker/writer.h"

enum {
    TICK_MS = 500,       /* how often leases are looked at */
    TEND_MS = 30 * 1000, /* how often readers of the store are */
    RECEIVE_MS = 10,     /* the most that one socket may take of a turn */
    /* So soon the end of a commit is noticed by who receives meanwhile. */
    AHEAD_MS = 1,
    /* Fewer are written sooner than a thread is woken. */
    WRITER_MIN = 8,
    /* What hostile envelopes of one round may unpack to. */
    ROUND_ARENA_BYTES = 512 << 20,
};

/* A reader that was killed keeps every page alive that is freed after it. */
static void
tend_store(struct head *head)
{
    int64_t now_ms = clock_monotonic_ms();
    unsigned cleared;

    if (now_ms < head->tend_at_ms)
        return;
    head->tend_at_ms = now_ms + TEND_MS;
    cleared = store_clear_readers(head->store);
    if (cleared)
        log_info("readers of the store had died",
                 log_number("readers", cleared));
}

/* What is in the store is answered. */
static void
finish_round(struct round *round)
{
    round_answer(round);
    round_release(round);
}

/*
 * Write a long round in the writer's thread; meanwhile answer the one before
 * and receive the one after, in the same place.
 */
static enum status
commit_aside(struct head *head, struct round *round, struct round *other,
             struct error *err)
{
    struct poll_item items[ENDPOINTS_MAX + 1] = {
        {.fd = writer_fd(head->writer)}};
    enum status st;

    writer_begin(head->writer, round);
    finish_round(other);
    while (!items[0].is_readable) {
        size_t count = 1;
        for (size_t i = 0; i < head->listener_count; i++)
            if (receive_has_room(other, i))
                items[count++].socket = head->listeners[i].socket;
        wire_poll(items, count, -1);
        receive(head, other, AHEAD_MS);
    }
    st = writer_finish(head->writer, err);
    return st == STATUS_OK ? commit_apply(head, round, err) : st;
}

static enum status
commit(struct head *head, struct round *round, struct round *other,
       struct error *err)
{
    enum status st;

    if (round->acceptance_count + round->settlement_count >= WRITER_MIN)
        return commit_aside(head, round, other, err);
    finish_round(other);
    st = commit_round(head, round, err);
    if (st == STATUS_OK)
        finish_round(round);
    return st;
}

/*
 * Everything that came in is drained and committed: one turn. `other` is
 * the round before, which may wait for its answers; it becomes the next.
 */
static enum status
turn(struct head *head, struct round *round, struct round *other,
     struct error *err)
{
    int64_t silent_ms;
    enum status st;

    if (head->auth)
        watch_keys(head->auth);
    /* What came while the last round was written goes on at once. */
    if (round->arrival_count == 0)
        receive(head, round, RECEIVE_MS);
    hasher_finish(head->hasher);
    route(head, round);
    silent_ms = clock_monotonic_ms() - head->options->lease_ms;
    alone_charge(head, silent_ms, round);
    queue_wake(&head->queue, clock_wall_ms());
    st = commit(head, round, other, err);
    if (st != STATUS_OK && store_lacks_space(head->store)) {
        full_put_off(head, round, err);
        round_release(round);
        st = STATUS_OK;
    }
    dispatch_expire(head, silent_ms);
    if (st == STATUS_OK)
        handout_jobs(head);
    else
        round_release(round); /* unanswered */
    tend_store(head);
    return st;
}

/* The first signal to stop gives time to what is being read, a second none. */
static void
begin_stop(struct head *head, struct supervisor *local)
{
    if (head->stop_at_ms) {
        head->stop_at_ms = clock_monotonic_ms();
        return;
    }
    log_info("stopping", log_number("leased", head->leases.count),
             log_number("waiting", head->queue.count));
    head->stop_at_ms = clock_monotonic_ms() + head->options->drain_ms;
    supervisor_stop(local);
}

/* Its own worker is told by arguments: one that is told these takes over when
 * it has finished what it is reading. */
static void
reread_options(struct head *head, struct supervisor *local)
{
    if (!reload(head->options->reading))
        return;
    head->reserve.bytes = head->options->disk_reserve_bytes;
    supervisor_stop(local);
}

static void
take_signals(struct head *head, struct supervisor *local, int signal_fd)
{
    int number;

    while ((number = signals_take(signal_fd)) != 0) {
        if (number == SIGCHLD)
            supervisor_reap(local);
        else if (number == SIGHUP && !head->stop_at_ms)
            reread_options(head, local);
        else if (number != SIGHUP)
            begin_stop(head, local);
    }
}

/* How long nothing may happen: until leases or a held back document do. */
static int
idle_ms(const struct head *head)
{
    int64_t wake_ms = queue_next_wake_ms(&head->queue) - clock_wall_ms();

    return wake_ms < 0 ? 0 : wake_ms < TICK_MS ? (int)wake_ms : TICK_MS;
}

static void
wait_for_news(const struct head *head, bool is_busy, int signal_fd)
{
    struct poll_item items[ENDPOINTS_MAX + 1] = {{.fd = signal_fd}};

    for (size_t i = 0; i < head->listener_count; i++)
        items[i + 1].socket = head->listeners[i].socket;
    wire_poll(items, head->listener_count + 1, is_busy ? 0 : idle_ms(head));
}

static bool
has_stopped(const struct head *head, const struct supervisor *local)
{
    if (!head->stop_at_ms)
        return false;
    return (head->leases.count == 0 && !local->pid) ||
           clock_monotonic_ms() >= head->stop_at_ms;
}

static enum status
serve(struct head *head, int signal_fd, struct error *err)
{
    struct supervisor local = {
        .options = head->options,
        .endpoint = head->options->endpoints[CONVERSATION_WORK].name,
    };
    struct round rounds[2] = {{.arena = ARENA_LIMIT(ROUND_ARENA_BYTES)},
                              {.arena = ARENA_LIMIT(ROUND_ARENA_BYTES)}};
    struct round *round = &rounds[0], *other = &rounds[1];
    enum status st = STATUS_OK;

    while (st == STATUS_OK && !has_stopped(head, &local)) {
        struct round *written = round;
        if (!head->stop_at_ms)
            supervisor_start(&local);
        wait_for_news(head, round->kept_count + other->kept_count > 0,
                      signal_fd);
        take_signals(head, &local, signal_fd);
        st = turn(head, round, other, err);
        arena_give_back_freed(&head->given_back_ms);
        round = other;
        other = written;
    }
    finish_round(other);
    hasher_finish(head->hasher);
    round_release(round); /* what was received and not taken */
    supervisor_kill(&local);
    return st;
}

static void
release(struct head *head)
{
    for (size_t i = 0; i < head->listener_count; i++)
        socket_close(&head->listeners[i].socket);
    writer_close(&head->writer);
    hasher_close(&head->hasher);
    auth_close(&head->auth);
    wire_close(&head->wire);
    watch_release(&head->watchers);
    leases_release(&head->leases, &head->queue);
    queue_release(&head->queue);
    store_close(&head->store);
}

enum status
head_run(const struct head_options *options, struct error *err)
{
    struct head head = {
        .options = options,
        .reserve = {.directory = options->directory,
                    .bytes = options->disk_reserve_bytes},
        .started_ms = clock_monotonic_ms(),
    };
    int ready_fd = options->ready_fd;
    int signal_fd = -1;
    enum status st = signals_open(&signal_fd, err);

    if (st == STATUS_OK)
        st = start(&head, err);
    if (st == STATUS_OK)
        st = writer_open(&head, &head.writer, err);
    if (st == STATUS_OK)
        st = hasher_open(&head.hasher, err);
    if (st == STATUS_OK)
        ready_tell(&ready_fd);
    if (st == STATUS_OK)
        st = serve(&head, signal_fd, err);
    if (st == STATUS_OK)
        log_info("ended", log_number("waiting", head.queue.count));
    release(&head);
    if (signal_fd >= 0)
        close(signal_fd);
    return st;
}
