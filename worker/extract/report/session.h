/*
 * session - the sitting a report is made to: 十届二次会议.
 */
#ifndef WORKER_EXTRACT_REPORT_SESSION_H
#define WORKER_EXTRACT_REPORT_SESSION_H

#include "worker/extract/text/text.h"

#include <stdbool.h>

/*
 * The first sitting of a congress or conference that `r` names, from the
 * term number to 会议; sittings of the party are none. Empty: no sitting.
 */
struct range session_find(const struct text *text, struct range r);

/*
 * Where the number that ends before `end` begins, with its 第; `end`: no
 * number stands there.
 */
uint32_t session_number_begin(const struct text *text, struct range r,
                              uint32_t end);

/*
 * Where the sitting ends whose 次 or 中 is followed by `at`: behind 会议, and
 * with `is_plenum` behind 全会 as well. 0: no sitting.
 */
uint32_t session_end(const struct text *text, struct range r, uint32_t at,
                     bool is_plenum);

#endif
