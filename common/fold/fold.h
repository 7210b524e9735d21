/*
 * fold - one code point to one, so that like characters are equal.
 *
 * Full-width forms become ASCII, Traditional characters Simplified ones
 * (OpenCC's table), and the doubles that PDFs write what they look like.
 * Folding is for matching only: what is stored and shown stays as written.
 */
#ifndef FOLD_FOLD_H
#define FOLD_FOLD_H

#include <stdint.h>

#include "fold_tables.h"

/* One character folded; it needs no text. */
static inline uint32_t
text_fold(uint32_t code)
{
    uint32_t page = code / FOLD_PAGE_CODES;

    if (page >= FOLD_PAGE_COUNT)
        return code;
    return (
        uint32_t)((int32_t)code +
                  fold_pages[fold_page_index[page]][code % FOLD_PAGE_CODES]);
}

#endif
