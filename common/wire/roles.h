/*
 * roles - what a key may be used for.
 */
#ifndef WIRE_ROLES_H
#define WIRE_ROLES_H

#include "record/names.h"
#include "wire/message.h"

/* A set of roles is their sum. */
enum role {
    ROLE_SUBMIT = 1 << 0,
    ROLE_WORK = 1 << 1,
    ROLE_QUERY = 1 << 2,
    ROLE_STATUS = 1 << 3,
    ROLE_ADMIN = 1 << 4,
};

/* Role 1 << i is called names[i]. */
extern const struct name_table role_names;

/* Room for the names of all roles. */
struct roles_text {
    char text[64];
};

/* "submit,work", in any order. STATUS_INVALID: no role, or an unknown one. */
enum status roles_parse(struct str text, unsigned *out, struct error *err)
    __attribute__((warn_unused_result));
struct roles_text roles_format(unsigned roles);

/*
 * The role that a request of this kind takes; 0: any known key will do.
 * A kind that no other role covers is the administrator's.
 */
unsigned role_of_request(enum message_kind kind);

#endif
