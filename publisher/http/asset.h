/*
 * asset - the files of the web page, compiled in from web/.
 */
#ifndef PUBLISHER_HTTP_ASSET_H
#define PUBLISHER_HTTP_ASSET_H

#include "base/str.h"

struct asset {
    struct str path;
    const char *content_type;
    const char *etag;
    struct str gzip; /* its bytes, packed */
};

/* The file at `path`; NULL: there is none. */
const struct asset *asset_find(struct str path);

/* The table that web/compile.py makes. */
extern const struct asset asset_table[];
extern const size_t asset_count;

#endif
