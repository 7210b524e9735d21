#include "publisher/works/amount.h"

/* Ten per mille are one percent. */
static bool
to_percent(const struct figure *f, struct amount *out)
{
    if (f->kind != KIND_PERCENT || !str_equal(f->unit, STR("‰")))
        return false;
    out->unit = STR("%");
    return decimal_shift(f->value, -1, &out->value) &&
           decimal_shift(f->has_upper ? f->upper : f->value, -1, &out->upper);
}

struct amount
amount_of(const struct figure *f)
{
    struct amount stated = {f->value, f->has_upper ? f->upper : f->value,
                            f->unit, f->currency};
    struct amount percent = stated;

    if (to_percent(f, &percent))
        return percent;
    if (!record_has(f->norm.unit))
        return stated;
    return (struct amount){f->norm.value,
                           f->has_upper ? f->norm.upper : f->norm.value,
                           f->norm.unit, f->currency};
}

bool
amounts_compare(const struct figure *a, const struct figure *b)
{
    struct amount x = amount_of(a), y = amount_of(b);

    return a->measure == b->measure && a->kind == b->kind &&
           a->accrual == b->accrual && str_equal(a->per, b->per) &&
           str_equal(x.unit, y.unit) && str_equal(x.currency, y.currency);
}

bool
is_same_thing(const struct figure *a, const struct figure *b)
{
    if (record_has(a->indicator) && record_has(b->indicator) &&
        str_equal(a->indicator, b->indicator))
        return true;
    return record_has(a->object) && record_has(b->object) &&
           str_equal(a->object, b->object);
}
