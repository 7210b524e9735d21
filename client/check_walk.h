/*
 * check_walk - a store is walked, and what is found goes into a report.
 *
 * A report in shared memory, so that a process of its own may do it: apart.h.
 */
#ifndef CLIENT_CHECK_WALK_H
#define CLIENT_CHECK_WALK_H

#include "client/check_report.h"

/*
 * Walk the store in directory `path`; the work of apart_run(). STATUS_OK: to
 * the end, whatever was found. Else as store_open() and check_store().
 */
enum status check_walk(const char *path, struct check_report *report,
                       struct error *err) __attribute__((warn_unused_result));

#endif
