/* Repairs lie in the text, in order, and are valid UTF-8 themselves. */
#include <stdlib.h>

#include "base/utf8.h"
#include "worker/extract/repair/repair.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str text = {(const char *)data, size};
    struct arena arena = ARENA_LIMIT(16 << 20);
    struct repair *repairs;
    struct error err;
    size_t count, end = 0;

    text.len = utf8_valid_prefix(text);
    if (repair_find(text, &arena, &repairs, &count, &err) == STATUS_OK) {
        for (size_t i = 0; i < count; i++) {
            const struct repair *r = &repairs[i];

            if (r->span.begin < end || r->span.end <= r->span.begin ||
                r->span.end > text.len ||
                (r->repaired.len == 0) != (r->confidence == 0) ||
                utf8_valid_prefix(r->repaired) != r->repaired.len)
                abort();
            end = r->span.end;
        }
    }
    arena_release(&arena);
    return 0;
}
