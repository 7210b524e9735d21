/* Who may ask for what over HTTP, and what need not be sent twice. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <jansson.h>

#include "publisher/http/api.h"
#include "tests/publisher/fixture.h"

#define DIGITS_16 "0123456789abcdef"
static const struct token known = {DIGITS_16 DIGITS_16 DIGITS_16 DIGITS_16};
#define SHOWN "Bearer " DIGITS_16 DIGITS_16 DIGITS_16 DIGITS_16

static struct reply
ask_at(const struct door *door, struct request request)
{
    struct api api = {.store = fixture_store, .door = *door};
    struct reply reply;

    api_answer(&api, &request, &reply);
    return reply;
}

static void
assert_code(const struct door *door, struct request request, unsigned code)
{
    struct reply reply = ask_at(door, request);

    if (reply.code != code)
        fail_msg("%.*s %.*s: %u, not %u", STR_ARG(request.method),
                 STR_ARG(request.path), reply.code, code);
    free(reply.body);
}

static struct request
request_of(const char *method, const char *path)
{
    return (struct request){.method = str_from(method),
                            .path = str_from(path),
                            .host = STR("127.0.0.1:8470")};
}

static void
test_orders_take_the_token(void **state)
{
    static const struct {
        const char *shown;
        unsigned code; /* 503: past the door, no head is there */
    } cases[] = {
        {NULL, 401},
        {"", 401},
        {"Bearer", 401},
        {"Bearer ", 401},
        {"Basic " DIGITS_16 DIGITS_16 DIGITS_16 DIGITS_16, 401},
        {"Bearer " DIGITS_16 DIGITS_16 DIGITS_16 "0123456789abcdee", 401},
        {SHOWN "0", 401},
        {SHOWN, 503},
        {"bearer " DIGITS_16 DIGITS_16 DIGITS_16 DIGITS_16 " ", 503},
    };
    struct request request = request_of("POST", "/v1/pause");
    struct door door = {.token = known};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        request.authorization = str_from(cases[i].shown);
        assert_code(&door, request, cases[i].code);
    }
    /* Without a token of its own a door is not opened by an empty one. */
    door.token = (struct token){""};
    request.authorization = STR("Bearer ");
    assert_code(&door, request, 401);
}

static void
test_reading_from_elsewhere_takes_the_token(void **state)
{
    struct request request = request_of("GET", "/v1/reports");
    struct door door = {.token = known};

    (void)state;
    assert_code(&door, request, 200);
    request.is_forwarded = true;
    assert_code(&door, request, 401);
    request.authorization = STR(SHOWN);
    assert_code(&door, request, 200);

    request = request_of("GET", "/v1/reports");
    request.host = STR("reports.example.org");
    assert_code(&door, request, 403);
    door.names[door.name_count++] = "Reports.Example.Org";
    assert_code(&door, request, 401);
    request.authorization = STR(SHOWN);
    assert_code(&door, request, 200);

    request = request_of("GET", "/v1/reports");
    door.is_wide = true;
    assert_code(&door, request, 401);
    request.host = STR("10.1.2.3:8470");
    assert_code(&door, request, 401);
    request.host = STR("rebound.example");
    assert_code(&door, request, 403);
    request.path = STR("/healthz");
    request.host = STR("10.1.2.3:8470");
    assert_code(&door, request, 200);
}

static void
test_foreign_pages_are_refused(void **state)
{
    static const struct {
        const char *origin;
        unsigned code;
    } cases[] = {
        {"http://127.0.0.1:8470", 503},
        {"https://127.0.0.1:8470", 503},
        {"http://127.0.0.1:8471", 403},
        {"http://127.0.0.1", 403},
        {"http://localhost:8470", 403},
        {"null", 403},
        {"", 403},
        {"http://127.0.0.1:8470.x.org", 403},
        {"http://x@127.0.0.1:8470", 403},
        {"file://127.0.0.1:8470", 403},
    };
    struct request request = request_of("POST", "/v1/pause");
    struct door door = {.token = known};

    (void)state;
    request.authorization = STR(SHOWN);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        request.origin = str_from(cases[i].origin);
        assert_code(&door, request, cases[i].code);
    }
}

static void
assert_allow(const char *method, const char *path, unsigned code,
             const char *allow)
{
    struct door door = {0};
    struct reply reply = ask_at(&door, request_of(method, path));

    assert_int_equal(reply.code, code);
    assert_string_equal(reply.allow, allow);
    free(reply.body);
}

static void
test_methods_are_told(void **state)
{
    (void)state;
    assert_allow("OPTIONS", "/v1/figures", 204, "GET, HEAD, OPTIONS");
    assert_allow("OPTIONS", "/v1/pause", 204, "POST, OPTIONS");
    assert_allow("GET", "/v1/pause", 405, "POST, OPTIONS");
    assert_allow("POST", "/v1/figures", 405, "GET, HEAD, OPTIONS");
    assert_allow("OPTIONS", "/v1/nothing", 404, "");
    assert_allow("GET", "/v1/cite/a/b", 404, "");
    assert_allow("GET", "/v1/reports//text", 404, "");
    assert_allow("GET", "/../v1/reports", 404, "");
}

static void
test_what_did_not_change_is_not_sent_again(void **state)
{
    struct request request = request_of("GET", "/v1/figures");
    struct door door = {0};
    struct reply first, second;
    char header[ETAG_BYTES + 16];

    (void)state;
    first = ask_at(&door, request);
    assert_int_equal(first.code, 200);
    snprintf(header, sizeof header, "\"x\", %s", first.etag);
    request.if_none_match = str_from(header);
    second = ask_at(&door, request);
    assert_int_equal(second.code, 304);
    assert_null(second.body);
    assert_string_equal(second.etag, first.etag);
    free(first.body);

    /* Another question, and the same one to a store that has changed. */
    request.parameters[0] = (struct parameter){STR("limit"), STR("3")};
    request.parameter_count = 1;
    assert_code(&door, request, 200);
    request.parameter_count = 0;
    fixture_reopen(sample_store_reprocess);
    assert_code(&door, request, 200);
}

static void
test_report_text_is_what_its_span_holds(void **state)
{
    char path[128], digits[DOCUMENT_ID_DIGITS + 1];
    struct door door = {0};
    struct reply reply;
    struct answer reports = ask((struct query){
        .rows = ROW_REPORT, .report = str_from(sample_document_id(1, digits))});
    json_t *body;
    const char *text;

    (void)state;
    assert_int_equal(reports.page.row_count, 2);
    snprintf(path, sizeof path, "/v1/reports/%.*s/text",
             STR_ARG(reports.page.rows[1].id));
    reply = ask_at(&door, request_of("GET", path));
    assert_int_equal(reply.code, 200);
    body = json_loadb(reply.body, reply.bytes, 0, NULL);
    text = json_string_value(json_object_get(body, "text"));
    assert_int_equal(strncmp(text, "江西省法院工作汇报\n", 28), 0);
    assert_int_equal(strlen(text), reports.page.rows[1].report->span.end -
                                       reports.page.rows[1].report->span.begin);
    assert_true(json_is_array(json_object_get(body, "repairs")));
    json_decref(body);
    free(reply.body);
    arena_release(&reports.arena);

    assert_code(&door, request_of("GET", "/v1/reports/x/text"), 400);
    snprintf(path, sizeof path, "/v1/reports/%s.r0-1/text", digits);
    assert_code(&door, request_of("GET", path), 404);
}

static void
test_token_is_made_once_and_for_its_owner(void **state)
{
    char path[128];
    struct token first, again;
    struct stat file;
    struct error err;

    (void)state;
    snprintf(path, sizeof path, "%s/token", fixture_directory);
    assert_int_equal(token_open(path, &first, &err), STATUS_OK);
    assert_int_equal(token_open(path, &again, &err), STATUS_OK);
    assert_int_equal(strlen(first.digits), TOKEN_DIGITS);
    assert_string_equal(first.digits, again.digits);
    assert_int_equal(stat(path, &file), 0);
    assert_int_equal(file.st_mode & 0777, 0600);
    assert_true(token_matches(&first, str_from(again.digits)));
    again.digits[TOKEN_DIGITS - 1] ^= 1;
    assert_false(token_matches(&first, str_from(again.digits)));

    assert_int_equal(chmod(path, 0640), 0);
    assert_int_equal(token_open(path, &again, &err), STATUS_UNAVAILABLE);
    assert_int_equal(chmod(path, 0600), 0);
    assert_int_equal(truncate(path, 10), 0);
    assert_int_equal(token_open(path, &again, &err), STATUS_UNAVAILABLE);
    assert_int_equal(truncate(path, 0), 0);
    assert_int_equal(token_open(path, &again, &err), STATUS_OK);
    assert_string_not_equal(first.digits, again.digits);
    unlink(path);
}

/* As on a full disk: no more than 10 bytes of it can be written. */
static void
test_token_is_written_whole_or_not_at_all(void **state)
{
    char path[128], fresh[sizeof path + 4];
    struct rlimit whole, few;
    struct token token = {"untouched"};
    struct error err;

    (void)state;
    snprintf(path, sizeof path, "%s/token", fixture_directory);
    snprintf(fresh, sizeof fresh, "%s.new", path);
    assert_int_equal(symlink("/dev/null", fresh), 0); /* not followed */
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &whole), 0);
    few = (struct rlimit){10, whole.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &few), 0);
    assert_int_equal(token_open(path, &token, &err), STATUS_UNAVAILABLE);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &whole), 0);
    assert_non_null(strstr(err.text, path));
    assert_string_equal(token.digits, "untouched");
    assert_int_equal(access(path, F_OK), -1);
    assert_int_equal(access(fresh, F_OK), -1);

    assert_int_equal(token_open(path, &token, &err), STATUS_OK);
    assert_int_equal(access(fresh, F_OK), -1);
    unlink(path);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        ON_A_STORE(test_orders_take_the_token),
        ON_A_STORE(test_reading_from_elsewhere_takes_the_token),
        ON_A_STORE(test_foreign_pages_are_refused),
        ON_A_STORE(test_methods_are_told),
        ON_A_STORE(test_what_did_not_change_is_not_sent_again),
        ON_A_STORE(test_report_text_is_what_its_span_holds),
        ON_A_STORE(test_token_is_made_once_and_for_its_owner),
        ON_A_STORE(test_token_is_written_whole_or_not_at_all),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
