/*
 * document_file - a document's bytes, from a file or standard input.
 */
#ifndef CLIENT_DOCUMENT_FILE_H
#define CLIENT_DOCUMENT_FILE_H

#include "base/buffer.h"
#include "base/error.h"

/*
 * Read all of the file at `path`, or standard input where that is "-", into
 * *out, which is empty and whose max_bytes bounds it. The caller releases
 * it, after a failure as well.
 * STATUS_NOT_FOUND: no such file. STATUS_UNAVAILABLE: it cannot be read
 * now. STATUS_INVALID: not a file of bytes, an empty one, or one that is
 * too large. err does not name the path.
 */
enum status document_file_read(const char *path, struct buffer *out,
                               struct error *err)
    __attribute__((warn_unused_result));

/* A larger one is refused even where no server told its limit. */
enum { DOCUMENT_FILE_MAX_BYTES = 256 << 20 };

#endif
