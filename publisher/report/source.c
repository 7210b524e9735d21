#include "publisher/report/source.h"

#include "base/utf8.h"
#include "record/compress.h"

static enum status
read_row(struct snapshot *snap, uint64_t document_no, struct arena *a,
         struct document_row *out, struct error *err)
{
    struct str value;
    enum status st = snapshot_document(snap, document_no, &value, err);

    return st == STATUS_OK ? document_row_unpack(value, a, out, err) : st;
}

enum status
source_generation(struct snapshot *snap, uint64_t document_no,
                  struct arena *scratch, uint32_t *out, struct error *err)
{
    struct document_row row;
    enum status st = read_row(snap, document_no, scratch, &row, err);

    if (st == STATUS_OK)
        *out = row.generation;
    return st;
}

/* Submitters choose these; an answer must be UTF-8 all the same. */
static struct str
well_formed(struct str s)
{
    s.len = utf8_valid_prefix(s);
    return s;
}

/* A document may have lost its origins; its records are still true. */
enum status
source_origins(struct snapshot *snap, uint64_t document_no, struct arena *a,
               struct origins_row *out, struct error *err)
{
    struct str value;
    enum status st = snapshot_origins(snap, document_no, &value, err);

    if (st == STATUS_NOT_FOUND)
        return STATUS_OK;
    return st == STATUS_OK ? origins_row_unpack(value, a, out, err) : st;
}

enum status
source_read_origin(struct snapshot *snap, uint64_t document_no, struct arena *a,
                   struct row *row, struct error *err)
{
    struct origins_row origins = {0};
    enum status st = source_origins(snap, document_no, a, &origins, err);

    if (st == STATUS_OK && origins.origin_count > 0) {
        row->document_name = well_formed(origins.origins[0].name);
        row->source_uri = well_formed(origins.origins[0].source_uri);
    }
    return st;
}

enum status
source_read(struct snapshot *snap, uint64_t document_no, struct arena *a,
            struct source *out, struct error *err)
{
    char digits[DOCUMENT_ID_DIGITS + 1];
    struct document_row row;
    struct source source = {0};
    enum status st = read_row(snap, document_no, a, &row, err);

    if (st == STATUS_OK)
        st = source_read_origin(snap, document_no, a, &source.row, err);
    if (st != STATUS_OK)
        return st;
    source.id = row.document_id;
    source.generation = row.generation;
    source.text_bytes = row.text_bytes;
    source.readings = row.readings;
    source.row.document_id =
        arena_copy(a, str_from(document_id_print(row.document_id, digits)));
    source.row.document_no = document_no;
    source.row.accepted_ms = row.accepted_ms;
    source.row.finished_ms = row.finished_ms;
    source.row.extractor_version = row.extractor_version;
    *out = source;
    return STATUS_OK;
}

enum status
source_text(struct snapshot *snap, const struct source *source,
            uint64_t document_no, struct arena *a, struct str *out,
            struct error *err)
{
    struct str packed, text;
    enum status st = snapshot_text(snap, document_no, &packed, err);

    if (st == STATUS_OK)
        st = text_inflate(packed, SOURCE_TEXT_MAX_BYTES, a, &text, err);
    if (st == STATUS_OK && text.len != source->text_bytes)
        st = error_set(err, STATUS_CORRUPT,
                       "the document's text has %zu bytes, its row says %u",
                       text.len, source->text_bytes);
    if (st == STATUS_OK)
        *out = text;
    return st;
}
