/*
 * form - a text as searches see it.
 *
 * Folded code points, ASCII letters small, without layout: blanks and line
 * ends count only between two ASCII letters or digits, where one space
 * stands for them all. Chinese is written without blanks, and pages break
 * lines inside words. Each character knows the byte it was read from.
 */
#ifndef FULLTEXT_FORM_H
#define FULLTEXT_FORM_H

#include "base/arena.h"
#include "base/error.h"

struct form {
    struct str text;       /* what it was made of */
    const uint32_t *codes; /* `count`, then one 0 */
    const uint32_t *bytes; /* the byte of the text each begins at */
    uint32_t count;
};

/*
 * The form of valid UTF-8, in `a`; it borrows the text.
 * STATUS_UNAVAILABLE: past the arena's limit.
 */
enum status form_read(struct str text, struct arena *a, struct form *out,
                      struct error *err) __attribute__((warn_unused_result));

/*
 * Whether the character is of a word or a number, not a mark: hanzi, letters,
 * digits; the point or comma inside a number and the sign of per cent
 * behind one.
 */
bool form_is_word(const struct form *f, uint32_t index);

/* Whether a character as written is layout alone. */
bool form_is_blank(uint32_t code);

/* The byte of the text behind character `index`. */
uint32_t form_end(const struct form *f, uint32_t index);

#endif
