#include "record/term_list.h"

#include <stdlib.h>

#include "base/utf8.h"

/*
 * A value is told from others by its beginning, in records and in queries
 * alike: the index takes no term of any length, and need not.
 */
enum { VALUE_MAX_BYTES = 255 };

struct str
term_make(enum field_letter field, struct str value, struct arena *a)
{
    value = str_slice(value, 0, VALUE_MAX_BYTES);
    return arena_format(a, "%c%.*s", (int)field, STR_ARG(value));
}

/* Bytes of the first `chars` characters of `text`; 0: it has fewer. */
static size_t
row_bytes(struct str text, size_t chars)
{
    size_t bytes = 0, width;

    for (size_t i = 0; i < chars; i++) {
        utf8_decode(text, bytes, &width);
        if (width == 0)
            return 0;
        bytes += width;
    }
    return bytes;
}

void
terms_of_rows(enum field_letter field, struct str text, size_t chars,
              struct arena *a, void (*add)(void *context, struct str term),
              void *context)
{
    size_t bytes;

    while ((bytes = row_bytes(text, chars)) > 0) {
        add(context, term_make(field, str_slice(text, 0, bytes), a));
        text = str_slice(text, row_bytes(text, 1), text.len);
    }
}

void
term_collect(void *context, struct str term)
{
    struct term_collection *c = context;
    struct str *moved = arena_grow(c->arena, c->list.terms, c->list.count,
                                   &c->capacity, sizeof *moved);

    if (!moved)
        return;
    c->list.terms = moved;
    moved[c->list.count++] = term;
}

static int
compare_terms(const void *a, const void *b)
{
    const struct str *x = a, *y = b;

    return str_compare(*x, *y);
}

static void
sort_and_drop_repeats(struct term_list *list)
{
    size_t kept = 0;

    if (list->count == 0)
        return;
    qsort(list->terms, list->count, sizeof *list->terms, compare_terms);
    for (size_t i = 1; i < list->count; i++)
        if (!str_equal(list->terms[i], list->terms[kept]))
            list->terms[++kept] = list->terms[i];
    list->count = kept + 1;
}

enum status
term_collection_end(struct term_collection *c, struct term_list *out,
                    struct error *err)
{
    if (c->arena->exhausted)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    sort_and_drop_repeats(&c->list);
    *out = c->list;
    return STATUS_OK;
}
