/*
 * options - the options of baogao-publisher.
 */
#ifndef PUBLISHER_OPTIONS_H
#define PUBLISHER_OPTIONS_H

#include "base/log.h"
#include "config/settings.h"
#include "daemon/loopback.h"
#include "publisher/feed/follow.h"
#include "publisher/http/door.h"

enum { ENDPOINTS_MAX = 15 };

/* Besides those in the run directory. */
struct endpoints {
    const char *names[ENDPOINTS_MAX];
    size_t count;
};

struct options {
    const char *dir;
    struct endpoints query;
    struct endpoints feed;
    struct follow_options follow; /* endpoint NULL: the store is a head's */
    bool has_keys;                /* DIR holds keys: tcp peers must show one */
    bool has_http;
    struct listen_address http;
    struct door door;     /* without its token */
    uint64_t cache_bytes; /* for columns; 0: none are kept */
    int ready_fd;         /* -1: nobody waits */
    enum log_level log_level;
    enum log_format log_format;
    struct settings_reading *reading;
};

/*
 * Strings in *out borrow `argv`, the environment and out->reading, which
 * the caller closes.
 */
enum settings_verdict options_read(int argc, char **argv, struct options *out);

#endif
