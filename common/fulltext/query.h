/*
 * query - what is searched for: phrases, all of which a text must have.
 *
 * Words stand between blanks and marks; each is a phrase, found where its
 * characters stand in a row. Between quotes ("…" or “…”) marks and blanks
 * belong to the phrase. Phrases are compared in their form (form.h), so
 * that Traditional and Simplified are alike, and end where numbers and Latin
 * words do: 10 is not found in 100, nor 5亿 in 1.5亿.
 */
#ifndef FULLTEXT_QUERY_H
#define FULLTEXT_QUERY_H

#include "fulltext/terms.h"

enum { TEXT_PHRASES_MAX = 16 };

struct phrase {
    const uint32_t *codes;
    uint32_t count;
    text_term *terms; /* each once */
    size_t term_count;
    /* A text with all terms has the phrase: nobody has to look. */
    bool is_exact;
};

struct text_query {
    struct phrase phrases[TEXT_PHRASES_MAX];
    size_t count; /* at least one */
};

/*
 * Read the words of valid UTF-8, in `a`. STATUS_INVALID: nothing is searched
 * for, too much, or a quote is not closed; err says which.
 */
enum status text_query_read(struct str words, struct arena *a,
                            struct text_query *out, struct error *err)
    __attribute__((warn_unused_result));

/*
 * The first place from character `from` on where the phrase stands;
 * form->count: nowhere.
 */
uint32_t phrase_find(const struct phrase *phrase, const struct form *form,
                     uint32_t from);

#endif
