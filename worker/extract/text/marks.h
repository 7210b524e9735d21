/*
 * marks - what kind of mark a folded character is.
 *
 * Folding has made full-width forms ASCII, so that each mark has one form
 * here: ( ) , : ; ! ? are the Chinese ones as well.
 */
#ifndef WORKER_EXTRACT_TEXT_MARKS_H
#define WORKER_EXTRACT_TEXT_MARKS_H

#include <stdbool.h>
#include <stdint.h>

/* Spaces of any width, tabs, line ends and marks without width. */
bool mark_is_blank(uint32_t code);
bool mark_is_line_end(uint32_t code);
/* 。 ! ? */
bool mark_ends_sentence(uint32_t code);
/* Quotes and brackets that may stand between a sentence's end and the next. */
bool mark_is_closing(uint32_t code);
/* What a title loses at its end: 。 . : ; , 、 ! ? */
bool mark_closes_title(uint32_t code);
/* Dashes of any length that pages set in front of items. */
bool mark_is_dash(uint32_t code);
bool mark_is_digit(uint32_t code);
/* 一 to 十 with 〇 and 零, 百. */
bool mark_is_numeral(uint32_t code);
bool mark_is_hanzi(uint32_t code);
bool mark_is_letter(uint32_t code);

#endif
