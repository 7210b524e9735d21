/*
 * marks - what kind of mark a folded character is.
 *
 * Folding has made full-width forms ASCII, so that each mark has one form
 * here: ( ) , : ; ! ? are the Chinese ones as well. Which characters are of
 * a kind is listed in signs.tsv.
 */
#ifndef WORKER_EXTRACT_TEXT_MARKS_H
#define WORKER_EXTRACT_TEXT_MARKS_H

#include <stdbool.h>

#include "sign_tables.h"

/* All that the character is a sign of, as bits of enum sign. */
static inline uint32_t
mark_bits(uint32_t code)
{
    return sign_bits[code < SIGN_CODES ? code : SIGN_CODES];
}

/* Whether the character is one of any of `signs`. */
static inline bool
mark_has(uint32_t code, uint32_t signs)
{
    return (mark_bits(code) & signs) != 0;
}

static inline bool
mark_is_line_end(uint32_t code)
{
    return mark_has(code, SIGN_LINE_END);
}

/* Spaces of any width, tabs, line ends and marks without width. */
static inline bool
mark_is_blank(uint32_t code)
{
    return mark_has(code, SIGN_BLANK);
}

/* 。 ! ? */
static inline bool
mark_ends_sentence(uint32_t code)
{
    return mark_has(code, SIGN_SENTENCE_END);
}

/* Quotes and brackets that may stand between a sentence's end and the next. */
static inline bool
mark_is_closing(uint32_t code)
{
    return mark_has(code, SIGN_CLOSING);
}

/* What a title loses at its end: 。 . : ; , 、 ! ? */
static inline bool
mark_closes_title(uint32_t code)
{
    return mark_has(code, SIGN_TITLE_CLOSE);
}

/* Dashes of any length that pages set in front of items. */
static inline bool
mark_is_dash(uint32_t code)
{
    return mark_has(code, SIGN_DASH);
}

static inline bool
mark_is_digit(uint32_t code)
{
    return code >= '0' && code <= '9';
}

/* 一 to 十 with 〇 and 零, 百. */
static inline bool
mark_is_numeral(uint32_t code)
{
    return mark_has(code, SIGN_NUMERAL);
}

static inline bool
mark_is_hanzi(uint32_t code)
{
    return (code >= 0x3400 && code <= 0x9FFF) || code == 0x3007 ||
           (code >= 0x20000 && code <= 0x3FFFF);
}

static inline bool
mark_is_letter(uint32_t code)
{
    return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z');
}

#endif
