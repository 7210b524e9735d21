#include "tests/client/fake_server.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "wire/version.h"

enum { POLL_MS = 10 };

void
fake_server_init(struct fake_server *s,
                 bool (*answer)(void *context, const struct message *request,
                                struct message *out),
                 void *context)
{
    *s = (struct fake_server){.answer = answer, .context = context};
    strcpy(s->directory, "/tmp/baogao-fake-XXXXXX");
    if (!mkdtemp(s->directory))
        abort();
    snprintf(s->endpoint, sizeof s->endpoint, "ipc://%s/socket", s->directory);
}

static void
answer_one(struct fake_server *s, struct socket *socket,
           const struct peer *peer, const struct message *request)
{
    struct message out = {.request_id = request->request_id};
    struct error err;
    bool is_answered;

    if (request->kind == MESSAGE_HELLO) {
        s->hellos++;
        out.kind = MESSAGE_WELCOME;
        out.welcome = version_welcome();
        out.welcome.boot_id = 1;
        out.welcome.max_document_bytes = 1000;
        is_answered = true;
    } else {
        is_answered = s->answer(s->context, request, &out);
    }
    if (is_answered && socket_send(socket, peer, &out, 1, &err) != STATUS_OK)
        fprintf(stderr, "fake server: %s\n", err.text);
}

static void
answer_all(struct fake_server *s, struct socket *socket)
{
    struct incoming *in = NULL;
    struct error err;

    while (socket_receive(socket, &in, &err) == STATUS_OK) {
        struct arena a = {0};
        struct message m;
        while (incoming_next(in, &a, &m, &err) == STATUS_OK)
            answer_one(s, socket, incoming_peer(in), &m);
        arena_release(&a);
        incoming_free(&in);
    }
}

static void *
serve(void *argument)
{
    static const struct socket_options options = {.send_mark = 1000,
                                                  .receive_mark = 1000};
    struct fake_server *s = argument;
    struct socket *socket = NULL;
    struct wire *wire = NULL;
    struct error err;

    if (wire_open(&wire, &err) != STATUS_OK ||
        socket_listen(wire, s->endpoint, &options, &socket, &err) !=
            STATUS_OK) {
        fprintf(stderr, "fake server: %s\n", err.text);
        abort();
    }
    s->is_listening = true;
    while (!s->is_stopping) {
        socket_wait(socket, POLL_MS);
        answer_all(s, socket);
    }
    socket_close(&socket);
    wire_close(&wire);
    return NULL;
}

void
fake_server_start(struct fake_server *s)
{
    s->is_stopping = false;
    s->is_listening = false;
    if (pthread_create(&s->thread, NULL, serve, s) != 0)
        abort();
    while (!s->is_listening)
        usleep(1000);
}

void
fake_server_stop(struct fake_server *s)
{
    s->is_stopping = true;
    pthread_join(s->thread, NULL);
}

void
fake_server_release(struct fake_server *s)
{
    char path[64];

    snprintf(path, sizeof path, "%s/socket", s->directory);
    unlink(path);
    rmdir(s->directory);
}
