/* What requests over ZeroMQ are answered. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "publisher/conversation.h"
#include "tests/publisher/fixture.h"

static struct message
answer_to(const struct message *request, struct arena *a)
{
    struct conversation c = {.store = fixture_store, .boot_id = 7};
    struct message answer;

    conversation_answer(&c, request, a, &answer);
    assert_int_equal(answer.request_id, request->request_id);
    return answer;
}

static void
test_conversation_hello_is_welcomed(void **state)
{
    struct message hello = {.kind = MESSAGE_HELLO,
                            .hello = {.protocol_min = 1, .protocol_max = 9}};
    struct arena a = {0};
    struct message answer = answer_to(&hello, &a);

    (void)state;
    assert_int_equal(answer.kind, MESSAGE_WELCOME);
    assert_int_equal(answer.welcome.protocol, 1);
    assert_int_equal(answer.welcome.boot_id, 7);
    assert_int_equal(answer.welcome.store_id.len, DOCUMENT_ID_DIGITS);
    hello.hello.protocol_min = 2;
    answer = answer_to(&hello, &a);
    assert_int_equal(answer.kind, MESSAGE_REFUSED);
    assert_int_equal(answer.refused.code, REFUSED_VERSION);
    arena_release(&a);
}

static void
test_conversation_query_is_answered_with_a_page(void **state)
{
    struct message request = {.kind = MESSAGE_QUERY, .request_id = 5};
    struct arena a = {0};
    struct message answer;

    (void)state;
    request.query = (struct query){.rows = ROW_REPORT, .place = STR("浙江省")};
    answer = answer_to(&request, &a);
    assert_int_equal(answer.kind, MESSAGE_PAGE);
    assert_int_equal(answer.page.row_count, 1);
    arena_release(&a);
}

static void
test_conversation_refusals_have_code_and_field(void **state)
{
    struct message query = {.kind = MESSAGE_QUERY, .request_id = 1};
    struct message cite = {.kind = MESSAGE_CITE, .request_id = 2};
    struct message submit = {.kind = MESSAGE_SUBMIT, .request_id = 3};
    struct arena a = {0};
    struct message answer;

    (void)state;
    query.query.cursor = STR("x");
    answer = answer_to(&query, &a);
    assert_int_equal(answer.kind, MESSAGE_REFUSED);
    assert_int_equal(answer.refused.code, REFUSED_FIELD);
    assert_str(answer.refused.field, "cursor");
    cite.cite.figure = STR("0000.f1-2");
    answer = answer_to(&cite, &a);
    assert_int_equal(answer.kind, MESSAGE_REFUSED);
    assert_int_equal(answer.refused.code, REFUSED_NOT_FOUND);
    answer = answer_to(&submit, &a);
    assert_int_equal(answer.kind, MESSAGE_REFUSED);
    assert_int_equal(answer.refused.code, REFUSED_UNEXPECTED);
    arena_release(&a);
}

/* ---- over a socket, both ends in this thread */

struct ends {
    struct wire *wire;
    struct socket *publisher;
    struct socket *client;
};

static void
open_ends(struct ends *e)
{
    static const struct socket_options usual = {.send_mark = ANSWERS_MARK};
    char endpoint[128];
    struct error err;

    snprintf(endpoint, sizeof endpoint, "ipc://%s/query", fixture_directory);
    assert_int_equal(wire_open(&e->wire, &err), STATUS_OK);
    assert_int_equal(
        socket_listen(e->wire, endpoint, &usual, &e->publisher, &err),
        STATUS_OK);
    assert_int_equal(
        socket_connect(e->wire, endpoint, &usual, &e->client, &err), STATUS_OK);
}

static void
close_ends(struct ends *e)
{
    socket_close(&e->client);
    socket_close(&e->publisher);
    wire_close(&e->wire);
}

/* Send one message and give the publisher its turn. */
static void
send_and_turn(struct ends *e, const struct message *messages, size_t count)
{
    struct conversation c = {.store = fixture_store, .boot_id = 7};
    struct error err;

    assert_int_equal(socket_send(e->client, NULL, messages, count, &err),
                     STATUS_OK);
    assert_true(socket_wait(e->publisher, 10000));
    conversation_turn(&c, e->publisher);
}

/* The next answer; its contents live in `a`. */
static struct message
take_answer(struct ends *e, struct arena *a)
{
    struct incoming *in = NULL;
    struct message answer;
    struct error err;

    assert_true(socket_wait(e->client, 10000));
    assert_int_equal(socket_receive(e->client, &in, &err), STATUS_OK);
    assert_int_equal(incoming_next(in, a, &answer, &err), STATUS_OK);
    incoming_free(&in);
    return answer;
}

static void
test_conversation_rows_travel_whole(void **state)
{
    struct message request = {.kind = MESSAGE_QUERY, .request_id = 3};
    struct arena a = {0};
    struct message answer;
    struct ends e = {0};

    (void)state;
    open_ends(&e);
    request.query =
        (struct query){.rows = ROW_FIGURE, .object = STR("委员会客厅")};
    send_and_turn(&e, &request, 1);
    answer = take_answer(&e, &a);
    assert_int_equal(answer.kind, MESSAGE_PAGE);
    assert_int_equal(answer.request_id, 3);
    assert_int_equal(answer.page.row_count, 1);
    assert_str(answer.page.rows[0].figure->object, "委员会客厅");
    assert_str(answer.page.rows[0].report->place.name, "浙江省");
    request.kind = MESSAGE_CITE;
    request.cite.figure = answer.page.rows[0].id;
    send_and_turn(&e, &request, 1);
    answer = take_answer(&e, &a);
    assert_int_equal(answer.kind, MESSAGE_CITATION);
    assert_str(answer.citation.sentence, "建成委员会客厅110个。");
    close_ends(&e);
    arena_release(&a);
}

static void
test_conversation_many_requests_in_a_message_are_bounded(void **state)
{
    struct message requests[REQUESTS_PER_MESSAGE + 5] = {0};
    struct arena a = {0};
    struct message answer;
    struct ends e = {0};

    (void)state;
    open_ends(&e);
    for (size_t i = 0; i < sizeof requests / sizeof *requests; i++) {
        requests[i].kind = MESSAGE_CITE;
        requests[i].request_id = i + 1;
        requests[i].cite.figure = STR("0000.f1-2");
    }
    send_and_turn(&e, requests, sizeof requests / sizeof *requests);
    for (size_t i = 0; i < REQUESTS_PER_MESSAGE; i++) {
        answer = take_answer(&e, &a);
        assert_int_equal(answer.request_id, i + 1);
        assert_int_equal(answer.refused.code, REFUSED_NOT_FOUND);
    }
    for (size_t i = REQUESTS_PER_MESSAGE;
         i < sizeof requests / sizeof *requests; i++) {
        answer = take_answer(&e, &a);
        assert_int_equal(answer.request_id, i + 1);
        assert_int_equal(answer.kind, MESSAGE_BUSY);
    }
    assert_false(socket_wait(e.client, 0));
    close_ends(&e);
    arena_release(&a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        ON_A_STORE(test_conversation_hello_is_welcomed),
        ON_A_STORE(test_conversation_query_is_answered_with_a_page),
        ON_A_STORE(test_conversation_refusals_have_code_and_field),
        ON_A_STORE(test_conversation_rows_travel_whole),
        ON_A_STORE(test_conversation_many_requests_in_a_message_are_bounded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
