/*
 * respelled - a text whose characters are written in another way must give
 * the same records.
 */
#ifndef TESTS_PROPERTIES_RESPELLED_H
#define TESTS_PROPERTIES_RESPELLED_H

#include "tests/properties/property.h"

/*
 * Write each document anew, a character for a character, and compare the
 * records of both texts. Spans that are damaged stay as they are: what stands
 * there are bytes of other characters, and written otherwise, other bytes.
 */
enum respelled_what {
    RESPELLED_ALL,   /* all documents */
    RESPELLED_WHOLE, /* those without damage */
};

void respelled_try(struct trial *trial, uint32_t (*spell)(uint32_t code),
                   enum respelled_what what);

#endif
