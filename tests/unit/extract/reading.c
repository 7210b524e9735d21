#include "tests/unit/extract/reading.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

void
reading_open(struct reading *r, const char *utf8)
{
    struct error err = {{0}};

    memset(r, 0, sizeof(*r));
    assert_int_equal(
        text_normalise(str_from(utf8), NULL, 0, &r->arena, &r->text, &err),
        STATUS_OK);
    assert_int_equal(
        lines_split(&r->text, &r->arena, &r->lines, &r->line_count, &err),
        STATUS_OK);
    assert_int_equal(reports_find(&r->text, r->lines, r->line_count, &r->arena,
                                  &r->reports, &r->report_count, &err),
                     STATUS_OK);
}

void
reading_close(struct reading *r)
{
    arena_release(&r->arena);
}

const char *
reading_string(struct reading *r, struct str s)
{
    return arena_copy(&r->arena, s).ptr;
}

struct extraction
extract_text(struct arena *arena, const char *utf8)
{
    struct extract_input in = {
        .bytes = str_from(utf8), .media_type = STR(""), .charset = STR("")};
    struct extraction extraction = {0};
    struct error err = {{0}};

    assert_int_equal(extract(&in, arena, &extraction, &err), STATUS_OK);
    return extraction;
}
