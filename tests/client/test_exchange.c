/* exchange - one question, one answer, and the ways in which it fails. */
#include "client/exchange.h"

#include <string.h>

#include "tests/client/fake_server.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* What the server does with a request, and how often it was asked. */
struct script {
    enum message_kind kind;
    struct refused refused;
    int busy_times;
    int asked;
    bool is_silent;
};

static bool
answer(void *context, const struct message *request, struct message *out)
{
    struct script *script = context;

    (void)request;
    script->asked++;
    out->kind = script->kind;
    out->refused = script->refused;
    if (script->asked <= script->busy_times) {
        out->kind = MESSAGE_BUSY;
        out->busy = (struct busy){.retry_after_ms = 20};
    } else if (script->kind == MESSAGE_STATUS_REPORT) {
        out->status_report = (struct status_report){.done = 12};
    }
    return !script->is_silent;
}

static enum status
ask(struct script *script, int timeout_ms, struct message *out,
    struct error *err)
{
    struct message request = {.kind = MESSAGE_STATUS_REQUEST};
    struct exchange *exchange = NULL;
    struct fake_server server;
    struct arena a = {0};
    enum status st;

    fake_server_init(&server, answer, script);
    fake_server_start(&server);
    struct exchange_options options = {.endpoint = server.endpoint,
                                       .server = "the-server",
                                       .timeout_ms = timeout_ms};
    assert_int_equal(exchange_open(&options, &exchange, err), STATUS_OK);
    st = exchange_ask(exchange, &request, MESSAGE_STATUS_REPORT, &a, out, err);
    exchange_close(&exchange);
    fake_server_stop(&server);
    fake_server_release(&server);
    assert_true(server.hellos >= 1);
    arena_release(&a);
    return st;
}

static void
test_the_answer_comes_back(void **state)
{
    struct script script = {.kind = MESSAGE_STATUS_REPORT};
    struct message answer_message;
    struct error err;

    (void)state;
    assert_int_equal(ask(&script, 5000, &answer_message, &err), STATUS_OK);
    assert_int_equal(answer_message.status_report.done, 12);
}

static void
test_a_busy_server_is_asked_again(void **state)
{
    struct script script = {.kind = MESSAGE_STATUS_REPORT, .busy_times = 2};
    struct message answer_message;
    struct error err;

    (void)state;
    assert_int_equal(ask(&script, 5000, &answer_message, &err), STATUS_OK);
    assert_int_equal(script.asked, 3);
}

static void
test_a_server_that_stays_busy_is_unavailable(void **state)
{
    struct script script = {.kind = MESSAGE_STATUS_REPORT, .busy_times = 1000};
    struct message answer_message;
    struct error err;

    (void)state;
    assert_int_equal(ask(&script, 200, &answer_message, &err),
                     STATUS_UNAVAILABLE);
    assert_non_null(strstr(err.text, "too busy"));
}

static void
test_silence_names_the_endpoint_and_the_server(void **state)
{
    struct script script = {.kind = MESSAGE_STATUS_REPORT, .is_silent = true};
    struct message answer_message;
    struct error err;

    (void)state;
    assert_int_equal(ask(&script, 200, &answer_message, &err),
                     STATUS_UNAVAILABLE);
    assert_non_null(strstr(err.text, "no answer in 0.2 s"));
    assert_non_null(strstr(err.text, "is the-server running?"));
}

static void
test_a_refusal_keeps_its_meaning_and_reason(void **state)
{
    struct script script = {
        .kind = MESSAGE_REFUSED,
        .refused = {.code = REFUSED_NOT_FOUND, .reason = STR("no such thing")},
    };
    struct message answer_message;
    struct error err;

    (void)state;
    assert_int_equal(ask(&script, 5000, &answer_message, &err),
                     STATUS_NOT_FOUND);
    assert_string_equal(err.text, "no such thing");
    script.refused = (struct refused){.code = REFUSED_DAMAGED};
    assert_int_equal(ask(&script, 5000, &answer_message, &err), STATUS_CORRUPT);
    assert_true(err.text[0] != '\0');
    script.refused = (struct refused){.code = REFUSED_VERSION};
    assert_int_equal(ask(&script, 5000, &answer_message, &err),
                     STATUS_UNAVAILABLE);
    assert_non_null(strstr(err.text, "version"));
}

static void
test_no_endpoint_is_told_at_once(void **state)
{
    struct exchange_options options = {
        .endpoint = "nonsense", .server = "the-server", .timeout_ms = 5000};
    struct exchange *exchange = NULL;
    struct error err;

    (void)state;
    assert_int_equal(exchange_open(&options, &exchange, &err), STATUS_INVALID);
    assert_null(exchange);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_answer_comes_back),
        cmocka_unit_test(test_a_busy_server_is_asked_again),
        cmocka_unit_test(test_a_server_that_stays_busy_is_unavailable),
        cmocka_unit_test(test_silence_names_the_endpoint_and_the_server),
        cmocka_unit_test(test_a_refusal_keeps_its_meaning_and_reason),
        cmocka_unit_test(test_no_endpoint_is_told_at_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
