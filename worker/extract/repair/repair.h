/*
 * repair - GBK text whose bytes slipped by one, put back.
 *
 * A lead byte that was lost makes every byte pair after it another
 * character, until the bytes fall into step again. The damaged span is
 * short; what was meant is searched for by shifting its bytes back.
 */
#ifndef WORKER_EXTRACT_REPAIR_REPAIR_H
#define WORKER_EXTRACT_REPAIR_REPAIR_H

#include "base/arena.h"
#include "base/error.h"
#include "record/record.h"

/*
 * The repairs of `source` in text order, without overlap. Undamaged text is
 * never touched: a repair must read clearly better than what stands there.
 * The arena's limit is the only cause of failure.
 */
enum status repair_find(struct str source, struct arena *arena,
                        struct repair **out, size_t *count, struct error *err)
    __attribute__((warn_unused_result));

#endif
