/*
 * breaks - lines that were cut at a page's margin, read as one paragraph.
 *
 * Pages of PDF and of wrapped plain text end a line wherever it is full. The
 * characters of such a break (blanks, line ends, the page's number and
 * running title between, or the blank that a copy has instead) are left out of
 * the text that the stages read; offsets go on leading to the bytes of the decoded text, which stays as it
 * is.
 */
#ifndef WORKER_EXTRACT_TEXT_BREAKS_H
#define WORKER_EXTRACT_TEXT_BREAKS_H

#include "worker/extract/text/text.h"

/*
 * Leave the breaks out of *text. Each is judged by the few lines around it,
 * so that what stands elsewhere in a document does not matter. The arena's
 * limit is the only cause of failure; *text is then as it was.
 */
enum status breaks_join(struct text *text, struct arena *arena,
                        struct error *err) __attribute__((warn_unused_result));

#endif
