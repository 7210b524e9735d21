#include "client/figure_text.h"

#include <string.h>

#include "record/identity.h"

enum {
    SHORT_ID_DIGITS = 8,
    /* 3000 reads better than 3,000, and 10,000 better than 10000. */
    GROUPED_FROM_DIGITS = 5,
};

static const struct {
    const char *exact;
    const char *ranked; /* in front of 位 */
} bound_marks[] = {
    [BOUND_EXACT] = {"", "第 "},        [BOUND_ABOUT] = {"约 ", "约第 "},
    [BOUND_OVER] = {"超 ", "超第 "},    [BOUND_NEARLY] = {"近 ", "近第 "},
    [BOUND_AT_LEAST] = {"≥ ", "≥ 第 "}, [BOUND_AT_MOST] = {"≤ ", "前 "},
    [BOUND_RANGE] = {"", "第 "},
};

/* A decimal with commas between thousands: 1,600,000.5. */
static struct str
grouped(struct decimal d, struct arena *a)
{
    char plain[DECIMAL_TEXT_BYTES];
    char text[2 * DECIMAL_TEXT_BYTES];
    size_t len = decimal_print(d, plain), out = 0;
    size_t first = plain[0] == '-' ? 1 : 0;
    size_t point = first + strspn(plain + first, "0123456789");

    for (size_t i = 0; i < len; i++) {
        if (i > first && i < point && (point - i) % 3 == 0 &&
            point - first >= GROUPED_FROM_DIGITS)
            text[out++] = ',';
        text[out++] = plain[i];
    }
    return arena_copy(a, (struct str){text, out});
}

struct str
figure_value_text(const struct figure *f, struct arena *a)
{
    bool is_rank = f->kind == KIND_RANK && f->measure == MEASURE_RANK;
    const char *mark =
        is_rank ? bound_marks[f->bound].ranked : bound_marks[f->bound].exact;
    struct str value = grouped(f->value, a);

    if (!f->has_upper)
        return arena_format(a, "%s%.*s", mark, STR_ARG(value));
    return arena_format(a, "%s%.*s–%.*s", mark, STR_ARG(value),
                        STR_ARG(grouped(f->upper, a)));
}

struct str
figure_unit_text(const struct figure *f, struct arena *a)
{
    struct str unit = f->unit;

    if (f->per.len)
        unit = arena_format(a, "%.*s/%.*s", STR_ARG(unit), STR_ARG(f->per));
    if (f->currency.len && !str_equal(f->currency, STR("CNY")))
        unit =
            arena_format(a, "%.*s %.*s", STR_ARG(unit), STR_ARG(f->currency));
    return unit;
}

struct str
short_id(struct str id, struct arena *a)
{
    struct str rest = id;
    struct str document = str_cut(&rest, STR("."));

    /* Without a server a record has no document's id in front. */
    if (document.len != DOCUMENT_ID_DIGITS)
        return id;
    document = str_slice(document, 0, SHORT_ID_DIGITS);
    if (!rest.len)
        return document;
    return arena_format(a, "%.*s.%.*s", STR_ARG(document), STR_ARG(rest));
}

struct str
year_text(unsigned year, struct arena *a)
{
    return year ? arena_format(a, "%u", year) : (struct str){"", 0};
}
