/*
 * text - a document as the stages of extraction read it.
 *
 * One folded code point a character of the (repaired) text: full-width
 * forms as ASCII, Traditional as Simplified, so that every rule and every
 * lexicon is written once. Folding is for matching only; offsets lead back
 * to the bytes of the decoded text, from which records quote.
 */
#ifndef WORKER_EXTRACT_TEXT_TEXT_H
#define WORKER_EXTRACT_TEXT_TEXT_H

#include "base/arena.h"
#include "base/error.h"
#include "fold/fold.h"
#include "record/record.h"
#include "worker/extract/text/marks.h"

struct text {
    struct str source;     /* the decoded text, before any repair */
    const uint32_t *codes; /* `count` folded code points, then one 0 */
    const uint32_t *signs; /* mark_bits() of each of them */
    const uint32_t *bytes; /* count + 1 offsets into source, not falling */
    uint32_t count;        /* characters */

    const struct repair *repairs; /* those taken in, in text order */
    size_t repair_count;
};

/* Characters [begin, end) of a text. */
struct range {
    uint32_t begin;
    uint32_t end;
};

/*
 * Fold `source`, taking each repaired span's characters from its repair;
 * they all point at the bytes of the damaged span. `repairs` are in text
 * order and do not overlap. The arena's limit is the only cause of failure.
 */
enum status text_normalise(struct str source, const struct repair *repairs,
                           size_t repair_count, struct arena *arena,
                           struct text *out, struct error *err)
    __attribute__((warn_unused_result));

/*
 * The first character of [at, end) that is one of any of `signs`, or `end`.
 * Most passes over a text look for a few characters: this is how to skip the
 * others.
 */
static inline uint32_t
text_find(const struct text *t, uint32_t at, uint32_t end, uint32_t signs)
{
    for (; at + 4 <= end; at += 4) {
        const uint32_t *s = t->signs + at;

        /* Which of the four it is takes no branch to tell: it is any. */
        if (((s[0] | s[1] | s[2] | s[3]) & signs) != 0)
            return at + (uint32_t)__builtin_ctz(
                            (unsigned)((s[0] & signs) != 0) |
                            (unsigned)((s[1] & signs) != 0) << 1 |
                            (unsigned)((s[2] & signs) != 0) << 2 | 8U);
    }
    while (at < end && (t->signs[at] & signs) == 0)
        at++;
    return at;
}

/* The bytes of the source from which the characters of `r` were read. */
struct span text_span(const struct text *t, struct range r);
/*
 * Those bytes themselves, as written, without the breaks left out between;
 * borrows the source or `arena`.
 */
struct str text_quote(const struct text *t, struct range r,
                      struct arena *arena);
/*
 * The characters of `r` as they were meant: the source's own, not folded,
 * those of damaged spans from their repairs. In `arena`.
 */
struct str text_meant(const struct text *t, struct range r,
                      struct arena *arena);
/* The folded characters of `r` as UTF-8 in `arena`. */
struct str text_folded(const struct text *t, struct range r,
                       struct arena *arena);

#endif
