/*
 * A piece of the full-text index, and packed terms of a text, of any bytes.
 * What reads as a whole chunk is written again to one that holds the same.
 */
#include "store/text/chunk.h"

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { MEMORY_BYTES = 64 << 20 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What was read, and is to be read again. */
struct seen {
    struct posting_row {
        char term[CHUNK_TERM_MAX_BYTES];
        size_t term_bytes;
        struct text_posting posting;
    } * rows;
    size_t count, capacity;
    struct arena arena;
};

static void
see(struct seen *seen, struct str term, struct text_posting posting)
{
    struct posting_row *moved = arena_grow(
        &seen->arena, seen->rows, seen->count, &seen->capacity, sizeof *moved);

    if (!moved)
        abort();
    seen->rows = moved;
    moved += seen->count++;
    memcpy(moved->term, term.ptr, term.len);
    moved->term_bytes = term.len;
    moved->posting = posting;
}

/* False: it is no chunk to its end. */
static bool
read_chunk(struct str chunk, struct seen *seen)
{
    struct chunk_cursor c;
    enum status st = chunk_open(chunk, &c, NULL);

    while (st == STATUS_OK && (st = chunk_next(&c, NULL)) == STATUS_OK) {
        struct text_posting p = {c.base, 0};
        for (uint64_t i = 0; i < c.count; i++) {
            if (chunk_take(&c, &p, NULL) != STATUS_OK)
                return false;
            see(seen, chunk_term(&c), p);
        }
    }
    return st == STATUS_NOT_FOUND;
}

static enum status
keep(void *context, struct str term, struct str chunk, struct error *err)
{
    (void)term;
    (void)err;
    if (chunk.len > CHUNK_MAX_BYTES || !read_chunk(chunk, context))
        abort();
    return STATUS_OK;
}

static void
write_again(const struct seen *seen, uint64_t base)
{
    struct chunk_writer w = {.base = base, .keep = keep};
    struct seen again = {0};

    w.context = &again;
    chunk_writer_begin(&w);
    for (size_t i = 0; i < seen->count; i++) {
        const struct posting_row *r = &seen->rows[i];
        struct str term = {r->term, r->term_bytes};
        bool goes_on = i > 0 && str_equal(term, (struct str){r[-1].term,
                                                             r[-1].term_bytes});
        if (!goes_on && chunk_writer_term(&w, term, NULL) != STATUS_OK)
            abort();
        if (chunk_writer_add(&w, r->posting, NULL) != STATUS_OK)
            abort();
    }
    if (chunk_writer_end(&w, NULL) != STATUS_OK || again.count != seen->count)
        abort();
    for (size_t i = 0; i < seen->count; i++)
        if (again.rows[i].posting.document_no !=
                seen->rows[i].posting.document_no ||
            again.rows[i].posting.times != seen->rows[i].posting.times ||
            again.rows[i].term_bytes != seen->rows[i].term_bytes)
            abort();
    arena_release(&again.arena);
}

static bool
rises(const struct seen *seen)
{
    for (size_t i = 1; i < seen->count; i++) {
        const struct posting_row *a = &seen->rows[i - 1], *b = a + 1;
        int order = str_compare((struct str){a->term, a->term_bytes},
                                (struct str){b->term, b->term_bytes});
        if (order > 0 ||
            (order == 0 && a->posting.document_no >= b->posting.document_no))
            return false;
    }
    return true;
}

static void
use_terms(struct str packed)
{
    struct arena a = ARENA_LIMIT(MEMORY_BYTES);
    struct text_terms terms;
    struct str again;

    if (text_terms_unpack(packed, &a, &terms, NULL) == STATUS_OK &&
        text_terms_pack(&terms, &a, &again, NULL) == STATUS_OK &&
        again.len > packed.len)
        abort();
    arena_release(&a);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str bytes = {(const char *)data, size};
    struct chunk_cursor c;
    struct seen seen = {0};

    if (read_chunk(bytes, &seen) && rises(&seen) &&
        chunk_open(bytes, &c, NULL) == STATUS_OK)
        write_again(&seen, c.base);
    arena_release(&seen.arena);
    use_terms(bytes);
    return 0;
}
