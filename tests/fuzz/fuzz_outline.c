/*
 * The outlines of any text: sentences and paragraphs lie in their report,
 * in order; parents come before their children and stand one level up.
 */
#include <stdlib.h>

#include "base/utf8.h"
#include "worker/extract/outline/outline.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_sections(const struct outline *outline)
{
    for (size_t i = 0; i < outline->section_count; i++) {
        const struct section *s = &outline->sections[i];

        if (s->id != i + 1 || s->parent >= s->id || s->level == 0)
            abort();
        if (s->parent != 0 &&
            outline->sections[s->parent - 1].level + 1 != s->level)
            abort();
    }
}

static void
check_sentences(const struct outline *outline,
                const struct report_range *report)
{
    uint32_t end = report->range.begin;

    for (size_t i = 0; i < outline->sentence_count; i++) {
        const struct sentence *s = &outline->sentences[i];

        if (s->range.begin < end || s->range.end <= s->range.begin ||
            s->range.end > report->range.end ||
            s->section > outline->section_count ||
            s->paragraph >= outline->paragraph_count)
            abort();
        end = s->range.end;
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str source = {(const char *)data, size};
    struct arena arena = ARENA_LIMIT(64 << 20);
    struct report_range *reports;
    struct line *lines;
    struct text text;
    struct error err;
    size_t line_count, count;

    source.len = utf8_valid_prefix(source);
    if (text_normalise(source, NULL, 0, &arena, &text, &err) != STATUS_OK ||
        lines_split(&text, &arena, &lines, &line_count, &err) != STATUS_OK ||
        reports_find(&text, lines, line_count, &arena, &reports, &count,
                     &err) != STATUS_OK)
        goto out;
    for (size_t i = 0; i < count; i++) {
        struct outline outline;

        if (outline_read(&text, &reports[i], &arena, &outline, &err) !=
            STATUS_OK)
            break;
        check_sections(&outline);
        check_sentences(&outline, &reports[i]);
    }
out:
    arena_release(&arena);
    return 0;
}
