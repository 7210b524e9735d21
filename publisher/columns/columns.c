#include "publisher/columns/columns.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "record/brief.h"

enum {
    STEP_US = 1000,
    /* Of more changes than this it is cheaper to begin anew. */
    CHANGES_MAX = 10000,
    FIRST_CAPACITY = 1024,
};

void
columns_release(struct columns *c)
{
    for (uint64_t i = 0; i < c->capacity; i++)
        free(c->documents[i]);
    free(c->documents);
    for (size_t i = 0; i < COLUMNS; i++)
        dictionary_release(&c->dictionaries[i]);
    *c = (struct columns){.limit_bytes = c->limit_bytes};
}

size_t
columns_bytes(const struct columns *c)
{
    size_t bytes = c->kept_bytes + c->capacity * sizeof *c->documents;

    for (size_t i = 0; i < COLUMNS; i++)
        bytes += dictionary_bytes(&c->dictionaries[i]);
    return bytes;
}

const struct kept *
columns_find(const struct columns *c, uint64_t document_no)
{
    return c && document_no < c->capacity ? c->documents[document_no] : NULL;
}

void
columns_expect(const struct columns *c, uint64_t near, uint64_t far)
{
    enum { LINE_BYTES = 64, LINES = 16 }; /* its heads, most of them */
    const struct kept *k = columns_find(c, near);

    if (far < c->capacity)
        __builtin_prefetch(&c->documents[far]);
    for (size_t i = 0; k && i < LINES; i++)
        __builtin_prefetch((const char *)k + i * LINE_BYTES);
}

/* ---- one document ------------------------------------------------------ */

/* Where a column may begin. */
static size_t
aligned(size_t bytes)
{
    return (bytes + sizeof(uint32_t) - 1) / sizeof(uint32_t) * sizeof(uint32_t);
}

static size_t
bytes_of(const struct kept *k, uint32_t figures)
{
    return sizeof *k + aligned(k->heads.len) +
           COLUMNS * (size_t)figures * sizeof **k->words;
}

/* Of heads that were looked over when they came in. */
static uint32_t
figures_of(const struct kept *k)
{
    struct brief b = {0};
    struct error err;

    return brief_open(k->heads, &b, &err) == STATUS_OK ? b.figure_count : 0;
}

static void
give_back_words(struct columns *c, const struct kept *k, uint32_t figures)
{
    for (size_t i = 0; i < COLUMNS; i++)
        for (uint32_t j = 0; j < figures; j++)
            dictionary_give_back(&c->dictionaries[i], k->words[i][j]);
}

static void
drop(struct columns *c, uint64_t document_no)
{
    struct kept *k =
        document_no < c->capacity ? c->documents[document_no] : NULL;
    uint32_t figures;

    if (!k)
        return;
    figures = figures_of(k);
    give_back_words(c, k, figures);
    c->kept_bytes -= bytes_of(k, figures);
    c->kept_count--;
    c->documents[document_no] = NULL;
    c->is_full = false;
    free(k);
}

/* Room for its number; false: out of memory. */
static bool
make_place(struct columns *c, uint64_t document_no)
{
    uint64_t capacity = c->capacity ? c->capacity : FIRST_CAPACITY;
    struct kept **documents;

    if (document_no < c->capacity)
        return true;
    while (capacity <= document_no)
        capacity *= 2;
    if (capacity > c->limit_bytes / sizeof *documents)
        return false;
    documents = realloc(c->documents, capacity * sizeof *documents);
    if (!documents)
        return false;
    memset(documents + c->capacity, 0,
           (capacity - c->capacity) * sizeof *documents);
    c->documents = documents;
    c->capacity = capacity;
    return true;
}

/*
 * In one piece: itself, its heads, its columns. Whoever counts goes through
 * thousands, and waits for memory: what is looked at first stands first.
 */
static struct kept *
copy_heads(const struct brief *b)
{
    size_t column_bytes = (size_t)b->figure_count * sizeof(uint32_t);
    size_t heads_bytes = aligned(b->heads.len);
    struct kept *k =
        calloc(1, sizeof *k + heads_bytes + COLUMNS * column_bytes);
    char *rest = (char *)(k + 1);

    if (!k)
        return NULL;
    memcpy(rest, b->heads.ptr, b->heads.len);
    k->heads = (struct str){rest, b->heads.len};
    rest += heads_bytes;
    for (size_t i = 0; i < COLUMNS; i++)
        k->words[i] = (uint32_t *)(void *)(rest + i * column_bytes);
    return k;
}

static bool
take_words(struct columns *c, const struct brief *b, uint32_t index,
           const struct kept *k)
{
    struct brief_figure f = {0};

    return brief_figure(b, index, BRIEF_OBJECT | BRIEF_ACTION, &f) &&
           dictionary_take(&c->dictionaries[COLUMN_OBJECT], f.figure.object,
                           &k->words[COLUMN_OBJECT][index]) &&
           dictionary_take(&c->dictionaries[COLUMN_ACTION], f.figure.action,
                           &k->words[COLUMN_ACTION][index]);
}

/* What cannot be kept is read from the store whenever it is asked about. */
static void
keep(struct columns *c, uint64_t document_no, const struct brief *b)
{
    struct kept *k = make_place(c, document_no) ? copy_heads(b) : NULL;
    bool is_whole = k != NULL;

    for (uint32_t i = 0; is_whole && i < b->figure_count; i++)
        is_whole = take_words(c, b, i, k);
    if (!is_whole) {
        if (k)
            give_back_words(c, k, b->figure_count);
        free(k);
        return;
    }
    c->documents[document_no] = k;
    c->kept_bytes += bytes_of(k, b->figure_count);
    c->kept_count++;
}

/* A damaged document is left to whoever asks about it. */
static void
read_document(struct columns *c, struct snapshot *snap, uint64_t document_no)
{
    struct str heads, details;
    struct brief b;
    struct error err;

    if (snapshot_brief(snap, document_no, &heads, &err) == STATUS_OK &&
        brief_open(heads, &b, &err) == STATUS_OK &&
        snapshot_details(snap, document_no, &details, &err) == STATUS_OK &&
        brief_open_details(details, &b, &err) == STATUS_OK)
        keep(c, document_no, &b);
}

/* ---- the change log ---------------------------------------------------- */

enum status
columns_follow(struct columns *c, struct snapshot *snap, struct error *err)
{
    struct noted_change change;
    uint64_t newest = 0;
    enum status st = snapshot_change_no(snap, &newest, err);

    if (st != STATUS_OK)
        return st;
    if (newest < c->clean_change_no ||
        newest - c->clean_change_no > CHANGES_MAX) {
        columns_release(c);
        c->clean_change_no = newest;
    }
    while (st == STATUS_OK && c->clean_change_no < newest) {
        st = snapshot_next_change(snap, c->clean_change_no, &change, err);
        if (st != STATUS_OK)
            break;
        drop(c, change.document_no);
        c->clean_change_no = change.change_no;
    }
    return st == STATUS_NOT_FOUND ? STATUS_OK : st;
}

static bool
read_some(struct columns *c, struct snapshot *snap)
{
    int64_t until_us = clock_monotonic_us() + STEP_US;
    struct noted_change change;
    struct error err;

    while (clock_monotonic_us() < until_us) {
        if (columns_bytes(c) >= c->limit_bytes)
            c->is_full = true;
        if (c->is_full || snapshot_next_change(snap, c->seen_change_no, &change,
                                               &err) != STATUS_OK)
            return false;
        if (change.state == DOCUMENT_DONE &&
            !columns_find(c, change.document_no))
            read_document(c, snap, change.document_no);
        c->seen_change_no = change.change_no;
    }
    return true;
}

bool
columns_read_on(struct columns *c, struct store *store)
{
    struct snapshot *snap = NULL;
    struct error err;
    bool is_more = false;

    if (c->limit_bytes == 0 || c->is_full)
        return false;
    if (snapshot_open(store, &snap, &err) == STATUS_OK &&
        columns_follow(c, snap, &err) == STATUS_OK)
        is_more = read_some(c, snap);
    snapshot_close(&snap);
    return is_more;
}
