/* index - one run: that it can be read, and leads where it says. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "check/part.h"
#include "record/codec.h"
#include "record/origin_terms.h"
#include "store/index/run.h"

/* A run of many small postings unfolds to some ten times its size. */
#define RUN_ARENA_BYTES ((size_t)2 << 30)
#define DOCUMENT_ARENA_BYTES ((size_t)4 << 30)

/* A document that was read anew has a higher one. */
enum { FIRST_GENERATION = 1 };

static void
tell_of_run(const struct checking *c, struct run_id id, const char *why)
{
    struct violation v = {.kind = VIOLATION_INDEX};

    snprintf(v.what, sizeof v.what, "index run %" PRIu64 " of level %u: %.150s",
             id.number, id.level, why);
    c->watch->found(c->watch->context, &v);
}

static int
compare_by_document(const void *a, const void *b)
{
    const struct posting *x = a, *y = b;

    if (x->document_no != y->document_no)
        return x->document_no < y->document_no ? -1 : 1;
    return str_compare(x->term, y->term);
}

/* All postings of one document in one run, in term order. */
struct group {
    uint64_t document_no;
    const struct posting *postings;
    size_t count;
};

/* What the index may know of a document. */
struct known {
    bool is_done;
    bool is_readable; /* else other parts of the check tell why */
    bool was_reread;  /* by another reading, which may have had other terms */
    struct term_list records, origins;
};

static enum status
read_origin_terms(const struct checking *c, uint64_t number, struct arena *a,
                  struct term_list *out, struct error *err)
{
    struct origins_row row;
    struct str value;
    enum status st = snapshot_origins(c->snap, number, &value, err);

    if (st == STATUS_OK)
        st = origins_row_unpack(value, a, &row, err);
    return st == STATUS_OK ? terms_of_origins(&row, a, out, err) : st;
}

static enum status
read_terms(const struct checking *c, uint64_t number, struct arena *a,
           struct known *out, struct error *err)
{
    struct document_row row;
    struct record_set set;
    struct str value;
    enum status st = snapshot_document(c->snap, number, &value, err);

    out->is_done = st != STATUS_NOT_FOUND;
    if (st == STATUS_OK)
        st = document_row_unpack(value, a, &row, err);
    if (st == STATUS_OK)
        st = snapshot_records(c->snap, number, &value, err);
    if (st == STATUS_OK)
        st = records_unpack(value, a, &set, err);
    if (st == STATUS_OK)
        st = terms_of_records(&set, a, &out->records, err);
    if (st == STATUS_OK)
        st = read_origin_terms(c, number, a, &out->origins, err);
    if (st == STATUS_UNAVAILABLE)
        return st;
    out->is_readable = st == STATUS_OK;
    out->was_reread = st == STATUS_OK && row.generation > FIRST_GENERATION;
    return STATUS_OK;
}

/* All are sorted: *at goes on from term to term. */
static bool
has_term(const struct term_list *list, struct str term, size_t *at)
{
    while (*at < list->count && str_compare(list->terms[*at], term) < 0)
        ++*at;
    return *at < list->count && str_equal(list->terms[*at], term);
}

/* Tell of each posting whose term the document has not. */
static void
compare_terms(const struct checking *c, const struct group *g,
              const struct known *known)
{
    struct document d = {.number = g->document_no};
    size_t at_record = 0, at_origin = 0;

    for (size_t i = 0; i < g->count; i++) {
        struct str term = g->postings[i].term;
        if (!has_term(&known->records, term, &at_record) &&
            !has_term(&known->origins, term, &at_origin))
            check_tell_of(c, VIOLATION_POSTING, &d,
                          "the index has it under \"%.*s\", which it does "
                          "not hold",
                          STR_ARG(str_slice(term, 0, 100)));
    }
}

static enum status
check_group(const struct checking *c, const struct group *g, struct error *err)
{
    struct arena a = ARENA_LIMIT(DOCUMENT_ARENA_BYTES);
    struct document d = {.number = g->document_no};
    struct known known = {0};
    enum status st = read_terms(c, g->document_no, &a, &known, err);

    if (st == STATUS_OK && !known.is_done)
        check_tell_of(c, VIOLATION_POSTING, &d,
                      "the index has it under %zu terms, but it is not done",
                      g->count);
    else if (st == STATUS_OK && known.is_readable && !known.was_reread)
        compare_terms(c, g, &known);
    arena_release(&a);
    return st;
}

static enum status
check_postings(struct checking *c, struct run_id id, struct posting_list *list,
               struct error *err)
{
    enum status st = STATUS_OK;

    if (list->count > 0)
        qsort(list->postings, list->count, sizeof *list->postings,
              compare_by_document);
    for (size_t i = 0, end; st == STATUS_OK && i < list->count; i = end) {
        struct group g = {list->postings[i].document_no, &list->postings[i], 0};
        bool renewed;
        for (end = i; end < list->count &&
                      list->postings[end].document_no == g.document_no;)
            end++;
        g.count = end - i;
        st = snapshot_refresh(c->snap, &renewed, err);
        /* Merged away: its postings come again in a later run. */
        if (st == STATUS_OK && renewed && !scan_has_run(c->snap, id))
            return STATUS_OK;
        if (st == STATUS_OK)
            st = check_group(c, &g, err);
    }
    return st;
}

enum status
check_next_run(struct checking *c, struct run_id *at, struct error *err)
{
    struct arena a = ARENA_LIMIT(RUN_ARENA_BYTES);
    struct posting_list list = {0};
    struct str run;
    bool renewed;
    enum status st = snapshot_refresh(c->snap, &renewed, err);

    if (st == STATUS_OK)
        st = scan_next_run(c->snap, at, &run, err);
    if (st == STATUS_OK) {
        c->summary->runs++;
        run = arena_copy(&a, run);
        st = a.exhausted ? error_set(err, STATUS_UNAVAILABLE, "out of memory")
                         : run_read(run, &a, &list, err);
        if (st == STATUS_CORRUPT)
            tell_of_run(c, *at, "it cannot be read to its end");
        if (st == STATUS_OK || st == STATUS_CORRUPT)
            st = check_postings(c, *at, &list, err);
    }
    arena_release(&a);
    return st;
}
