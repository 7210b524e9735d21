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

const struct str value_term_first = STR_INIT("v-");
const struct str value_term_last = STR_INIT("v1~");
const struct str value_term_any = STR_INIT("v~");

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

static struct str
term_of_size(struct size s, struct arena *a)
{
    if (s.sign == 0)
        return term_make(FIELD_VALUE, STR("0"), a);
    return s.sign > 0
               ? arena_format(a, "%c1%02u%02u", (int)FIELD_VALUE, s.power,
                              s.digits)
               : arena_format(a, "%c-%02u%02u", (int)FIELD_VALUE,
                              POWER_MOST - s.power, DIGITS_MOST - s.digits);
}

struct str
term_of_value(struct decimal value, struct arena *a)
{
    return term_of_size(size_of(value), a);
}

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

/* All sizes from `low` to `high`, where these are positive and not many. */
static void
add_sizes(struct decimal low, struct decimal high, struct arena *a,
          void (*add)(void *context, struct str term), void *context)
{
    struct size at = size_of(low), last = size_of(high);
    struct size sizes[SIZES_MAX];
    size_t count = 0;
    bool are_few = at.sign > 0 && last.sign > 0;

    for (; are_few && count < SIZES_MAX; at = size_above(at)) {
        sizes[count++] = at;
        if (is_equal(at, last))
            break;
    }
    if (!are_few || !is_equal(sizes[count - 1], last)) {
        add(context, arena_copy(a, value_term_any));
        return;
    }
    for (size_t i = 0; i < count; i++)
        add(context, term_of_size(sizes[i], a));
}

static void
add_number(struct decimal low, struct decimal high, bool is_range,
           struct arena *a, void (*add)(void *context, struct str term),
           void *context)
{
    if (is_range)
        add_sizes(low, high, a, add, context);
    else
        add(context, term_of_value(low, a));
}

void
terms_of_values(const struct figure *f, struct arena *a,
                void (*add)(void *context, struct str term), void *context)
{
    add_number(f->value, f->upper, f->has_upper, a, add, context);
    if (record_has(f->norm.unit))
        add_number(f->norm.value, f->norm.upper, f->has_upper, a, add, context);
}
