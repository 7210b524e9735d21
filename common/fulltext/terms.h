/*
 * terms - what a text is found under: its characters and pairs of them.
 *
 * A term is one character of a word, or two that follow each other in the
 * text's form, as UTF-8: 报, 报告. A phrase is found where all its pairs
 * are; whether they stand in a row the text itself tells. A single
 * character is a term for searches of one, and counts the text's length.
 */
#ifndef FULLTEXT_TERMS_H
#define FULLTEXT_TERMS_H

#include "fulltext/form.h"

/* UTF-8 of one or two characters, at the top; zeros follow: numbers are in
 * the order of the bytes. */
typedef uint64_t text_term;

enum { TEXT_TERM_BYTES = 8 };

text_term text_term_of(const uint32_t *codes, size_t count);
/* Its bytes, up to TEXT_TERM_BYTES; returns how many. */
size_t text_term_print(text_term term, char *out);

struct text_count {
    text_term term;
    uint32_t count; /* times that the text has it */
};

struct text_terms {
    struct text_count *items; /* in rising order, each term once */
    size_t count;
};

/* All terms of a text, in `a`. STATUS_UNAVAILABLE: past its limit. */
enum status text_terms_of(const struct form *form, struct arena *a,
                          struct text_terms *out, struct error *err)
    __attribute__((warn_unused_result));

/* Those of valid UTF-8; its form is made on the way and forgotten. */
enum status text_terms_read(struct str text, struct arena *a,
                            struct text_terms *out, struct error *err)
    __attribute__((warn_unused_result));

/* Characters of words in the text they were made of. */
uint64_t text_terms_length(const struct text_terms *terms);

/*
 * As bytes: for each term one with what it shares with the one before
 * (upper four bits) and has of its own (lower four), these own bytes, and its
 * count as LEB128.
 */
enum status text_terms_pack(const struct text_terms *terms, struct arena *a,
                            struct str *out, struct error *err)
    __attribute__((warn_unused_result));
/* STATUS_INVALID: they are no such bytes. */
enum status text_terms_unpack(struct str packed, struct arena *a,
                              struct text_terms *out, struct error *err)
    __attribute__((warn_unused_result));

#endif
