/* The real program as a confined extractor. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "crew_of_one.h"
#include "record/codec.h"
#include "worker/extract/extract.h"

enum {
    MEMORY_MIB = 2048,
    LITTLE_MIB = 192,
    TIME_LIMIT_MS = 60000,
    /* Its characters alone, at 8 bytes each, do not fit into a little. */
    LARGE_BYTES = 40 << 20,
};

/* The records as this process, which is not confined, reads them. */
static struct str
records_of(struct str document, struct arena *a)
{
    struct extract_input in = {.bytes = document};
    struct extraction extraction;
    struct str packed;
    struct error err;

    assert_int_equal(extract(&in, a, &extraction, &err), STATUS_OK);
    assert_true(extraction.records.report_count > 0);
    assert_int_equal(records_pack(&extraction.records, a, &packed, &err),
                     STATUS_OK);
    return packed;
}

static int
is_text(const struct dirent *entry)
{
    size_t len = strlen(entry->d_name);

    return len > 4 && strcmp(entry->d_name + len - 4, ".txt") == 0;
}

static void
test_confined_extractor_reads_every_sample(void **state)
{
    struct crew crew = crew_of_one(WORKER, MEMORY_MIB);
    struct dirent **entries;
    int count = scandir(SAMPLES, &entries, is_text, alphasort);
    pid_t first = 0;

    (void)state;
    assert_true(count >= 8);
    for (int i = 0; i < count; i++) {
        struct arena arena = {0};
        struct str document = sample(entries[i]->d_name, &arena);
        struct reading reading =
            crew_read(&crew, document, TIME_LIMIT_MS, &arena);

        assert_false(reading.result.is_failure);
        assert_true(str_equal(reading.result.extraction.records,
                              records_of(document, &arena)));
        if (i == 0)
            first = crew.children[0].pid;
        assert_int_equal(crew.children[0].pid, first);
        arena_release(&arena);
        free(entries[i]);
    }
    free(entries);
    crew_release(&crew);
}

static void
test_document_that_is_no_text_costs_no_child(void **state)
{
    struct crew crew = crew_of_one(WORKER, MEMORY_MIB);
    struct arena arena = {0};
    struct reading reading =
        crew_read(&crew, STR("\xFF\xFF\xFF\x80"), TIME_LIMIT_MS, &arena);

    (void)state;
    assert_false(reading.is_dead);
    assert_true(reading.result.is_failure);
    assert_int_equal(reading.result.failure.kind, FAILURE_INVALID);
    arena_release(&arena);
    crew_release(&crew);
}

/* A report, over and over. */
static struct str
large_document(struct arena *a)
{
    struct str report = sample("county-government-2023.txt", a);
    char *bytes = ARENA_ARRAY(a, char, LARGE_BYTES);
    size_t len = 0;

    assert_non_null(bytes);
    for (; len + report.len <= LARGE_BYTES; len += report.len)
        memcpy(bytes + len, report.ptr, report.len);
    return (struct str){bytes, len};
}

static void
test_document_past_the_limit_is_exhausted_and_the_next_is_read(void **state)
{
    struct crew crew = crew_of_one(WORKER, LITTLE_MIB);
    struct arena arena = {0};
    struct reading large =
        crew_read(&crew, large_document(&arena), TIME_LIMIT_MS, &arena);
    struct reading next =
        crew_read(&crew, sample("county-government-2023.txt", &arena),
                  TIME_LIMIT_MS, &arena);

    (void)state;
    assert_false(large.is_dead);
    assert_true(large.result.is_failure);
    assert_int_equal(large.result.failure.kind, FAILURE_EXHAUSTED);
    assert_false(next.result.is_failure);
    arena_release(&arena);
    crew_release(&crew);
}

/* Nobody calls crew_enforce(), as if this process were stopped. */
static void
test_extractor_that_spins_is_ended_without_its_parent(void **state)
{
    struct crew crew = crew_of_one(ROGUE, MEMORY_MIB);
    struct arena arena = {0};
    struct reading reading;

    (void)state;
    setenv("BAOGAO_ROGUE", "spin", 1);
    reading = crew_read(&crew, STR("一个文件"), 1, &arena);
    assert_true(reading.is_dead);
    assert_int_equal(reading.result.failure.kind, FAILURE_TIMED_OUT);
    arena_release(&arena);
    crew_release(&crew);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_confined_extractor_reads_every_sample),
        cmocka_unit_test(test_document_that_is_no_text_costs_no_child),
        cmocka_unit_test(
            test_document_past_the_limit_is_exhausted_and_the_next_is_read),
        cmocka_unit_test(test_extractor_that_spins_is_ended_without_its_parent),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
