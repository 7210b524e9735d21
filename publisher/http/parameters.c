#include "publisher/http/parameters.h"

#include "base/utf8.h"

static const struct str no_field = {0};

static bool
is_well_formed(const struct request *r)
{
    for (size_t i = 0; i < r->parameter_count; i++) {
        const struct parameter *p = &r->parameters[i];
        if (utf8_valid_prefix(p->name) != p->name.len ||
            utf8_valid_prefix(p->value) != p->value.len)
            return false;
    }
    return utf8_valid_prefix(r->path) == r->path.len;
}

bool
parameters_are_sound(const struct request *r, struct reply *out)
{
    if (r->parameter_count > REQUEST_PARAMETERS_MAX)
        reply_error(out, HTTP_BAD_REQUEST, "malformed", no_field,
                    "too many parameters");
    else if (!is_well_formed(r))
        reply_error(out, HTTP_BAD_REQUEST, "malformed", no_field,
                    "the path or a parameter is not UTF-8");
    else
        return true;
    return false;
}

static const struct parameter *
find_repeated(const struct request *r)
{
    for (size_t i = 0; i < r->parameter_count; i++)
        for (size_t j = 0; j < i; j++)
            if (str_equal(r->parameters[i].name, r->parameters[j].name))
                return &r->parameters[i];
    return NULL;
}

bool
parameters_read(const struct request *r, setter *set, void *to,
                struct reply *out)
{
    const struct parameter *repeated = find_repeated(r);
    struct error err;

    if (repeated) {
        reply_error(out, HTTP_BAD_REQUEST, "field", repeated->name,
                    "the parameter is given twice");
        return false;
    }
    for (size_t i = 0; i < r->parameter_count; i++) {
        const struct parameter *p = &r->parameters[i];
        if (set(to, p->name, p->value, &err) == STATUS_OK)
            continue;
        reply_error(out, HTTP_BAD_REQUEST, "field", p->name, err.text);
        return false;
    }
    return true;
}

bool
parameters_refused(const struct request *request, struct reply *out)
{
    if (request->parameter_count == 0)
        return false;
    reply_error(out, HTTP_BAD_REQUEST, "field", request->parameters[0].name,
                "this address takes no parameters");
    return true;
}
