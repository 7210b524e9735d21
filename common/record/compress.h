/*
 * compress - the decoded text as the store keeps it: one zstd frame.
 *
 * The only place that sees libzstd. A frame written here states the size it
 * inflates to, so that a reader can refuse it before it allocates.
 */
#ifndef RECORD_COMPRESS_H
#define RECORD_COMPRESS_H

#include "base/arena.h"
#include "base/error.h"

/*
 * Pack `text` into one frame with a checksum, in `a`; the same text gives
 * the same bytes for one version of libzstd.
 * STATUS_UNAVAILABLE: past the arena's limit.
 */
enum status text_compress(struct str text, struct arena *a, struct str *out,
                          struct error *err)
    __attribute__((warn_unused_result));

/*
 * Unpack a frame of at most `max_bytes` of text, in `a`; *out is
 * NUL-terminated, the NUL not counted.
 * STATUS_CORRUPT: not exactly one whole frame, or one that tells no size or
 * more than `max_bytes`. STATUS_UNAVAILABLE: past the arena's limit.
 */
enum status text_inflate(struct str packed, size_t max_bytes, struct arena *a,
                         struct str *out, struct error *err)
    __attribute__((warn_unused_result));

#endif
