/*
 * check_report - what a check of the store found, as it is printed.
 *
 * Plain memory without pointers, so that it may lie in memory shared with
 * the process that walks the store, and outlive it.
 */
#ifndef CLIENT_CHECK_REPORT_H
#define CLIENT_CHECK_REPORT_H

#include "check/check.h"
#include "client/command.h"
#include "client/progress.h"

struct check_report {
    bool is_json;
    uint64_t show_max; /* violations of a kind that are printed */
    uint64_t counts[VIOLATION_KIND_COUNT];
    struct check_summary summary;
    struct progress progress;
};

/* Count a violation, and print it while its kind has few. */
void check_report_add(struct check_report *report,
                      const struct violation *violation);
/* Print what was found in all. */
void check_report_end(struct check_report *report);
/* Whether nothing was found. */
bool check_report_is_sound(const struct check_report *report);

#endif
