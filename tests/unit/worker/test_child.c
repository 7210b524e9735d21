/* child - what an extractor answers, here as a process that is not confined. */
#include "worker/child.h"

#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "record/codec.h"
#include "record/compress.h"
#include "worker/channel.h"
#include "worker/extract/extract.h"

enum { DOCUMENT_BYTES = 64 << 20, PATIENCE_MS = 60000 };

static const char report[] = "青石县政府工作报告\n\n一、2022年工作回顾\n\n"
                             "全县新建乡村小学12所。\n";

struct fixture {
    struct channel ch; /* the parent's end */
    pid_t child;
    struct arena arena;
    struct error err;
};

static void
begin(struct fixture *f)
{
    int ends[2];

    *f = (struct fixture){0};
    assert_int_equal(extract_prepare(&f->err), STATUS_OK);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    channel_open(&f->ch, ends[0], SIZE_MAX);
    fflush(NULL); /* nothing is said twice */
    f->child = fork();
    assert_true(f->child >= 0);
    if (f->child == 0) {
        channel_close(&f->ch);
        exit((int)child_run(ends[1], DOCUMENT_BYTES, &f->err));
    }
    close(ends[1]);
}

/* How the child ended, by itself. */
static enum status
ended(struct fixture *f)
{
    int status;

    assert_int_equal(waitpid(f->child, &status, 0), f->child);
    assert_true(WIFEXITED(status));
    return (enum status)WEXITSTATUS(status);
}

/* Close the parent's end; how the child took it. */
static enum status
end(struct fixture *f)
{
    enum status st;

    channel_close(&f->ch);
    st = ended(f);
    arena_release(&f->arena);
    return st;
}

static void
say(struct fixture *f, const struct message *m)
{
    assert_int_equal(channel_put(&f->ch, m, &f->err), STATUS_OK);
    while (channel_wants_write(&f->ch))
        assert_int_equal(channel_flush(&f->ch, &f->err), STATUS_OK);
}

static struct message
hear(struct fixture *f)
{
    struct pollfd ready = {.fd = f->ch.fd, .events = POLLIN};
    struct message m;
    size_t bytes;
    enum status st;

    while ((st = channel_take(&f->ch, &f->arena, &m, &bytes, &f->err)) ==
           STATUS_NOT_FOUND) {
        assert_int_equal(poll(&ready, 1, PATIENCE_MS), 1);
        assert_int_equal(channel_fill(&f->ch, &f->err), STATUS_OK);
    }
    assert_int_equal(st, STATUS_OK);
    channel_drop(&f->ch, bytes);
    return m;
}

static struct message
job(uint64_t number, struct str bytes)
{
    return (struct message){.kind = MESSAGE_JOB,
                            .job = {.boot_id = 7,
                                    .lease_no = number + 100,
                                    .document_no = number,
                                    .generation = 3},
                            .payload = bytes};
}

static void
test_report_is_read_and_packed(void **state)
{
    struct fixture f;
    struct message m = job(1, str_from(report)), answer;
    struct str text;
    struct record_set records;

    (void)state;
    begin(&f);
    say(&f, &m);
    answer = hear(&f);
    assert_int_equal(answer.kind, MESSAGE_RESULT);
    assert_int_equal(answer.result.boot_id, 7);
    assert_int_equal(answer.result.lease_no, 101);
    assert_int_equal(answer.result.document_no, 1);
    assert_int_equal(answer.result.generation, 3);
    assert_false(answer.result.is_failure);
    assert_int_equal(answer.result.extraction.text_bytes, strlen(report));
    assert_int_equal(text_inflate(answer.result.extraction.text, strlen(report),
                                  &f.arena, &text, &f.err),
                     STATUS_OK);
    assert_true(str_equal(text, str_from(report)));
    assert_int_equal(records_unpack(answer.result.extraction.records, &f.arena,
                                    &records, &f.err),
                     STATUS_OK);
    assert_int_equal(records.report_count, 1);
    assert_int_equal(records.reports[0].figure_count, 1);
    assert_true(answer.result.extraction.text_terms.len > 0);
    assert_int_equal(end(&f), STATUS_OK);
}

static void
test_what_is_no_text_is_told_and_the_next_is_read(void **state)
{
    struct fixture f;
    struct message bad = job(2, STR("\x00\x01\x02\x00\x03\x04\x00\x05")),
                   good = job(3, str_from(report)), answer;

    (void)state;
    begin(&f);
    say(&f, &bad);
    say(&f, &good);
    answer = hear(&f);
    assert_int_equal(answer.result.document_no, 2);
    assert_true(answer.result.is_failure);
    assert_int_equal(answer.result.failure.kind, FAILURE_INVALID);
    assert_true(answer.result.failure.reason.len > 0);
    answer = hear(&f);
    assert_int_equal(answer.result.document_no, 3);
    assert_false(answer.result.is_failure);
    assert_int_equal(end(&f), STATUS_OK);
}

static void
test_other_message_ends_it(void **state)
{
    struct fixture f;
    struct message m = {.kind = MESSAGE_STATUS_REQUEST};

    (void)state;
    begin(&f);
    say(&f, &m);
    assert_int_equal(ended(&f), STATUS_INVALID);
    channel_close(&f.ch);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_report_is_read_and_packed),
        cmocka_unit_test(test_what_is_no_text_is_told_and_the_next_is_read),
        cmocka_unit_test(test_other_message_ends_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
