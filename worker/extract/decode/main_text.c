#include "worker/extract/decode/main_text.h"

#include <string.h>

enum {
    /* A shorter line may be anything: a date, a button, a heading. */
    PROSE_MIN_BYTES = 45,
    /* The block that is the text holds this share of the prose. */
    MAIN_PERCENT = 95,
    /* Lines ahead of it that may be its title, date and source. */
    HEAD_LINES = 8,
};

struct choice {
    const struct html_page *page;
    struct str *lines; /* the text of each */
    bool keeps_chrome; /* what is named chrome holds the text itself */
};

static bool
is_mostly_links(const struct choice *c, size_t i)
{
    return 2 * (size_t)c->page->lines[i].link_bytes > c->lines[i].len;
}

static bool
is_left_out(const struct choice *c, size_t i)
{
    return is_mostly_links(c, i) ||
           (c->page->lines[i].is_chrome && !c->keeps_chrome);
}

static size_t
prose_bytes(const struct choice *c, size_t i)
{
    struct str line = c->lines[i];

    return line.len >= PROSE_MIN_BYTES && str_contains(line, STR("。"))
               ? line.len
               : 0;
}

/* Pages name carelessly: chrome that holds the most prose is none. */
static bool
chrome_is_the_text(const struct choice *c)
{
    size_t named = 0, other = 0;

    for (size_t i = 0; i < c->page->line_count; i++) {
        if (is_mostly_links(c, i))
            continue;
        if (c->page->lines[i].is_chrome)
            named += prose_bytes(c, i);
        else
            other += prose_bytes(c, i);
    }
    return named > other;
}

/* The innermost block with nearly all prose; NULL: no memory. */
static const struct html_block *
main_block(const struct choice *c, struct arena *arena)
{
    const struct html_page *page = c->page;
    size_t *prose = ARENA_ARRAY(arena, size_t, page->block_count);
    size_t all, best = 0;

    if (!prose)
        return NULL;
    for (size_t i = 0; i < page->line_count; i++) {
        if (!is_left_out(c, i))
            prose[page->lines[i].block] += prose_bytes(c, i);
    }
    /* Inner blocks have the higher numbers. */
    for (size_t i = page->block_count; i-- > 1;)
        prose[page->blocks[i].parent] += prose[i];
    all = prose[0];
    /* Blocks with so large a share lie one inside the other. */
    for (size_t i = 1; all > 0 && i < page->block_count; i++) {
        if (prose[i] * 100 >= all * MAIN_PERCENT)
            best = i;
    }
    return &page->blocks[best];
}

static void
split(const struct html_page *page, struct str *lines)
{
    struct str rest = page->text;

    for (size_t i = 0; i < page->line_count; i++)
        lines[i] = str_cut(&rest, STR("\n"));
}

enum status
main_text(const struct html_page *page, struct arena *arena, struct str *text,
          struct error *err)
{
    struct choice c = {.page = page};
    const struct html_block *block;
    char *out = arena_alloc(arena, page->text.len + 1, 1);
    size_t len = 0, first, ahead = 0;

    c.lines = ARENA_ARRAY(arena, struct str, page->line_count + 1);
    if (!out || !c.lines)
        goto no_memory;
    split(page, c.lines);
    c.keeps_chrome = chrome_is_the_text(&c);
    block = main_block(&c, arena);
    if (!block)
        goto no_memory;
    first = block->first_line;
    while (first > 0 && ahead < HEAD_LINES) {
        first--;
        ahead += !is_left_out(&c, first);
    }
    for (size_t i = first; i < block->end_line; i++) {
        if (is_left_out(&c, i))
            continue;
        if (len > 0)
            out[len++] = '\n';
        memcpy(out + len, c.lines[i].ptr, c.lines[i].len);
        len += c.lines[i].len;
    }
    *text = (struct str){out, len};
    return STATUS_OK;
no_memory:
    return error_set(err, STATUS_UNAVAILABLE,
                     "no memory for a page of %zu lines", page->line_count);
}
