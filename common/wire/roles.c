#include "wire/roles.h"

#include <stdio.h>
#include <string.h>

static const char *const names[] = {"submit", "work", "query", "status",
                                    "admin"};

enum { ROLE_COUNT = sizeof names / sizeof *names };

const struct name_table role_names = {names, ROLE_COUNT};

enum status
roles_parse(struct str text, unsigned *out, struct error *err)
{
    unsigned roles = 0;

    do {
        struct str name = str_trim(str_cut(&text, STR(",")));
        unsigned role;
        if (!name_parse(&role_names, name, &role))
            return error_set(err, STATUS_INVALID,
                             "\"%.*s\" is no role: they are submit, work, "
                             "query, status and admin",
                             (int)(name.len < 32 ? name.len : 32), name.ptr);
        roles |= 1u << role;
    } while (text.len > 0);
    *out = roles;
    return STATUS_OK;
}

struct roles_text
roles_format(unsigned roles)
{
    struct roles_text out = {""};
    size_t used = 0;

    for (size_t i = 0; i < ROLE_COUNT; i++)
        if (roles & 1u << i)
            used += (size_t)snprintf(out.text + used, sizeof out.text - used,
                                     "%s%s", used ? "," : "", names[i]);
    return out;
}

unsigned
role_of_request(enum message_kind kind)
{
    switch (kind) {
    case MESSAGE_HELLO:
        return 0;
    case MESSAGE_SUBMIT:
    case MESSAGE_WATCH:
    case MESSAGE_WHERE:
        return ROLE_SUBMIT;
    case MESSAGE_READY:
    case MESSAGE_RESULT:
        return ROLE_WORK;
    case MESSAGE_QUERY:
    case MESSAGE_CITE:
    case MESSAGE_SERIES:
    case MESSAGE_PROMISES:
    case MESSAGE_CHANGES:
        return ROLE_QUERY;
    case MESSAGE_STATUS_REQUEST:
    case MESSAGE_LIST_DOCUMENTS:
        return ROLE_STATUS;
    default:
        return ROLE_ADMIN;
    }
}
