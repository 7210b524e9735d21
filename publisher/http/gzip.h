/*
 * gzip - bodies packed and unpacked; the only place that sees zlib.
 */
#ifndef PUBLISHER_HTTP_GZIP_H
#define PUBLISHER_HTTP_GZIP_H

#include "base/str.h"

/* The caller frees ptr; NULL: not enough memory, or damaged bytes. */
struct packed_bytes {
    char *ptr;
    size_t len;
};

/* Fast rather than small: nobody else is answered meanwhile. */
struct packed_bytes gzip_pack(struct str bytes);
struct packed_bytes gzip_unpack(struct str gzip);

#endif
