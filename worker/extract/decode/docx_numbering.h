/*
 * docx_numbering - the numbers that Word puts in front of paragraphs.
 *
 * They are not in the text: a paragraph, or its style, names a list and a
 * level, and the list says how its numbers read: "一、", "（二）", "3.1".
 */
#ifndef WORKER_EXTRACT_DECODE_DOCX_NUMBERING_H
#define WORKER_EXTRACT_DECODE_DOCX_NUMBERING_H

#include "worker/extract/decode/docx_package.h"

struct docx_numbering;

/* A place in a list. */
struct docx_list_place {
    int32_t list;  /* its number id, 0: in none, -1: not said */
    int32_t level; /* 0 to 8, -1: not said */
};

/*
 * Read the lists and styles of `package`; *out lives in `arena`. A part that
 * is missing has none. STATUS_INVALID: a part cannot be read.
 */
enum status docx_numbering_read(const struct docx_package *package,
                                struct arena *arena,
                                struct docx_numbering **out, struct error *err)
    __attribute__((warn_unused_result));

/*
 * Count the paragraph that stands at `place`, with `style`, and write its
 * number to `out`, at most `size` bytes. Returns its bytes, 0: it has none.
 */
size_t docx_number(struct docx_numbering *numbering,
                   struct docx_list_place place, struct str style, char *out,
                   size_t size);

#endif
