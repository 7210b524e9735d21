/*
 * records_unpack on any bytes. What it takes has index terms and a JSON form,
 * and packs again to what reads the same.
 */
#include "record/codec.h"
#include "record/json.h"
#include "record/terms.h"

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

enum { MEMORY_BYTES = 64 << 20 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
use(const struct record_set *set, struct arena *a)
{
    struct record_set back;
    struct term_list terms;
    struct str value, again;
    struct error err;

    if (terms_of_records(set, a, &terms, &err) != STATUS_OK)
        abort();
    for (size_t i = 0; i < set->report_count; i++) {
        json_t *object = json_of_whole_report(&set->reports[i]);
        if (!object)
            abort();
        json_decref(object);
    }
    if (records_pack(set, a, &value, &err) != STATUS_OK ||
        records_unpack(value, a, &back, &err) != STATUS_OK ||
        records_pack(&back, a, &again, &err) != STATUS_OK ||
        !str_equal(value, again))
        abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = ARENA_LIMIT(MEMORY_BYTES);
    struct record_set set;
    struct error err;

    if (records_unpack((struct str){(const char *)data, size}, &a, &set,
                       &err) == STATUS_OK)
        use(&set, &a);
    arena_release(&a);
    return 0;
}
