#include "publisher/http/traffic.h"

void
traffic_count(struct traffic *t, size_t path, unsigned code, int64_t us)
{
    struct traffic_path *p = &t->paths[path];

    p->answers[code / 100 % TRAFFIC_CLASSES]++;
    timing_add(&p->timing, (uint64_t)us);
}
