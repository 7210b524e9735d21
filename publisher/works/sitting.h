/*
 * sitting - which sitting of which term a report was made to.
 *
 * Reports name it in many ways (第十一届全国人民代表大会第三次会议,
 * 十一届人大三次会议): it is told by its numbers.
 */
#ifndef PUBLISHER_WORKS_SITTING_H
#define PUBLISHER_WORKS_SITTING_H

#include "base/str.h"

/*
 * Whether two names are of the same sitting: equal numbers in order, or
 * equal names where neither has any.
 */
bool is_same_sitting(struct str a, struct str b);

#endif
