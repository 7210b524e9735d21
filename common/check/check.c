#include "check/check.h"

#include <stdarg.h>
#include <stdio.h>

#include "check/part.h"
#include "store/check/check.h"

/* How much is done, of how much: entries, then documents, then runs. */
struct progress {
    uint64_t done;
    uint64_t total;
};

void
check_tell_of(const struct checking *c, enum violation_kind kind,
              const struct document *d, const char *fmt, ...)
{
    struct violation v = {kind, d->number, d->has_id, d->id, ""};
    va_list args;

    va_start(args, fmt);
    vsnprintf(v.what, sizeof v.what, fmt, args);
    va_end(args);
    c->watch->found(c->watch->context, &v);
}

/* ---- ids for those who know numbers only ------------------------------- */

struct naming {
    struct snapshot *snap;
    const struct check_watch *watch;
};

static void
add_id(struct snapshot *snap, struct violation *v)
{
    struct arena a = {0};
    struct origins_row row;
    struct str value;

    if (snapshot_origins(snap, v->document_no, &value, NULL) == STATUS_OK &&
        origins_row_unpack(value, &a, &row, NULL) == STATUS_OK) {
        v->has_id = true;
        v->document_id = row.document_id;
    }
    arena_release(&a);
}

static void
found(void *context, const struct violation *violation)
{
    const struct naming *naming = context;
    struct violation named = *violation;

    if (named.document_no && !named.has_id)
        add_id(naming->snap, &named);
    naming->watch->found(naming->watch->context, &named);
}

static void
progress(void *context, uint64_t done, uint64_t total)
{
    const struct naming *naming = context;

    naming->watch->progress(naming->watch->context, done, total);
}

/* ---- the walks --------------------------------------------------------- */

/* LMDB itself cannot follow the file: the other walks may still go on. */
static enum status
end_walk(const struct checking *c, enum status st, const char *what,
         const struct error *err)
{
    static const struct document none;

    if (st == STATUS_CORRUPT)
        check_tell_of(c, VIOLATION_FILE, &none, "%s: %.200s", what, err->text);
    return st == STATUS_UNAVAILABLE ? st : STATUS_OK;
}

static enum status
walk_documents(struct checking *c, struct progress *p, struct error *err)
{
    uint64_t number = 0;
    enum status st = STATUS_OK;

    while (st == STATUS_OK) {
        bool renewed;
        st = snapshot_refresh(c->snap, &renewed, err);
        if (st == STATUS_OK)
            st = scan_next_accepted(c->snap, number, &number, err);
        if (st == STATUS_OK)
            st = check_document(c, number, err);
        if (st == STATUS_OK)
            c->watch->progress(c->watch->context, ++p->done, p->total);
    }
    return end_walk(c, st, "the documents cannot be walked to their end", err);
}

static enum status
walk_runs(struct checking *c, struct progress *p, struct error *err)
{
    struct run_id at = {0};
    enum status st = STATUS_OK;

    while (st == STATUS_OK) {
        st = check_next_run(c, &at, err);
        if (st == STATUS_OK)
            c->watch->progress(c->watch->context, ++p->done, p->total);
    }
    return end_walk(c, st, "the index cannot be walked to its end", err);
}

static enum status
walk_pieces(struct checking *c, struct progress *p, struct error *err)
{
    struct scan_piece at = {0};
    enum status st = STATUS_OK;

    while (st == STATUS_OK) {
        st = check_next_piece(c, &at, err);
        if (st == STATUS_OK)
            c->watch->progress(c->watch->context, ++p->done, p->total);
    }
    return end_walk(c, st, "the full-text index cannot be walked to its end",
                    err);
}

enum status
check_store(struct store *s, const struct check_watch *watch,
            struct check_summary *summary, struct error *err)
{
    struct naming naming = {.watch = watch};
    struct check_watch named = {&naming, found, progress};
    struct checking c = {.watch = &named, .summary = summary};
    struct scan_size size = {0};
    struct progress p = {0};
    enum status st = store_check_file(s, watch, err);

    st = end_walk(&c, st, "its trees cannot be walked", err);
    if (st == STATUS_OK)
        st = snapshot_open(s, &c.snap, err);
    naming.snap = c.snap;
    if (st == STATUS_OK)
        st = scan_size(c.snap, &size, err);
    p.total = size.entries + size.documents + size.runs;
    if (st == STATUS_OK)
        st = store_check(c.snap, &named, p.total, &p.done, err);
    if (st == STATUS_OK)
        st = walk_documents(&c, &p, err);
    if (st == STATUS_OK)
        st = walk_runs(&c, &p, err);
    if (st == STATUS_OK)
        st = walk_pieces(&c, &p, err);
    st = end_walk(&c, st, "it cannot be read", err);
    snapshot_close(&c.snap);
    return st;
}
