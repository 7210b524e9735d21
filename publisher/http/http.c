#include "publisher/http/http.h"

#include <arpa/inet.h>
#include <errno.h>
#include <limits.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <microhttpd.h>
#include <utlist.h>

#include "base/clock.h"
#include "publisher/http/encoding.h"
#include "publisher/http/guests.h"
#include "publisher/http/response.h"

enum {
    CONNECTIONS_MAX = 256,
    /* Of these; the others must find a way in. */
    WAITING_MAX = 32,
    /*
     * How many more may wait. Of those that spoke and went before they were
     * seen, libmicrohttpd does not notice that they went until their time is
     * over: they must leave room for others.
     */
    BACKLOG_MAX = 64,
    /* A connection that is idle, or slower than this, is closed. */
    CONNECTION_SECONDS = 30,
    /* Room for the headers, the longest filters escaped, and a send buffer. */
    CONNECTION_BYTES = 32 << 10,
    URL_BYTES = INET6_ADDRSTRLEN + 32,
};

/* One request, from its headers to the end of its answer. */
struct visit {
    struct MHD_Connection *connection;
    int64_t began_ms; /* monotonic */
    int64_t until_ms; /* while it waits, the longest */
    enum wait_for waits_for;
    uint64_t ticket;           /* of what the head was asked for it */
    struct visit *prev, *next; /* among those that wait */
};

struct http {
    struct visit *waiting; /* first of a list; these are suspended */
    size_t waiting_count;  /* of these, for changes */
    struct guests guests;
    struct MHD_Daemon *daemon;
    struct api *api;
    int descriptor;
    char url[URL_BYTES];
};

/* ---- one request ------------------------------------------------------- */

/* A value may hold a NUL byte; a missing one is empty. */
static struct str
of_bytes(const char *ptr, size_t len)
{
    return ptr ? (struct str){ptr, len} : STR("");
}

static enum MHD_Result
take_parameter(void *context, enum MHD_ValueKind kind, const char *name,
               size_t name_bytes, const char *value, size_t value_bytes)
{
    struct request *r = context;

    (void)kind;
    if (r->parameter_count < REQUEST_PARAMETERS_MAX)
        r->parameters[r->parameter_count] = (struct parameter){
            of_bytes(name, name_bytes), of_bytes(value, value_bytes)};
    r->parameter_count++;
    return MHD_YES;
}

/*
 * Whether a body follows, which nobody reads: answered before it, the
 * connection ends; answered after the headers are all there is, it stays.
 */
static bool
has_body(struct MHD_Connection *connection)
{
    const char *bytes = MHD_lookup_connection_value(
        connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_CONTENT_LENGTH);

    return (bytes && strcmp(bytes, "0") != 0) ||
           MHD_lookup_connection_value(connection, MHD_HEADER_KIND,
                                       MHD_HTTP_HEADER_TRANSFER_ENCODING);
}

/* ---- connections ------------------------------------------------------- */

static void
connection_change(void *context, struct MHD_Connection *connection,
                  void **guest, enum MHD_ConnectionNotificationCode code)
{
    struct http *http = context;

    if (code == MHD_CONNECTION_NOTIFY_STARTED)
        *guest = guest_add(&http->guests,
                           MHD_get_connection_info(
                               connection, MHD_CONNECTION_INFO_CONNECTION_FD)
                               ->connect_fd);
    else
        guest_remove(&http->guests, *guest);
}

static struct guest *
guest_of(struct MHD_Connection *connection)
{
    return MHD_get_connection_info(connection,
                                   MHD_CONNECTION_INFO_SOCKET_CONTEXT)
        ->socket_context;
}

/* ---- requests that wait ------------------------------------------------ */

/* NULL: out of memory. */
static struct visit *
visit_begin(struct MHD_Connection *connection)
{
    struct visit *visit = calloc(1, sizeof *visit);

    if (visit)
        *visit = (struct visit){.connection = connection,
                                .began_ms = clock_monotonic_ms()};
    return visit;
}

static void
visit_end(void *context, struct MHD_Connection *connection, void **state,
          enum MHD_RequestTerminationCode code)
{
    struct http *http = context;
    const struct visit *visit = *state;

    (void)code;
    guest_allow(guest_of(connection), GUEST_IDLE_MS);
    if (visit)
        api_end(http->api, visit->ticket);
    free(*state);
    *state = NULL;
}

static void
visit_suspend(struct http *http, struct visit *visit, const struct reply *reply)
{
    visit->until_ms = clock_monotonic_ms() + (int64_t)reply->wait_ms;
    visit->waits_for = reply->wait_for;
    DL_APPEND(http->waiting, visit);
    guest_allow(guest_of(visit->connection), GUEST_FOR_EVER);
    http->waiting_count += visit->waits_for == WAIT_FOR_CHANGES;
    MHD_suspend_connection(visit->connection);
}

/* Its answer is asked for once more, by libmicrohttpd. */
static void
visit_resume(struct http *http, struct visit *visit)
{
    DL_DELETE(http->waiting, visit);
    http->waiting_count -= visit->waits_for == WAIT_FOR_CHANGES;
    MHD_resume_connection(visit->connection);
}

void
http_wake(struct http *http, enum wait_for what)
{
    struct visit *next;

    for (struct visit *visit = http->waiting; visit; visit = next) {
        next = visit->next;
        if (visit->waits_for == what)
            visit_resume(http, visit);
    }
}

static void
resume_late(struct http *http)
{
    int64_t now_ms = clock_monotonic_ms();
    struct visit *next;

    for (struct visit *visit = http->waiting; visit; visit = next) {
        next = visit->next;
        if (visit->until_ms <= now_ms)
            visit_resume(http, visit);
    }
}

/* ---- an answer --------------------------------------------------------- */

static const char *
header(struct MHD_Connection *connection, const char *name)
{
    return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

/* Any of the headers by which a proxy says for whom it asks. */
static bool
is_forwarded(struct MHD_Connection *connection)
{
    static const char *const names[] = {"Forwarded", "X-Forwarded-For",
                                        "X-Forwarded-Host", "X-Real-IP", "Via"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (header(connection, names[i]))
            return true;
    return false;
}

/* A header that was sent has a value, if only an empty one. */
static struct str
header_str(struct MHD_Connection *connection, const char *name)
{
    const char *value = header(connection, name);

    return value ? of_bytes(value, strlen(value)) : (struct str){0};
}

static void
read_request(struct http *http, struct MHD_Connection *connection,
             struct visit *visit, struct request *r)
{
    r->host = header_str(connection, MHD_HTTP_HEADER_HOST);
    r->origin = header_str(connection, MHD_HTTP_HEADER_ORIGIN);
    r->authorization = header_str(connection, MHD_HTTP_HEADER_AUTHORIZATION);
    r->if_none_match = header_str(connection, MHD_HTTP_HEADER_IF_NONE_MATCH);
    r->is_forwarded = is_forwarded(connection);
    MHD_get_connection_values_n(connection, MHD_GET_ARGUMENT_KIND,
                                take_parameter, r);
    if (!visit)
        return;
    r->ticket = &visit->ticket;
    r->may_wait = http->waiting_count < WAITING_MAX;
    r->waited_ms = (uint64_t)(clock_monotonic_ms() - visit->began_ms);
}

static enum MHD_Result
answer(void *context, struct MHD_Connection *connection, const char *path,
       const char *method, const char *version, const char *upload,
       size_t *upload_bytes, void **state)
{
    struct http *http = context;
    struct request request = {
        .method = str_from(method),
        .path = str_from(path),
    };
    struct MHD_Response *response;
    struct visit *visit = *state;
    struct reply reply = {0};
    enum MHD_Result result;

    (void)version;
    (void)upload;
    (void)upload_bytes;
    if (!visit && !has_body(connection)) {
        *state = visit_begin(connection);
        /* The headers are seen; the next call answers. */
        return *state ? MHD_YES : MHD_NO;
    }
    read_request(http, connection, visit, &request);
    api_answer(http->api, &request, &reply);
    if (reply.wait_ms > 0) {
        visit_suspend(http, visit, &reply);
        return MHD_YES;
    }
    guest_allow(guest_of(connection), GUEST_ANSWER_MS);
    response = response_make(
        &reply, encoding_takes_gzip(
                    header_str(connection, MHD_HTTP_HEADER_ACCEPT_ENCODING)));
    if (!response)
        return MHD_NO;
    result = MHD_queue_response(connection, reply.code, response);
    MHD_destroy_response(response);
    return result;
}

/* ---- the server -------------------------------------------------------- */

static void
print_url(struct http *http, const struct listen_address *at)
{
    char host[INET6_ADDRSTRLEN] = "";
    struct sockaddr_in6 ipv6;
    struct sockaddr_in ipv4;
    unsigned port =
        MHD_get_daemon_info(http->daemon, MHD_DAEMON_INFO_BIND_PORT)->port;

    if (at->address.ss_family == AF_INET6) {
        memcpy(&ipv6, &at->address, sizeof ipv6);
        inet_ntop(AF_INET6, &ipv6.sin6_addr, host, sizeof host);
        snprintf(http->url, sizeof http->url, "http://[%s]:%u/", host, port);
        return;
    }
    memcpy(&ipv4, &at->address, sizeof ipv4);
    inet_ntop(AF_INET, &ipv4.sin_addr, host, sizeof host);
    snprintf(http->url, sizeof http->url, "http://%s:%u/", host, port);
}

static struct MHD_Daemon *
start(const struct listen_address *at, struct http *http)
{
    unsigned flags = MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME;

    if (at->address.ss_family == AF_INET6)
        flags |= MHD_USE_IPv6;
    return MHD_start_daemon(
        flags, 0, NULL, NULL, answer, http, MHD_OPTION_SOCK_ADDR,
        (const struct sockaddr *)&at->address, MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)CONNECTIONS_MAX, MHD_OPTION_LISTEN_BACKLOG_SIZE,
        (unsigned)BACKLOG_MAX, MHD_OPTION_CONNECTION_TIMEOUT,
        (unsigned)CONNECTION_SECONDS, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        (size_t)CONNECTION_BYTES, MHD_OPTION_STRICT_FOR_CLIENT, 1,
        MHD_OPTION_NOTIFY_COMPLETED, visit_end, http,
        MHD_OPTION_NOTIFY_CONNECTION, connection_change, http, MHD_OPTION_END);
}

enum status
http_open(const struct listen_address *at, struct api *api, struct http **out,
          struct error *err)
{
    struct http *http = calloc(1, sizeof *http);

    if (!http)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    http->api = api;
    errno = 0;
    http->daemon = start(at, http);
    if (!http->daemon) {
        free(http);
        return error_set(err, STATUS_UNAVAILABLE, "cannot listen for HTTP: %s",
                         errno ? strerror(errno) : "libmicrohttpd refused");
    }
    http->descriptor =
        MHD_get_daemon_info(http->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
    print_url(http, at);
    *out = http;
    return STATUS_OK;
}

void
http_close(struct http **http)
{
    if (!*http)
        return;
    while ((*http)->waiting) /* none may be suspended */
        visit_resume(*http, (*http)->waiting);
    MHD_stop_daemon((*http)->daemon);
    free(*http);
    *http = NULL;
}

const char *
http_url(const struct http *http)
{
    return http->url;
}

int
http_descriptor(const struct http *http)
{
    return http->descriptor;
}

int
http_timeout_ms(const struct http *http)
{
    MHD_UNSIGNED_LONG_LONG timeout;
    int64_t now_ms = clock_monotonic_ms();
    int64_t left_ms = guests_left_ms(&http->guests);
    const struct visit *visit;

    if (left_ms > INT_MAX)
        left_ms = INT_MAX;
    if (MHD_get_timeout(http->daemon, &timeout) == MHD_YES &&
        timeout < (MHD_UNSIGNED_LONG_LONG)left_ms)
        left_ms = (int64_t)timeout;
    for (visit = http->waiting; visit; visit = visit->next)
        if (visit->until_ms - now_ms < left_ms)
            left_ms = visit->until_ms - now_ms;
    if (left_ms == INT_MAX)
        return -1;
    return left_ms < 0 ? 0 : (int)left_ms;
}

static unsigned
connection_count(const struct http *http)
{
    return MHD_get_daemon_info(http->daemon,
                               MHD_DAEMON_INFO_CURRENT_CONNECTIONS)
        ->num_connections;
}

/*
 * At its limit of connections, or of descriptors, libmicrohttpd turns away
 * from its port, and back to it only in the run after one in which connections
 * ended; no event leads there where they were the last.
 */
void
http_turn(struct http *http)
{
    unsigned before;

    resume_late(http);
    guests_turn(&http->guests);
    do {
        before = connection_count(http);
        MHD_run(http->daemon);
    } while (connection_count(http) < before);
}
