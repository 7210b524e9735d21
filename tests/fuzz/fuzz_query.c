/*
 * fuzz_query - whatever a stranger may ask the publisher.
 *
 * The first byte chooses the way in: a request of HTTP, a message of the
 * wire, or an address. Every HTTP answer must be a reply with a body, every
 * JSON body must parse, and a cursor that is accepted must print as itself.
 */
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "daemon/loopback.h"
#include "publisher/conversation.h"
#include "publisher/http/api.h"
#include "publisher/query/cursor.h"
#include "publisher/query/query.h"
#include "tests/fuzz/served_store.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void
check_cursor(struct str text)
{
    struct arena a = {0};
    struct cursor cursor;

    if (cursor_parse(text, &cursor) &&
        !str_equal(cursor_print(&cursor, &a), text))
        abort();
    arena_release(&a);
}

/* METHOD LF host LF path LF name LF value LF name LF value … */
static void
ask_http(struct str input)
{
    static struct columns columns = {.limit_bytes = 1 << 20};
    struct api api = {.store = served_store, .columns = &columns};
    struct request request = {0};
    struct reply reply = {0};
    json_t *body;

    request.method = str_cut(&input, STR("\n"));
    request.host = str_cut(&input, STR("\n"));
    request.path = str_cut(&input, STR("\n"));
    while (input.len && request.parameter_count < REQUEST_PARAMETERS_MAX) {
        struct parameter *p = &request.parameters[request.parameter_count++];
        p->name = str_cut(&input, STR("\n"));
        p->value = str_cut(&input, STR("\n"));
        check_cursor(p->value);
    }
    while (columns_read_on(&columns, served_store))
        continue;
    api_answer(&api, &request, &reply);
    if (reply.code < 200 ||
        (!reply.body && !reply.lasting.len && reply.code != HTTP_NO_CONTENT))
        abort();
    if (!reply.body)
        return;
    body = json_loadb(reply.body, reply.bytes, JSON_ALLOW_NUL, NULL);
    if (!body && strncmp(reply.content_type, "application/json", 16) == 0)
        abort();
    json_decref(body);
    free(reply.body);
}

static void
ask_wire(struct str input)
{
    struct conversation c = {.store = served_store, .boot_id = 1};
    struct arena a = ARENA_LIMIT(QUERY_ARENA_BYTES);
    struct message request, answer;
    struct error err;
    struct str packed;

    if (message_unpack(input, &a, &request, &err) == STATUS_OK) {
        conversation_answer(&c, &request, &a, &answer);
        if (message_pack(&answer, &a, &packed, &err) != STATUS_OK)
            abort();
    }
    arena_release(&a);
}

static void
read_address(struct str input)
{
    struct listen_address at;
    struct error err;
    bool is_accepted = listen_address_parse(input, &at, &err) == STATUS_OK;

    if (is_accepted && at.is_wide == is_loopback_host(host_of_authority(input)))
        abort();
    if (endpoint_check(input, false, &err) == STATUS_OK && input.len < 7)
        abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct str input = {(const char *)bytes, size};

    if (size == 0)
        return 0;
    input = str_slice(input, 1, size);
    if (bytes[0] == 'h')
        ask_http(input);
    else if (bytes[0] == 'w')
        ask_wire(input);
    else
        read_address(input);
    return 0;
}
