#include "publisher/promises/judge.h"

#include "publisher/works/amount.h"

/* Where it is better to end up than promised. */
enum side {
    SIDE_UNTOLD,
    SIDE_ABOVE,
    SIDE_BELOW,
};

/* What was promised, in numbers. */
struct measure_of_promise {
    enum bound bound;
    enum side side;
    struct decimal lower, upper;      /* equal but for a range */
    struct decimal too_low, too_high; /* the tolerance ends there */
};

static enum side
other_side(enum side side)
{
    if (side == SIDE_UNTOLD)
        return SIDE_UNTOLD;
    return side == SIDE_ABOVE ? SIDE_BELOW : SIDE_ABOVE;
}

/* What is to fall does better by falling more; the first rank is the best. */
static enum side
side_of_indicator(const struct figure *f, const struct indicator *indicator)
{
    enum side side = SIDE_UNTOLD;

    if (indicator && indicator->target == TARGET_FLOOR)
        side = SIDE_ABOVE;
    else if (indicator && indicator->target == TARGET_CAP)
        side = SIDE_BELOW;
    if (f->direction == DIRECTION_DOWN)
        side = other_side(side);
    return f->measure == MEASURE_RANK ? other_side(side) : side;
}

static enum side
side_of(const struct figure *f, const struct indicator *indicator)
{
    switch (f->bound) {
    case BOUND_AT_LEAST:
    case BOUND_OVER:
        return SIDE_ABOVE;
    case BOUND_AT_MOST:
        return SIDE_BELOW;
    default:
        return side_of_indicator(f, indicator);
    }
}

static struct decimal
negative(struct decimal d)
{
    d.digits = -d.digits;
    return d;
}

/* False: a number does not fit. */
static bool
tolerance_of(const struct figure *f, struct decimal p, struct decimal *out)
{
    static const struct decimal points = {3, 1};
    bool is_percentage = f->kind == KIND_PERCENT || f->kind == KIND_POINT;

    if (!decimal_shift(p, -1, out))
        return false;
    if (is_percentage && decimal_compare(*out, points) < 0)
        *out = points;
    return true;
}

static bool
measure_promise(const struct figure *f, const struct indicator *indicator,
                struct measure_of_promise *out)
{
    struct amount amount = amount_of(f);
    struct decimal tolerance;

    *out = (struct measure_of_promise){
        .bound = f->has_upper ? BOUND_RANGE : f->bound,
        .side = side_of(f, indicator),
        .lower = amount.value,
        .upper = amount.upper,
    };
    if (f->has_upper) {
        out->too_low = amount.value;
        out->too_high = amount.upper;
        return true;
    }
    return tolerance_of(f, amount.value, &tolerance) &&
           decimal_add(amount.value, negative(tolerance), &out->too_low) &&
           decimal_add(amount.value, tolerance, &out->too_high);
}

static bool
is_met(const struct measure_of_promise *p, struct decimal v)
{
    bool is_up_to = decimal_compare(v, p->upper) <= 0;
    bool is_from = decimal_compare(v, p->lower) >= 0;

    switch (p->bound) {
    case BOUND_AT_LEAST:
    case BOUND_OVER:
        return is_from;
    case BOUND_AT_MOST:
        return is_up_to;
    case BOUND_RANGE:
        return is_from && is_up_to;
    case BOUND_EXACT:
        if (p->side != SIDE_UNTOLD)
            return p->side == SIDE_ABOVE ? is_from : is_up_to;
        break;
    case BOUND_ABOUT:
    case BOUND_NEARLY:
        break;
    }
    return decimal_compare(v, p->too_low) >= 0 &&
           decimal_compare(v, p->too_high) <= 0;
}

/* More than was promised is taken for better where nothing else is told. */
static bool
is_exceeded(const struct measure_of_promise *p, struct decimal v)
{
    return p->side == SIDE_BELOW ? decimal_compare(v, p->too_low) < 0
                                 : decimal_compare(v, p->too_high) > 0;
}

static enum promise_result
judge_value(const struct measure_of_promise *p, struct decimal v)
{
    if (is_exceeded(p, v))
        return RESULT_EXCEEDED;
    return is_met(p, v) ? RESULT_MET : RESULT_MISSED;
}

/* What holds at both ends. */
static enum promise_result
join(enum promise_result a, enum promise_result b)
{
    if (a == b)
        return a;
    return a == RESULT_MISSED || b == RESULT_MISSED ? RESULT_UNKNOWN
                                                    : RESULT_MET;
}

enum promise_result
judge(const struct figure *promise, const struct figure *outcome,
      const struct indicator *indicator)
{
    struct amount v = amount_of(outcome);
    struct measure_of_promise p;

    if (!measure_promise(promise, indicator, &p))
        return RESULT_UNKNOWN;
    /* A fall where a rise was promised is a rise below zero. */
    if (promise->direction != DIRECTION_NONE &&
        outcome->direction != DIRECTION_NONE &&
        promise->direction != outcome->direction) {
        v.value = negative(v.value);
        v.upper = negative(v.upper);
    }
    return join(judge_value(&p, v.value), judge_value(&p, v.upper));
}
