/*
 * series_gather - the figures that a series is made of, out of the store.
 */
#ifndef PUBLISHER_SERIES_SERIES_GATHER_H
#define PUBLISHER_SERIES_SERIES_GATHER_H

#include "indicator/indicator.h"
#include "publisher/query/plan.h"
#include "publisher/report/version.h"
#include "publisher/works/amount.h"
#include "publisher/works/timing.h"
#include "wire/series.h"

/* What is asked, understood. */
struct series_plan {
    const struct series *asked;
    bool is_over_places;
    /* Of the series, or NULL: the object asked for is a name of none. */
    const struct indicator *indicator;
    struct str part;       /* what the bytes of a figure that counts hold */
    struct period period;  /* over places */
    struct plan documents; /* candidates */
};

/* A figure that counts. */
struct series_figure {
    const struct version *version;
    uint32_t index; /* in its records */
    struct figure figure;
    struct amount amount;
    struct period period;
    struct str place; /* the key of its report's */
};

struct series_figures {
    struct series_figure *figures;
    size_t count, capacity;
    bool is_cut; /* the time was over before all was read */
};

/*
 * Read those of the plan's documents, one version of each work, in `a`;
 * they borrow the snapshot.
 */
enum status series_gather(struct snapshot *snap, const struct series_plan *plan,
                          int64_t deadline_ms, struct arena *a,
                          struct series_figures *out, struct error *err)
    __attribute__((warn_unused_result));

#endif
