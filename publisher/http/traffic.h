/*
 * traffic - counts what HTTP is asked for, and how long answers take.
 */
#ifndef PUBLISHER_HTTP_TRAFFIC_H
#define PUBLISHER_HTTP_TRAFFIC_H

#include <stddef.h>
#include <stdint.h>

#include "base/timing.h"

enum {
    TRAFFIC_PATHS_MAX = 48,
    TRAFFIC_CLASSES = 6, /* of codes: 2 stands for 200 to 299 */
};

struct traffic_path {
    uint64_t answers[TRAFFIC_CLASSES];
    struct timing timing;
};

/* {0} has seen nothing. */
struct traffic {
    struct traffic_path paths[TRAFFIC_PATHS_MAX];
};

/* An answer with `code` to path number `path` held the loop for `us`. */
void traffic_count(struct traffic *t, size_t path, unsigned code, int64_t us);

#endif
