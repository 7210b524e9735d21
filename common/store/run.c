#include "store/run.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "base/bytes.h"

static const char magic[4] = {'B', 'G', 'I', '2'};

enum {
    HEAD_BYTES = sizeof magic + 4,
    /* Length of the term, number of documents, two checksums. */
    ENTRY_HEAD_BYTES = 2 + 4 + 4 + 4,
    VARINT_MAX_BYTES = 10,
};

static size_t
put_varint(char *at, uint64_t value)
{
    size_t bytes = 0;

    for (; value >= 0x80; value >>= 7)
        at[bytes++] = (char)(value | 0x80);
    at[bytes++] = (char)value;
    return bytes;
}

/* Take a number off the front of *from; false where there is none. */
static bool
take_varint(struct str *from, uint64_t *out)
{
    uint64_t value = 0;

    for (size_t i = 0; i < from->len && i < VARINT_MAX_BYTES; i++) {
        unsigned char byte = (unsigned char)from->ptr[i];
        value |= (uint64_t)(byte & 0x7F) << 7 * i;
        if (byte < 0x80) {
            *out = value;
            *from = str_slice(*from, i + 1, from->len);
            return true;
        }
    }
    return false;
}

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

static bool
document_list_add(struct document_list *list, uint64_t number, struct arena *a)
{
    uint64_t *moved = arena_grow(a, list->numbers, list->count, &list->capacity,
                                 sizeof *moved);

    if (!moved)
        return false;
    list->numbers = moved;
    moved[list->count++] = number;
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

/* Which of how many entries it is. */
struct place {
    uint32_t index;
    uint32_t count;
};

static uint32_t
checksum(const char *bytes, size_t count, struct place place)
{
    return (uint32_t)XXH3_64bits_withSeed(
        bytes, count, (uint64_t)place.count << 32 | place.index);
}

static size_t
put_entry(char *at, const struct posting *group, size_t count,
          struct place place)
{
    struct str term = group->term;
    char *sums = at + 2 + term.len + 4;
    uint64_t before = 0;
    size_t head_bytes = ENTRY_HEAD_BYTES + term.len, bytes = head_bytes;

    at[0] = (char)term.len;
    at[1] = (char)(term.len >> 8);
    memcpy(at + 2, term.ptr, term.len);
    save_le32(at + 2 + term.len, (uint32_t)count);
    save_le32(sums, checksum(at, 2 + term.len + 4, place));
    for (size_t i = 0; i < count; i++) {
        bytes += put_varint(at + bytes, group[i].document_no - before);
        before = group[i].document_no;
    }
    save_le32(sums + 4, checksum(at + head_bytes, bytes - head_bytes, place));
    return bytes;
}

enum status
run_build(struct posting_list *postings, struct arena *a, struct str *out,
          struct error *err)
{
    size_t terms = 0, most_bytes = 0, bytes;
    struct place place = {0, 0};
    char *run;

    sort_postings(postings);
    for (size_t i = 0; i < postings->count; i += group_at(postings, i)) {
        if (postings->postings[i].term.len > UINT16_MAX)
            return error_set(err, STATUS_INVALID, "an index term of %zu bytes",
                             postings->postings[i].term.len);
        most_bytes += ENTRY_HEAD_BYTES + postings->postings[i].term.len;
        terms++;
    }
    bytes = HEAD_BYTES + 4 * (terms + 1);
    most_bytes += bytes + VARINT_MAX_BYTES * postings->count;
    if (most_bytes > UINT32_MAX)
        return error_set(err, STATUS_INVALID, "an index run of %zu bytes",
                         most_bytes);
    run = arena_alloc(a, 1, most_bytes);
    if (!run)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    place.count = (uint32_t)terms;
    memcpy(run, magic, sizeof magic);
    save_le32(run + sizeof magic, place.count);
    for (size_t i = 0; i < postings->count;) {
        size_t count = group_at(postings, i);
        save_le32(run + HEAD_BYTES + 4 * (size_t)place.index, (uint32_t)bytes);
        bytes += put_entry(run + bytes, &postings->postings[i], count, place);
        place.index++;
        i += count;
    }
    save_le32(run + HEAD_BYTES + 4 * terms, (uint32_t)bytes);
    *out = (struct str){run, bytes};
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

static enum status
term_count(struct str run, uint32_t *out, struct error *err)
{
    if (run.len < HEAD_BYTES + 4 || memcmp(run.ptr, magic, sizeof magic) != 0)
        return damaged(err);
    *out = load_le32(run.ptr + sizeof magic);
    return *out <= (run.len - HEAD_BYTES - 4) / 4 ? STATUS_OK : damaged(err);
}

struct entry {
    struct place place;
    struct str term;
    uint32_t count;
    uint32_t documents_sum;
    struct str documents; /* varints; see check_documents() */
};

static enum status
entry_at(struct str run, struct place place, struct entry *out,
         struct error *err)
{
    const char *offset = run.ptr + HEAD_BYTES + 4 * (size_t)place.index;
    uint32_t begin = load_le32(offset), end = load_le32(offset + 4);
    struct str bytes;
    size_t term_bytes;
    const char *sums;

    if (begin > end || end > run.len || end - begin < ENTRY_HEAD_BYTES)
        return damaged(err);
    bytes = str_slice(run, begin, end);
    term_bytes =
        (unsigned char)bytes.ptr[0] | (size_t)(unsigned char)bytes.ptr[1] << 8;
    if (ENTRY_HEAD_BYTES + term_bytes > bytes.len)
        return damaged(err);
    sums = bytes.ptr + 2 + term_bytes + 4;
    if (!agrees(load_le32(sums),
                checksum(bytes.ptr, 2 + term_bytes + 4, place)))
        return damaged(err);
    out->place = place;
    out->term = str_slice(bytes, 2, 2 + term_bytes);
    out->count = load_le32(bytes.ptr + 2 + term_bytes);
    out->documents_sum = load_le32(sums + 4);
    out->documents = str_slice(bytes, ENTRY_HEAD_BYTES + term_bytes, bytes.len);
    /* Each document takes a byte at least. */
    return out->count <= out->documents.len ? STATUS_OK : damaged(err);
}

/* A look-up passes by long lists: only the one that it found is read. */
static enum status
check_documents(const struct entry *e, struct error *err)
{
    uint32_t sum = checksum(e->documents.ptr, e->documents.len, e->place);

    return agrees(e->documents_sum, sum) ? STATUS_OK : damaged(err);
}

static enum status
next_document(struct entry *e, uint64_t *number, struct error *err)
{
    uint64_t step;

    if (!take_varint(&e->documents, &step))
        return damaged(err);
    *number += step;
    return STATUS_OK;
}

/* STATUS_NOT_FOUND, err untouched: the run has no such term. */
static enum status
find_entry(struct str run, struct str term, struct entry *out,
           struct error *err)
{
    uint32_t low = 0, high, count;
    struct entry e = {0};
    enum status st = term_count(run, &count, err);

    if (st != STATUS_OK)
        return st;
    for (high = count; st == STATUS_OK && low < high;) {
        uint32_t middle = low + (high - low) / 2;
        st = entry_at(run, (struct place){middle, count}, &e, err);
        if (st == STATUS_OK && str_compare(e.term, term) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (st == STATUS_OK)
        st = low < count ? entry_at(run, (struct place){low, count}, &e, err)
                         : STATUS_NOT_FOUND;
    if (st == STATUS_OK && !str_equal(e.term, term))
        st = STATUS_NOT_FOUND;
    if (st == STATUS_OK)
        *out = e;
    return st;
}

enum status
run_find(struct str run, struct str term, struct arena *a,
         struct document_list *out, struct error *err)
{
    struct entry e = {0};
    uint64_t number = 0;
    enum status st = find_entry(run, term, &e, err);

    if (st == STATUS_OK)
        st = check_documents(&e, err);
    for (uint32_t i = 0; st == STATUS_OK && i < e.count; i++) {
        st = next_document(&e, &number, err);
        if (st == STATUS_OK && !document_list_add(out, number, a))
            st = error_set(err, STATUS_UNAVAILABLE, "out of memory");
    }
    return st == STATUS_NOT_FOUND ? STATUS_OK : st;
}

enum status
run_has(struct str run, struct str term, uint64_t document_no, bool *out,
        struct error *err)
{
    struct entry e = {0};
    uint64_t number = 0;
    enum status st = find_entry(run, term, &e, err);

    *out = false;
    /* The numbers rise, from 1 at least. */
    for (uint32_t i = 0; st == STATUS_OK && number < document_no && i < e.count;
         i++)
        st = next_document(&e, &number, err);
    *out = st == STATUS_OK && number == document_no;
    return st == STATUS_NOT_FOUND ? STATUS_OK : st;
}

static enum status
read_entry(struct entry e, struct arena *a, struct posting_list *out,
           struct error *err)
{
    uint64_t number = 0;

    for (uint32_t i = 0; i < e.count; i++) {
        enum status st = next_document(&e, &number, err);
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
    uint32_t count;
    struct entry e;
    enum status st = term_count(run, &count, err);

    for (uint32_t i = 0; st == STATUS_OK && i < count; i++) {
        st = entry_at(run, (struct place){i, count}, &e, err);
        if (st == STATUS_OK)
            st = check_documents(&e, err);
        if (st == STATUS_OK)
            st = read_entry(e, a, out, err);
    }
    return st;
}

static int
compare_numbers(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

void
document_list_sort(struct document_list *list)
{
    size_t kept = 0;

    if (list->count == 0)
        return;
    qsort(list->numbers, list->count, sizeof *list->numbers, compare_numbers);
    for (size_t i = 1; i < list->count; i++)
        if (list->numbers[i] != list->numbers[kept])
            list->numbers[++kept] = list->numbers[i];
    list->count = kept + 1;
}
