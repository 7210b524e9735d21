#include "worker/extract/figure/norm.h"

#include "tables.h"

enum { ROUNDED_PLACES = 6 };

__extension__ typedef __int128 wide;

static const struct canonical_row *
find_unit(struct str unit)
{
    struct lexicon_hit hit;

    if (!lexicon_exact_text(&lexicon_canonical, unit, &hit))
        return NULL;
    return &canonical_rows[hit.row];
}

/* d * numerator / denominator; false where it does not fit. */
static bool
scale_by(struct decimal d, const struct canonical_row *row, struct decimal *out)
{
    wide product = (wide)d.digits * row->numerator;
    uint8_t scale = d.scale;

    for (int i = 0; i < ROUNDED_PLACES && product % row->denominator != 0;
         i++) {
        product *= 10;
        scale++;
    }
    product = (product + row->denominator / 2) / row->denominator;
    while (scale > 0 && product % 10 == 0) {
        product /= 10;
        scale--;
    }
    if (product > INT64_MAX || scale > 18)
        return false;
    *out = (struct decimal){(int64_t)product, scale};
    return true;
}

struct norm
norm_of(const struct quantity *q)
{
    const struct canonical_row *row = find_unit(q->unit);
    struct norm norm = {0};

    if (!row || !scale_by(q->value, row, &norm.value) ||
        !scale_by(q->has_upper ? q->upper : q->value, row, &norm.upper))
        return (struct norm){0};
    norm.unit = row->canonical;
    return norm;
}
