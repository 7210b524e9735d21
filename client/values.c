#include "client/values.h"

#include <string.h>

#include "client/export/sink.h"
#include "wire/promise.h"
#include "wire/query.h"
#include "wire/roles.h"
#include "wire/series.h"

static const struct {
    const char *argument;
    const struct name_table *words;
} tables[] = {
    {"ACCRUAL", &accrual_names},       {"AUTHOR", &author_names},
    {"BY", &query_sort_names},         {"FORMAT", &sink_format_names},
    {"GENRE", &genre_names},           {"KIND", &kind_names},
    {"MEASURE", &measure_names},       {"MENTION", &mention_type_names},
    {"RESULT", &promise_result_names}, {"ROLE,...", &role_names},
    {"SECTION", &section_kind_names},  {"STATUS", &figure_status_names},
    {"WAY", &direction_names},         {"WHAT", &series_over_names},
    {"WHICH", &query_versions_names},
};

const struct name_table *
values_of(const char *argument)
{
    for (size_t i = 0; argument && i < sizeof tables / sizeof *tables; i++)
        if (strcmp(tables[i].argument, argument) == 0)
            return tables[i].words;
    return NULL;
}

struct str
values_told(const char *argument, const char *help, struct arena *a)
{
    const struct name_table *words = values_of(argument);
    struct str told = arena_format(a, "%s", help);
    const char *gap = ": ";

    for (size_t i = 0; words && i < words->count; i++) {
        if (!words->names[i])
            continue;
        told = arena_format(a, "%.*s%s%s", STR_ARG(told), gap, words->names[i]);
        gap = ", ";
    }
    return told;
}
