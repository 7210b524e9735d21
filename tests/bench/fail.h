/*
 * fail - a measurement that cannot go on has no result.
 */
#ifndef BENCH_FAIL_H
#define BENCH_FAIL_H

/* Say on standard error what is wrong, after the program's name; exit 1. */
__attribute__((noreturn)) void fail(const char *what);

#endif
