/*
 * chunk - a piece of the full-text index: terms in order, and under each the
 * documents that have it, with how often they do.
 *
 * A chunk is one stored value, so that its checksum covers it:
 *     base, last     uint64 each, little-endian: no document is before base
 *                    or behind last
 *     entries, rising by term and then by document:
 *         a byte     upper four bits: bytes shared with the term before;
 *                    lower four: bytes of its own, 15: LEB128 of how many
 *                    more than 15 follows
 *         the bytes of its own
 *         LEB128     documents; where more than one, LEB128 of the bytes
 *                    they take
 *         each document: LEB128 of twice the difference to the one before,
 *                    the first to base, and one where a LEB128 of the times
 *                    less two follows; else it has the term once
 * A term with more documents than a chunk has room for goes on in the next.
 */
#ifndef STORE_TEXT_CHUNK_H
#define STORE_TEXT_CHUNK_H

#include "base/arena.h"
#include "base/error.h"
#include "base/varint.h"
#include "store/text/text_lookup.h"

enum {
    /* With its checksum and LMDB's header it fills four pages of 4 KiB. */
    CHUNK_MAX_BYTES = 4 * 4096 - 16 - 8,
    CHUNK_HEAD_BYTES = 16,
    CHUNK_TERM_MAX_BYTES = 256,
};

/* ---- reading ------------------------------------------------------------ */

struct chunk_cursor {
    struct str rest; /* of the chunk, behind the entry */
    uint64_t base, last;
    char term[CHUNK_TERM_MAX_BYTES];
    size_t term_bytes;
    uint64_t count;       /* documents of the entry */
    struct str documents; /* as chunk_take() reads them */
};

/* Before the first entry. STATUS_CORRUPT: it is no chunk. */
enum status chunk_open(struct str chunk, struct chunk_cursor *out,
                       struct error *err);
/* To the next entry. STATUS_NOT_FOUND, err untouched: there is none. */
enum status chunk_next(struct chunk_cursor *c, struct error *err);
struct str chunk_term(const struct chunk_cursor *c);
/*
 * Take the next document off c->documents; *p is the one before, {base} before
 * the first. STATUS_CORRUPT: there is none, or it does not rise.
 */
enum status chunk_take(struct chunk_cursor *c, struct text_posting *p,
                       struct error *err);

/*
 * The entry and those behind it, none of its documents taken, as a chunk in
 * `a`. STATUS_UNAVAILABLE: past the arena's limit.
 */
enum status chunk_cut(const struct chunk_cursor *c, struct arena *a,
                      struct str *out, struct error *err);

/* ---- writing ------------------------------------------------------------ */

struct chunk_writer {
    uint64_t base;
    /* Takes each chunk that is full, with its first term. */
    enum status (*keep)(void *context, struct str term, struct str chunk,
                        struct error *err);
    void *context;

    uint64_t last;
    char first[CHUNK_TERM_MAX_BYTES]; /* term of the chunk */
    size_t first_bytes;
    char before[CHUNK_TERM_MAX_BYTES]; /* term of the entry before */
    size_t before_bytes;
    char term[CHUNK_TERM_MAX_BYTES]; /* term of the entry */
    size_t term_bytes;
    struct text_posting posting; /* the last one */
    uint64_t count;              /* of the entry */
    size_t list_bytes, chunk_bytes, written_bytes;
    char list[CHUNK_MAX_BYTES];
    char chunk[CHUNK_MAX_BYTES];
};

/* base, keep and context are set, the rest is zeroed here. */
void chunk_writer_begin(struct chunk_writer *w);
/* The term of the postings that come next. Fails as keep() does. */
enum status chunk_writer_term(struct chunk_writer *w, struct str term,
                              struct error *err)
    __attribute__((warn_unused_result));
/*
 * Postings come in order, each once; base is no greater than their
 * documents. Fails as keep() does.
 */
enum status chunk_writer_add(struct chunk_writer *w,
                             struct text_posting posting, struct error *err)
    __attribute__((warn_unused_result));
/* What it has written so far, also where it is not kept yet. */
size_t chunk_writer_bytes(const struct chunk_writer *w);
/* Keep what is left. */
enum status chunk_writer_end(struct chunk_writer *w, struct error *err)
    __attribute__((warn_unused_result));

#endif
