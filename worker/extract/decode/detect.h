/*
 * detect - bytes as text in the charset that was told, or in the likeliest.
 *
 * Nearly all bytes mean something in several charsets; only one meaning
 * reads as Chinese does. How likely a reading is, the character model says
 * that repair stands on.
 */
#ifndef WORKER_EXTRACT_DECODE_DETECT_H
#define WORKER_EXTRACT_DECODE_DETECT_H

#include "worker/extract/decode/charset.h"

/*
 * All of `bytes` as UTF-8. `told` (NULL: nothing was told) wins unless it
 * cannot be true: bytes are ill-formed in it, or have a mark that tells
 * otherwise, or are UTF-8 that reads far better. A Western charset, which
 * servers tell of any page, is true only where nothing Chinese reads well.
 */
enum conversion detect_text(struct str bytes, const enum charset *told,
                            struct arena *arena, struct str *text);

#endif
