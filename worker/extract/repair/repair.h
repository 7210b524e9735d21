/*
 * repair - damaged text, put back.
 *
 * GBK text whose bytes slipped by one (see realign.h), UTF-8 that was read
 * as GBK, pinyin put behind characters, marks set twice. What is lost is
 * marked by a repair that is empty, with confidence 0.
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
