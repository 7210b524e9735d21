/*
 * wording - where the words of a search stand in a report.
 */
#ifndef PUBLISHER_QUERY_WORDING_H
#define PUBLISHER_QUERY_WORDING_H

#include "fulltext/query.h"
#include "record/record.h"

/* A phrase in a text: characters [begin, end) of its form. */
struct wording_place {
    uint32_t begin, end;
    uint32_t phrase;
};

struct wording_places {
    struct wording_place *items; /* by where they begin */
    size_t count, capacity;
};

/* Whether all phrases stand in `span` of the text. */
bool wording_is_in(const struct text_query *q, const struct form *form,
                   struct span span);

/*
 * The places in `span` where phrases stand, in `a`; of each phrase the
 * first few hundred. STATUS_UNAVAILABLE: past the arena's limit.
 */
enum status wording_find(const struct text_query *q, const struct form *form,
                         struct span span, struct arena *a,
                         struct wording_places *out, struct error *err)
    __attribute__((warn_unused_result));

#endif
