/*
 * written - how a converter writes Simplified text in Traditional characters.
 */
#ifndef WORKER_EXTRACT_REPAIR_MODEL_WRITTEN_H
#define WORKER_EXTRACT_REPAIR_MODEL_WRITTEN_H

#include <stddef.h>
#include <stdint.h>

/* One character for one; itself where that changes nothing. */
uint32_t written_alone(uint32_t code);

/*
 * Convert text: where a phrase says otherwise than its characters alone,
 * as it says (干净 is 乾淨, 干部 is 幹部). `out` has room for `count`.
 */
void written_text(const uint32_t *codes, size_t count, uint32_t *out);

#endif
