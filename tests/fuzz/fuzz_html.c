/*
 * Any UTF-8 is a page: its text is valid, no longer than the page allows,
 * and the same each time.
 */
#include <stdlib.h>

#include "base/utf8.h"
#include "worker/extract/decode/html.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str page = {(const char *)data, size};
    struct arena arena = ARENA_LIMIT(64 << 20);
    struct str text, again;
    struct error err = {{0}};

    (void)html_declared_charset(page);
    page.len = utf8_valid_prefix(page);
    if (html_read(page, &arena, &text, &err) != STATUS_OK ||
        html_read(page, &arena, &again, &err) != STATUS_OK)
        abort();
    /* A reference grows: "&Or;" is none longer than what it stands for. */
    if (utf8_valid_prefix(text) != text.len || text.len > 2 * page.len ||
        !str_equal(text, again))
        abort();
    arena_release(&arena);
    return 0;
}
