/*
 * docx_file - DOCX containers for tests, made in memory.
 */
#ifndef TESTS_UNIT_EXTRACT_DOCX_FILE_H
#define TESTS_UNIT_EXTRACT_DOCX_FILE_H

#include "base/arena.h"

struct docx_file_part {
    const char *name;
    struct str content;
};

/* The parts in a ZIP container, which lives in `arena`. */
struct str docx_file(const struct docx_file_part *parts, size_t count,
                     struct arena *arena);

/* A container of word/document.xml alone, with `body` in its body. */
struct str docx_file_of(const char *body, struct arena *arena);

#endif
