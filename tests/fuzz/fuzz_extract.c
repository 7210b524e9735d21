/* All stages on any bytes: every span lies in the text. */
#include <stdlib.h>

#include "worker/extract/extract.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_span(struct span span, struct str text)
{
    if (span.begin > span.end || span.end > text.len)
        abort();
}

static void
check_report(const struct report *r, struct str text)
{
    check_span(r->span, text);
    for (size_t i = 0; i < r->section_count; i++)
        check_span(r->sections[i].span, text);
    for (size_t i = 0; i < r->figure_count; i++)
        check_span(r->figures[i].span, text);
    for (size_t i = 0; i < r->mention_count; i++) {
        check_span(r->mentions[i].span, text);
        if (i > 0 && r->mentions[i].span.begin < r->mentions[i - 1].span.begin)
            abort();
    }
    for (size_t i = 0; i < r->repair_count; i++)
        check_span(r->repairs[i].span, text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct extract_input in = {.bytes = {(const char *)data, size},
                               .media_type = STR(""),
                               .charset = STR("")};
    struct arena arena = ARENA_LIMIT(64 << 20);
    struct extraction x = {0};
    struct error err = {{0}};

    if (extract(&in, &arena, &x, &err) == STATUS_OK) {
        for (size_t i = 0; i < x.records.report_count; i++)
            check_report(&x.records.reports[i], x.text);
    } else if (err.text[0] == '\0') {
        abort();
    }
    arena_release(&arena);
    return 0;
}
