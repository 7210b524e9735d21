/* submitter - every document gets its answer, whatever the head does. */
#include "client/submitter.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "tests/client/fake_server.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { DOCUMENTS = 200, PATIENCE_MS = 20000 };

/* A head that remembers nothing but how it is to behave. */
struct head {
    int seen;       /* Submits so far */
    int busy_first; /* answer so many of them with Busy */
    int drop_first; /* do not answer so many of them */
    bool is_refusing;
    bool is_watch_lost; /* do not answer the first Watch */
    bool is_forgetful;  /* know no document that is asked for */
    int watches;
    char digits[DOCUMENT_ID_DIGITS + 1]; /* what the last refusal is about */
};

/* What the documents of one test came to. */
struct tally {
    int accepted[DOCUMENTS];
    int refused;
    int done, dead;
    int unknown;
};

static bool
answer_submit(struct head *head, const struct message *request,
              struct message *out)
{
    int number = ++head->seen;

    if (number <= head->drop_first)
        return false;
    if (number <= head->busy_first) {
        out->kind = MESSAGE_BUSY;
        out->busy = (struct busy){.retry_after_ms = 10};
        return true;
    }
    if (head->is_refusing) {
        out->kind = MESSAGE_REFUSED;
        out->refused = (struct refused){.code = REFUSED_TOO_LARGE};
        return true;
    }
    out->kind = MESSAGE_ACCEPTED;
    out->accepted = (struct accepted){
        .document_id = document_id_of(request->payload, STR(""), STR("")),
        .document_no = (uint64_t)number,
    };
    return true;
}

/* Tells of one document a time, as a head may; the client asks again. */
static bool
answer_watch(struct head *head, const struct message *request,
             struct message *out)
{
    struct document_id id = request->watch.document_ids[0];

    if (++head->watches == 1 && head->is_watch_lost)
        return false;
    if (head->is_forgetful) {
        out->kind = MESSAGE_REFUSED;
        out->refused = (struct refused){
            .code = REFUSED_NOT_FOUND,
            .document_id = str_from(document_id_print(id, head->digits)),
        };
        return true;
    }
    out->kind = MESSAGE_OUTCOME;
    out->request_id = 0;
    out->outcome = (struct outcome){
        .document_id = id,
        .state = id.bytes[0] < 128 ? DOCUMENT_DEAD : DOCUMENT_DONE,
        .reason = STR("no text"),
    };
    return true;
}

static bool
answer(void *context, const struct message *request, struct message *out)
{
    if (request->kind == MESSAGE_SUBMIT)
        return answer_submit(context, request, out);
    if (request->kind == MESSAGE_WATCH)
        return answer_watch(context, request, out);
    return false;
}

static void
count_event(void *context, const struct submit_event *event)
{
    struct tally *tally = context;

    if (event->kind == SUBMIT_ACCEPTED)
        tally->accepted[event->token]++;
    else if (event->kind == SUBMIT_REFUSED)
        tally->refused++;
    else if (event->kind == SUBMIT_UNKNOWN)
        tally->unknown++;
    else if (event->outcome->state == DOCUMENT_DEAD)
        tally->dead++;
    else
        tally->done++;
}

static struct submitter *
open_submitter(const char *endpoint, struct tally *tally, bool is_watching)
{
    struct submitter_options options = {
        .endpoint = endpoint,
        .reach_ms = PATIENCE_MS,
        .silence_ms = PATIENCE_MS,
        .is_watching = is_watching,
        .on_event = count_event,
        .context = tally,
    };
    struct submitter *s = NULL;
    struct error err;

    assert_int_equal(submitter_open(&options, &s, &err), STATUS_OK);
    return s;
}

static void
add_document(struct submitter *s, uint64_t token)
{
    struct buffer bytes = BUFFER_MAX(100);
    struct submit submit = {.name = STR("a.txt")};
    char text[32];

    snprintf(text, sizeof text, "document %llu", (unsigned long long)token);
    assert_true(buffer_append(&bytes, str_from(text)));
    submitter_add(s, token, &submit, &bytes);
    assert_null(bytes.ptr);
}

/* Submit `count` documents and wait for all that is to come. */
static void
submit_all(struct submitter *s, uint64_t count)
{
    int64_t deadline = clock_monotonic_ms() + PATIENCE_MS;
    uint64_t next = 0;
    struct error err;

    do {
        while (next < count && submitter_has_room(s))
            add_document(s, next++);
        assert_int_equal(submitter_step(s, 50, &err), STATUS_OK);
        assert_true(clock_monotonic_ms() < deadline);
    } while (next < count || submitter_in_flight(s) || submitter_watched(s));
}

static void
assert_each_accepted_once(const struct tally *tally, int count)
{
    for (int i = 0; i < count; i++)
        assert_int_equal(tally->accepted[i], 1);
}

/* Run `count` documents past a head that behaves like `head`. */
static void
run(struct head *head, struct tally *tally, bool is_watching, uint64_t count)
{
    struct fake_server server;
    struct submitter *s;

    fake_server_init(&server, answer, head);
    fake_server_start(&server);
    s = open_submitter(server.endpoint, tally, is_watching);
    submit_all(s, count);
    assert_int_equal(submitter_max_bytes(s), 1000);
    submitter_close(&s);
    fake_server_stop(&server);
    fake_server_release(&server);
}

static void
test_each_document_is_accepted_once(void **state)
{
    struct head head = {0};
    struct tally tally = {0};

    (void)state;
    run(&head, &tally, false, DOCUMENTS);
    assert_each_accepted_once(&tally, DOCUMENTS);
    assert_int_equal(head.seen, DOCUMENTS);
}

static void
test_a_busy_head_gets_them_again(void **state)
{
    struct head head = {.busy_first = 150};
    struct tally tally = {0};

    (void)state;
    run(&head, &tally, false, DOCUMENTS);
    assert_each_accepted_once(&tally, DOCUMENTS);
    assert_int_equal(head.seen, DOCUMENTS + 150);
}

static void
test_a_refused_document_is_not_sent_again(void **state)
{
    struct head head = {.is_refusing = true};
    struct tally tally = {0};

    (void)state;
    run(&head, &tally, false, 10);
    assert_int_equal(tally.refused, 10);
    assert_int_equal(head.seen, 10);
}

static void
test_an_answer_that_is_lost_is_asked_for_again(void **state)
{
    struct head head = {.drop_first = 3};
    struct tally tally = {0};

    (void)state;
    run(&head, &tally, false, 3);
    assert_each_accepted_once(&tally, 3);
    assert_int_equal(head.seen, 6);
}

static void
test_waiting_ends_when_all_are_done_or_dead(void **state)
{
    struct head head = {.is_watch_lost = true};
    struct tally tally = {0};

    (void)state;
    run(&head, &tally, true, 2);
    assert_each_accepted_once(&tally, 2);
    assert_int_equal(tally.done + tally.dead, 2);
}

static void
test_waiting_ends_for_what_the_head_does_not_know(void **state)
{
    struct head head = {.is_forgetful = true};
    struct tally tally = {0};

    (void)state;
    run(&head, &tally, true, 3);
    assert_int_equal(tally.unknown, 3);
    assert_int_equal(tally.done + tally.dead, 0);
}

static void
test_whoever_goes_on_after_silence_is_served(void **state)
{
    struct submitter_options options = {
        .reach_ms = 100, .silence_ms = PATIENCE_MS, .on_event = count_event};
    struct head head = {0};
    struct tally tally = {0};
    struct fake_server server;
    struct submitter *s = NULL;
    enum status st = STATUS_OK;
    struct error err;

    (void)state;
    fake_server_init(&server, answer, &head);
    options.endpoint = server.endpoint;
    options.context = &tally;
    assert_int_equal(submitter_open(&options, &s, &err), STATUS_OK);
    while (st == STATUS_OK)
        st = submitter_step(s, 50, &err);
    assert_int_equal(st, STATUS_UNAVAILABLE);
    fake_server_start(&server);
    while (!submitter_has_room(s))
        (void)!submitter_step(s, 50, &err);
    submit_all(s, 3);
    assert_each_accepted_once(&tally, 3);
    submitter_close(&s);
    fake_server_stop(&server);
    fake_server_release(&server);
}

static void
test_a_head_may_come_late(void **state)
{
    struct head head = {0};
    struct tally tally = {0};
    struct fake_server server;
    struct submitter *s;
    struct error err;

    (void)state;
    fake_server_init(&server, answer, &head);
    s = open_submitter(server.endpoint, &tally, false);
    assert_int_equal(submitter_step(s, 50, &err), STATUS_OK);
    assert_false(submitter_has_room(s));
    fake_server_start(&server);
    submit_all(s, 5);
    assert_each_accepted_once(&tally, 5);
    submitter_close(&s);
    fake_server_stop(&server);
    fake_server_release(&server);
}

static void
test_a_head_may_be_started_again_in_between(void **state)
{
    struct head silent = {.drop_first = 1000};
    struct head head = {0};
    struct tally tally = {0};
    struct fake_server server;
    struct submitter *s;
    struct error err;

    (void)state;
    fake_server_init(&server, answer, &silent);
    fake_server_start(&server);
    s = open_submitter(server.endpoint, &tally, false);
    while (!submitter_has_room(s))
        assert_int_equal(submitter_step(s, 50, &err), STATUS_OK);
    add_document(s, 0);
    while (silent.seen == 0)
        assert_int_equal(submitter_step(s, 50, &err), STATUS_OK);
    fake_server_stop(&server);
    server.context = &head;
    fake_server_start(&server);
    submit_all(s, 0);
    assert_each_accepted_once(&tally, 1);
    submitter_close(&s);
    fake_server_stop(&server);
    fake_server_release(&server);
}

static void
test_no_head_is_told_in_time(void **state)
{
    struct submitter_options options = {
        .endpoint = "ipc:///tmp/baogao-no-such-head",
        .reach_ms = 200,
        .silence_ms = 200,
        .on_event = count_event,
    };
    int64_t start = clock_monotonic_ms();
    struct submitter *s = NULL;
    enum status st = STATUS_OK;
    struct error err;

    (void)state;
    assert_int_equal(submitter_open(&options, &s, &err), STATUS_OK);
    while (st == STATUS_OK && clock_monotonic_ms() - start < PATIENCE_MS)
        st = submitter_step(s, 50, &err);
    assert_int_equal(st, STATUS_UNAVAILABLE);
    assert_non_null(strstr(err.text, "cannot reach ipc:///tmp/"));
    submitter_close(&s);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_document_is_accepted_once),
        cmocka_unit_test(test_a_busy_head_gets_them_again),
        cmocka_unit_test(test_a_refused_document_is_not_sent_again),
        cmocka_unit_test(test_an_answer_that_is_lost_is_asked_for_again),
        cmocka_unit_test(test_waiting_ends_when_all_are_done_or_dead),
        cmocka_unit_test(test_waiting_ends_for_what_the_head_does_not_know),
        cmocka_unit_test(test_whoever_goes_on_after_silence_is_served),
        cmocka_unit_test(test_a_head_may_come_late),
        cmocka_unit_test(test_a_head_may_be_started_again_in_between),
        cmocka_unit_test(test_no_head_is_told_in_time),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
