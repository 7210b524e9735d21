/*
 * Any text without its breaks has the same characters in the same order,
 * but for those left out, and spans that lie in its bytes.
 */
#include <stdlib.h>

#include "base/utf8.h"
#include "worker/extract/text/breaks.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str source = {(const char *)data, size};
    struct arena arena = ARENA_LIMIT(256 << 20);
    struct text whole, text;
    struct error err;
    uint32_t at = 0;

    source.len = utf8_valid_prefix(source);
    if (text_normalise(source, NULL, 0, &arena, &whole, &err) != STATUS_OK)
        abort();
    text = whole;
    if (breaks_join(&text, &arena, &err) != STATUS_OK)
        abort();
    for (uint32_t i = 0; i < text.count; i++) {
        struct span span = text_span(&text, (struct range){i, i + 1});

        while (at < whole.count && whole.bytes[at] != text.bytes[i])
            at++;
        if (at == whole.count || span.end <= span.begin ||
            span.end > source.len ||
            (text.codes[i] != whole.codes[at] && text.codes[i] != ' '))
            abort();
    }
    arena_release(&arena);
    return 0;
}
