#include "client/filters.h"

#include <stdio.h>

const struct option_spec filter_options[] = {
    {"report", "ID", "of this report, or of this document; a prefix will do"},
    {"place", "PLACE",
     "of reports from there and from inside it: a full name or code"},
    {"place-exact", NULL, "of those only that say PLACE itself"},
    {"year", "YEAR", "of reports on that year"},
    {"genre", "GENRE", "of such reports: government, cppcc, court, ..."},
    {"object", "TEXT", "with figures whose object contains TEXT (Simplified)"},
    {"unit", "UNIT", "with figures in this unit: 人, 元, %, ..."},
    {"kind", "KIND", "with figures of this kind: count, money, percent, ..."},
    {"status", "STATUS",
     "with figures: done, estimate, ongoing, plan, problem"},
    {"section-kind", "KIND", "in sections: review, problem, plan, situation"},
    {"mention", "TEXT", "with mentions whose text or value contains TEXT"},
    {"mention-type", "TYPE",
     "with mentions of this type: meeting, organization, place, date, ..."},
    {NULL, NULL, NULL},
};

static bool
is_filter(const struct option_spec *spec)
{
    for (const struct option_spec *s = filter_options; s->name; s++)
        if (s == spec)
            return true;
    return false;
}

enum status
filters_read(const struct invocation *inv, struct query *q, struct error *err)
{
    enum status st = STATUS_OK;

    for (size_t i = 0; i < inv->given_count && st == STATUS_OK; i++) {
        const struct given_option *given = &inv->given[i];
        char field[32];
        if (!is_filter(given->spec))
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
