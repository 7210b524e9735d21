/*
 * The rows of the store, as a follower is sent them, from any bytes: the
 * first one chooses which. What is taken packs again to what reads the same.
 */
#include "record/row.h"

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

enum { MEMORY_BYTES = 64 << 20 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum status
repack(char which, struct str value, struct arena *a, struct str *out)
{
    struct inbox_row inbox;
    struct origins_row origins;
    struct document_row document;
    struct error err;
    enum status st;

    switch (which) {
    case 'i':
        st = inbox_row_unpack(value, a, &inbox, &err);
        return st == STATUS_OK ? inbox_row_pack(&inbox, a, out, &err) : st;
    case 'o':
        st = origins_row_unpack(value, a, &origins, &err);
        return st == STATUS_OK ? origins_row_pack(&origins, a, out, &err) : st;
    default:
        st = document_row_unpack(value, a, &document, &err);
        return st == STATUS_OK ? document_row_pack(&document, a, out, &err)
                               : st;
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = ARENA_LIMIT(MEMORY_BYTES);
    struct str value = {(const char *)data, size}, once, twice;
    char which = size ? value.ptr[0] : 'd';

    if (repack(which, str_slice(value, 1, size), &a, &once) == STATUS_OK &&
        (repack(which, once, &a, &twice) != STATUS_OK ||
         !str_equal(once, twice)))
        abort();
    arena_release(&a);
    return 0;
}
