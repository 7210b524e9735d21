/*
 * fuzz_http - whatever headers a request may have, and what they open.
 *
 * METHOD LF path LF, then lines whose first byte says what follows: h(ost),
 * o(rigin), a(uthorization), i(f-none-match, "=" for the tag of the answer),
 * e (accept-encoding); w: other machines reach us; f: a proxy asks.
 * Who is let in must have what the door asks for, looked for here without a
 * parser; what has not changed is not sent again, and only then.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "publisher/http/api.h"
#include "publisher/http/encoding.h"
#include "record/record.h"
#include "tests/fuzz/served_store.h"

#define DIGITS_16 "0123456789abcdef"
#define NAME "reports.example.org"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static const struct token token = {DIGITS_16 DIGITS_16 DIGITS_16 DIGITS_16};

static void
require(bool holds)
{
    if (!holds)
        abort();
}

/* In whatever case. */
static bool
begins(struct str text, const char *part)
{
    return text.len >= strlen(part) &&
           strncasecmp(text.ptr, part, strlen(part)) == 0;
}

static bool
holds(struct str text, const char *part)
{
    for (size_t i = 0; i < text.len; i++)
        if (begins(str_slice(text, i, text.len), part))
            return true;
    return false;
}

struct visit {
    struct request request;
    bool is_wide;
    bool wants_same_tag;
};

/* A header as libmicrohttpd hands it on: it ends at a NUL. */
static struct str
header(struct str text)
{
    return (struct str){text.ptr, strnlen(text.ptr, text.len)};
}

static void
take_line(struct visit *v, struct str line)
{
    struct str value = header(str_slice(line, 1, line.len));

    switch (line.len ? *line.ptr : '\0') {
    case 'h':
        v->request.host = value;
        break;
    case 'o':
        v->request.origin = value;
        break;
    case 'a':
        v->request.authorization = value;
        break;
    case 'i':
        v->request.if_none_match = value;
        v->wants_same_tag = str_equal(value, STR("="));
        break;
    case 'e':
        require(!encoding_takes_gzip(value) || holds(value, "gzip"));
        break;
    case 'w':
        v->is_wide = true;
        break;
    case 'f':
        v->request.is_forwarded = true;
        break;
    default:
        break;
    }
}

static struct reply
ask(const struct visit *v)
{
    struct api api = {.store = served_store,
                      .door = {.is_wide = v->is_wide,
                               .names = {NAME},
                               .name_count = 1,
                               .token = token}};
    struct request request = v->request;
    struct reply reply = {0};

    api_answer(&api, &request, &reply);
    require(reply.code >= 200 && reply.wait_ms == 0);
    require(reply.body || reply.lasting.len || reply.code == HTTP_NO_CONTENT ||
            reply.code == HTTP_NOT_MODIFIED);
    return reply;
}

/* An address has nothing but digits, dots, colons and brackets. */
static bool
may_name_us(struct str host)
{
    static const char of_addresses[] = "0123456789abcdefABCDEF.:[]";

    if (begins(host, "localhost") || begins(host, "[localhost") ||
        begins(host, NAME) || begins(host, "[" NAME))
        return true;
    for (size_t i = 0; i < host.len; i++)
        if (!strchr(of_addresses, host.ptr[i]))
            return false;
    return true;
}

static bool
comes_from_elsewhere(const struct visit *v)
{
    return v->is_wide || v->request.is_forwarded ||
           holds(v->request.host, NAME);
}

/* What holds of any answer that tells of the store. */
static void
check_entry(const struct visit *v, const struct reply *reply)
{
    const struct request *r = &v->request;
    bool is_page = reply->is_page || reply->code == HTTP_NOT_FOUND;

    if (reply->code == HTTP_FORBIDDEN || reply->code == HTTP_UNAUTHORIZED)
        return;
    require(may_name_us(r->host));
    require(!record_has(r->origin) || (str_starts(r->origin, STR("http")) &&
                                       str_ends(r->origin, r->host)));
    if (is_page || !str_starts(r->path, STR("/v1/")) ||
        reply->code == HTTP_METHOD_NOT_ALLOWED ||
        reply->code == HTTP_NO_CONTENT || reply->code == HTTP_BAD_REQUEST)
        return;
    if (comes_from_elsewhere(v) || str_equal(r->method, STR("POST")))
        require(holds(r->authorization, token.digits));
}

/* Once more, with the tag that the answer had. */
static void
ask_again(const struct visit *v, const struct reply *first)
{
    struct visit again = *v;
    struct reply reply;

    if (!first->etag[0] || first->code != HTTP_OK)
        return;
    again.request.if_none_match = str_from(first->etag);
    reply = ask(&again);
    require(reply.code == HTTP_NOT_MODIFIED && !reply.body &&
            strcmp(reply.etag, first->etag) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct str input = {(const char *)bytes, size};
    struct visit v = {0};
    struct reply reply;

    v.request.method = header(str_cut(&input, STR("\n")));
    v.request.path = header(str_cut(&input, STR("\n")));
    while (input.len > 0)
        take_line(&v, str_cut(&input, STR("\n")));
    reply = ask(&v);
    check_entry(&v, &reply);
    if (reply.code == HTTP_NOT_MODIFIED)
        require(holds(v.request.if_none_match, "*") ||
                holds(v.request.if_none_match, reply.etag));
    if (v.wants_same_tag)
        ask_again(&v, &reply);
    free(reply.body);
    return 0;
}
