#include "worker/extract/decode/docx_package.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <string.h>

enum {
    CHUNK_BYTES = 64 << 10,
    /* All parts together; a report's take less than one MiB. */
    UNPACKED_MAX_BYTES = 64 << 20,
};

static const char *const names[DOCX_PART_COUNT] = {
    [DOCX_DOCUMENT] = "word/document.xml",
    [DOCX_STYLES] = "word/styles.xml",
    [DOCX_NUMBERING] = "word/numbering.xml",
    [DOCX_FOOTNOTES] = "word/footnotes.xml",
    [DOCX_ENDNOTES] = "word/endnotes.xml",
};

const char *
docx_part_name(enum docx_part part)
{
    return names[part];
}

/* DOCX_PART_COUNT: it is not read. */
static enum docx_part
part_of(struct archive_entry *entry)
{
    const char *name = archive_entry_pathname(entry);
    int part = 0;

    if (!name)
        return DOCX_PART_COUNT;
    while (part < DOCX_PART_COUNT && strcmp(name, names[part]) != 0)
        part++;
    /* Word on the web writes it so. */
    if (strcmp(name, "word/document2.xml") == 0)
        return DOCX_DOCUMENT;
    return (enum docx_part)part;
}

static enum status
no_memory(struct error *err)
{
    return error_set(err, STATUS_UNAVAILABLE, "no memory to unpack a DOCX");
}

static enum status
cannot_unpack(struct archive *zip, struct error *err)
{
    const char *why = archive_error_string(zip);

    if (archive_errno(zip) == ENOMEM)
        return no_memory(err);
    return error_set(err, STATUS_INVALID, "DOCX cannot be unpacked: %s",
                     why ? why : "it is damaged");
}

/* Read the entry that `zip` stands at; *left is how much more may come. */
static enum status
read_part(struct archive *zip, struct arena *arena, size_t *left,
          struct str *out, struct error *err)
{
    char *bytes = NULL;
    size_t len = 0, capacity = 0;

    for (;;) {
        la_ssize_t got;

        while (capacity - len < CHUNK_BYTES) {
            bytes = arena_grow(arena, bytes, capacity, &capacity, 1);
            if (!bytes)
                return no_memory(err);
        }
        got = archive_read_data(zip, bytes + len, CHUNK_BYTES);
        if (got < 0)
            return cannot_unpack(zip, err);
        if ((size_t)got > *left)
            return error_set(err, STATUS_INVALID,
                             "DOCX unpacks to more than %d MiB",
                             UNPACKED_MAX_BYTES >> 20);
        if (got == 0)
            break;
        len += (size_t)got;
        *left -= (size_t)got;
    }
    *out = (struct str){bytes, len};
    return STATUS_OK;
}

static enum status
read_parts(struct archive *zip, struct arena *arena, struct docx_package *out,
           struct error *err)
{
    struct archive_entry *entry;
    size_t left = UNPACKED_MAX_BYTES;
    enum status st = STATUS_OK;
    int found = ARCHIVE_OK;

    while (st == STATUS_OK &&
           (found = archive_read_next_header(zip, &entry)) >= ARCHIVE_WARN &&
           found != ARCHIVE_EOF) {
        enum docx_part part = part_of(entry);

        if (part != DOCX_PART_COUNT && out->parts[part].len == 0)
            st = read_part(zip, arena, &left, &out->parts[part], err);
    }
    return st == STATUS_OK && found != ARCHIVE_EOF ? cannot_unpack(zip, err)
                                                   : st;
}

enum status
docx_unpack(struct str bytes, struct arena *arena, struct docx_package *out,
            struct error *err)
{
    struct docx_package package = {0};
    struct archive *zip = archive_read_new();
    enum status st = STATUS_OK;

    if (!zip || archive_read_support_format_zip_seekable(zip) != ARCHIVE_OK) {
        archive_read_free(zip);
        return no_memory(err);
    }
    if (archive_read_open_memory(zip, bytes.ptr, bytes.len) != ARCHIVE_OK)
        st = cannot_unpack(zip, err);
    if (st == STATUS_OK)
        st = read_parts(zip, arena, &package, err);
    archive_read_free(zip);
    if (st == STATUS_OK && package.parts[DOCX_DOCUMENT].len == 0)
        st = error_set(err, STATUS_INVALID,
                       "ZIP archive is no DOCX: it has no %s",
                       names[DOCX_DOCUMENT]);
    if (st == STATUS_OK)
        *out = package;
    return st;
}
