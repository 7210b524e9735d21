/*
 * html_entity - character references: &nbsp; &#20013; &#x4E2D;
 */
#ifndef WORKER_EXTRACT_DECODE_HTML_ENTITY_H
#define WORKER_EXTRACT_DECODE_HTML_ENTITY_H

#include "base/str.h"

/*
 * Read the reference that begins at s.ptr[0], a '&'. Returns its bytes, 0:
 * there is none; *code is its character, 0: one that no text holds.
 */
size_t html_entity_read(struct str s, uint32_t *code);

#endif
