/*
 * decode - a document's bytes as UTF-8, validated once, here.
 *
 * For plain text that is its characters, line ends and all; a byte order
 * mark is dropped and takes no part in offsets. Of HTML, DOCX and PDF it is
 * what a reader sees, a paragraph a line: html.h, docx.h and pdf_text.h say
 * what is left out. Every span counts bytes of this text.
 */
#ifndef WORKER_EXTRACT_DECODE_DECODE_H
#define WORKER_EXTRACT_DECODE_DECODE_H

#include "base/arena.h"
#include "base/error.h"
#include "worker/extract/extract.h"

/*
 * What the document is, its first bytes tell before its media type, and a
 * declared charset wins unless it cannot be true. *text borrows in->bytes
 * or `arena`.
 * STATUS_INVALID: it cannot be read, or nothing is in it; err says why.
 * STATUS_UNAVAILABLE: the arena's limit was reached, or the system has no
 * converter to give.
 */
enum status decode(const struct extract_input *in, struct arena *arena,
                   struct str *text, struct error *err)
    __attribute__((warn_unused_result));

/* The part of extract_prepare() that is this stage's. */
enum status decode_prepare(struct error *err)
    __attribute__((warn_unused_result));

#endif
