#include "publisher/http/encoding.h"

#include <string.h>
#include <strings.h>

static bool
equals(struct str text, const char *word)
{
    return text.len == strlen(word) &&
           strncasecmp(text.ptr, word, text.len) == 0;
}

/* A weight of 0, to whatever precision: "q=0", "q=0.000". */
static bool
is_zero_weight(struct str parameter)
{
    struct str name = str_trim(str_cut(&parameter, STR("=")));
    struct str weight = str_trim(parameter);

    if (!equals(name, "q") || weight.len == 0 || *weight.ptr != '0')
        return false;
    for (size_t i = 1; i < weight.len; i++)
        if (weight.ptr[i] != '0' && weight.ptr[i] != '.')
            return false;
    return true;
}

bool
encoding_takes_gzip(struct str header)
{
    while (header.len > 0) {
        struct str rest = str_cut(&header, STR(","));
        struct str name = str_trim(str_cut(&rest, STR(";")));
        bool is_refused = false;

        while (rest.len > 0)
            is_refused |= is_zero_weight(str_cut(&rest, STR(";")));
        if (equals(name, "gzip"))
            return !is_refused;
    }
    return false;
}
