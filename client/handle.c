#include "client/handle.h"

#include <stdio.h>
#include <stdlib.h>

#include "client/fields.h"
#include "wire/certificate.h"

enum { TIMEOUT_DEFAULT_MS = 5000, DAY_MS = 86400 * 1000 };

_Static_assert((int)BAOGAO_OK == STATUS_OK &&
                   (int)BAOGAO_NOT_FOUND == STATUS_NOT_FOUND &&
                   (int)BAOGAO_INVALID == STATUS_INVALID &&
                   (int)BAOGAO_UNAVAILABLE == STATUS_UNAVAILABLE &&
                   (int)BAOGAO_CORRUPT == STATUS_CORRUPT,
               "a status is the code of the same name");

enum baogao_code
code_of(enum status st, const struct error *cause, struct baogao_error *err)
{
    if (st != STATUS_OK && err)
        snprintf(err->text, sizeof err->text, "%s", cause->text);
    return (enum baogao_code)st;
}

const char *
baogao_code_text(enum baogao_code code)
{
    static const char *const texts[] = {
        [BAOGAO_OK] = "done",
        [BAOGAO_NOT_FOUND] = "not found",
        [BAOGAO_INVALID] = "not valid",
        [BAOGAO_UNAVAILABLE] = "not available now",
        [BAOGAO_CORRUPT] = "the store is damaged",
        [BAOGAO_TIMEOUT] = "nothing happened in time",
    };

    return (size_t)code < sizeof texts / sizeof *texts ? texts[code]
                                                       : "unknown code";
}

const char *
baogao_version(void)
{
    return BAOGAO_VERSION;
}

enum baogao_code
handle_out_of_memory(struct baogao_error *err)
{
    struct error cause;
    enum status st = error_set(&cause, STATUS_UNAVAILABLE, "out of memory");

    return code_of(st, &cause, err);
}

const char *
c_string(struct arena *a, struct str s)
{
    return record_has(s) ? arena_copy(a, s).ptr : NULL;
}

static void
default_endpoint(struct str *endpoint, struct str directory, const char *name,
                 struct arena *a)
{
    if (!endpoint->len)
        *endpoint =
            arena_format(a, "ipc://%.*s/run/%s", STR_ARG(directory), name);
}

/* Read what the paths name; neither may be without the other. */
static enum status
read_credentials(struct baogao *b, struct str key, struct str server_key,
                 struct error *err)
{
    if (!key.len != !server_key.len)
        return error_set(err, STATUS_INVALID, "key and server_key go together");
    if (!key.len)
        return STATUS_OK;
    b->credentials = ARENA_NEW(&b->own, struct credentials);
    if (!b->credentials)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    return credentials_read(key.ptr, server_key.ptr, b->credentials, err);
}

static enum status
read_settings(struct baogao *b, const struct baogao_field *fields,
              struct error *err)
{
    struct str directory = STR("./var");
    struct str key = {0}, server_key = {0};
    const struct field_spec specs[] = {
        {"directory", FIELD_TEXT, &directory, 0, 0},
        {"submit_endpoint", FIELD_TEXT, &b->submit_endpoint, 0, 0},
        {"control_endpoint", FIELD_TEXT, &b->control_endpoint, 0, 0},
        {"query_endpoint", FIELD_TEXT, &b->query_endpoint, 0, 0},
        {"key", FIELD_TEXT, &key, 0, 0},
        {"server_key", FIELD_TEXT, &server_key, 0, 0},
        {"timeout_ms", FIELD_NUMBER, &b->timeout_ms, 1, DAY_MS},
        {NULL, FIELD_TEXT, NULL, 0, 0},
    };
    enum status st = fields_read(fields, specs, &b->own, err);

    if (st != STATUS_OK)
        return st;
    default_endpoint(&b->submit_endpoint, directory, "submit", &b->own);
    default_endpoint(&b->control_endpoint, directory, "control", &b->own);
    default_endpoint(&b->query_endpoint, directory, "query", &b->own);
    if (b->own.exhausted)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    return read_credentials(b, key, server_key, err);
}

enum baogao_code
baogao_open(const struct baogao_field *fields, struct baogao **out,
            struct baogao_error *err)
{
    struct baogao *b = calloc(1, sizeof *b);
    struct error cause = {"out of memory"};
    enum status st = STATUS_UNAVAILABLE;

    if (b)
        st = read_settings(b, fields, &cause);
    if (st == STATUS_OK)
        *out = b;
    else
        baogao_close(&b);
    return code_of(st, &cause, err);
}

void
baogao_close(struct baogao **b)
{
    if (!*b)
        return;
    handle_release_submissions(*b);
    exchange_close(&(*b)->query);
    exchange_close(&(*b)->control);
    arena_release(&(*b)->citation);
    arena_release(&(*b)->status);
    arena_release(&(*b)->own);
    free(*b);
    *b = NULL;
}

/* Connect where that has not been done yet. */
static enum status
reach(struct exchange **x, const struct baogao *b, struct str endpoint,
      const char *server, struct error *err)
{
    const struct exchange_options options = {
        .endpoint = endpoint.ptr,
        .server = server,
        .credentials = b->credentials,
        .timeout_ms = b->timeout_ms ? (int)b->timeout_ms : TIMEOUT_DEFAULT_MS,
    };

    return *x ? STATUS_OK : exchange_open(&options, x, err);
}

enum status
handle_query(struct baogao *b, struct exchange **out, struct error *err)
{
    enum status st =
        reach(&b->query, b, b->query_endpoint, "baogao-publisher", err);

    if (st == STATUS_OK)
        *out = b->query;
    return st;
}

/* The answer in C, in `a`; NULL: out of memory. */
static const struct baogao_status *
show_status(const struct status_report *r, struct arena *a)
{
    struct baogao_status *status = ARENA_NEW(a, struct baogao_status);

    if (!status)
        return NULL;
    *status = (struct baogao_status){
        .software = c_string(a, r->software),
        .store_id = c_string(a, r->store_id),
        .uptime_ms = r->uptime_ms,
        .waiting = r->waiting,
        .leased = r->leased,
        .done = r->done,
        .dead = r->dead,
        .waiting_bytes = r->waiting_bytes,
        .oldest_waiting_ms = r->oldest_waiting_ms,
        .accepted = r->accepted,
        .duplicates = r->duplicates,
        .worker_count = r->worker_count,
        .is_paused = r->is_paused,
    };
    return a->exhausted ? NULL : status;
}

enum baogao_code
baogao_get_status(struct baogao *b, const struct baogao_status **out,
                  struct baogao_error *err)
{
    struct message request = {.kind = MESSAGE_STATUS_REQUEST};
    const struct baogao_status *status = NULL;
    struct arena a = {0};
    struct message answer;
    struct error cause;
    enum status st =
        reach(&b->control, b, b->control_endpoint, "baogao-worker", &cause);

    if (st == STATUS_OK)
        st = exchange_ask(b->control, &request, MESSAGE_STATUS_REPORT, &a,
                          &answer, &cause);
    if (st == STATUS_OK) {
        status = show_status(&answer.status_report, &a);
        if (!status)
            st = error_set(&cause, STATUS_UNAVAILABLE, "out of memory");
    }
    if (st != STATUS_OK) {
        arena_release(&a);
        return code_of(st, &cause, err);
    }
    arena_release(&b->status);
    b->status = a;
    *out = status;
    return BAOGAO_OK;
}
