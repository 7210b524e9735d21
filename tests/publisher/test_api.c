/* What HTTP requests are answered, without a socket. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "daemon/loopback.h"
#include "publisher/http/api.h"
#include "tests/publisher/fixture.h"

/* ---- HTTP */

static json_t *
get(struct request request, unsigned code)
{
    struct api api = {.store = fixture_store};
    struct reply reply;
    json_t *body;

    api_answer(&api, &request, &reply);
    if (reply.code != code)
        fail_msg("%.*s: %u, not %u: %s", STR_ARG(request.path), reply.code,
                 code, reply.body);
    body = json_loadb(reply.body, reply.bytes, 0, NULL);
    free(reply.body);
    return body;
}

static struct request
request_of(const char *path, const char *name, const char *value)
{
    return (struct request){
        .method = STR("GET"),
        .path = str_from(path),
        .host = STR("127.0.0.1:8470"),
        .parameters = {{str_from(name), str_from(value)}},
        .parameter_count = name ? 1 : 0,
    };
}

static void
assert_error(struct request request, unsigned code, const char *word,
             const char *field)
{
    json_t *body = get(request, code);
    json_t *error = json_object_get(body, "error");

    assert_string_equal(json_string_value(json_object_get(error, "code")),
                        word);
    if (field)
        assert_string_equal(json_string_value(json_object_get(error, "field")),
                            field);
    else
        assert_true(json_is_null(json_object_get(error, "field")));
    assert_true(json_is_string(json_object_get(error, "reason")));
    json_decref(body);
}

static void
test_http_page_holds_rows_and_cursor(void **state)
{
    json_t *body = get(request_of("/v1/figures", "limit", "3"), 200);

    (void)state;
    assert_int_equal(json_array_size(json_object_get(body, "rows")), 3);
    assert_int_equal(json_integer_value(json_object_get(body, "as_of")),
                     SAMPLE_DOCUMENTS);
    assert_true(json_is_string(json_object_get(body, "next_cursor")));
    json_decref(body);
}

/* What there was no time for is there when it is asked for again. */
static void
test_http_page_that_was_cut_has_no_tag(void **state)
{
    struct query_bounds none = query_bounds_usual;
    struct request request = request_of("/v1/figures", "sort", "value");
    struct api api = {.store = fixture_store};
    struct reply whole, cut;

    (void)state;
    none.sorted_ms = 0;
    api_answer(&api, &request, &whole);
    api.bounds = &none;
    api_answer(&api, &request, &cut);
    assert_int_equal(cut.code, HTTP_OK);
    assert_true(whole.etag[0]);
    assert_false(cut.etag[0]);
    free(whole.body);
    free(cut.body);
}

static void
test_http_kinds_of_rows_have_their_address(void **state)
{
    static const struct {
        const char *path;
        size_t rows;
    } cases[] = {
        {"/v1/reports", 1},
        {"/v1/sections", 2},
        {"/v1/figures", 4},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        json_t *body = get(request_of(cases[i].path, "place", "330000"), 200);
        assert_int_equal(json_array_size(json_object_get(body, "rows")),
                         cases[i].rows);
        json_decref(body);
    }
}

static void
test_http_cite_gives_the_sentence(void **state)
{
    struct answer figures =
        ask((struct query){.rows = ROW_FIGURE, .object = STR("委员会客厅")});
    char path[128] = "/v1/cite/";
    json_t *body;

    (void)state;
    strncat(path, figures.page.rows[0].id.ptr, figures.page.rows[0].id.len);
    body = get(request_of(path, NULL, NULL), 200);
    assert_string_equal(json_string_value(json_object_get(body, "sentence")),
                        "建成委员会客厅110个。");
    json_decref(body);
    arena_release(&figures.arena);
}

static void
test_http_wrong_requests_say_what_is_wrong(void **state)
{
    static const struct {
        const char *path, *name, *value;
        unsigned code;
        const char *word, *field;
    } cases[] = {
        {"/v1/figures", "colour", "red", 400, "field", "colour"},
        {"/v1/figures", "limit", "0", 400, "field", "limit"},
        {"/v1/figures", "limit", "1001", 400, "field", "limit"},
        {"/v1/figures", "year", "x", 400, "field", "year"},
        {"/v1/figures", "genre", "novel", 400, "field", "genre"},
        {"/v1/figures", "cursor", "a", 400, "field", "cursor"},
        {"/v1/figures", "report", "a", 400, "field", "report"},
        {"/v1/figures", "report", "00000000", 404, "not_found", NULL},
        {"/v1/figures", "object", "\xE4\xBC", 400, "malformed", NULL},
        {"/v1/figures", "\xFF", "", 400, "malformed", NULL},
        {"/v1/figures/", NULL, NULL, 404, "not_found", NULL},
        {"/v1", NULL, NULL, 404, "not_found", NULL},
        {"", NULL, NULL, 404, "not_found", NULL},
        {"/v1/cite/", NULL, NULL, 404, "not_found", NULL},
        {"/v1/cite/0000.f1-2", NULL, NULL, 404, "not_found", NULL},
        {"/v1/cite/0000.f1-2", "limit", "1", 400, "field", "limit"},
        {"/healthz", "limit", "1", 400, "field", "limit"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_error(request_of(cases[i].path, cases[i].name, cases[i].value),
                     cases[i].code, cases[i].word, cases[i].field);
}

static void
test_http_repeated_and_too_many_parameters_are_refused(void **state)
{
    struct request request = request_of("/v1/figures", "year", "2023");

    (void)state;
    request.parameters[1] = request.parameters[0];
    request.parameter_count = 2;
    assert_error(request, 400, "field", "year");
    request.parameter_count = REQUEST_PARAMETERS_MAX + 1;
    assert_error(request, 400, "malformed", NULL);
}

static void
test_http_only_reading_methods_are_answered(void **state)
{
    struct request request = request_of("/v1/reports", NULL, NULL);

    (void)state;
    request.method = STR("POST");
    assert_error(request, 405, "method", NULL);
    request.method = STR("HEAD");
    json_decref(get(request, 200));
}

static void
test_http_host_must_be_this_machine(void **state)
{
    static const char *const here[] = {"localhost", "LOCALHOST:1",
                                       "127.0.0.1", "127.0.0.1:8470",
                                       "[::1]:80",  "[::1]"};
    static const char *const elsewhere[] = {"",
                                            "example.org",
                                            "example.org:8470",
                                            "127.0.0.1.example.org",
                                            "localhost.example.org",
                                            "10.0.0.1",
                                            "[::2]",
                                            "[::ffff:10.0.0.1]:80",
                                            "0.0.0.0"};
    struct request request = request_of("/v1/reports", NULL, NULL);

    (void)state;
    for (size_t i = 0; i < sizeof here / sizeof *here; i++) {
        request.host = str_from(here[i]);
        json_decref(get(request, 200));
    }
    for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++) {
        request.host = str_from(elsewhere[i]);
        assert_error(request, 403, "host", NULL);
    }
}

/* ---- addresses to listen on */

static void
test_addresses_to_listen_on_are_read(void **state)
{
    static const struct {
        const char *text;
        bool is_accepted, is_wide;
    } cases[] = {
        {"127.0.0.1:8470", true, false}, {"127.9.9.9:0", true, false},
        {"localhost:80", true, false},   {"[::1]:8470", true, false},
        {"0.0.0.0:8470", true, true},    {"192.168.0.1:80", true, true},
        {"[::]:80", true, true},         {"127.0.0.1", false, false},
        {"127.0.0.1:", false, false},    {"127.0.0.1:65536", false, false},
        {":8470", false, false},         {"", false, false},
        {"8470", false, false},          {"example.org:80", false, false},
    };
    struct listen_address at;
    struct error err;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        enum status st =
            listen_address_parse(str_from(cases[i].text), &at, &err);
        if (st == STATUS_OK)
            assert_int_equal(at.is_wide, cases[i].is_wide);
        if ((st == STATUS_OK) != cases[i].is_accepted)
            fail_msg("\"%s\" gives status %d", cases[i].text, (int)st);
    }
}

static void
test_endpoints_wider_than_loopback_need_keys(void **state)
{
    static const struct {
        const char *text;
        bool is_accepted, is_accepted_with_keys;
    } cases[] = {
        {"ipc:///tmp/x", true, true},
        {"tcp://127.0.0.1:5555", true, true},
        {"tcp://127.0.0.1:*", true, true},
        {"tcp://[::1]:5555", true, true},
        {"tcp://*:5555", false, true},
        {"tcp://0.0.0.0:5555", false, true},
        {"tcp://eth0:5555", false, true},
        {"ipc://", false, false},
        {"inproc://x", false, false},
        {"", false, false},
        {"tcp://127.0.0.1;10.0.0.1:5555", false, false},
    };
    struct error err;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str text = str_from(cases[i].text);
        bool without = endpoint_check(text, false, &err) == STATUS_OK;
        bool with = endpoint_check(text, true, &err) == STATUS_OK;
        if (without != cases[i].is_accepted ||
            with != cases[i].is_accepted_with_keys)
            fail_msg("\"%s\" is wrong", cases[i].text);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        ON_A_STORE(test_http_page_holds_rows_and_cursor),
        ON_A_STORE(test_http_page_that_was_cut_has_no_tag),
        ON_A_STORE(test_http_kinds_of_rows_have_their_address),
        ON_A_STORE(test_http_cite_gives_the_sentence),
        ON_A_STORE(test_http_wrong_requests_say_what_is_wrong),
        ON_A_STORE(test_http_repeated_and_too_many_parameters_are_refused),
        ON_A_STORE(test_http_only_reading_methods_are_answered),
        ON_A_STORE(test_http_host_must_be_this_machine),
        cmocka_unit_test(test_addresses_to_listen_on_are_read),
        cmocka_unit_test(test_endpoints_wider_than_loopback_need_keys),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
