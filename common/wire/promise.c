#include "wire/promise.h"

static const char *const words[] = {
    [RESULT_UNKNOWN] = "unknown",
    [RESULT_MET] = "met",
    [RESULT_EXCEEDED] = "exceeded",
    [RESULT_MISSED] = "missed",
};
const struct name_table promise_result_names = {words,
                                                sizeof words / sizeof *words};

enum { YEAR_MAX = 9999 };

enum status
promises_set(struct promises *asked, struct str name, struct str value,
             struct error *err)
{
    static const struct asked_field fields[] = {
        {STR_INIT("place"), offsetof(struct promises, place), NULL, 0, 0},
        {STR_INIT("genre"), offsetof(struct promises, genre), &genre_names, 0,
         0},
        {STR_INIT("year"), offsetof(struct promises, year), NULL, 1, YEAR_MAX},
        {STR_INIT("indicator"), offsetof(struct promises, indicator), NULL, 0,
         0},
        {STR_INIT("object"), offsetof(struct promises, object), NULL, 0, 0},
        {STR_INIT("result"), offsetof(struct promises, result),
         &promise_result_names, 0, 0},
        {STR_INIT("limit"), offsetof(struct promises, limit), NULL, 1,
         PROMISES_LIMIT_MAX},
        {STR_INIT("cursor"), offsetof(struct promises, cursor), NULL, 0, 0},
    };

    return asked_field_set(fields, sizeof fields / sizeof *fields, asked, name,
                           value, err);
}
