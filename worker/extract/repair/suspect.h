/*
 * suspect - whether the text around a sign is worth a search for a slip.
 *
 * A search costs ten thousand times what a character of whole text may:
 * nearly all signs are a name, a formula, 效A级. These two read the few
 * characters around one, as they stand and with their bytes one place back.
 */
#ifndef WORKER_EXTRACT_REPAIR_SUSPECT_H
#define WORKER_EXTRACT_REPAIR_SUSPECT_H

#include "base/str.h"
#include "worker/extract/repair/realign.h"

/*
 * Whether the tokens around `sign`, a byte of the source, read badly. Behind
 * the last of the `count` stands one more, which may be a line's end.
 */
bool suspect_reads_badly(struct str source, const struct token *tokens,
                         size_t count, size_t sign);

/*
 * Whether they read better with their bytes one place back: a rare name does
 * not. Marks that a slip leaves make a search worth its while at once.
 */
bool suspect_reads_better(struct str source, const struct token *tokens,
                          size_t count, size_t sign, bool is_traditional);

#endif
