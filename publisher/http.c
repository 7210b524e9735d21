#include "publisher/http.h"

#include <arpa/inet.h>
#include <errno.h>
#include <limits.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <microhttpd.h>

#include "publisher/api.h"

enum {
    CONNECTIONS_MAX = 256,
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

struct http {
    struct MHD_Daemon *daemon;
    struct store *store;
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
    if (r->parameter_count < API_PARAMETERS_MAX)
        r->parameters[r->parameter_count] = (struct parameter){
            of_bytes(name, name_bytes), of_bytes(value, value_bytes)};
    r->parameter_count++;
    return MHD_YES;
}

static struct MHD_Response *
make_response(const struct reply *reply)
{
    static const struct {
        const char *name, *value;
    } headers[] = {
        {"X-Content-Type-Options", "nosniff"},
        {"Content-Security-Policy", "default-src 'none'"},
        {"Cache-Control", "no-store"},
    };
    struct MHD_Response *response = MHD_create_response_from_buffer(
        reply->bytes, reply->body, MHD_RESPMEM_MUST_FREE);

    if (!response) {
        free(reply->body);
        return NULL;
    }
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
        MHD_add_response_header(response, headers[i].name, headers[i].value);
    MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE,
                            reply->content_type);
    if (reply->code == MHD_HTTP_METHOD_NOT_ALLOWED)
        MHD_add_response_header(response, MHD_HTTP_HEADER_ALLOW, "GET, HEAD");
    return response;
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
    struct reply reply = {0};
    const char *host;
    enum MHD_Result result;

    (void)version;
    (void)upload;
    (void)upload_bytes;
    if (!*state && !has_body(connection)) {
        *state = http; /* the headers are seen; the next call answers */
        return MHD_YES;
    }
    MHD_get_connection_values_n(connection, MHD_GET_ARGUMENT_KIND,
                                take_parameter, &request);
    host = MHD_lookup_connection_value(connection, MHD_HEADER_KIND,
                                       MHD_HTTP_HEADER_HOST);
    if (host)
        request.host = str_from(host);
    api_answer(http->store, &request, &reply);
    response = make_response(&reply);
    if (!response)
        return MHD_NO;
    result = MHD_queue_response(connection, reply.code, response);
    MHD_destroy_response(response);
    return result;
}

/* ---- the server -------------------------------------------------------- */

static void
print_url(struct http *http, const struct loopback *at)
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
start(const struct loopback *at, struct http *http)
{
    unsigned flags = MHD_USE_EPOLL;

    if (at->address.ss_family == AF_INET6)
        flags |= MHD_USE_IPv6;
    return MHD_start_daemon(
        flags, 0, NULL, NULL, answer, http, MHD_OPTION_SOCK_ADDR,
        (const struct sockaddr *)&at->address, MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)CONNECTIONS_MAX, MHD_OPTION_LISTEN_BACKLOG_SIZE,
        (unsigned)BACKLOG_MAX, MHD_OPTION_CONNECTION_TIMEOUT,
        (unsigned)CONNECTION_SECONDS, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        (size_t)CONNECTION_BYTES, MHD_OPTION_STRICT_FOR_CLIENT, 1,
        MHD_OPTION_END);
}

enum status
http_open(const struct loopback *at, struct store *store, struct http **out,
          struct error *err)
{
    struct http *http = calloc(1, sizeof *http);

    if (!http)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    http->store = store;
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

    if (MHD_get_timeout(http->daemon, &timeout) != MHD_YES)
        return -1;
    return timeout > INT_MAX ? INT_MAX : (int)timeout;
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

    do {
        before = connection_count(http);
        MHD_run(http->daemon);
    } while (connection_count(http) < before);
}
