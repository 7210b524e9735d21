/*
 * session - the sitting a report is made to: 十届二次会议.
 */
#ifndef WORKER_EXTRACT_REPORT_SESSION_H
#define WORKER_EXTRACT_REPORT_SESSION_H

#include "worker/extract/text/text.h"

/*
 * The first sitting of a congress or conference that `r` names, from the
 * term number to 会议; sittings of the party are none. Empty: no sitting.
 */
struct range session_find(const struct text *text, struct range r);

#endif
