/*
 * asked - what all questions have in common: a field that cannot be answered
 * is named.
 */
#ifndef PUBLISHER_QUERY_ASKED_H
#define PUBLISHER_QUERY_ASKED_H

#include "base/error.h"
#include "base/str.h"

/* STATUS_INVALID; *field becomes `name`, err says why. */
enum status asked_refuse(struct str name, const char *why, struct str *field,
                         struct error *err);

struct asked_text {
    struct str name;
    struct str value;
};

/* Refuse the first value that is not UTF-8 or longer than a query's may be. */
enum status asked_check_texts(const struct asked_text *texts, size_t count,
                              struct str *field, struct error *err);

#endif
