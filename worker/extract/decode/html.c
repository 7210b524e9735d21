#include "worker/extract/decode/html.h"

#include <string.h>

#include "base/utf8.h"
#include "tables.h"
#include "worker/extract/decode/html_entity.h"
#include "worker/extract/decode/html_page.h"
#include "worker/extract/decode/html_tokens.h"
#include "worker/extract/decode/line_writer.h"
#include "worker/extract/decode/main_text.h"
#include "worker/extract/decode/table_row.h"

enum {
    /* Deeper elements are read as part of those around them. */
    DEPTH_MAX = 256,
    NAME_MAX_BYTES = 32,
};

struct open_element {
    struct str name;
    enum html_elements_role role;
    uint32_t block; /* it opened, 0: none */
    struct table_row row;
    bool is_chrome;
    bool is_hidden;
};

struct builder {
    struct arena *arena;
    struct line_writer writer;
    struct html_page page;
    size_t line_capacity, block_capacity;
    struct open_element open[DEPTH_MAX];
    size_t depth;
    size_t too_deep;                            /* elements open beyond that */
    uint32_t block;                             /* the innermost */
    uint32_t links, chromes, hidden, verbatims; /* how many are open */
    bool is_exhausted;
};

/* ---- lines and blocks -------------------------------------------------- */

static uint32_t
add_block(struct builder *b)
{
    struct html_page *page = &b->page;

    page->blocks = arena_grow(b->arena, page->blocks, page->block_count,
                              &b->block_capacity, sizeof(*page->blocks));
    if (!page->blocks) {
        b->is_exhausted = true;
        return 0;
    }
    page->blocks[page->block_count] = (struct html_block){
        b->block, (uint32_t)b->writer.line_count, UINT32_MAX};
    return (uint32_t)page->block_count++;
}

/* Note where the lines that were begun stand. */
static void
note_lines(struct builder *b, size_t link_bytes)
{
    struct html_page *page = &b->page;

    while (!b->is_exhausted && page->line_count < b->writer.line_count) {
        page->lines = arena_grow(b->arena, page->lines, page->line_count,
                                 &b->line_capacity, sizeof(*page->lines));
        if (!page->lines) {
            b->is_exhausted = true;
            return;
        }
        page->lines[page->line_count++] =
            (struct html_line){b->block, 0, b->chromes > 0};
    }
    if (!b->is_exhausted && page->line_count > 0)
        page->lines[page->line_count - 1].link_bytes += (uint32_t)link_bytes;
}

static void
put(struct builder *b, struct str run)
{
    size_t before = b->writer.len;

    if (b->verbatims > 0)
        line_writer_put_verbatim(&b->writer, run);
    else
        line_writer_put(&b->writer, run);
    note_lines(b, b->links > 0 ? b->writer.len - before : 0);
}

static void
put_text(struct builder *b, const struct html_token *token)
{
    struct str rest = token->text;

    while (rest.len > 0 && !b->is_exhausted) {
        const char *sign =
            token->is_raw ? NULL : memchr(rest.ptr, '&', rest.len);
        size_t at = sign ? (size_t)(sign - rest.ptr) : rest.len;
        char bytes[4];
        uint32_t code;
        size_t taken;

        put(b, str_slice(rest, 0, at));
        rest = str_slice(rest, at, rest.len);
        if (rest.len == 0)
            break;
        taken = html_entity_read(rest, &code);
        if (taken == 0)
            put(b, STR("&"));
        else if (code > 0)
            put(b, (struct str){bytes, utf8_encode(code, bytes)});
        rest = str_slice(rest, taken ? taken : 1, rest.len);
    }
}

/* ---- elements ---------------------------------------------------------- */

static bool
element_role(struct str name, enum html_elements_role *role)
{
    uint32_t codes[NAME_MAX_BYTES];
    struct lexicon_hit hit;

    if (name.len > NAME_MAX_BYTES)
        return false;
    for (size_t i = 0; i < name.len; i++) {
        uint32_t c = (unsigned char)name.ptr[i];
        codes[i] = c >= 'A' && c <= 'Z' ? c | 0x20 : c;
    }
    if (!lexicon_exact(&lexicon_html_elements, codes, (uint32_t)name.len, &hit))
        return false;
    *role = html_elements_rows[hit.row].role;
    return true;
}

/* Whether one of the names in `value`, or a part of one, is chrome's. */
static bool
names_chrome(struct str value)
{
    for (size_t at = 0; at < value.len;) {
        uint32_t codes[NAME_MAX_BYTES];
        struct lexicon_hit hit;
        uint32_t count = 0;

        for (; at < value.len; at++) {
            uint32_t c = (unsigned char)value.ptr[at];
            bool is_letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';

            if (!is_letter || count == NAME_MAX_BYTES)
                break;
            codes[count++] = c | 0x20;
        }
        at += at < value.len;
        if (count > 0 && lexicon_exact(&lexicon_page_parts, codes, count, &hit))
            return true;
    }
    return false;
}

static bool
hides(struct str style)
{
    size_t at = str_find(style, STR("display"));
    struct str value;

    if (at == SIZE_MAX)
        return false;
    value = str_slice(style, at, style.len);
    (void)str_cut(&value, STR(":"));
    return str_starts(str_trim(value), STR("none"));
}

static void
read_attributes(struct str attributes, struct open_element *element)
{
    struct str name, value;

    while (html_next_attribute(&attributes, &name, &value)) {
        if (html_same_name(name, STR("class")) ||
            html_same_name(name, STR("id")))
            element->is_chrome |= names_chrome(value);
        else if (html_same_name(name, STR("style")))
            element->is_hidden |= hides(value);
        else if (html_same_name(name, STR("hidden")))
            element->is_hidden = true;
    }
}

static bool
is_on_its_own(enum html_elements_role role)
{
    return role != HTML_ELEMENTS_ROLE_LINK &&
           role != HTML_ELEMENTS_ROLE_INLINE && role != HTML_ELEMENTS_ROLE_SKIP;
}

static void
count_open(struct builder *b, const struct open_element *e, uint32_t by)
{
    if (e->role == HTML_ELEMENTS_ROLE_LINK)
        b->links += by;
    if (e->role == HTML_ELEMENTS_ROLE_VERBATIM)
        b->verbatims += by;
    if (e->is_chrome)
        b->chromes += by;
    if (e->is_hidden)
        b->hidden += by;
}

static void
close_innermost(struct builder *b)
{
    const struct open_element *e = &b->open[--b->depth];

    count_open(b, e, UINT32_MAX); /* one less */
    if (e->role == HTML_ELEMENTS_ROLE_ROW ||
        e->role == HTML_ELEMENTS_ROLE_TABLE)
        table_row_end(&b->writer);
    else if (is_on_its_own(e->role))
        line_writer_gap(&b->writer, GAP_LINE);
    if (e->block > 0 && !b->is_exhausted) {
        struct html_block *block = &b->page.blocks[e->block];
        block->end_line = (uint32_t)b->writer.line_count;
        b->block = block->parent;
    }
}

/*
 * Where the element that an end tag ends stands, SIZE_MAX: none is open.
 * What is within a line ends there, what is in a cell ends in the cell, and
 * rows and cells in their table.
 */
static size_t
find_open(const struct builder *b, struct str name,
          enum html_elements_role role)
{
    bool is_of_table =
        role == HTML_ELEMENTS_ROLE_ROW || role == HTML_ELEMENTS_ROLE_CELL;

    for (size_t i = b->depth; i > 0; i--) {
        const struct open_element *e = &b->open[i - 1];

        if (html_same_name(e->name, name))
            return i - 1;
        if ((!is_on_its_own(role) && is_on_its_own(e->role)) ||
            (is_of_table && e->role == HTML_ELEMENTS_ROLE_TABLE) ||
            (!is_of_table && role != HTML_ELEMENTS_ROLE_TABLE &&
             e->role == HTML_ELEMENTS_ROLE_CELL))
            break;
    }
    return SIZE_MAX;
}

static void
close_down_to(struct builder *b, size_t depth)
{
    while (b->depth > depth)
        close_innermost(b);
}

/* The row or table around a new cell, or the table around a new row. */
static size_t
depth_of_table_part(const struct builder *b, enum html_elements_role role)
{
    size_t at = b->depth;

    while (at > 0 && b->open[at - 1].role != HTML_ELEMENTS_ROLE_TABLE &&
           (role == HTML_ELEMENTS_ROLE_ROW ||
            b->open[at - 1].role != HTML_ELEMENTS_ROLE_ROW))
        at--;
    /* Outside any table it is a block like others. */
    return at > 0 ? at : b->depth;
}

/* End what a start tag ends by itself: <p> in <p>, <td> in <td>. */
static void
close_before(struct builder *b, struct str name, enum html_elements_role role)
{
    struct str innermost;

    if (role == HTML_ELEMENTS_ROLE_CELL || role == HTML_ELEMENTS_ROLE_ROW) {
        close_down_to(b, depth_of_table_part(b, role));
        return;
    }
    if (role == HTML_ELEMENTS_ROLE_LINK) {
        size_t at = find_open(b, name, role);

        if (at != SIZE_MAX)
            close_down_to(b, at);
        return;
    }
    if (b->depth == 0 || !is_on_its_own(role))
        return;
    innermost = b->open[b->depth - 1].name;
    if (html_same_name(innermost, STR("p")) ||
        (html_same_name(innermost, name) &&
         (html_same_name(name, STR("li")) || html_same_name(name, STR("dd")) ||
          html_same_name(name, STR("dt")))))
        close_innermost(b);
}

/* The gap that an element puts in front of its text. */
static void
gap_before(struct builder *b, struct open_element *e)
{
    struct open_element *around = b->depth ? &b->open[b->depth - 1] : NULL;

    if (e->role == HTML_ELEMENTS_ROLE_CELL && around &&
        around->role == HTML_ELEMENTS_ROLE_ROW)
        table_row_cell(&around->row, &b->writer);
    else if (e->role == HTML_ELEMENTS_ROLE_ROW ||
             e->role == HTML_ELEMENTS_ROLE_TABLE)
        e->row = table_row_begin(&b->writer);
    else if (is_on_its_own(e->role))
        line_writer_gap(&b->writer, GAP_LINE);
}

static void
start(struct builder *b, const struct html_token *token)
{
    struct open_element e = {.name = token->name};

    if (!element_role(token->name, &e.role))
        return;
    close_before(b, token->name, e.role);
    gap_before(b, &e);
    if (token->is_empty || e.role == HTML_ELEMENTS_ROLE_BREAK)
        return;
    if (b->depth == DEPTH_MAX) {
        b->too_deep++;
        return;
    }
    e.is_chrome = e.role == HTML_ELEMENTS_ROLE_CHROME;
    e.is_hidden = e.role == HTML_ELEMENTS_ROLE_SKIP;
    if (is_on_its_own(e.role)) {
        read_attributes(token->attributes, &e);
        e.block = b->block = add_block(b);
    }
    count_open(b, &e, 1);
    b->open[b->depth++] = e;
}

static void
end(struct builder *b, const struct html_token *token)
{
    enum html_elements_role role;
    size_t at;

    if (!element_role(token->name, &role) || role == HTML_ELEMENTS_ROLE_BREAK)
        return;
    if (b->too_deep > 0) {
        b->too_deep--;
        return;
    }
    at = find_open(b, token->name, role);
    if (at != SIZE_MAX)
        close_down_to(b, at);
    else if (is_on_its_own(role))
        line_writer_gap(&b->writer, GAP_LINE);
}

enum status
html_read(struct str page, struct arena *arena, struct str *text,
          struct error *err)
{
    struct builder b = {.arena = arena, .writer = {.arena = arena}};
    struct html_reader reader = {.rest = page};
    struct html_token token;

    add_block(&b);
    while (!b.is_exhausted && html_next(&reader, &token)) {
        if (token.kind == HTML_START)
            start(&b, &token);
        else if (token.kind == HTML_END)
            end(&b, &token);
        else if (b.hidden == 0)
            put_text(&b, &token);
        b.is_exhausted |= b.writer.is_exhausted;
    }
    while (b.depth > 0)
        close_innermost(&b);
    if (b.is_exhausted)
        return error_set(err, STATUS_UNAVAILABLE,
                         "no memory for a page of %zu bytes", page.len);
    b.page.blocks[0].end_line = (uint32_t)b.writer.line_count;
    b.page.text = line_writer_text(&b.writer);
    return main_text(&b.page, arena, text, err);
}
