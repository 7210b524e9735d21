/*
 * text_store - a store of texts made at random, which a test knows as well.
 *
 * For cmocka: what fails in here ends the test that called.
 */
#ifndef TESTS_PUBLISHER_TEXT_STORE_H
#define TESTS_PUBLISHER_TEXT_STORE_H

#include "base/arena.h"
#include "record/record.h"
#include "store/store.h"
#include "tests/unit/numbers.h"
#include "tests/unit/temporary.h"

enum { TEXTS_MAX = 120, REPORTS_MAX = 2 };

/* Document number i is texts[i - 1]. */
struct known_text {
    struct str text; /* no value: it was forgotten */
    struct span reports[REPORTS_MAX];
    size_t report_count;
    uint16_t year;
    uint32_t generation;
};

struct text_store {
    struct temporary directory;
    struct store *store; /* opened to write; who reads may as well */
    struct numbers numbers;
    struct arena arena;
    struct known_text texts[TEXTS_MAX];
    size_t count;
};

void text_store_open(struct text_store *s, uint64_t seed);
void text_store_close(struct text_store *s);

/* One commit with so many new documents, of one report or of two. */
void text_store_add_random(struct text_store *s, size_t count);
/* One document with one report of all this text. */
void text_store_add(struct text_store *s, const char *text, uint16_t year);
/* Read document `number` again: another text. */
void text_store_reread(struct text_store *s, uint64_t number);
void text_store_forget(struct text_store *s, uint64_t number);

#endif
