/*
 * cursor - where the next page of a query goes on, as an opaque string.
 *
 * A position names the last record that was looked at, in two ways: by its
 * place in the document's packed value, exact while the document stays as
 * it is, and by its span, which holds after the document was read again.
 * Records of a kind stand in the order of their spans.
 */
#ifndef PUBLISHER_QUERY_CURSOR_H
#define PUBLISHER_QUERY_CURSOR_H

#include "fulltext/query.h"
#include "wire/query.h"

struct position {
    uint64_t document_no; /* 0: before the first document */
    uint32_t generation;  /* of the document when it was looked at */
    uint32_t index;       /* of the record in its packed value */
    struct span span;     /* of the record */
};

/* Behind every record of a document, whatever its generation. */
struct position position_after_document(uint64_t document_no);
bool position_is_after_document(const struct position *p);

/* The first document that `p` leaves something of. */
uint64_t position_first_document(const struct position *p);

/* Whether `p` is `at`, another record's position, or lies behind it. */
bool position_covers(const struct position *p, const struct position *at);

/* What rows are sorted by; dates are numbers, 20241231. */
struct sort_key {
    bool is_known; /* those that have none come last, either way */
    struct decimal value;
};

/*
 * What relevance is reckoned with. The first page's holds for all: else a
 * document might pass another between two pages.
 */
struct text_statistics {
    uint32_t documents;    /* in the store */
    uint32_t mean_length;  /* of their texts, in characters */
    uint32_t phrase_count; /* 0: nothing is known yet */
    uint32_t phrase_documents[TEXT_PHRASES_MAX];
};

struct cursor {
    enum query_sort sort;
    bool is_descending;
    struct sort_key key;      /* of the last row, where there is a sort */
    struct position position; /* of the last record looked at, or last row */
    uint32_t seen; /* rows on the pages before, or as many as this holds */
    struct text_statistics statistics; /* by relevance */
};

/* It as text, in `a`. */
struct str cursor_print(const struct cursor *cursor, struct arena *a);
/* False: the text is no cursor of ours. */
bool cursor_parse(struct str text, struct cursor *out);

#endif
