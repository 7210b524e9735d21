/*
 * check_report - what a check of the store found, as it is printed.
 *
 * Plain memory without pointers, so that it may lie in memory shared with
 * the process that walks the store, and outlive it.
 */
#ifndef CLIENT_CHECK_REPORT_H
#define CLIENT_CHECK_REPORT_H

#include "base/error.h"
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

/* Nothing found yet; printed as the invocation has it. */
void check_report_init(struct check_report *report,
                       const struct invocation *inv, uint64_t show_max);
/* Count a violation, and print it while its kind has few. */
void check_report_add(struct check_report *report,
                      const struct violation *violation);
/* The same of who walked the store and died, as `how` tells. */
void check_report_add_death(struct check_report *report,
                            const struct error *how);
/* Print what was found in all. */
void check_report_end(struct check_report *report);
/* Whether nothing was found. */
bool check_report_is_sound(const struct check_report *report);

#endif
