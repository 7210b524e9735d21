/*
 * judge - what became of a promise, by its number and that of its outcome.
 *
 * With p promised and v come of it: at least, over: v >= p; at most: v <= p;
 * a range: inside; about, nearly: |v - p| within the tolerance, which is the
 * larger of 0.1 p and, of percentages, 0.3 points; exact: as at least or at
 * most where the indicator's targets are floors or caps, else as about.
 * Beyond p on the good side by more than the tolerance, or beyond the range,
 * it was exceeded; the good side is above p, unless bound or indicator tell
 * another.
 */
#ifndef PUBLISHER_PROMISES_JUDGE_H
#define PUBLISHER_PROMISES_JUDGE_H

#include "indicator/indicator.h"
#include "wire/promise.h"

/*
 * Both figures measure alike (amount.h). `indicator` is the promise's, NULL:
 * none. RESULT_UNKNOWN: the outcome is a range that meets the promise at one
 * end alone, or a number is too long to reckon with.
 */
enum promise_result judge(const struct figure *promise,
                          const struct figure *outcome,
                          const struct indicator *indicator);

#endif
