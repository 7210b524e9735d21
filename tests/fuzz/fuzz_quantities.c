/*
 * fuzz_quantities - any text as one sentence of a report: no crash, spans
 * inside the text and in order.
 */
#include <stdlib.h>

#include "base/utf8.h"
#include "worker/extract/figure/figures.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct arena arena = ARENA_LIMIT((size_t)64 << 20);
    struct report report = {.year = 2024, .period = STR("2020/2024")};
    struct sentence sentence = {0};
    struct str source = {(const char *)bytes, size};
    struct text text;
    uint32_t end = 0;

    source.len = utf8_valid_prefix(source);
    if (text_normalise(source, NULL, 0, &arena, &text, NULL) == STATUS_OK) {
        sentence.range.end = text.count;
        if (figures_read(&text, &report, &sentence, 1, &arena, NULL) !=
            STATUS_OK)
            report.figure_count = 0;
    }
    for (size_t i = 0; i < report.figure_count; i++) {
        struct span span = report.figures[i].span;
        if (span.begin >= span.end || span.end > source.len || span.begin < end)
            abort();
        end = span.end;
    }
    arena_release(&arena);
    return 0;
}
