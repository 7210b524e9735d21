#include "store/index/run.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "base/bytes.h"
#include "base/varint.h"
#include "store/index/run_entry.h"

static const char magic[RUN_MAGIC_BYTES] = {'B', 'G', 'I', '2'};

bool
posting_list_add(struct posting_list *list, struct posting posting,
                 struct arena *a)
{
    struct posting *moved = arena_grow(a, list->postings, list->count,
                                       &list->capacity, sizeof *moved);

    if (!moved)
        return false;
    list->postings = moved;
    moved[list->count++] = posting;
    return true;
}

static int
compare_postings(const void *a, const void *b)
{
    const struct posting *x = a, *y = b;
    int order = str_compare(x->term, y->term);

    if (order != 0)
        return order;
    return (x->document_no > y->document_no) -
           (x->document_no < y->document_no);
}

static void
sort_postings(struct posting_list *list)
{
    size_t kept = 0;

    if (list->count == 0)
        return;
    qsort(list->postings, list->count, sizeof *list->postings,
          compare_postings);
    for (size_t i = 1; i < list->count; i++)
        if (compare_postings(&list->postings[i], &list->postings[kept]) != 0)
            list->postings[++kept] = list->postings[i];
    list->count = kept + 1;
}

/* How many postings from `first` on share its term. */
static size_t
group_at(const struct posting_list *list, size_t first)
{
    size_t end = first + 1;

    while (end < list->count &&
           str_equal(list->postings[end].term, list->postings[first].term))
        end++;
    return end - first;
}

static uint32_t
checksum(const char *bytes, size_t count, struct run_place place)
{
    return (uint32_t)XXH3_64bits_withSeed(
        bytes, count, (uint64_t)place.count << 32 | place.index);
}

void
run_writer_begin(struct run_writer *w, char *at, uint32_t terms)
{
    *w = (struct run_writer){
        .run = at,
        .bytes = RUN_HEAD_BYTES + 4 * ((size_t)terms + 1),
        .place.count = terms,
    };
    memcpy(at, magic, sizeof magic);
    save_le32(at + sizeof magic, terms);
}

void
run_writer_term(struct run_writer *w, struct str term)
{
    char *at = w->run + w->bytes;

    save_le32(w->run + RUN_HEAD_BYTES + 4 * (size_t)w->place.index,
              (uint32_t)w->bytes);
    at[0] = (char)term.len;
    at[1] = (char)(term.len >> 8);
    memcpy(at + 2, term.ptr, term.len);
    w->head = at;
    w->term_bytes = term.len;
    w->documents = 0;
    w->last = 0;
    w->bytes += RUN_ENTRY_HEAD_BYTES + term.len;
}

void
run_writer_document(struct run_writer *w, uint64_t number)
{
    w->bytes += varint_put(w->run + w->bytes, number - w->last);
    w->last = number;
    w->documents++;
}

void
run_writer_documents(struct run_writer *w, struct str packed, uint32_t count)
{
    memcpy(w->run + w->bytes, packed.ptr, packed.len);
    w->bytes += packed.len;
    w->documents = count;
}

void
run_writer_end_term(struct run_writer *w)
{
    char *count = w->head + 2 + w->term_bytes;
    char *documents = count + 4 + 4 + 4;
    size_t bytes = (size_t)(w->run + w->bytes - documents);

    save_le32(count, w->documents);
    save_le32(count + 4, checksum(w->head, 2 + w->term_bytes + 4, w->place));
    save_le32(count + 8, checksum(documents, bytes, w->place));
    w->place.index++;
}

struct str
run_writer_end(struct run_writer *w)
{
    save_le32(w->run + RUN_HEAD_BYTES + 4 * (size_t)w->place.count,
              (uint32_t)w->bytes);
    return (struct str){w->run, w->bytes};
}

enum status
run_build(struct posting_list *postings, struct arena *a, struct str *out,
          struct error *err)
{
    size_t terms = 0, most_bytes = 0;
    struct run_writer w;
    char *run;

    sort_postings(postings);
    for (size_t i = 0; i < postings->count; i += group_at(postings, i)) {
        if (postings->postings[i].term.len > UINT16_MAX)
            return error_set(err, STATUS_INVALID, "an index term of %zu bytes",
                             postings->postings[i].term.len);
        most_bytes += RUN_ENTRY_HEAD_BYTES + postings->postings[i].term.len;
        terms++;
    }
    most_bytes +=
        RUN_HEAD_BYTES + 4 * (terms + 1) + VARINT_MAX_BYTES * postings->count;
    if (most_bytes > UINT32_MAX)
        return error_set(err, STATUS_INVALID, "an index run of %zu bytes",
                         most_bytes);
    run = arena_alloc(a, 1, most_bytes);
    if (!run)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    run_writer_begin(&w, run, (uint32_t)terms);
    for (size_t i = 0, end; i < postings->count; i = end) {
        end = i + group_at(postings, i);
        run_writer_term(&w, postings->postings[i].term);
        for (size_t j = i; j < end; j++)
            run_writer_document(&w, postings->postings[j].document_no);
        run_writer_end_term(&w);
    }
    *out = run_writer_end(&w);
    return STATUS_OK;
}

/* A fuzzer finds no way past a checksum: it is spared them. */
static bool
agrees(uint32_t stored, uint32_t computed)
{
#ifdef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION
    (void)stored, (void)computed;
    return true;
#else
    return stored == computed;
#endif
}

static enum status
damaged(struct error *err)
{
    return error_set(err, STATUS_CORRUPT, "an index run is damaged");
}

enum status
run_term_count(struct str run, uint32_t *out, struct error *err)
{
    if (run.len < RUN_HEAD_BYTES + 4 ||
        memcmp(run.ptr, magic, sizeof magic) != 0)
        return damaged(err);
    *out = load_le32(run.ptr + sizeof magic);
    return *out <= (run.len - RUN_HEAD_BYTES - 4) / 4 ? STATUS_OK
                                                      : damaged(err);
}

/* Where an entry is and its term, as they are told: nothing is compared. */
static enum status
find_entry(struct str run, struct run_place place, struct str *bytes,
           struct str *term, struct error *err)
{
    const char *offset = run.ptr + RUN_HEAD_BYTES + 4 * (size_t)place.index;
    uint32_t begin = load_le32(offset), end = load_le32(offset + 4);
    size_t term_bytes;

    if (begin > end || end > run.len || end - begin < RUN_ENTRY_HEAD_BYTES)
        return damaged(err);
    *bytes = str_slice(run, begin, end);
    term_bytes = (unsigned char)bytes->ptr[0] |
                 (size_t)(unsigned char)bytes->ptr[1] << 8;
    if (RUN_ENTRY_HEAD_BYTES + term_bytes > bytes->len)
        return damaged(err);
    *term = str_slice(*bytes, 2, 2 + term_bytes);
    return STATUS_OK;
}

enum status
run_entry_at(struct str run, struct run_place place, struct run_entry *out,
             struct error *err)
{
    struct str bytes, term;
    enum status st = find_entry(run, place, &bytes, &term, err);
    const char *sums;

    if (st != STATUS_OK)
        return st;
    sums = bytes.ptr + 2 + term.len + 4;
    if (!agrees(load_le32(sums), checksum(bytes.ptr, 2 + term.len + 4, place)))
        return damaged(err);
    out->place = place;
    out->term = term;
    out->count = load_le32(bytes.ptr + 2 + term.len);
    out->documents_sum = load_le32(sums + 4);
    out->documents =
        str_slice(bytes, RUN_ENTRY_HEAD_BYTES + term.len, bytes.len);
    /* Each document takes a byte at least. */
    return out->count <= out->documents.len ? STATUS_OK : damaged(err);
}

enum status
run_check_documents(const struct run_entry *e, struct error *err)
{
    uint32_t sum = checksum(e->documents.ptr, e->documents.len, e->place);

    return agrees(e->documents_sum, sum) ? STATUS_OK : damaged(err);
}

enum status
run_next_document(struct run_entry *e, uint64_t *number, struct error *err)
{
    uint64_t step;

    if (!varint_take(&e->documents, &step))
        return damaged(err);
    *number += step;
    return STATUS_OK;
}

/*
 * The entries on both sides of where a search came to: they are what they are
 * said to be, and the term belongs between them. So no entry on the way there
 * has to be compared.
 */
static enum status
check_between(struct str run, struct str term, struct run_place at,
              struct error *err)
{
    struct run_place before = {at.index - 1, at.count};
    struct run_entry e = {0};
    enum status st = STATUS_OK;

    if (at.index > 0)
        st = run_entry_at(run, before, &e, err);
    if (st == STATUS_OK && at.index > 0 && str_compare(e.term, term) >= 0)
        return damaged(err);
    if (st == STATUS_OK && at.index < at.count)
        st = run_entry_at(run, at, &e, err);
    if (st == STATUS_OK && at.index < at.count && str_compare(e.term, term) < 0)
        return damaged(err);
    return st;
}

/* The entry of the first term that is not less; *at becomes its place. */
static enum status
seek(struct str run, struct str term, struct run_place *at, struct error *err)
{
    uint32_t low = 0, high, count = 0;
    struct str unused, found;
    enum status st = run_term_count(run, &count, err);

    if (st != STATUS_OK)
        return st;
    for (high = count; st == STATUS_OK && low < high;) {
        uint32_t middle = low + (high - low) / 2;
        st = find_entry(run, (struct run_place){middle, count}, &unused, &found,
                        err);
        if (st == STATUS_OK && str_compare(found, term) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    *at = (struct run_place){low, count};
    return st == STATUS_OK ? check_between(run, term, *at, err) : st;
}

/*
 * The entry at `place`, while its term is not past `last`.
 * STATUS_NOT_FOUND, err untouched: there is none.
 */
static enum status
entry_until(struct str run, struct run_place place, struct str last,
            struct run_entry *out, struct error *err)
{
    enum status st;

    if (place.index == place.count)
        return STATUS_NOT_FOUND;
    st = run_entry_at(run, place, out, err);
    return st == STATUS_OK && str_compare(out->term, last) > 0
               ? STATUS_NOT_FOUND
               : st;
}

static enum status
append(struct run_entry e, struct arena *a, struct document_list *out,
       struct error *err)
{
    uint64_t number = 0;
    enum status st = run_check_documents(&e, err);

    if (st == STATUS_OK && !document_list_reserve(out, e.count, a))
        st = error_set(err, STATUS_UNAVAILABLE, "out of memory");
    for (uint32_t i = 0; st == STATUS_OK && i < e.count; i++) {
        st = run_next_document(&e, &number, err);
        if (st == STATUS_OK)
            out->numbers[out->count++] = number;
    }
    return st;
}

enum status
run_find(struct str run, struct term_range terms, struct arena *a,
         struct document_list *out, struct error *err)
{
    struct run_place at = {0};
    struct run_entry e = {0};
    enum status st = seek(run, terms.first, &at, err);

    for (; st == STATUS_OK; at.index++) {
        st = entry_until(run, at, terms.last, &e, err);
        if (st == STATUS_OK)
            st = append(e, a, out, err);
    }
    return st == STATUS_NOT_FOUND ? STATUS_OK : st;
}

enum status
run_count(struct str run, struct term_range terms, uint64_t enough,
          uint64_t *out, struct error *err)
{
    struct run_place at = {0};
    struct run_entry e = {0};
    enum status st = seek(run, terms.first, &at, err);

    for (; st == STATUS_OK && *out < enough; at.index++) {
        st = entry_until(run, at, terms.last, &e, err);
        if (st == STATUS_OK)
            *out += e.count;
    }
    return st == STATUS_NOT_FOUND ? STATUS_OK : st;
}

enum status
run_has(struct str run, struct str term, uint64_t document_no, bool *out,
        struct error *err)
{
    struct run_place at = {0};
    struct run_entry e = {0};
    uint64_t number = 0;
    enum status st = seek(run, term, &at, err);

    if (st == STATUS_OK)
        st = entry_until(run, at, term, &e, err);
    *out = false;
    /* The numbers rise, from 1 at least. */
    for (uint32_t i = 0; st == STATUS_OK && number < document_no && i < e.count;
         i++)
        st = run_next_document(&e, &number, err);
    *out = st == STATUS_OK && number == document_no;
    return st == STATUS_NOT_FOUND ? STATUS_OK : st;
}

static enum status
read_entry(struct run_entry e, struct arena *a, struct posting_list *out,
           struct error *err)
{
    uint64_t number = 0;

    for (uint32_t i = 0; i < e.count; i++) {
        enum status st = run_next_document(&e, &number, err);
        if (st != STATUS_OK)
            return st;
        if (!posting_list_add(out, (struct posting){e.term, number}, a))
            return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    }
    return STATUS_OK;
}

enum status
run_read(struct str run, struct arena *a, struct posting_list *out,
         struct error *err)
{
    uint32_t count = 0;
    struct run_entry e;
    enum status st = run_term_count(run, &count, err);

    for (uint32_t i = 0; st == STATUS_OK && i < count; i++) {
        st = run_entry_at(run, (struct run_place){i, count}, &e, err);
        if (st == STATUS_OK)
            st = run_check_documents(&e, err);
        if (st == STATUS_OK)
            st = read_entry(e, a, out, err);
    }
    return st;
}
