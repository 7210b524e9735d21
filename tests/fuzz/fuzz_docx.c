/*
 * A DOCX of any parts is refused or becomes valid UTF-8. Parts are divided
 * by NUL bytes, in the order of docx_package.h; they reach their reader as
 * a container would hold them, and the bytes once more as the container.
 */
#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "worker/extract/decode/docx.h"
#include "worker/extract/decode/docx_package.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { CONTAINER_BYTES = 1 << 20 };

static void
check(struct str bytes)
{
    struct arena arena = ARENA_LIMIT(256 << 20);
    struct str text = STR_INIT("untouched");
    struct error err = {{0}};

    if (docx_read(bytes, &arena, &text, &err) == STATUS_OK) {
        if (utf8_valid_prefix(text) != text.len)
            abort();
    } else if (err.text[0] == '\0' || !str_equal(text, STR("untouched"))) {
        abort();
    }
    arena_release(&arena);
}

static void
add_part(struct archive *zip, const char *name, struct str content)
{
    struct archive_entry *entry = archive_entry_new();

    archive_entry_set_pathname(entry, name);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_size(entry, (la_int64_t)content.len);
    archive_write_header(zip, entry);
    archive_write_data(zip, content.ptr, content.len);
    archive_entry_free(entry);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str rest = {(const char *)data, size};
    struct archive *zip = archive_write_new();
    static char container[CONTAINER_BYTES];
    size_t used = 0;

    check(rest);
    if (size > CONTAINER_BYTES / 2)
        rest.len = CONTAINER_BYTES / 2;
    archive_write_set_format_zip(zip);
    archive_write_zip_set_compression_store(zip);
    archive_write_set_bytes_in_last_block(zip, 1);
    archive_write_open_memory(zip, container, sizeof container, &used);
    for (int part = 0; part < DOCX_PART_COUNT && rest.len > 0; part++) {
        const char *end = memchr(rest.ptr, '\0', rest.len);
        size_t len = end ? (size_t)(end - rest.ptr) : rest.len;

        add_part(zip, docx_part_name((enum docx_part)part),
                 str_slice(rest, 0, len));
        rest = str_slice(rest, len + 1, rest.len);
    }
    archive_write_close(zip);
    archive_write_free(zip);
    check((struct str){container, used});
    return 0;
}
