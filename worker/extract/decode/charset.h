/*
 * charset - the charsets a document may come in, turned into UTF-8.
 *
 * The list is closed. iconv finds a converter by opening files when it is
 * first asked for it, which a confined extractor may not: what may be needed
 * is opened before by charset_prepare(), and nothing else is ever asked for.
 */
#ifndef WORKER_EXTRACT_DECODE_CHARSET_H
#define WORKER_EXTRACT_DECODE_CHARSET_H

#include "base/arena.h"
#include "base/error.h"

enum charset {
    CHARSET_UTF8,
    CHARSET_UTF16, /* by its mark, little-endian without one */
    CHARSET_UTF16LE,
    CHARSET_UTF16BE,
    CHARSET_GB18030,
    CHARSET_BIG5,
    CHARSET_EUC_TW,
    CHARSET_ISO_2022_CN,
    CHARSET_WESTERN,
    CHARSET_COUNT,
};

/* Spans are 32 bits wide; no charset of ours grows by more than 3. */
#define CHARSET_MAX_BYTES ((size_t)UINT32_MAX / 4)

/* Whether a conversion gave text; the bytes may just not be the charset. */
enum conversion {
    CONVERSION_DONE,
    CONVERSION_ILL_FORMED,
    CONVERSION_NO_MEMORY, /* or the system has no such converter */
};

/* The charset of a declared name, in either case. False: not one of ours. */
bool charset_find(struct str name, enum charset *out);

/* The charset that a UTF-16 byte order mark tells. False: there is none. */
bool charset_by_mark(struct str bytes, enum charset *out);

/*
 * Open every converter, for this thread.
 * STATUS_UNAVAILABLE: the system lacks one.
 */
enum status charset_prepare(struct error *err)
    __attribute__((warn_unused_result));

/*
 * All of `bytes` as UTF-8, at most CHARSET_MAX_BYTES of them; *text borrows
 * `bytes` or `arena`.
 */
enum conversion charset_convert(struct str bytes, enum charset charset,
                                struct arena *arena, struct str *text);

#endif
