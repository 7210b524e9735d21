/*
 * holds - what a report holds of that which is asked for inside it.
 *
 * Rows of outer kinds match by it: a report by its sections, figures and
 * mentions, a section by its figures.
 */
#ifndef PUBLISHER_QUERY_HOLDS_H
#define PUBLISHER_QUERY_HOLDS_H

#include "publisher/query/match.h"
#include "publisher/report/reading.h"

/*
 * Whether record `index`, a figure, passes all filters below the report,
 * with the section it stands in; *figure lives until reading_trim(), and has
 * no more than packed_glance() tells.
 */
enum status holds_look_at_figure(struct reading *r, const struct chapter *c,
                                 const struct filter *f, uint32_t index,
                                 struct figure *figure, bool *is_match,
                                 struct error *err)
    __attribute__((warn_unused_result));

/*
 * Mark in (*out)[id], in the chapter's arena, the sections that are the
 * innermost around a matching figure, in (*out)[0] whether there is a
 * matching figure at all.
 */
enum status holds_figures(struct reading *r, struct chapter *c,
                          const struct filter *f, bool **out, struct error *err)
    __attribute__((warn_unused_result));

/* Whether the report holds the sections and figures that are asked for. */
enum status holds_inner(struct reading *r, struct chapter *c,
                        const struct filter *f, bool *out, struct error *err)
    __attribute__((warn_unused_result));

/* Where its words are looked for: one alone in its document has all of it. */
struct span holds_words_span(const struct reading *r, const struct chapter *c);
/* Whether its text has the words. */
enum status holds_words(struct reading *r, const struct chapter *c,
                        const struct filter *f, bool *out, struct error *err)
    __attribute__((warn_unused_result));

/* Whether it holds such a mention. */
enum status holds_mention(struct reading *r, const struct chapter *c,
                          const struct filter *f, bool *out, struct error *err)
    __attribute__((warn_unused_result));

#endif
