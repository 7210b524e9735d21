/*
 * glance - the fields of a packed figure by which figures are chosen, at a
 * fraction of the price of reading all of it: nothing is copied, nothing
 * allocated, and what is not asked for is stepped over unread.
 *
 * It knows the messages it is made for, and leaves all others to the codec.
 */
#ifndef RECORD_GLANCE_H
#define RECORD_GLANCE_H

#include "record/record.h"

/*
 * Fill span, section, value, upper, unit, kind, norm, measure, direction,
 * action, object, period and status of *out as the codec would from
 * `message`, a Figure of record.proto; its strings borrow the message, and
 * are not checked to be UTF-8. False: *out is nothing, and
 * the codec has to be asked.
 */
bool glance_figure(struct str message, struct figure *out);

#endif
