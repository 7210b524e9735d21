/*
 * bench_peer - sends documents of 10 KB through another queue, as bench_load
 * does through ours.
 *
 *     bench_peer [OPTION]... beanstalkd|redis|rabbitmq PORT
 *         --in-flight N    documents put and not yet answered, in all (1)
 *         --connections N  that share them (1)
 *         --seconds S      stop putting after so long (1)
 *         --count N        or after so many documents
 *         --fetch          as many consumers fetch and acknowledge meanwhile,
 *                          and until nothing is left; take the time to that
 *                          point
 *     bench_peer --list    the kinds that this build can speak to
 *
 * Prints "COUNT SECONDS RATE P50_MS P99_MS"; latencies are those of putting,
 * as if answers came in the order of the puts.
 */
#include <getopt.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/bench/fail.h"
#include "tests/bench/peers/peer.h"
#include "tests/bench/stopwatch.h"

enum { CONNECTIONS_MAX = 16, MOST_DOCUMENTS = 1 << 20 };

static const struct peer_kind *const kinds[] = {
    &peer_beanstalkd,
    &peer_redis,
#ifdef WITH_RABBITMQ
    &peer_rabbitmq,
#endif
};

struct settings {
    const struct peer_kind *kind;
    unsigned port;
    size_t in_flight, connections, most;
    double seconds;
    bool fetches, lists;
};

/* A connection and the thread it belongs to. */
struct lane {
    const struct peer_kind *kind;
    struct peer_options options;
    void *peer;
    pthread_t thread;
};

static void *
produce(void *context)
{
    const struct lane *lane = context;
    struct traffic *traffic = lane->options.traffic;
    size_t numbers[WINDOW_MAX];
    char document[DOCUMENT_BYTES];
    size_t sent = 0, answered = 0;
    bool goes_on = true;

    while (goes_on || answered < sent) {
        while (goes_on && sent - answered < lane->options.window) {
            goes_on =
                traffic_make(traffic, document, &numbers[sent % WINDOW_MAX]);
            if (goes_on) {
                lane->kind->put(lane->peer, document);
                sent++;
            }
        }
        if (answered == sent)
            break;
        for (size_t n = lane->kind->confirm(lane->peer); n > 0; n--)
            traffic_confirmed(traffic, numbers[answered++ % WINDOW_MAX]);
    }
    return NULL;
}

static void *
consume(void *context)
{
    const struct lane *lane = context;

    while (!traffic_is_delivered(lane->options.traffic))
        lane->kind->fetch(lane->peer);
    lane->kind->settle(lane->peer);
    return NULL;
}

static void
open_lanes(struct lane *lanes, const struct settings *s,
           void *(*open)(const struct peer_options *))
{
    for (size_t i = 0; i < s->connections; i++) {
        lanes[i].kind = s->kind;
        lanes[i].options = (struct peer_options){
            .port = s->port,
            .window = s->in_flight / s->connections,
            .number = i,
        };
        lanes[i].peer = open(&lanes[i].options);
    }
}

static void
start_lanes(struct lane *lanes, const struct settings *s,
            struct traffic *traffic, void *(*run)(void *))
{
    for (size_t i = 0; i < s->connections; i++) {
        lanes[i].options.traffic = traffic;
        if (pthread_create(&lanes[i].thread, NULL, run, &lanes[i]) != 0)
            fail("no thread");
    }
}

static void
finish_lanes(struct lane *lanes, const struct settings *s)
{
    for (size_t i = 0; i < s->connections; i++)
        pthread_join(lanes[i].thread, NULL);
}

static void
close_lanes(struct lane *lanes, const struct settings *s)
{
    for (size_t i = 0; i < s->connections; i++)
        s->kind->close(lanes[i].peer);
}

static void
run(const struct settings *s)
{
    static struct lane producers[CONNECTIONS_MAX], consumers[CONNECTIONS_MAX];
    struct traffic *traffic;

    open_lanes(producers, s, s->kind->open_producer);
    if (s->fetches)
        open_lanes(consumers, s, s->kind->open_consumer);
    traffic = traffic_begin(s->most, s->seconds);
    if (s->fetches)
        start_lanes(consumers, s, traffic, consume);
    start_lanes(producers, s, traffic, produce);
    finish_lanes(producers, s);
    traffic_all_put(traffic);
    if (s->fetches)
        finish_lanes(consumers, s);
    traffic_print(traffic, s->fetches);
    close_lanes(producers, s);
    if (s->fetches)
        close_lanes(consumers, s);
    if (s->kind->clear)
        s->kind->clear(s->port);
}

static void
list_kinds(void)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        puts(kinds[i]->name);
}

static const struct peer_kind *
kind_of(const char *name)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i]->name, name) == 0)
            return kinds[i];
    fail("no such kind: see --list");
}

static void
read_options(struct settings *s, int argc, char **argv)
{
    static const struct option options[] = {
        {"in-flight", required_argument, NULL, 'i'},
        {"connections", required_argument, NULL, 'c'},
        {"seconds", required_argument, NULL, 's'},
        {"count", required_argument, NULL, 'n'},
        {"fetch", no_argument, NULL, 'f'},
        {"list", no_argument, NULL, 'l'},
        {0},
    };
    int option;

    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == 'i')
            s->in_flight = strtoul(optarg, NULL, 10);
        else if (option == 'c')
            s->connections = strtoul(optarg, NULL, 10);
        else if (option == 's')
            s->seconds = strtod(optarg, NULL);
        else if (option == 'n')
            s->most = strtoul(optarg, NULL, 10);
        else if (option == 'f')
            s->fetches = true;
        else if (option == 'l')
            s->lists = true;
        else
            fail("see the first lines of peers/main.c");
    }
}

int
main(int argc, char **argv)
{
    struct settings s = {
        .in_flight = 1, .connections = 1, .most = MOST_DOCUMENTS, .seconds = 1};

    read_options(&s, argc, argv);
    if (s.lists) {
        list_kinds();
        return 0;
    }
    if (optind + 2 != argc || s.connections == 0 ||
        s.connections > CONNECTIONS_MAX || s.in_flight < s.connections ||
        s.in_flight / s.connections > WINDOW_MAX || s.most > MOST_DOCUMENTS)
        fail("see the first lines of peers/main.c");
    s.kind = kind_of(argv[optind]);
    s.port = (unsigned)strtoul(argv[optind + 1], NULL, 10);
    run(&s);
    return 0;
}
