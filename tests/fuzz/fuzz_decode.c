/*
 * Any bytes under any charset and media type are refused or become valid
 * UTF-8 without NUL. The first byte chooses what is declared: its low bits
 * the charset, the next the media type.
 */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "worker/extract/decode/decode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const charsets[] = {
        "", "UTF-8", "GBK", "UTF-16LE", "Big5", "GB18030", "UTF-16", "UTF-7"};
    static const char *const media_types[] = {
        "", EXTRACT_TYPE_PDF_TEXT, "text/html", "text/plain; charset=gbk"};
    struct extract_input in = {0};
    struct arena arena = ARENA_LIMIT(256 << 20);
    struct str text = STR_INIT("untouched");
    struct error err = {{0}};

    if (size == 0)
        return 0;
    in.charset = str_from(charsets[data[0] % 8]);
    in.media_type = str_from(media_types[data[0] / 8 % 4]);
    in.bytes = (struct str){(const char *)data + 1, size - 1};
    if (decode(&in, &arena, &text, &err) == STATUS_OK) {
        if (utf8_valid_prefix(text) != text.len ||
            memchr(text.ptr, '\0', text.len))
            abort();
    } else if (err.text[0] == '\0' || !str_equal(text, STR("untouched"))) {
        abort();
    }
    arena_release(&arena);
    return 0;
}
