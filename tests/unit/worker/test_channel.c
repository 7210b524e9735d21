/* channel - parcels over a socketpair, whole whatever way they arrive. */
#include "worker/channel.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { CHANNEL_BYTES = 1 << 20 };

struct fixture {
    struct channel ch; /* the parent's end: does not block */
    int peer;
    struct error err;
};

static void
begin(struct fixture *f, size_t max_bytes)
{
    int ends[2];

    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    channel_open(&f->ch, ends[0], max_bytes);
    f->peer = ends[1];
}

static void
end(struct fixture *f)
{
    channel_close(&f->ch);
    assert_int_equal(f->ch.fd, -1);
    close(f->peer);
}

static struct message
job(uint64_t number, struct str payload)
{
    return (struct message){.kind = MESSAGE_JOB,
                            .job = {.document_no = number},
                            .payload = payload};
}

/* Three parcels as bytes, in a buffer that the caller frees. */
static struct str
three_parcels(void)
{
    struct fixture f;
    struct message parcels[] = {job(1, STR("document")),
                                {.kind = MESSAGE_STATUS_REQUEST},
                                job(2, STR(""))};
    char *copy;
    size_t bytes;

    begin(&f, CHANNEL_BYTES);
    for (int i = 0; i < 3; i++)
        assert_int_equal(channel_put(&f.ch, &parcels[i], &f.err), STATUS_OK);
    bytes = f.ch.out.len;
    copy = malloc(bytes);
    memcpy(copy, f.ch.out.ptr, bytes);
    end(&f);
    return (struct str){copy, bytes};
}

/* Take parcel number `index`, if it has come. */
static bool
take(struct fixture *f, unsigned index)
{
    struct arena a = {0};
    struct message m;
    size_t bytes;
    enum status st = channel_take(&f->ch, &a, &m, &bytes, &f->err);

    if (st == STATUS_OK) {
        assert_int_equal(m.kind,
                         index == 1 ? MESSAGE_STATUS_REQUEST : MESSAGE_JOB);
        if (index == 0)
            assert_true(str_equal(m.payload, STR("document")));
        if (index == 2)
            assert_int_equal(m.job.document_no, 2);
        channel_drop(&f->ch, bytes);
    } else {
        assert_int_equal(st, STATUS_NOT_FOUND);
    }
    arena_release(&a);
    return st == STATUS_OK;
}

static void
feed(struct fixture *f, struct str bytes)
{
    if (bytes.len == 0)
        return;
    assert_int_equal(write(f->peer, bytes.ptr, bytes.len), bytes.len);
    assert_int_equal(channel_fill(&f->ch, &f->err), STATUS_OK);
}

static void
test_parcels_cut_at_every_byte_arrive_whole(void **state)
{
    struct str all = three_parcels();

    (void)state;
    for (size_t cut = 0; cut <= all.len; cut++) {
        struct fixture f;
        unsigned got = 0;
        begin(&f, CHANNEL_BYTES);
        feed(&f, str_slice(all, 0, cut));
        while (take(&f, got))
            got++;
        assert_true(cut < all.len || got == 3);
        feed(&f, str_slice(all, cut, all.len));
        while (take(&f, got))
            got++;
        assert_int_equal(got, 3);
        end(&f);
    }
    free((char *)(uintptr_t)all.ptr);
}

static void
test_a_byte_at_a_time_is_enough(void **state)
{
    struct str all = three_parcels();
    struct fixture f;
    unsigned got = 0;

    (void)state;
    begin(&f, CHANNEL_BYTES);
    for (size_t i = 0; i < all.len; i++) {
        feed(&f, str_slice(all, i, i + 1));
        got += take(&f, got);
    }
    assert_int_equal(got, 3);
    end(&f);
    free((char *)(uintptr_t)all.ptr);
}

static void
test_what_does_not_fit_the_descriptor_waits(void **state)
{
    size_t bytes = 900000, read_bytes = 0;
    char *document = calloc(1, bytes), *sink = malloc(bytes);
    struct message m = job(1, (struct str){document, bytes});
    struct fixture f;

    (void)state;
    begin(&f, CHANNEL_BYTES);
    assert_int_equal(channel_put(&f.ch, &m, &f.err), STATUS_OK);
    assert_int_equal(channel_flush(&f.ch, &f.err), STATUS_OK);
    assert_true(channel_wants_write(&f.ch));
    while (channel_wants_write(&f.ch)) {
        ssize_t got = read(f.peer, sink, bytes);
        assert_true(got > 0);
        read_bytes += (size_t)got;
        assert_int_equal(channel_flush(&f.ch, &f.err), STATUS_OK);
    }
    assert_int_equal(channel_flush(&f.ch, &f.err), STATUS_OK);
    shutdown(f.ch.fd, SHUT_WR);
    for (ssize_t got; (got = read(f.peer, sink, bytes)) > 0;)
        read_bytes += (size_t)got;
    assert_in_range(read_bytes, bytes + 8, bytes + 100);
    end(&f);
    free(document);
    free(sink);
}

static void
test_too_much_to_send_leaves_what_was_queued(void **state)
{
    struct message small = job(1, STR("x"));
    struct message large = {.kind = MESSAGE_JOB};
    char *bytes = calloc(1, 5000);
    struct fixture f;
    size_t before;

    (void)state;
    begin(&f, 4000);
    assert_int_equal(channel_put(&f.ch, &small, &f.err), STATUS_OK);
    before = f.ch.out.len;
    large.payload = (struct str){bytes, 5000};
    assert_int_equal(channel_put(&f.ch, &large, &f.err), STATUS_UNAVAILABLE);
    assert_int_equal(f.ch.out.len, before);
    end(&f);
    free(bytes);
}

static void
test_too_much_to_receive_is_refused(void **state)
{
    static char bytes[60000] = "\xFF\xFF\xFF\x7F";
    struct fixture f;
    enum status st = STATUS_OK;

    (void)state;
    begin(&f, 200000);
    for (int i = 0; i < 10 && st == STATUS_OK; i++) {
        assert_int_equal(write(f.peer, bytes, sizeof bytes), sizeof bytes);
        st = channel_fill(&f.ch, &f.err);
    }
    assert_int_equal(st, STATUS_UNAVAILABLE);
    assert_true(f.ch.in.len <= 200000);
    end(&f);
}

static void
test_garbage_is_invalid(void **state)
{
    struct arena a = {0};
    struct message m;
    struct fixture f;
    size_t bytes;

    (void)state;
    begin(&f, CHANNEL_BYTES);
    feed(&f, STR("\x04\x00\x00\x00\xFF\xFF\xFF\xFF"));
    assert_int_equal(channel_take(&f.ch, &a, &m, &bytes, &f.err),
                     STATUS_INVALID);
    end(&f);
    arena_release(&a);
}

static void
test_a_closed_peer_is_noticed(void **state)
{
    struct message m = job(1, STR("x"));
    struct fixture f;

    (void)state;
    signal(SIGPIPE, SIG_IGN);
    begin(&f, CHANNEL_BYTES);
    assert_int_equal(channel_fill(&f.ch, &f.err), STATUS_OK); /* nothing yet */
    close(f.peer);
    assert_int_equal(channel_fill(&f.ch, &f.err), STATUS_UNAVAILABLE);
    assert_int_equal(channel_put(&f.ch, &m, &f.err), STATUS_OK);
    assert_int_equal(channel_flush(&f.ch, &f.err), STATUS_UNAVAILABLE);
    f.peer = -1;
    end(&f);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parcels_cut_at_every_byte_arrive_whole),
        cmocka_unit_test(test_a_byte_at_a_time_is_enough),
        cmocka_unit_test(test_what_does_not_fit_the_descriptor_waits),
        cmocka_unit_test(test_too_much_to_send_leaves_what_was_queued),
        cmocka_unit_test(test_too_much_to_receive_is_refused),
        cmocka_unit_test(test_garbage_is_invalid),
        cmocka_unit_test(test_a_closed_peer_is_noticed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
