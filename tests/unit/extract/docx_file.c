#include "docx_file.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>

enum { ENTRY_OVERHEAD_BYTES = 4096 };

/* A test's own container cannot fail but by a fault of the test. */
static void
require(bool holds)
{
    if (!holds)
        abort();
}

struct str
docx_file(const struct docx_file_part *parts, size_t count, struct arena *arena)
{
    struct archive *zip = archive_write_new();
    size_t room = ENTRY_OVERHEAD_BYTES, used = 0;
    char *bytes;

    for (size_t i = 0; i < count; i++)
        room += parts[i].content.len + ENTRY_OVERHEAD_BYTES;
    bytes = arena_alloc(arena, room, 1);
    require(zip && bytes && archive_write_set_format_zip(zip) == ARCHIVE_OK);
    archive_write_set_bytes_in_last_block(zip, 1);
    require(archive_write_open_memory(zip, bytes, room, &used) == ARCHIVE_OK);
    for (size_t i = 0; i < count; i++) {
        struct archive_entry *entry = archive_entry_new();

        archive_entry_set_pathname(entry, parts[i].name);
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        archive_entry_set_size(entry, (la_int64_t)parts[i].content.len);
        require(archive_write_header(zip, entry) == ARCHIVE_OK);
        require(archive_write_data(zip, parts[i].content.ptr,
                                   parts[i].content.len) ==
                (la_ssize_t)parts[i].content.len);
        archive_entry_free(entry);
    }
    require(archive_write_close(zip) == ARCHIVE_OK);
    archive_write_free(zip);
    return (struct str){bytes, used};
}

struct str
docx_file_of(const char *body, struct arena *arena)
{
    struct str xml =
        arena_format(arena,
                     "<?xml version=\"1.0\"?><w:document xmlns:w=\"urn:w\" "
                     "xmlns:mc=\"urn:mc\"><w:body>%s</w:body></w:document>",
                     body);
    const struct docx_file_part part = {"word/document.xml", xml};

    return docx_file(&part, 1, arena);
}
