#include "publisher/http/gzip.h"

#include <stdlib.h>

#include <zlib.h>

enum {
    /* Level 1 packs JSON at some 100 MB/s, to a tenth. */
    LEVEL = 1,
    GZIP_WINDOW = 15 + 16, /* the largest, in gzip's own frame */
    MEMORY_LEVEL = 9,
    /* No file of the page is larger. */
    UNPACKED_MAX_BYTES = 4 << 20,
    STEP_BYTES = 256 << 10,
};

struct packed_bytes
gzip_pack(struct str bytes)
{
    struct packed_bytes out = {0};
    z_stream z = {0};
    size_t room;

    if (bytes.len > UINT32_MAX ||
        deflateInit2(&z, LEVEL, Z_DEFLATED, GZIP_WINDOW, MEMORY_LEVEL,
                     Z_DEFAULT_STRATEGY) != Z_OK)
        return out;
    room = deflateBound(&z, bytes.len);
    out.ptr = malloc(room);
    if (out.ptr) {
        z.next_in = (Bytef *)(uintptr_t)bytes.ptr;
        z.avail_in = (uInt)bytes.len;
        z.next_out = (Bytef *)out.ptr;
        z.avail_out = (uInt)room;
        deflate(&z, Z_FINISH);
        out.len = z.total_out;
    }
    deflateEnd(&z);
    return out;
}

/* Inflate all of it into out->ptr, which grows. */
static bool
unpack(z_stream *z, struct packed_bytes *out)
{
    int code = Z_OK;

    while (code == Z_OK && out->len < UNPACKED_MAX_BYTES) {
        char *more = realloc(out->ptr, out->len + STEP_BYTES);
        if (!more)
            return false;
        out->ptr = more;
        z->next_out = (Bytef *)more + out->len;
        z->avail_out = STEP_BYTES;
        code = inflate(z, Z_NO_FLUSH);
        out->len = z->total_out;
    }
    return code == Z_STREAM_END;
}

struct packed_bytes
gzip_unpack(struct str gzip)
{
    struct packed_bytes out = {0};
    z_stream z = {.next_in = (Bytef *)(uintptr_t)gzip.ptr,
                  .avail_in = (uInt)gzip.len};

    if (inflateInit2(&z, GZIP_WINDOW) != Z_OK)
        return out;
    if (!unpack(&z, &out)) {
        free(out.ptr);
        out = (struct packed_bytes){0};
    }
    inflateEnd(&z);
    return out;
}
