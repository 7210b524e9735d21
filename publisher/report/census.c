#include "publisher/report/census.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "publisher/report/source.h"

enum { STEP_MS = 5 };

static void
count_version(struct census *c, struct str version)
{
    size_t i = 0;

    while (i < c->count && !str_equal(str_from(c->versions[i].name), version))
        i++;
    if (i == CENSUS_VERSIONS_MAX)
        i--;
    if (i == c->count) {
        snprintf(c->versions[i].name, CENSUS_VERSION_BYTES, "%.*s",
                 STR_ARG(version));
        c->count++;
    }
    c->versions[i].readings++;
}

static enum status
count_change(struct census *c, struct snapshot *snap,
             const struct noted_change *change, struct error *err)
{
    struct arena a = {0};
    struct source source;
    enum status st = STATUS_OK;

    if (change->state == DOCUMENT_DONE)
        st = source_read(snap, change->document_no, &a, &source, err);
    if (st == STATUS_OK && change->state == DOCUMENT_DONE)
        count_version(c, source.row.extractor_version);
    arena_release(&a);
    /* A damaged document is somebody else's business. */
    return st == STATUS_UNAVAILABLE ? st : STATUS_OK;
}

static enum status
walk(struct census *c, struct snapshot *snap, struct error *err)
{
    int64_t until_ms = clock_monotonic_ms() + STEP_MS;
    enum status st = snapshot_change_no(snap, &c->newest_change_no, err);

    while (st == STATUS_OK && clock_monotonic_ms() < until_ms) {
        struct noted_change change;
        st = snapshot_next_change(snap, c->seen_change_no, &change, err);
        if (st == STATUS_OK)
            st = count_change(c, snap, &change, err);
        if (st == STATUS_OK)
            c->seen_change_no = change.change_no;
    }
    if (st == STATUS_NOT_FOUND)
        c->seen_change_no = c->newest_change_no;
    return st;
}

void
census_step(struct census *c, struct store *store)
{
    struct snapshot *snap = NULL;
    struct error err;
    enum status st;

    if (!str_equal(str_from(c->store_id), store_id(store))) {
        *c = (struct census){0};
        snprintf(c->store_id, sizeof c->store_id, "%.*s",
                 STR_ARG(store_id(store)));
    }
    st = snapshot_open(store, &snap, &err);
    if (st == STATUS_OK)
        st = walk(c, snap, &err);
    /* What could not be read now is read at the next step. */
    (void)st;
    snapshot_close(&snap);
}
