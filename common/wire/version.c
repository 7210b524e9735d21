#include "wire/version.h"

/*
 * The minor version tells of additions, which nobody need know; proto/README.md
 * says what each brought. A test builds programs of others.
 */
#ifndef WIRE_PROTOCOL
#define WIRE_PROTOCOL 1
#endif
#ifndef WIRE_PROTOCOL_MINOR
#define WIRE_PROTOCOL_MINOR 0
#endif

#define DIGITS_OF(number) #number
#define DIGITS(number) DIGITS_OF(number)

struct hello
version_hello(struct str software)
{
    return (struct hello){.protocol_min = WIRE_PROTOCOL,
                          .protocol_max = WIRE_PROTOCOL,
                          .protocol_minor = WIRE_PROTOCOL_MINOR,
                          .software = software};
}

bool
version_is_common(const struct hello *hello)
{
    return hello->protocol_min <= WIRE_PROTOCOL &&
           WIRE_PROTOCOL <= hello->protocol_max;
}

bool
version_is_ours(const struct welcome *welcome)
{
    return welcome->protocol == WIRE_PROTOCOL;
}

struct welcome
version_welcome(void)
{
    return (struct welcome){.protocol = WIRE_PROTOCOL,
                            .protocol_minor = WIRE_PROTOCOL_MINOR};
}

struct refused
version_refused(void)
{
    return (struct refused){
        .code = REFUSED_VERSION,
        .reason = STR("it speaks version " DIGITS(
            WIRE_PROTOCOL) " of the protocol: install matching software")};
}
