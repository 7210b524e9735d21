#include "client/filters.h"

#include <stdio.h>

#include "client/options.h"

const struct option_spec filter_options[] = {
    {"report", "ID", "of this report, or of this document; a prefix will do"},
    {"source", "TEXT", "of documents whose name or address contains TEXT"},
    {"tag", "TAG", "of documents submitted with this tag"},
    {"text", "WORDS", "of reports whose text has all WORDS"},
    {"place", "PLACE",
     "of reports from there and from inside it: a full name or code"},
    {"place-exact", NULL, "of those only that say PLACE itself"},
    {"year", "YEAR", "of reports on that year"},
    {"year-from", "YEAR", "of reports on that year and later ones"},
    {"year-to", "YEAR", "of reports on that year and earlier ones"},
    {"genre", "GENRE", "of such reports"},
    {"author", "AUTHOR", "of reports by such an author"},
    {"versions", "WHICH", "of reports that are the same work all, or one"},
    {"section-kind", "SECTION", "in such sections"},
    {"object", "TEXT", "with figures whose object contains TEXT (Simplified)"},
    {"object-exact", NULL, "with figures whose object is TEXT"},
    {"action", "TEXT", "with figures whose action contains TEXT (Simplified)"},
    {"action-exact", NULL, "with figures whose action is TEXT"},
    {"unit", "UNIT", "with figures in this unit: 人, 元, %, ..."},
    {"kind", "KIND", "with figures of this kind"},
    {"measure", "MEASURE", "with figures that state such a thing"},
    {"direction", "WAY", "with figures that go this way"},
    {"status", "STATUS", "with figures of this status"},
    {"value-from", "N", "with figures of at least N, in --unit or as normed"},
    {"value-to", "N", "with figures of at most N"},
    {"period-from", "TIME",
     "with figures of that time or later: 2020, 2020-07"},
    {"period-to", "TIME", "with figures of that time or earlier"},
    {"mention", "TEXT", "with mentions whose text or value contains TEXT"},
    {"mention-type", "MENTION", "with mentions of this type"},
    {NULL, NULL, NULL},
};

enum status
filters_read(const struct invocation *inv, struct query *q, struct error *err)
{
    enum status st = STATUS_OK;

    for (size_t i = 0; i < inv->given_count && st == STATUS_OK; i++) {
        const struct given_option *given = &inv->given[i];
        char field[32];
        if (!option_is_of(given->spec, filter_options))
            continue;
        /* A field of a query is called as its option, with hyphens. */
        snprintf(field, sizeof field, "%s", given->spec->name);
        for (char *c = field; *c; c++)
            *c = *c == '-' ? '_' : *c;
        st =
            query_set(q, arena_copy(inv->arena, str_from(field)),
                      given->value ? str_from(given->value) : STR("true"), err);
    }
    return st;
}
