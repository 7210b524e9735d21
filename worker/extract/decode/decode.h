/*
 * decode - a document's bytes as UTF-8, validated once, here.
 *
 * A byte order mark is dropped and takes no part in offsets: every span
 * counts bytes of the text after it. Line ends stay as they are.
 */
#ifndef WORKER_EXTRACT_DECODE_DECODE_H
#define WORKER_EXTRACT_DECODE_DECODE_H

#include "base/arena.h"
#include "base/error.h"
#include "worker/extract/extract.h"

/*
 * A declared charset wins unless the bytes cannot be it; then, and where
 * none is declared: UTF-8, UTF-16 with its mark, GB18030, Big5, the first
 * in which all bytes have a meaning. *text borrows in->bytes or `arena`.
 * STATUS_INVALID: not plain text, nothing in it, or another charset.
 * STATUS_UNAVAILABLE: the arena's limit was reached, or the system has no
 * converter to give.
 */
enum status decode(const struct extract_input *in, struct arena *arena,
                   struct str *text, struct error *err)
    __attribute__((warn_unused_result));

#endif
