#include "tests/bench/plain_loop.h"

#include <stdio.h>
#include <stdlib.h>

enum { DRAIN_MAX = 1000, DIGITS = 16, MARK = 2048 };
#define MAP_BYTES ((size_t)1 << 36)

struct request {
    zmq_msg_t peer;
    zmq_msg_t document;
};

static void
check(int code, const char *what)
{
    if (code == 0)
        return;
    fprintf(stderr, "%s: %s\n", what, mdb_strerror(code));
    exit(1);
}

static void *
listen_on(const char *endpoint)
{
    void *socket = zmq_socket(zmq_ctx_new(), ZMQ_ROUTER);
    int mark = MARK;

    zmq_setsockopt(socket, ZMQ_RCVHWM, &mark, sizeof mark);
    zmq_setsockopt(socket, ZMQ_SNDHWM, &mark, sizeof mark);
    check(zmq_bind(socket, endpoint), endpoint);
    return socket;
}

static MDB_env *
open_store(const char *directory, MDB_dbi *databases)
{
    static const char *const names[PLAIN_DATABASES] = {"documents", "hashes"};
    MDB_env *env;
    MDB_txn *txn;

    check(mdb_env_create(&env), "env");
    check(mdb_env_set_mapsize(env, MAP_BYTES), "map");
    check(mdb_env_set_maxdbs(env, PLAIN_DATABASES), "databases");
    check(mdb_env_open(env, directory, 0, 0600), directory);
    check(mdb_txn_begin(env, NULL, 0, &txn), "begin");
    for (int i = 0; i < PLAIN_DATABASES; i++)
        check(mdb_dbi_open(txn, names[i], MDB_CREATE, &databases[i]), names[i]);
    check(mdb_txn_commit(txn), "commit");
    return env;
}

static size_t
drain(void *socket, struct request *requests)
{
    size_t count = 0;

    while (count < DRAIN_MAX) {
        struct request *r = &requests[count];
        zmq_msg_init(&r->peer);
        if (zmq_msg_recv(&r->peer, socket, ZMQ_DONTWAIT) < 0)
            break;
        zmq_msg_init(&r->document);
        zmq_msg_recv(&r->document, socket, 0);
        count++;
    }
    return count;
}

int
plain_loop(int argc, char **argv, plain_write *write_document)
{
    static struct request requests[DRAIN_MAX];
    MDB_dbi databases[PLAIN_DATABASES];
    void *socket = argc == 3 ? listen_on(argv[1]) : NULL;
    MDB_env *env = argc == 3 ? open_store(argv[2], databases) : NULL;
    MDB_txn *txn;

    if (argc != 3)
        return 2;
    puts("");
    fflush(stdout);
    for (;;) {
        zmq_pollitem_t item = {.socket = socket, .events = ZMQ_POLLIN};
        size_t count;

        zmq_poll(&item, 1, -1);
        count = drain(socket, requests);
        check(mdb_txn_begin(env, NULL, 0, &txn), "begin");
        for (size_t i = 0; i < count; i++)
            check(write_document(txn, databases,
                                 zmq_msg_data(&requests[i].document),
                                 zmq_msg_size(&requests[i].document)),
                  "write");
        check(mdb_txn_commit(txn), "commit");
        for (size_t i = 0; i < count; i++) {
            zmq_msg_send(&requests[i].peer, socket, ZMQ_SNDMORE);
            zmq_send(socket, zmq_msg_data(&requests[i].document), DIGITS, 0);
            zmq_msg_close(&requests[i].document);
        }
    }
}
