#include "store/text/chunk.h"

#include <assert.h>
#include <string.h>

#include "base/bytes.h"

enum {
    SHARED_MAX = 15,
    OWN_MAX = 15, /* from here on LEB128 tells */
    POSTING_MAX_BYTES = 2 * VARINT_MAX_BYTES,
    /* Of an entry besides its documents. */
    ENTRY_HEAD_MAX_BYTES = 1 + CHUNK_TERM_MAX_BYTES + 3 * VARINT_MAX_BYTES,
    LIST_MAX_BYTES = CHUNK_MAX_BYTES - CHUNK_HEAD_BYTES - ENTRY_HEAD_MAX_BYTES,
};

static enum status
damaged(struct error *err)
{
    return error_set(err, STATUS_CORRUPT, "a piece of the index is damaged");
}

/* ---- reading ------------------------------------------------------------ */

enum status
chunk_open(struct str chunk, struct chunk_cursor *out, struct error *err)
{
    if (chunk.len < CHUNK_HEAD_BYTES)
        return damaged(err);
    out->base = load_le64(chunk.ptr);
    out->last = load_le64(chunk.ptr + 8);
    out->rest = str_slice(chunk, CHUNK_HEAD_BYTES, chunk.len);
    out->term_bytes = 0;
    out->count = 0;
    return out->base <= out->last ? STATUS_OK : damaged(err);
}

static bool
take_term(struct chunk_cursor *c)
{
    unsigned head = (unsigned char)c->rest.ptr[0];
    size_t shared = head >> 4;
    uint64_t own = head & 15, more = 0;

    c->rest = str_slice(c->rest, 1, c->rest.len);
    if (own == OWN_MAX && !varint_take(&c->rest, &more))
        return false;
    if (shared > c->term_bytes || more > CHUNK_TERM_MAX_BYTES ||
        shared + own + more > CHUNK_TERM_MAX_BYTES || own + more > c->rest.len)
        return false;
    own += more;
    memcpy(c->term + shared, c->rest.ptr, own);
    c->term_bytes = shared + own;
    c->rest = str_slice(c->rest, own, c->rest.len);
    return true;
}

/* Bytes of one posting at the front of `rest`, 0: none is there. */
static size_t
posting_bytes(struct str rest)
{
    struct str after = rest;
    uint64_t step, times;

    if (!varint_take(&after, &step) ||
        ((step & 1) && !varint_take(&after, &times)))
        return 0;
    return rest.len - after.len;
}

enum status
chunk_next(struct chunk_cursor *c, struct error *err)
{
    uint64_t bytes;

    if (c->rest.len == 0)
        return STATUS_NOT_FOUND;
    if (!take_term(c) || !varint_take(&c->rest, &c->count) || c->count == 0)
        return damaged(err);
    if (c->count == 1)
        bytes = posting_bytes(c->rest);
    else if (!varint_take(&c->rest, &bytes))
        return damaged(err);
    if (bytes > c->rest.len || bytes < c->count)
        return damaged(err);
    c->documents = str_slice(c->rest, 0, bytes);
    c->rest = str_slice(c->rest, bytes, c->rest.len);
    return STATUS_OK;
}

struct str
chunk_term(const struct chunk_cursor *c)
{
    return (struct str){c->term, c->term_bytes};
}

enum status
chunk_take(struct chunk_cursor *c, struct text_posting *p, struct error *err)
{
    bool is_first = p->times == 0;
    uint64_t step, more = 0;

    if (!varint_take(&c->documents, &step) ||
        ((step & 1) && !varint_take(&c->documents, &more)))
        return damaged(err);
    if ((step >> 1) > c->last - p->document_no || more > UINT32_MAX - 2 ||
        (step >> 1 == 0 && !is_first))
        return damaged(err);
    p->document_no += step >> 1;
    p->times = step & 1 ? (uint32_t)more + 2 : 1;
    return STATUS_OK;
}

/* What stands before an entry's documents; returns its end. */
static char *
put_head(char *at, size_t shared, struct str own, uint64_t count,
         size_t list_bytes)
{
    *at++ = (char)(shared << 4 | (own.len < OWN_MAX ? own.len : OWN_MAX));
    if (own.len >= OWN_MAX)
        at += varint_put(at, own.len - OWN_MAX);
    memcpy(at, own.ptr, own.len);
    at += own.len;
    at += varint_put(at, count);
    if (count > 1)
        at += varint_put(at, list_bytes);
    return at;
}

enum status
chunk_cut(const struct chunk_cursor *c, struct arena *a, struct str *out,
          struct error *err)
{
    char *chunk = arena_alloc(a, 1,
                              CHUNK_HEAD_BYTES + ENTRY_HEAD_MAX_BYTES +
                                  c->documents.len + c->rest.len);
    char *at = chunk;

    if (!chunk)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    save_le64(at, c->base);
    save_le64(at + 8, c->last);
    at = put_head(at + CHUNK_HEAD_BYTES, 0, chunk_term(c), c->count,
                  c->documents.len);
    memcpy(at, c->documents.ptr, c->documents.len);
    at += c->documents.len;
    if (c->rest.len)
        memcpy(at, c->rest.ptr, c->rest.len);
    *out = (struct str){chunk, (size_t)(at - chunk) + c->rest.len};
    return STATUS_OK;
}

/* ---- writing ------------------------------------------------------------ */

void
chunk_writer_begin(struct chunk_writer *w)
{
    w->last = w->base;
    w->first_bytes = w->before_bytes = w->term_bytes = 0;
    w->count = 0;
    w->list_bytes = w->written_bytes = 0;
    w->chunk_bytes = CHUNK_HEAD_BYTES;
}

static size_t
shared_bytes(const struct chunk_writer *w)
{
    size_t shared = 0;

    while (shared < SHARED_MAX && shared < w->before_bytes &&
           shared < w->term_bytes && w->before[shared] == w->term[shared])
        shared++;
    return shared;
}

static enum status
flush(struct chunk_writer *w, struct error *err)
{
    struct str first = {w->first, w->first_bytes};
    struct str chunk = {w->chunk, w->chunk_bytes};

    if (w->chunk_bytes == CHUNK_HEAD_BYTES)
        return STATUS_OK;
    save_le64(w->chunk, w->base);
    save_le64(w->chunk + 8, w->last);
    w->written_bytes += w->chunk_bytes;
    w->chunk_bytes = CHUNK_HEAD_BYTES;
    w->before_bytes = 0;
    w->last = w->base;
    return w->keep(w->context, first, chunk, err);
}

static void
put_entry(struct chunk_writer *w)
{
    size_t shared = shared_bytes(w);
    struct str own = {w->term + shared, w->term_bytes - shared};

    w->chunk_bytes = (size_t)(put_head(w->chunk + w->chunk_bytes, shared, own,
                                       w->count, w->list_bytes) -
                              w->chunk);
    memcpy(w->chunk + w->chunk_bytes, w->list, w->list_bytes);
    w->chunk_bytes += w->list_bytes;
}

static enum status
end_entry(struct chunk_writer *w, struct error *err)
{
    enum status st = STATUS_OK;

    if (w->count == 0)
        return STATUS_OK;
    if (w->chunk_bytes + ENTRY_HEAD_MAX_BYTES + w->list_bytes > CHUNK_MAX_BYTES)
        st = flush(w, err);
    if (w->chunk_bytes == CHUNK_HEAD_BYTES) {
        memcpy(w->first, w->term, w->term_bytes);
        w->first_bytes = w->term_bytes;
    }
    put_entry(w);
    memcpy(w->before, w->term, w->term_bytes);
    w->before_bytes = w->term_bytes;
    if (w->posting.document_no > w->last)
        w->last = w->posting.document_no;
    w->count = 0;
    w->list_bytes = 0;
    return st;
}

enum status
chunk_writer_term(struct chunk_writer *w, struct str term, struct error *err)
{
    enum status st = end_entry(w, err);

    assert(term.len <= CHUNK_TERM_MAX_BYTES);
    memcpy(w->term, term.ptr, term.len);
    w->term_bytes = term.len;
    w->posting.document_no = w->base;
    return st;
}

enum status
chunk_writer_add(struct chunk_writer *w, struct text_posting posting,
                 struct error *err)
{
    uint64_t step;
    enum status st = STATUS_OK;

    assert(posting.times > 0);
    if (w->list_bytes + POSTING_MAX_BYTES > LIST_MAX_BYTES) {
        st = end_entry(w, err);
        w->posting.document_no = w->base;
    }
    step = (posting.document_no - w->posting.document_no) << 1;
    w->list_bytes +=
        varint_put(w->list + w->list_bytes, step | (posting.times > 1));
    if (posting.times > 1)
        w->list_bytes += varint_put(w->list + w->list_bytes, posting.times - 2);
    w->posting = posting;
    w->count++;
    return st;
}

size_t
chunk_writer_bytes(const struct chunk_writer *w)
{
    return w->written_bytes + w->chunk_bytes - CHUNK_HEAD_BYTES + w->list_bytes;
}

enum status
chunk_writer_end(struct chunk_writer *w, struct error *err)
{
    enum status st = end_entry(w, err);

    return st == STATUS_OK ? flush(w, err) : st;
}
