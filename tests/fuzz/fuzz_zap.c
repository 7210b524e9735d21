/*
 * fuzz_zap - whatever question ZeroMQ may hand on of a peer (ZAP, RFC 27).
 *
 * Frames, each behind a byte that says how long it is. Every question of any
 * number of frames gets an answer of six, that lets in the one key that is
 * known, shown as a CURVE key, and nobody else.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <zmq.h>

#include "tests/unit/temporary.h"
#include "wire/auth.h"
#include "wire/handles.h"
#include "wire/keyring.h"

enum { FRAMES_MAX = 12, FIELD_MAX_BYTES = 256 };
enum { QUESTION_FIELDS = 7, QUESTION_ID = 1, MECHANISM = 5, CREDENTIALS = 6 };
enum { CURVE_KEY_BYTES = 32 };

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* Always the same one, which the seeds show. */
static const uint8_t known_key[] = "the key of a fuzzer, of 32 bytes";
static char known_text[KEY_CHARS + 1];

static struct temporary temporary;
static struct wire *wire;
static struct auth *auth;
static void *peer;

static void
require(bool holds)
{
    if (!holds)
        abort();
}

static void
end(void)
{
    zmq_close(peer);
    auth_close(&auth);
    wire_close(&wire);
    temporary_remove(&temporary);
}

static void
write_known_key(void)
{
    struct keyring_path path = keyring_join(
        keyring_clients_path(temporary.path).text, "known", KEYRING_SUFFIX.ptr);
    struct certificate c;
    struct error err;

    zmq_z85_encode(known_text, known_key, CURVE_KEY_BYTES);
    require(certificate_make(&c, &err) == STATUS_OK);
    strcpy(c.roles, "submit");
    strcpy(c.public_key, known_text);
    require(certificate_write(&c, path.text, &err) == STATUS_OK);
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
    const int none = 0;
    struct error err;
    bool is_new;

    (void)argc;
    (void)argv;
    temporary_make(&temporary);
    require(keyring_init(temporary.path, &is_new, &err) == STATUS_OK);
    write_known_key();
    require(wire_open(&wire, &err) == STATUS_OK &&
            auth_open(wire, temporary.path, &auth, &err) == STATUS_OK);
    peer = zmq_socket(wire->context, ZMQ_DEALER);
    require(peer && zmq_setsockopt(peer, ZMQ_LINGER, &none, sizeof none) == 0 &&
            zmq_connect(peer, "inproc://zeromq.zap.01") == 0);
    atexit(end);
    return 0;
}

struct frames {
    struct str items[FRAMES_MAX];
    size_t count;
};

static struct frames
cut(struct str input)
{
    struct frames out = {0};

    while (input.len > 0 && out.count < FRAMES_MAX) {
        size_t len = (uint8_t)*input.ptr;
        input = str_slice(input, 1, input.len);
        if (len > input.len)
            len = input.len;
        out.items[out.count++] = str_slice(input, 0, len);
        input = str_slice(input, len, input.len);
    }
    return out;
}

static bool
shows_known_key(const struct frames *question)
{
    const struct str *shown = &question->items[CREDENTIALS];

    return question->count == QUESTION_FIELDS &&
           str_equal(question->items[MECHANISM], STR("CURVE")) &&
           shown->len == CURVE_KEY_BYTES &&
           memcmp(shown->ptr, known_key, CURVE_KEY_BYTES) == 0;
}

/* The fuzzer's alarm interrupts; no answer at all it notices, too. */
static int
receive(char out[FIELD_MAX_BYTES])
{
    int len;

    do
        len = zmq_recv(peer, out, FIELD_MAX_BYTES, 0);
    while (len < 0 && zmq_errno() == EINTR);
    return len;
}

static void
expect(struct str text, bool is_last)
{
    char got[FIELD_MAX_BYTES];
    int len = receive(got), more;
    size_t bytes = sizeof more;

    require(len >= 0 && str_equal((struct str){got, (size_t)len}, text));
    require(zmq_getsockopt(peer, ZMQ_RCVMORE, &more, &bytes) == 0 &&
            !more == is_last);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct frames question = cut((struct str){(const char *)bytes, size});
    bool is_known = shows_known_key(&question);
    struct str id =
        question.count > QUESTION_ID ? question.items[QUESTION_ID] : STR("");

    if (question.count == 0)
        return 0;
    zmq_send(peer, "", 0, ZMQ_SNDMORE); /* as REQ does, to be answered */
    for (size_t i = 0; i < question.count; i++)
        zmq_send(peer, question.items[i].ptr, question.items[i].len,
                 i + 1 < question.count ? ZMQ_SNDMORE : 0);
    expect(STR(""), false);
    expect(STR("1.0"), false);
    expect(id, false);
    expect(is_known ? STR("200") : STR("400"), false);
    expect(STR(""), false);
    expect(is_known ? str_from(known_text) : STR(""), false);
    expect(STR(""), true);
    return 0;
}
