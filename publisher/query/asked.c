#include "publisher/query/asked.h"

#include "base/utf8.h"
#include "wire/query.h"

enum status
asked_refuse(struct str name, const char *why, struct str *field,
             struct error *err)
{
    *field = name;
    return error_set(err, STATUS_INVALID, "%.*s: %s", STR_ARG(name), why);
}

enum status
asked_check_texts(const struct asked_text *texts, size_t count,
                  struct str *field, struct error *err)
{
    for (size_t i = 0; i < count; i++)
        if (texts[i].value.len > QUERY_TEXT_MAX_BYTES ||
            utf8_valid_prefix(texts[i].value) != texts[i].value.len)
            return asked_refuse(texts[i].name, "not UTF-8, or too long", field,
                                err);
    return STATUS_OK;
}
