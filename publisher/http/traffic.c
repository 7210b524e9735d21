#include "publisher/http/traffic.h"

const int64_t traffic_bucket_us[TRAFFIC_BUCKETS] = {
    250, 500, 1000, 2500, 5000, 10000, 25000, 50000, 100000, 500000};

void
traffic_count(struct traffic *t, size_t path, unsigned code, int64_t us)
{
    struct traffic_path *p = &t->paths[path];

    p->answers[code / 100 % TRAFFIC_CLASSES]++;
    p->count++;
    p->us += (uint64_t)us;
    for (size_t i = 0; i < TRAFFIC_BUCKETS; i++)
        p->within[i] += us <= traffic_bucket_us[i];
}
