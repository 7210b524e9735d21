/* Points by name, 点, which may as well be of an hour. */
#include "worker/extract/quantity/numeral_arabic.h"
#include "worker/extract/quantity/numeral_reader.h"

/* The 分 of 十点五分, the 十 of 十点三十: a time of day goes on so. */
static bool
ends_clock_time(const struct reader *r, uint32_t at)
{
    enum { CHAR_FEN = 0x5206, CHAR_KE = 0x523B };

    return is_magnitude(r, at) || code_at(r, at) == CHAR_FEN ||
           code_at(r, at) == CHAR_KE;
}

bool
numeral_read_place_fraction(struct reader *r)
{
    struct decimal value = {0};
    uint32_t at = r->at + 1;

    if (code_at(r, r->at) != CHAR_DIAN || !r->has_section || r->has_digit ||
        r->out->is_arabic)
        return false;
    while (has_role(r, at, NUMERALS_ROLE_DIGIT) &&
           numeral_push_digit(&value, (uint32_t)row_at(r, at)->value, true))
        at++;
    if (at == r->at + 1 || ends_clock_time(r, at))
        return false;
    r->low.digit = r->high.digit = value;
    r->has_digit = r->out->has_point = true;
    r->at = at;
    return true;
}

bool
numeral_read_named_point(struct reader *r)
{
    struct decimal value = r->low.digit;
    struct lexicon_hit hit;
    uint32_t at = r->at + 1;

    if (code_at(r, r->at) != CHAR_DIAN || !r->has_digit || !r->out->is_arabic ||
        r->out->has_point || r->out->magnitude > 0)
        return false;
    while (is_ascii_digit(code_at(r, at)) &&
           numeral_push_digit(&value, code_at(r, at) - '0', true))
        at++;
    if (at == r->at + 1 || at >= r->count || ends_clock_time(r, at) ||
        !lexicon_longest(&lexicon_units, r->codes + at, r->count - at, &hit) ||
        units_rows[hit.row].kind == KIND_DURATION)
        return false;
    r->low.digit = r->high.digit = value;
    r->out->has_point = true;
    r->at = at;
    return true;
}
