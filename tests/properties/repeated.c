/*
 * The same bytes give the same bytes out: packed records and text, read
 * twice, and among other documents in another order.
 */
#include <err.h>

#include "record/codec.h"
#include "tests/properties/property.h"

/* What a worker sends for one document. */
struct output {
    struct str text;
    struct str packed;
};

static struct output
output_of(struct str bytes, struct arena *arena)
{
    struct extract_input in = {
        .bytes = bytes, .media_type = STR(""), .charset = STR("")};
    struct output out = {.text = STR("")};
    struct extraction extraction;
    struct error why = {{0}};

    if (extract(&in, arena, &extraction, &why) != STATUS_OK ||
        records_pack(&extraction.records, arena, &out.packed, &why) !=
            STATUS_OK)
        errx(1, "%s", why.text);
    out.text = extraction.text;
    return out;
}

static void
try_again(struct trial *trial, size_t i, const struct output *first,
          const char *when)
{
    const struct document *d = &trial->docs->items[i];
    struct arena arena = {0};
    struct output again = output_of(d->bytes, &arena);

    trial->compared++;
    if (!str_equal(again.text, first->text))
        violated(trial, d, "another text %s", when);
    if (!str_equal(again.packed, first->packed))
        violated(trial, d, "other records %s", when);
    arena_release(&arena);
}

void
property_repeated(struct trial *trial)
{
    size_t count = trial->docs->count;
    struct arena kept = {0};
    struct output *first = ARENA_ARRAY(&kept, struct output, count);

    if (!first)
        err(1, "%zu documents", count);
    for (size_t i = 0; i < count; i++) {
        struct arena arena = {0};
        struct output out = output_of(trial->docs->items[i].bytes, &arena);

        first[i].text = arena_copy(&kept, out.text);
        first[i].packed = arena_copy(&kept, out.packed);
        arena_release(&arena);
        try_again(trial, i, &first[i], "at once");
    }
    for (size_t i = count; i-- > 0;)
        try_again(trial, i, &first[i], "in another order");
    arena_release(&kept);
}
