/*
 * test_linear - time and memory grow with the input and no faster, whatever
 * the input is.
 *
 *     test_linear BYTES [NAME...]
 *     test_linear BYTES --mixtures COUNT
 *
 * Each input of growth.h, or each one named, or so many mixtures of them, is
 * extracted at growing sizes
 * up to BYTES, each four times the one before; both the processor time and the arena's bytes
 * may grow little more than fourfold. Ratios are compared, never seconds: a
 * ratio that is too high is measured again and the least one counts. The
 * last line has the counts. Exit codes: 0 all inputs are linear, 1 not, 2
 * usage.
 */
#include <err.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "tests/properties/growth.h"
#include "worker/extract/extract.h"

enum {
    STEP = 4,
    BYTES_LEAST = 40 * 1024,
    TRIES = 5,
};

/* Four is linear, a square law gives 16; caches alone may cost half as much. */
static const double time_ratio_max = 8.0, memory_ratio_max = 5.0;
/* Shorter times are noise, and say nothing of how they grow. */
static const double time_least = 0.004;

struct cost {
    double seconds;
    double bytes;
};

static double
processor_seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static struct cost
measure(const struct growth *growth, size_t bytes)
{
    struct arena text = {0}, arena = {0};
    struct extract_input in = {
        .bytes = growth_text(growth, bytes, &text),
        .media_type =
            str_from(growth->media_type ? growth->media_type : "text/plain"),
        .charset = STR("UTF-8")};
    struct extraction out;
    struct error why = {{0}};
    struct cost cost;
    double began = processor_seconds();

    /* Bytes that are no text cost something, too. */
    if (extract(&in, &arena, &out, &why) == STATUS_UNAVAILABLE)
        errx(1, "%s, %zu bytes: %s", growth->name, bytes, why.text);
    cost = (struct cost){processor_seconds() - began, (double)arena.used_bytes};
    arena_release(&arena);
    arena_release(&text);
    return cost;
}

/* The least time of a few, since only the machine makes it longer. */
static void
measure_again(const struct growth *growth, size_t bytes, struct cost *cost)
{
    struct cost again = measure(growth, bytes);

    if (again.seconds < cost->seconds)
        *cost = again;
}

/* Whether `growth` is linear from a fourth of `bytes` to `bytes`. */
static bool
is_linear(const struct growth *growth, size_t bytes, struct cost *small)
{
    struct cost large = measure(growth, bytes);

    for (int i = 0; i < TRIES && large.seconds > time_least &&
                    large.seconds > small->seconds * time_ratio_max;
         i++) {
        measure_again(growth, bytes / STEP, small);
        measure_again(growth, bytes, &large);
    }
    if (large.seconds > time_least &&
        large.seconds > small->seconds * time_ratio_max) {
        printf("%s: %zu bytes take %.1f times as long as a fourth of them\n",
               growth->name, bytes, large.seconds / small->seconds);
        return false;
    }
    if (large.bytes > small->bytes * memory_ratio_max) {
        printf("%s: %zu bytes need %.1f times as much memory as a fourth\n",
               growth->name, bytes, large.bytes / small->bytes);
        return false;
    }
    *small = large;
    return true;
}

static bool
try_growth(const struct growth *growth, size_t most)
{
    size_t bytes = most;
    struct cost small;

    while (bytes / STEP >= BYTES_LEAST)
        bytes /= STEP;
    small = measure(growth, bytes);
    for (; bytes <= most / STEP; bytes *= STEP)
        if (!is_linear(growth, bytes * STEP, &small))
            return false;
    printf("%.3f s, %.0f bytes a byte: %s\n", small.seconds,
           small.bytes / (double)bytes, growth->name);
    return true;
}

struct tally {
    size_t tried;
    size_t failed;
};

static bool
is_named(const struct growth *growth, int count, char **names)
{
    for (int i = 0; i < count; i++)
        if (strcmp(names[i], growth->name) == 0)
            return true;
    return count == 0;
}

static void
try_listed(size_t most, int count, char **names, struct tally *tally)
{
    for (size_t i = 0; i < growth_count; i++) {
        if (!is_named(&growths[i], count, names))
            continue;
        tally->tried++;
        tally->failed += !try_growth(&growths[i], most);
    }
}

static void
try_mixtures(size_t most, uint64_t count, struct tally *tally)
{
    for (unsigned i = 0; i < count; i++) {
        struct arena arena = {0};
        struct growth mixture = growth_mixture(i, &arena);

        tally->tried++;
        tally->failed += !try_growth(&mixture, most);
        arena_release(&arena);
    }
}

int
main(int argc, char **argv)
{
    struct tally tally = {0};
    uint64_t most, mixtures;

    if (argc < 2 || !str_to_u64(str_from(argv[1]), &most)) {
        fprintf(stderr, "usage: test_linear BYTES [NAME...]\n");
        return 2;
    }
    if (argc == 4 && strcmp(argv[2], "--mixtures") == 0 &&
        str_to_u64(str_from(argv[3]), &mixtures))
        try_mixtures(most, mixtures, &tally);
    else
        try_listed(most, argc - 2, argv + 2, &tally);
    printf("%zu inputs, %zu of them not linear\n", tally.tried, tally.failed);
    return tally.failed > 0 || tally.tried == 0;
}
