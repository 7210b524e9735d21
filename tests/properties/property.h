/*
 * property - what holds for every document, and the trial of it.
 *
 * Each property is a file of its own, which says what must hold and why.
 */
#ifndef TESTS_PROPERTIES_PROPERTY_H
#define TESTS_PROPERTIES_PROPERTY_H

#include "tests/properties/documents.h"

struct trial {
    const struct documents *docs;
    size_t compared; /* records looked at: a trial of none proves nothing */
    size_t violations;
};

/* Note a violation by document `d`; the first ones are printed. */
void violated(struct trial *trial, const struct document *d, const char *how,
              ...) __attribute__((format(printf, 3, 4)));

void property_simplified(struct trial *trial);
void property_widths(struct trial *trial);
void property_joined(struct trial *trial);
void property_cut(struct trial *trial);
void property_spans(struct trial *trial);
void property_repeated(struct trial *trial);

#endif
