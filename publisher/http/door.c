#include "publisher/http/door.h"

#include <arpa/inet.h>
#include <string.h>
#include <strings.h>

#include "daemon/loopback.h"
#include "record/record.h"

static const struct str no_field = {0};

static bool
equals_name(struct str host, const char *name)
{
    return strlen(name) == host.len &&
           strncasecmp(host.ptr, name, host.len) == 0;
}

static bool
is_named(const struct door *d, struct str host)
{
    for (size_t i = 0; i < d->name_count; i++)
        if (equals_name(host, d->names[i]))
            return true;
    return false;
}

/* Nobody makes an address lead elsewhere, as a name can be made to. */
static bool
is_address(struct str host)
{
    char text[INET6_ADDRSTRLEN];
    struct in6_addr ipv6;
    struct in_addr ipv4;

    if (host.len >= sizeof text)
        return false;
    memcpy(text, host.ptr, host.len);
    text[host.len] = '\0';
    return inet_pton(AF_INET, text, &ipv4) == 1 ||
           inet_pton(AF_INET6, text, &ipv6) == 1;
}

static bool
is_our_host(const struct door *d, struct str host)
{
    return is_loopback_host(host) || is_named(d, host) ||
           (d->is_wide && is_address(host));
}

/* A proxy may have added TLS: either scheme before the same authority. */
static bool
is_our_origin(struct str origin, struct str authority)
{
    static const struct str schemes[] = {STR_INIT("http://"),
                                         STR_INIT("https://")};

    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (str_starts(origin, schemes[i]) &&
            str_equal(str_slice(origin, schemes[i].len, origin.len), authority))
            return true;
    return false;
}

bool
door_knows(const struct door *d, const struct request *r, struct reply *out)
{
    if (record_has(r->host) && !is_our_host(d, host_of_authority(r->host)))
        reply_error(out, HTTP_FORBIDDEN, "host", no_field,
                    "the Host header names another machine than this");
    else if (record_has(r->origin) && !is_our_origin(r->origin, r->host))
        reply_error(out, HTTP_FORBIDDEN, "origin", no_field,
                    "the page that asks is from elsewhere");
    else
        return true;
    return false;
}

static bool
comes_from_elsewhere(const struct door *d, const struct request *r)
{
    return d->is_wide || r->is_forwarded ||
           (record_has(r->host) &&
            !is_loopback_host(host_of_authority(r->host)));
}

static bool
shows_token(const struct door *d, const struct request *r)
{
    static const struct str scheme = STR_INIT("Bearer ");
    struct str shown = r->authorization;

    if (shown.len < scheme.len ||
        strncasecmp(shown.ptr, scheme.ptr, scheme.len) != 0)
        return false;
    return d->token.digits[0] != '\0' &&
           token_matches(&d->token,
                         str_trim(str_slice(shown, scheme.len, shown.len)));
}

bool
door_admits(const struct door *d, const struct request *r, enum entry entry,
            struct reply *out)
{
    bool is_open = entry == ENTRY_FREE ||
                   (entry == ENTRY_RECORDS && !comes_from_elsewhere(d, r));

    if (is_open || shows_token(d, r))
        return true;
    reply_error(out, HTTP_UNAUTHORIZED, "token", no_field,
                "this takes the token: baogao status --url prints a link that "
                "holds it");
    return false;
}
