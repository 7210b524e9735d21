#include "client/submit_fields.h"

#include <string.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "client/options.h"
#include "client/time_option.h"

enum { PRIORITY_DEFAULT = 5, DAY_S = 86400 };

static enum status
read_text(const struct invocation *inv, const char *name, struct str *out,
          struct error *err)
{
    const char *value = options_value(inv, name);

    if (!value)
        return STATUS_OK;
    *out = str_from(value);
    if (utf8_valid_prefix(*out) != out->len)
        return error_set(err, STATUS_INVALID, "--%s is not UTF-8", name);
    return STATUS_OK;
}

static enum status
read_tags(const struct invocation *inv, struct submit *out, struct error *err)
{
    out->tags = ARENA_ARRAY(inv->arena, struct str, inv->given_count);
    if (!out->tags)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    for (size_t i = 0; i < inv->given_count; i++) {
        struct str tag = str_from(inv->given[i].value);
        if (strcmp(inv->given[i].spec->name, "tag") != 0)
            continue;
        if (!tag.len || utf8_valid_prefix(tag) != tag.len)
            return error_set(err, STATUS_INVALID, "--tag is not UTF-8 text");
        out->tags[out->tag_count++] = tag;
    }
    return STATUS_OK;
}

/* When and how it is to be read. */
static enum status
read_work(const struct invocation *inv, struct submit *out, struct error *err)
{
    const char *not_before = options_value(inv, "not-before");
    uint64_t priority = PRIORITY_DEFAULT, time_limit_s = 0;
    enum status st = options_number(inv, "priority", 0, 9, &priority, err);

    if (st == STATUS_OK)
        st = options_number(inv, "time-limit", 1, DAY_S, &time_limit_s, err);
    if (st == STATUS_OK && not_before)
        st = time_option_read(not_before, clock_wall_ms(), &out->not_before_ms,
                              err);
    out->allows_forgotten = options_has(inv, "allow-forgotten");
    out->priority = (uint32_t)priority;
    out->time_limit_ms = (uint32_t)time_limit_s * 1000;
    return st;
}

enum status
submit_fields_read(const struct invocation *inv, struct submit *out,
                   struct error *err)
{
    enum status st = read_text(inv, "name", &out->name, err);

    if (st == STATUS_OK && out->name.len && inv->operand_count > 1)
        st = error_set(err, STATUS_INVALID, "--name takes a single FILE");
    if (st == STATUS_OK)
        st = read_text(inv, "charset", &out->charset, err);
    if (st == STATUS_OK)
        st = read_text(inv, "media-type", &out->media_type, err);
    if (st == STATUS_OK)
        st = read_text(inv, "source", &out->source_uri, err);
    if (st == STATUS_OK)
        st = read_tags(inv, out, err);
    return st == STATUS_OK ? read_work(inv, out, err) : st;
}
