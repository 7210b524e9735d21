#include "record/origin_terms.h"

#include "record/term_list.h"

/* Addresses have many digits and few words: pairs would tell little. */
enum { ROW_CHARS = 3 };

struct str
term_of_tag(struct str tag, struct arena *a)
{
    return term_make(FIELD_TAG, tag, a);
}

void
terms_of_source(struct str part, struct arena *a,
                void (*add)(void *context, struct str term), void *context)
{
    terms_of_rows(FIELD_SOURCE, part, ROW_CHARS, a, add, context);
}

enum status
terms_of_origins(const struct origins_row *row, struct arena *a,
                 struct term_list *out, struct error *err)
{
    struct term_collection c = {.arena = a};

    for (size_t i = 0; i < row->origin_count; i++) {
        const struct origin *origin = &row->origins[i];
        terms_of_source(origin->name, a, term_collect, &c);
        terms_of_source(origin->source_uri, a, term_collect, &c);
        for (size_t j = 0; j < origin->tag_count; j++)
            term_collect(&c, term_of_tag(origin->tags[j], a));
    }
    return term_collection_end(&c, out, err);
}
