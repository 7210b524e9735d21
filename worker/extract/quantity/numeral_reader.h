/*
 * numeral_reader - one number being read; shared by the files that do it.
 */
#ifndef WORKER_EXTRACT_QUANTITY_NUMERAL_READER_H
#define WORKER_EXTRACT_QUANTITY_NUMERAL_READER_H

#include "tables.h"
#include "worker/extract/quantity/numeral.h"

enum { CHAR_LIANG = 0x4E24, CHAR_DIAN = 0x70B9 };

/* One end of the number: whole myriads, the open myriad, the last digits. */
struct sum {
    struct decimal total;
    struct decimal section;
    struct decimal digit;
};

struct reader {
    const uint32_t *codes;
    uint32_t count;
    uint32_t at;
    struct sum low, high;
    struct numeral *out;
    bool has_digit;   /* `digit` holds a number not yet placed */
    bool has_section; /* something was placed since the last myriad */
    bool has_zero;    /* 零 after a place: the next digit is of units */
    bool is_spaced;   /* 三 百 五: blanks inside */
    bool is_chinese_digit;
    int last_place;  /* power of ten of the last 十百千 */
    int last_myriad; /* power of ten of the last 万 or 亿 */
};

static inline bool
is_ascii_digit(uint32_t code)
{
    return code >= '0' && code <= '9';
}

static inline uint32_t
code_at(const struct reader *r, uint32_t at)
{
    return at < r->count ? r->codes[at] : 0;
}

static inline const struct numerals_row *
row_at(const struct reader *r, uint32_t at)
{
    int32_t row =
        at < r->count ? lexicon_char(&lexicon_numerals, r->codes[at]) : -1;

    return row >= 0 ? &numerals_rows[row] : NULL;
}

static inline bool
has_role(const struct reader *r, uint32_t at, enum numerals_role role)
{
    const struct numerals_row *row = row_at(r, at);

    return row && row->role == role;
}

static inline bool
is_magnitude(const struct reader *r, uint32_t at)
{
    return has_role(r, at, NUMERALS_ROLE_TEN) ||
           has_role(r, at, NUMERALS_ROLE_MYRIAD);
}

/* 六十点八: the fraction right after a place that no digit follows. */
bool numeral_read_place_fraction(struct reader *r);
/* 8点5倍: a point by name among Arabic digits, where no hour is meant. */
bool numeral_read_named_point(struct reader *r);

#endif
