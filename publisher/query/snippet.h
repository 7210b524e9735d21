/*
 * snippet - the pieces of a report that show best what was searched for.
 *
 * A piece is some hundred characters long, begins with a sentence where one
 * begins nearby, and has as many different words of the search as there are in
 * so short a piece; the next ones have others.
 */
#ifndef PUBLISHER_QUERY_SNIPPET_H
#define PUBLISHER_QUERY_SNIPPET_H

#include "publisher/query/wording.h"
#include "wire/message.h"

enum { SNIPPETS_MAX = 3 };

/*
 * Up to SNIPPETS_MAX pieces from the places, which are of `form`, in `a`.
 * STATUS_UNAVAILABLE: past the arena's limit.
 */
enum status snippets_make(const struct form *form,
                          const struct wording_places *places, struct arena *a,
                          struct snippet **out, size_t *count,
                          struct error *err)
    __attribute__((warn_unused_result));

#endif
