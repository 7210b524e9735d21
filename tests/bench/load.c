/*
 * load - submits documents of 10 KB as fast as they are accepted.
 *
 *     bench_load [OPTION]... ENDPOINT
 *         --plain             one frame a document, for the bare loops
 *         --in-flight N       documents sent and not yet answered (1)
 *         --bundle N          documents in a message, at most (16)
 *         --rate R            at most so many a second (0: no limit)
 *         --seconds S         stop sending after so long (1)
 *         --count N           or after so many documents
 *         --text FILE         what the documents are made of (spaces)
 *         --order TEXT        what documents begin with, not with --plain
 *         --control ENDPOINT  then wait until all are committed as well, and
 *                             take the time to that point
 *
 * Each document is another one. Prints "COUNT SECONDS RATE P50_MS P99_MS".
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zmq.h>

#include "base/utf8.h"
#include "tests/bench/fail.h"
#include "tests/bench/stopwatch.h"
#include "wire/message.h"

enum {
    MOST_DOCUMENTS = 1 << 20,
    MARK = 2048,
    ASK_AGAIN_US = 2000,
    PACE_US = 200,
    GIVE_UP_MS = 30000,
    BUNDLE = 16,     /* as the library does */
    HEAD_BYTES = 64, /* what tells one document from the next */
    ORDER_MAX_BYTES = 24,
};

struct load {
    bool is_plain;
    size_t in_flight;
    size_t bundle;
    double rate, seconds;
    size_t most;
    const char *endpoint;
    const char *control; /* NULL: accepted is enough */
    const char *order;   /* what each document begins with */
    void *context;
    void *socket;
    double *sent_at; /* and, once answered, the latency */
    size_t sent, answered;
    char document[DOCUMENT_BYTES + 1];
};

/* Text from `path`, or blanks, cut at a character's end and filled up. */
static void
fill_document(struct load *load, const char *path)
{
    char *body = load->document + HEAD_BYTES;
    size_t room = DOCUMENT_BYTES - HEAD_BYTES;
    size_t got = 0;
    FILE *file = path ? fopen(path, "rb") : NULL;

    if (path && !file)
        fail("cannot open the text");
    if (file) {
        got = fread(body, 1, room, file);
        fclose(file);
    }
    got = utf8_valid_prefix((struct str){body, got});
    memset(body + got, ' ', room - got);
}

static void
number_document(struct load *load)
{
    char head[HEAD_BYTES + 1];
    int len = snprintf(head, sizeof head, "%s%016zu %016llx", load->order,
                       load->sent, (unsigned long long)getpid());

    memset(load->document, ' ', HEAD_BYTES - 1);
    memcpy(load->document, head, (size_t)len);
    load->document[HEAD_BYTES - 1] = '\n';
}

static void
send_frame(struct load *load, const void *bytes, size_t len, int flags)
{
    if (zmq_send(load->socket, bytes, len, flags) < 0)
        fail(zmq_strerror(zmq_errno()));
}

/* Plain documents begin with their number, which comes back. */
static void
submit(struct load *load, bool more)
{
    struct message m = {.kind = MESSAGE_SUBMIT,
                        .request_id = load->sent + 1,
                        .submit = {.name = STR("load"), .priority = 5}};
    struct arena scratch = {0};
    struct error err;
    struct str envelope;

    number_document(load);
    if (!load->is_plain) {
        if (message_pack(&m, &scratch, &envelope, &err) != STATUS_OK)
            fail(err.text);
        send_frame(load, envelope.ptr, envelope.len, ZMQ_SNDMORE);
        arena_release(&scratch);
    }
    load->sent_at[load->sent++] = stopwatch_seconds();
    send_frame(load, load->document, DOCUMENT_BYTES, more ? ZMQ_SNDMORE : 0);
}

/*
 * What may be on its way at once, many documents in a message, up to `until`
 * in all.
 */
static void
submit_all(struct load *load, size_t until)
{
    size_t room = load->in_flight - (load->sent - load->answered);
    size_t most = load->is_plain ? 1 : load->bundle;

    if (until <= load->sent)
        return;
    if (room > until - load->sent)
        room = until - load->sent;
    while (room > 0) {
        size_t count = room < most ? room : most;
        for (size_t i = 0; i < count; i++)
            submit(load, i + 1 < count);
        room -= count;
    }
}

static void
note_answer(struct load *load, size_t index)
{
    if (index >= load->sent)
        fail("an answer to nothing");
    load->sent_at[index] = stopwatch_seconds() - load->sent_at[index];
    load->answered++;
}

static void
take_answer(struct load *load, zmq_msg_t *frame)
{
    struct str bytes = {zmq_msg_data(frame), zmq_msg_size(frame)};
    struct arena scratch = {0};
    struct message m;
    struct error err;
    uint64_t index;

    if (load->is_plain) {
        if (!str_to_u64(bytes, &index))
            fail("an answer without a number");
        note_answer(load, index);
        return;
    }
    if (message_unpack(bytes, &scratch, &m, &err) != STATUS_OK)
        fail(err.text);
    if (m.kind != MESSAGE_ACCEPTED || m.accepted.is_duplicate)
        fail(message_name(m.kind));
    note_answer(load, m.request_id - 1);
    arena_release(&scratch);
}

/* All answers that are there; the first is waited for. */
static void
take_answers(struct load *load)
{
    zmq_msg_t frame;
    int flags = 0;

    zmq_msg_init(&frame);
    while (zmq_msg_recv(&frame, load->socket, flags) >= 0) {
        take_answer(load, &frame);
        flags = ZMQ_DONTWAIT;
    }
    if (flags == 0)
        fail("no answer");
    zmq_msg_close(&frame);
}

/* How many may have been sent by now, by the rate. */
static size_t
allowed(const struct load *load, double began)
{
    double most = load->rate * (stopwatch_seconds() - began) + 1;

    return load->rate > 0 && most < (double)load->most ? (size_t)most
                                                       : load->most;
}

static void
run(struct load *load)
{
    double began = stopwatch_seconds();
    bool goes_on = true;

    while (goes_on || load->answered < load->sent) {
        if (goes_on)
            submit_all(load, allowed(load, began));
        goes_on = load->sent < load->most &&
                  stopwatch_seconds() < began + load->seconds;
        if (load->answered < load->sent)
            take_answers(load);
        else
            usleep(PACE_US);
    }
}

static void *
connect_to(struct load *load, const char *endpoint)
{
    void *socket = zmq_socket(load->context, ZMQ_DEALER);
    int mark = MARK, linger = 0, patience_ms = GIVE_UP_MS;

    zmq_setsockopt(socket, ZMQ_SNDHWM, &mark, sizeof mark);
    zmq_setsockopt(socket, ZMQ_RCVHWM, &mark, sizeof mark);
    zmq_setsockopt(socket, ZMQ_LINGER, &linger, sizeof linger);
    zmq_setsockopt(socket, ZMQ_RCVTIMEO, &patience_ms, sizeof patience_ms);
    if (zmq_connect(socket, endpoint) != 0)
        fail(endpoint);
    return socket;
}

/* Documents that wait in the head, by its own account. */
static uint64_t
count_waiting(void *control)
{
    struct message m = {.kind = MESSAGE_STATUS_REQUEST, .request_id = 1};
    struct arena scratch = {0};
    struct error err;
    struct str envelope;
    zmq_msg_t frame;
    uint64_t waiting;

    zmq_msg_init(&frame);
    if (message_pack(&m, &scratch, &envelope, &err) != STATUS_OK)
        fail(err.text);
    if (zmq_send(control, envelope.ptr, envelope.len, 0) < 0 ||
        zmq_msg_recv(&frame, control, 0) < 0)
        fail("no status");
    envelope = (struct str){zmq_msg_data(&frame), zmq_msg_size(&frame)};
    if (message_unpack(envelope, &scratch, &m, &err) != STATUS_OK)
        fail(err.text);
    waiting = m.status_report.waiting;
    if (m.status_report.dead > 0)
        fail("documents are dead");
    zmq_msg_close(&frame);
    arena_release(&scratch);
    return waiting;
}

static void
wait_until_committed(struct load *load)
{
    void *control = connect_to(load, load->control);

    while (count_waiting(control) > 0)
        usleep(ASK_AGAIN_US);
    zmq_close(control);
}

static const char *
read_options(struct load *load, int argc, char **argv)
{
    static const struct option options[] = {
        {"plain", no_argument, NULL, 'p'},
        {"in-flight", required_argument, NULL, 'f'},
        {"bundle", required_argument, NULL, 'b'},
        {"rate", required_argument, NULL, 'r'},
        {"seconds", required_argument, NULL, 's'},
        {"count", required_argument, NULL, 'n'},
        {"text", required_argument, NULL, 't'},
        {"order", required_argument, NULL, 'o'},
        {"control", required_argument, NULL, 'c'},
        {0},
    };
    const char *text = NULL;
    int option;

    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == 'p')
            load->is_plain = true;
        else if (option == 'f')
            load->in_flight = strtoul(optarg, NULL, 10);
        else if (option == 'b')
            load->bundle = strtoul(optarg, NULL, 10);
        else if (option == 'r')
            load->rate = strtod(optarg, NULL);
        else if (option == 's')
            load->seconds = strtod(optarg, NULL);
        else if (option == 'n')
            load->most = strtoul(optarg, NULL, 10);
        else if (option == 't')
            text = optarg;
        else if (option == 'o')
            load->order = optarg;
        else if (option == 'c')
            load->control = optarg;
        else
            fail("see the first lines of load.c");
    }
    if (optind + 1 != argc || load->in_flight == 0 || load->bundle == 0 ||
        load->most > MOST_DOCUMENTS || strlen(load->order) > ORDER_MAX_BYTES ||
        (load->is_plain && load->order[0]))
        fail("see the first lines of load.c");
    load->endpoint = argv[optind];
    return text;
}

int
main(int argc, char **argv)
{
    static struct load load = {.in_flight = 1,
                               .bundle = BUNDLE,
                               .seconds = 1,
                               .most = MOST_DOCUMENTS,
                               .order = ""};
    double began;

    fill_document(&load, read_options(&load, argc, argv));
    load.sent_at = calloc(load.most, sizeof *load.sent_at);
    load.context = zmq_ctx_new();
    if (!load.sent_at || !load.context)
        fail("out of memory");
    load.socket = connect_to(&load, load.endpoint);
    began = stopwatch_seconds();
    run(&load);
    if (load.control)
        wait_until_committed(&load);
    stopwatch_print(load.sent_at, load.sent, stopwatch_seconds() - began);
    zmq_close(load.socket);
    zmq_ctx_term(load.context);
    free(load.sent_at);
    return 0;
}
