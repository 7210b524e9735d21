#include "worker/extract/figure/price.h"

#include "tables.h"

/* The new yuan was issued on 1 March 1955; reports give years. */
enum { NEW_YUAN_YEAR = 1955 };

static const struct currencies_row *
find_currency(struct str unit)
{
    struct lexicon_hit hit;

    if (!lexicon_exact_text(&lexicon_currencies, unit, &hit))
        return NULL;
    return &currencies_rows[hit.row];
}

static unsigned
year_of(struct str period)
{
    unsigned year = 0;

    for (size_t i = 0; i < 4 && i < period.len; i++) {
        if (period.ptr[i] < '0' || period.ptr[i] > '9')
            return 0;
        year = year * 10 + (unsigned)(period.ptr[i] - '0');
    }
    return year;
}

static struct str
local_code(const struct report *report, struct str code, struct str period)
{
    unsigned year = year_of(period);

    if (str_starts(report->place.code, STR("81")))
        return STR("HKD");
    if (str_starts(report->place.code, STR("82")))
        return STR("MOP");
    if (str_starts(report->place.code, STR("71")))
        return STR("TWD");
    return year > 0 && year < NEW_YUAN_YEAR ? STR("CN0") : code;
}

struct str
price_currency(const struct quantity *q, const struct report *report,
               struct str period)
{
    const struct currencies_row *row;

    if (q->kind != KIND_MONEY)
        return (struct str){NULL, 0};
    row = find_currency(q->unit);
    if (!row)
        return (struct str){NULL, 0};
    if (row->scope == CURRENCIES_SCOPE_OWN)
        return row->code;
    return local_code(report, row->code, period);
}

/* The last word of basis_words.tsv in `r`. */
static enum basis
last_basis(const struct text *t, struct range r)
{
    enum basis basis = BASIS_NONE;
    struct lexicon_hit hit;

    for (uint32_t at = r.begin; at < r.end; at++) {
        if (lexicon_longest(&lexicon_basis_words, t->codes + at, r.end - at,
                            &hit))
            basis = basis_words_rows[hit.row].basis;
    }
    return basis;
}

enum basis
price_basis(const struct text *t, const struct slot *slot)
{
    enum basis basis = last_basis(t, slot->left);

    /* 按可比价格计算，增长8%: said in the clause before */
    return basis == BASIS_NONE ? last_basis(t, slot->before) : basis;
}
