#include "worker/extract/decode/docx.h"

#include "worker/extract/decode/docx_numbering.h"
#include "worker/extract/decode/docx_package.h"
#include "worker/extract/decode/table_row.h"
#include "worker/extract/decode/xml_walk.h"

enum {
    /* Rows in tables in rows; deeper ones are read as part of the outer. */
    ROWS_MAX = 32,
    NUMBER_MAX_BYTES = 128,
};

struct builder {
    struct arena *arena;
    struct line_writer writer;
    struct docx_numbering *numbering;
    const char *heading; /* to stand before what comes next, NULL: none */

    /* Of the paragraph that is open. */
    struct docx_list_place place;
    struct str style;
    char number[NUMBER_MAX_BYTES];
    size_t number_bytes;

    struct table_row rows[ROWS_MAX];
    size_t row_count;

    uint32_t properties; /* elements of properties that are open */
    uint32_t left_out;   /* and of what is not read */
    uint32_t texts;
    bool is_hidden;   /* the run that is open */
    bool is_contents; /* the block that is open is one */
};

/* Elements whose content is not read. */
static bool
is_left_out(struct str name, const struct xml_attributes *attributes)
{
    static const struct str names[] = {
        /* what stands twice, or stood there once */
        STR_INIT("Fallback"), STR_INIT("moveFrom"), STR_INIT("del")};

    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        if (str_equal(name, names[i]))
            return true;
    }
    /* Lines that only set notes apart have a type. */
    return (str_equal(name, STR("footnote")) ||
            str_equal(name, STR("endnote"))) &&
           attributes && xml_attribute(attributes, "type").len > 0 &&
           !str_equal(xml_attribute(attributes, "type"), STR("normal"));
}

static bool
is_properties(struct str name)
{
    return str_equal(name, STR("pPr")) || str_equal(name, STR("rPr"));
}

static bool
is_false(struct str value)
{
    return str_equal(value, STR("0")) || str_equal(value, STR("false")) ||
           str_equal(value, STR("off"));
}

static void
read_property(struct builder *b, struct str name,
              const struct xml_attributes *attributes)
{
    struct str value = xml_attribute(attributes, "val");
    uint64_t number;

    if (str_equal(name, STR("pStyle")))
        b->style = arena_copy(b->arena, value);
    else if (str_equal(name, STR("numId")) && str_to_u64(value, &number))
        b->place.list = number < INT32_MAX ? (int32_t)number : 0;
    else if (str_equal(name, STR("ilvl")) && str_to_u64(value, &number))
        b->place.level = number < INT32_MAX ? (int32_t)number : 0;
    else if (str_equal(name, STR("vanish")))
        b->is_hidden = !is_false(value);
}

static void
begin_paragraph(struct builder *b)
{
    line_writer_gap(&b->writer, GAP_LINE);
    b->place = (struct docx_list_place){-1, -1};
    b->style = STR("");
    b->number_bytes = 0;
}

static void
begin_row(struct builder *b)
{
    struct table_row row = table_row_begin(&b->writer);

    if (b->row_count < ROWS_MAX)
        b->rows[b->row_count] = row;
    b->row_count++;
}

static void
begin_cell(struct builder *b)
{
    if (b->row_count > 0 && b->row_count <= ROWS_MAX)
        table_row_cell(&b->rows[b->row_count - 1], &b->writer);
}

static void
begin(void *context, struct str name, const struct xml_attributes *attributes)
{
    struct builder *b = context;

    if (b->left_out > 0 || is_left_out(name, attributes) ||
        (b->is_contents && str_equal(name, STR("sdtContent")))) {
        b->is_contents = false;
        b->left_out++;
        return;
    }
    if (is_properties(name))
        b->properties++;
    else if (b->properties > 0)
        read_property(b, name, attributes);
    else if (str_equal(name, STR("p")))
        begin_paragraph(b);
    else if (str_equal(name, STR("r")))
        b->is_hidden = false;
    else if (str_equal(name, STR("t")))
        b->texts++;
    else if (str_equal(name, STR("tab")))
        line_writer_gap(&b->writer, GAP_BLANK);
    else if (str_equal(name, STR("br")) || str_equal(name, STR("cr")))
        line_writer_gap(&b->writer, GAP_LINE);
    else if (str_equal(name, STR("tr")))
        begin_row(b);
    else if (str_equal(name, STR("tc")))
        begin_cell(b);
    /* Word fills a table of contents in from the headings. */
    else if (str_equal(name, STR("docPartGallery")) &&
             str_equal(xml_attribute(attributes, "val"),
                       STR("Table of Contents")))
        b->is_contents = true;
}

static void
end(void *context, struct str name)
{
    struct builder *b = context;

    if (b->left_out > 0) {
        b->left_out--;
        return;
    }
    if (is_properties(name)) {
        b->properties--;
        if (str_equal(name, STR("pPr")) && b->properties == 0)
            b->number_bytes = docx_number(b->numbering, b->place, b->style,
                                          b->number, sizeof b->number);
    } else if (b->properties > 0) {
        return;
    } else if (str_equal(name, STR("t"))) {
        b->texts--;
    } else if (str_equal(name, STR("p"))) {
        line_writer_gap(&b->writer, GAP_LINE);
    } else if (str_equal(name, STR("tr")) && b->row_count > 0) {
        b->row_count--;
        table_row_end(&b->writer);
    }
}

static void
take_text(void *context, struct str text)
{
    struct builder *b = context;

    if (b->texts == 0 || b->left_out > 0 || b->is_hidden)
        return;
    if (b->heading) {
        line_writer_end_line(&b->writer);
        line_writer_put(&b->writer, str_from(b->heading));
        line_writer_end_line(&b->writer);
        b->heading = NULL;
    }
    if (b->number_bytes > 0)
        line_writer_put_verbatim(&b->writer,
                                 (struct str){b->number, b->number_bytes});
    b->number_bytes = 0;
    line_writer_put(&b->writer, text);
}

static enum status
read_part(struct builder *b, const struct docx_package *package,
          enum docx_part part, struct error *err)
{
    const struct xml_visitor visitor = {begin, end, take_text, b};
    struct error why;
    enum status st;

    if (package->parts[part].len == 0)
        return STATUS_OK;
    st = xml_walk(package->parts[part], &visitor, b->arena, &why);
    if (st == STATUS_INVALID)
        return error_set(err, st, "%s: %s", docx_part_name(part), why.text);
    if (st != STATUS_OK || b->writer.is_exhausted || b->arena->exhausted)
        return error_set(err, STATUS_UNAVAILABLE, "no memory for a DOCX");
    line_writer_end_line(&b->writer);
    return STATUS_OK;
}

enum status
docx_read(struct str bytes, struct arena *arena, struct str *text,
          struct error *err)
{
    struct builder b = {.arena = arena, .writer = {.arena = arena}};
    struct docx_package package;
    enum status st = docx_unpack(bytes, arena, &package, err);

    if (st == STATUS_OK)
        st = docx_numbering_read(&package, arena, &b.numbering, err);
    if (st == STATUS_OK)
        st = read_part(&b, &package, DOCX_DOCUMENT, err);
    b.heading = "注释";
    if (st == STATUS_OK)
        st = read_part(&b, &package, DOCX_FOOTNOTES, err);
    if (st == STATUS_OK)
        st = read_part(&b, &package, DOCX_ENDNOTES, err);
    if (st == STATUS_OK)
        *text = line_writer_text(&b.writer);
    return st;
}
