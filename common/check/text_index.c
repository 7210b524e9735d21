/* text_index - the full-text index: what it lists, and that it lists all. */
#include <inttypes.h>
#include <stdio.h>

#include "check/part.h"
#include "store/text/chunk.h"

enum { TERMS_LOOKED_UP = 4 };

/* ---- from a text to the index ------------------------------------------- */

static enum status
check_term(const struct checking *c, const struct document *d,
           const struct text_lookup *look, const struct text_count *due,
           struct arena *a, struct error *err)
{
    struct among one = {&d->number, 1};
    struct text_posting_list found = {0};
    char bytes[TEXT_TERM_BYTES];
    size_t width = text_term_print(due->term, bytes);
    enum status st = text_lookup_find(look, due->term, &one, a, &found, err);

    if (st == STATUS_CORRUPT)
        return STATUS_OK; /* the walk of the pieces tells of it */
    if (st != STATUS_OK)
        return st;
    if (found.count != 1 || found.items[0].times != due->count)
        check_tell_of(c, VIOLATION_TERM, d,
                      "its text has \"%.*s\" %" PRIu32
                      " times, the index another number",
                      (int)width, bytes, due->count);
    return STATUS_OK;
}

enum status
check_text_terms(const struct checking *c, const struct document *d,
                 const struct text_terms *terms, struct error *err)
{
    size_t step = terms->count / TERMS_LOOKED_UP + 1;
    struct arena a = {0};
    struct text_lookup *look;
    enum status st = text_lookup_open(c->snap, &a, &look, err);

    for (size_t i = 0; st == STATUS_OK && i < terms->count; i += step)
        st = check_term(c, d, look, &terms->items[i], &a, err);
    arena_release(&a);
    return st == STATUS_CORRUPT ? STATUS_OK : st;
}

/* ---- from the index to documents ---------------------------------------- */

static void
tell_of_piece(const struct checking *c, const struct scan_piece *at,
              const char *why)
{
    struct violation v = {.kind = VIOLATION_INDEX};

    snprintf(v.what, sizeof v.what,
             "full-text run %" PRIu64 " of level %u: %.150s", at->run.number,
             at->run.level, why);
    c->watch->found(c->watch->context, &v);
}

static enum status
check_listed(const struct checking *c, uint64_t number, struct error *err)
{
    struct document d = {.number = number};
    struct str row;
    enum status st = snapshot_document(c->snap, number, &row, err);

    if (st == STATUS_NOT_FOUND)
        check_tell_of(c, VIOLATION_POSTING, &d,
                      "the full-text index has it, but it is not done");
    return st == STATUS_UNAVAILABLE ? st : STATUS_OK;
}

/* All entries, as long as the piece reads. */
static enum status
check_entries(const struct checking *c, struct str piece, struct error *err)
{
    struct chunk_cursor cursor;
    enum status st = chunk_open(piece, &cursor, err);

    while (st == STATUS_OK && (st = chunk_next(&cursor, err)) == STATUS_OK) {
        struct text_posting p = {cursor.base, 0};
        bool lists = str_equal(chunk_term(&cursor), text_lookup_here);
        for (uint64_t i = 0; st == STATUS_OK && i < cursor.count; i++) {
            st = chunk_take(&cursor, &p, err);
            if (st == STATUS_OK && lists)
                st = check_listed(c, p.document_no, err);
        }
    }
    return st == STATUS_NOT_FOUND ? STATUS_OK : st;
}

enum status
check_next_piece(struct checking *c, struct scan_piece *at, struct error *err)
{
    struct str piece;
    bool renewed;
    enum status st = snapshot_refresh(c->snap, &renewed, err);

    if (st == STATUS_OK)
        st = scan_next_piece(c->snap, at, &piece, err);
    if (st != STATUS_OK)
        return st;
    st = check_entries(c, piece, err);
    if (st == STATUS_CORRUPT)
        tell_of_piece(c, at, "it cannot be read to its end");
    return st == STATUS_CORRUPT ? STATUS_OK : st;
}
