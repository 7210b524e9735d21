/*
 * numbers - random ones that are the same in each run (splitmix64).
 */
#ifndef TESTS_NUMBERS_H
#define TESTS_NUMBERS_H

#include <stdint.h>

struct numbers {
    uint64_t state; /* the seed */
};

static inline uint64_t
numbers_next(struct numbers *n)
{
    uint64_t z = n->state += 0x9E3779B97F4A7C15u;

    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

/* 0 to limit - 1. */
static inline uint64_t
numbers_below(struct numbers *n, uint64_t limit)
{
    return numbers_next(n) % limit;
}

#endif
