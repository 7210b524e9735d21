#include "record/value_terms.h"

#include "record/term_list.h"

/*
 * As text: '0'; or '1', the power and the digits; or '-' and what is left of
 * both to their most, since there a greater number comes first.
 */
enum {
    POWER_ADDED = 20, /* powers are -18 to 18 */
    POWER_MOST = 99,
    DIGITS_LEAST = 10,
    DIGITS_MOST = 99,
    /* A range of values is found by as many sizes: about one power of ten. */
    SIZES_MAX = 100,
};

struct size {
    int sign;
    unsigned power, digits;
};

static struct size
size_of(struct decimal d)
{
    uint64_t rest = d.digits < 0 ? 0 - (uint64_t)d.digits : (uint64_t)d.digits;
    struct size s = {(d.digits > 0) - (d.digits < 0), 0, 0};
    unsigned power = 1;

    if (s.sign == 0)
        return s;
    if (rest < DIGITS_LEAST) {
        rest *= 10;
        power = 0;
    }
    for (; rest > DIGITS_MOST; rest /= 10)
        power++;
    s.power = POWER_ADDED + power - d.scale;
    s.digits = (unsigned)rest;
    return s;
}

/* ---- terms --------------------------------------------------------------- */

static struct str
term_in(struct str unit, struct str text, struct arena *a)
{
    return record_has(unit)
               ? term_make(FIELD_VALUE_IN_UNIT,
                           arena_format(a, "%.*s\t%.*s", STR_ARG(unit),
                                        STR_ARG(text)),
                           a)
               : term_make(FIELD_VALUE, text, a);
}

static struct str
term_of_size(struct str unit, struct size s, struct arena *a)
{
    if (s.sign == 0)
        return term_in(unit, STR("0"), a);
    return term_in(unit,
                   s.sign > 0
                       ? arena_format(a, "1%02u%02u", s.power, s.digits)
                       : arena_format(a, "-%02u%02u", POWER_MOST - s.power,
                                      DIGITS_MOST - s.digits),
                   a);
}

struct str
term_of_value(struct str unit, struct decimal value, struct arena *a)
{
    return term_of_size(unit, size_of(value), a);
}

struct str
term_of_least_value(struct str unit, struct arena *a)
{
    return term_in(unit, STR("-"), a);
}

struct str
term_of_greatest_value(struct str unit, struct arena *a)
{
    return term_in(unit, STR("1~"), a);
}

struct str
term_of_any_value(struct str unit, struct arena *a)
{
    return term_in(unit, STR("~"), a);
}

/* ---- of figures ---------------------------------------------------------- */

static bool
is_equal(struct size x, struct size y)
{
    return x.sign == y.sign && x.power == y.power && x.digits == y.digits;
}

static struct size
size_above(struct size s)
{
    if (s.digits < DIGITS_MOST)
        return (struct size){s.sign, s.power, s.digits + 1};
    return (struct size){s.sign, s.power + 1, DIGITS_LEAST};
}

/* A number that a figure is found by; high is the end of a range. */
struct number {
    struct str unit;
    struct decimal low, high;
};

/* All sizes from low to high, where these are positive and not many. */
static void
add_sizes(const struct number *n, struct arena *a,
          void (*add)(void *context, struct str term), void *context)
{
    struct size at = size_of(n->low), last = size_of(n->high);
    struct size sizes[SIZES_MAX];
    size_t count = 0;
    bool are_few = at.sign > 0 && last.sign > 0;

    for (; are_few && count < SIZES_MAX; at = size_above(at)) {
        sizes[count++] = at;
        if (is_equal(at, last))
            break;
    }
    if (!are_few || !is_equal(sizes[count - 1], last)) {
        add(context, term_of_any_value(n->unit, a));
        return;
    }
    for (size_t i = 0; i < count; i++)
        add(context, term_of_size(n->unit, sizes[i], a));
}

void
terms_of_values(const struct figure *f, struct arena *a,
                void (*add)(void *context, struct str term), void *context)
{
    bool is_normed = record_has(f->norm.unit);
    struct str none = {NULL, 0};
    struct number numbers[] = {
        {f->unit, f->value, f->upper},
        {none, is_normed ? f->norm.value : f->value,
         is_normed ? f->norm.upper : f->upper},
    };

    /* One without a unit is not found by it. */
    for (size_t i = record_has(f->unit) ? 0 : 1; i < 2; i++)
        if (f->has_upper)
            add_sizes(&numbers[i], a, add, context);
        else
            add(context, term_of_value(numbers[i].unit, numbers[i].low, a));
}
