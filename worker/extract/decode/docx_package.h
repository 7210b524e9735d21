/*
 * docx_package - the parts of a DOCX, out of their ZIP container.
 */
#ifndef WORKER_EXTRACT_DECODE_DOCX_PACKAGE_H
#define WORKER_EXTRACT_DECODE_DOCX_PACKAGE_H

#include "base/arena.h"
#include "base/error.h"

enum docx_part {
    DOCX_DOCUMENT,
    DOCX_STYLES,
    DOCX_NUMBERING,
    DOCX_FOOTNOTES,
    DOCX_ENDNOTES,
    DOCX_PART_COUNT,
};

struct docx_package {
    struct str parts[DOCX_PART_COUNT]; /* empty: it has none */
};

/*
 * Unpack what is read of `bytes` into `arena`. STATUS_INVALID: it is no
 * archive that can be read, holds no Word document, or unpacks to more than
 * any document does. STATUS_UNAVAILABLE: the arena's limit.
 */
enum status docx_unpack(struct str bytes, struct arena *arena,
                        struct docx_package *out, struct error *err)
    __attribute__((warn_unused_result));

/* What a part is called in messages: "word/document.xml". */
const char *docx_part_name(enum docx_part part);

#endif
