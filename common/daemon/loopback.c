#include "daemon/loopback.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <strings.h>

enum { HOST_MAX_BYTES = 64 };

struct host {
    char text[HOST_MAX_BYTES];
};

/* A copy with a NUL; empty where no address is so long. */
static struct host
terminated(struct str host)
{
    struct host copy = {""};

    if (host.len < sizeof copy.text && !memchr(host.ptr, '\0', host.len))
        memcpy(copy.text, host.ptr, host.len);
    return copy;
}

static bool
parse_ipv4(struct str host, struct in_addr *out)
{
    struct host text = terminated(host);

    if (strcasecmp(text.text, "localhost") == 0) {
        out->s_addr = htonl(INADDR_LOOPBACK);
        return true;
    }
    return inet_pton(AF_INET, text.text, out) == 1;
}

static bool
parse_ipv6(struct str host, struct in6_addr *out)
{
    return inet_pton(AF_INET6, terminated(host).text, out) == 1;
}

static bool
is_loopback_ipv4(struct in_addr address)
{
    return ntohl(address.s_addr) >> 24 == IN_LOOPBACKNET;
}

static struct str
without_brackets(struct str host)
{
    if (host.len >= 2 && host.ptr[0] == '[' && host.ptr[host.len - 1] == ']')
        return str_slice(host, 1, host.len - 1);
    return host;
}

bool
is_loopback_host(struct str host)
{
    struct in_addr ipv4;
    struct in6_addr ipv6;

    host = without_brackets(host);
    if (host.len == 0)
        return false;
    if (parse_ipv4(host, &ipv4))
        return is_loopback_ipv4(ipv4);
    return parse_ipv6(host, &ipv6) && IN6_IS_ADDR_LOOPBACK(&ipv6);
}

/* Where the port's colon stands, or the end: an IPv6 address has more. */
static size_t
end_of_host(struct str authority)
{
    size_t at = authority.len;

    while (at > 0 && authority.ptr[at - 1] >= '0' &&
           authority.ptr[at - 1] <= '9')
        at--;
    if (at == 0 || authority.ptr[at - 1] != ':')
        return authority.len;
    at--;
    if (at > 0 && authority.ptr[0] == '[' && authority.ptr[at - 1] != ']')
        return authority.len;
    return at;
}

struct str
host_of_authority(struct str authority)
{
    return without_brackets(str_slice(authority, 0, end_of_host(authority)));
}

static bool
port_of_authority(struct str authority, uint16_t *out)
{
    size_t end = end_of_host(authority);
    uint64_t port;

    if (end + 1 >= authority.len ||
        !str_to_u64(str_slice(authority, end + 1, authority.len), &port) ||
        port > UINT16_MAX)
        return false;
    *out = (uint16_t)port;
    return true;
}

static bool
fill_address(struct str host, uint16_t port, struct sockaddr_storage *out)
{
    struct sockaddr_in ipv4 = {.sin_family = AF_INET, .sin_port = htons(port)};
    struct sockaddr_in6 ipv6 = {.sin6_family = AF_INET6,
                                .sin6_port = htons(port)};

    memset(out, 0, sizeof *out);
    if (parse_ipv4(host, &ipv4.sin_addr)) {
        memcpy(out, &ipv4, sizeof ipv4);
        return true;
    }
    if (!parse_ipv6(host, &ipv6.sin6_addr))
        return false;
    memcpy(out, &ipv6, sizeof ipv6);
    return true;
}

enum status
listen_address_parse(struct str text, struct listen_address *out,
                     struct error *err)
{
    struct str host = host_of_authority(text);
    struct sockaddr_storage address;
    uint16_t port;

    if (!port_of_authority(text, &port) || !fill_address(host, port, &address))
        return error_set(err, STATUS_INVALID,
                         "\"%.*s\" is no ADDRESS:PORT such as 127.0.0.1:8470",
                         STR_ARG(text));
    out->address = address;
    out->is_wide = !is_loopback_host(host);
    return STATUS_OK;
}

enum status
endpoint_check(struct str endpoint, bool has_keys, struct error *err)
{
    static const struct str ipc = STR_INIT("ipc://"), tcp = STR_INIT("tcp://");

    if (str_starts(endpoint, ipc) && endpoint.len > ipc.len)
        return STATUS_OK;
    /* A semicolon would name an address to come from. */
    if (!str_starts(endpoint, tcp) || str_contains(endpoint, STR(";")))
        return error_set(err, STATUS_INVALID,
                         "\"%.*s\" is no endpoint such as ipc://PATH or "
                         "tcp://127.0.0.1:PORT",
                         STR_ARG(endpoint));
    endpoint = str_slice(endpoint, tcp.len, endpoint.len);
    /* ZeroMQ takes a star for a free port. */
    if (str_ends(endpoint, STR(":*")))
        endpoint.len -= 2;
    if (has_keys || is_loopback_host(host_of_authority(endpoint)))
        return STATUS_OK;
    return error_set(err, STATUS_INVALID,
                     "tcp://%.*s is no loopback address: without keys "
                     "(baogao keys init) only this machine may ask",
                     STR_ARG(endpoint));
}
