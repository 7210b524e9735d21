/*
 * A text and its Simplified version, made by the character table alone,
 * give the same records.
 */
#include "tests/properties/respelled.h"
#include "worker/extract/text/text.h"

/* Folding without the change of width, which is a property of its own. */
static uint32_t
simplify(uint32_t code)
{
    bool is_wide = (code >= 0xFF01 && code <= 0xFF5E) || code == 0x3000;

    return is_wide ? code : text_fold(code);
}

void
property_simplified(struct trial *trial)
{
    /*
     * A damaged page stays as it is where it is damaged, and reads as another
     * page between Simplified lines: its Simplified version is none of it.
     */
    respelled_try(trial, simplify, RESPELLED_WHOLE);
}
