/* verify - a worker's result is believed in nothing. */
#include "record/verify.h"

#include <string.h>

#include "record/codec.h"
#include "record/compress.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { MAX_TEXT_BYTES = 1 << 20 };

static const char text[] = "新建会客厅110个。";

struct fixture {
    struct arena arena;
    struct section section;
    struct figure figure;
    struct mention mention;
    struct repair repair;
    struct report report;
    struct packed_extraction extraction;
};

/* Pack what the fixture holds now. */
static void
pack(struct fixture *f)
{
    struct record_set set = {&f->report, 1};
    struct error err;

    assert_int_equal(
        records_pack(&set, &f->arena, &f->extraction.records, &err), STATUS_OK);
}

static void
pack_text(struct fixture *f, struct str s)
{
    struct error err;

    f->extraction.text_bytes = (uint32_t)s.len;
    assert_int_equal(text_compress(s, &f->arena, &f->extraction.text, &err),
                     STATUS_OK);
}

/* A right extraction of `text`. */
static void
begin(struct fixture *f)
{
    *f = (struct fixture){0};
    f->section.span = (struct span){0, 6};
    f->figure = (struct figure){.span = {15, 21},
                                .sentence = {0, 24},
                                .text = STR_INIT("110个"),
                                .value = {110, 0},
                                .unit = STR_INIT("个"),
                                .object = STR_INIT("会客厅")};
    f->mention.span = f->repair.span = (struct span){6, 15};
    f->report = (struct report){.span = {0, sizeof text - 1},
                                .sections = &f->section,
                                .section_count = 1,
                                .figures = &f->figure,
                                .figure_count = 1,
                                .mentions = &f->mention,
                                .mention_count = 1,
                                .repairs = &f->repair,
                                .repair_count = 1};
    pack(f);
    pack_text(f, str_from(text));
}

static enum status
verify(struct fixture *f, struct error *err)
{
    struct term_list terms = {.count = 99};
    struct text_terms text_terms;
    enum status st = verify_extraction(&f->extraction, MAX_TEXT_BYTES,
                                       &f->arena, &terms, &text_terms, err);

    if (st != STATUS_OK)
        assert_int_equal(terms.count, 99);
    return st;
}

static void
assert_wrong(struct fixture *f, const char *says)
{
    struct error err = {""};

    assert_int_equal(verify(f, &err), STATUS_INVALID);
    if (!strstr(err.text, says))
        fail_msg("\"%s\" does not say \"%s\"", err.text, says);
    arena_release(&f->arena);
}

static void
test_a_right_extraction_has_its_terms(void **state)
{
    struct fixture f;
    struct term_list terms;
    struct text_terms text_terms;
    struct error err;
    bool found = false;

    (void)state;
    begin(&f);
    assert_int_equal(verify_extraction(&f.extraction, MAX_TEXT_BYTES, &f.arena,
                                       &terms, &text_terms, &err),
                     STATUS_OK);
    for (size_t i = 0; i < terms.count; i++)
        found = found || str_equal(terms.terms[i], STR("o会客"));
    assert_true(found);
    arena_release(&f.arena);
}

static void
test_a_text_of_another_size_is_wrong(void **state)
{
    struct fixture f;

    (void)state;
    begin(&f);
    f.extraction.text_bytes++;
    assert_wrong(&f, "announced");
    begin(&f);
    f.extraction.text_bytes--;
    assert_wrong(&f, "larger");
    begin(&f);
    f.extraction.text_bytes = MAX_TEXT_BYTES + 1;
    assert_wrong(&f, "bytes");
}

static void
test_a_text_that_does_not_inflate_is_wrong(void **state)
{
    struct fixture f;

    (void)state;
    begin(&f);
    f.extraction.text.len--;
    assert_wrong(&f, "damaged");
    begin(&f);
    f.extraction.text = STR("");
    assert_wrong(&f, "damaged");
    begin(&f);
    f.extraction.text = STR("plain");
    assert_wrong(&f, "damaged");
}

static void
test_a_text_that_is_not_utf8_is_wrong(void **state)
{
    struct fixture f;

    (void)state;
    begin(&f);
    pack_text(&f, STR("\xD0\xC2\xBD\xA8\xBB\xE1\xBF\xCD\xCC\xFC"
                      "110\xB8\xF6\xA1\xA3 and more"));
    assert_wrong(&f, "UTF-8");
}

static void
test_records_that_do_not_parse_are_wrong(void **state)
{
    static const struct str wrong[] = {STR_INIT(""), STR_INIT("garbage"),
                                       STR_INIT("BGR1\xFF\xFF\xFF\xFF....")};
    struct fixture f;

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        begin(&f);
        f.extraction.records = wrong[i];
        assert_wrong(&f, "packed");
    }
}

static void
test_every_span_lies_inside_the_text(void **state)
{
    static const struct {
        size_t offset;
        const char *says;
    } spans[] = {
        {offsetof(struct fixture, report.span), "report"},
        {offsetof(struct fixture, section.span), "section"},
        {offsetof(struct fixture, figure.span), "figure"},
        {offsetof(struct fixture, figure.sentence), "sentence"},
        {offsetof(struct fixture, mention.span), "mention"},
        {offsetof(struct fixture, repair.span), "repair"},
    };
    const struct span outside = {0, sizeof text};
    struct fixture f;

    (void)state;
    for (size_t i = 0; i < sizeof spans / sizeof *spans; i++) {
        begin(&f);
        memcpy((char *)&f + spans[i].offset, &outside, sizeof outside);
        pack(&f);
        assert_wrong(&f, spans[i].says);
    }
}

static void
test_no_span_cuts_a_character(void **state)
{
    static const struct span cuts[] = {{1, 6}, {0, 7}, {0, 8}};
    struct fixture f;

    (void)state;
    for (int i = 0; i < 3; i++) {
        begin(&f);
        f.figure.sentence = cuts[i];
        pack(&f);
        assert_wrong(&f, "sentence");
    }
}

static void
test_a_string_that_is_not_utf8_is_wrong(void **state)
{
    struct fixture f;

    (void)state;
    begin(&f);
    f.figure.object = STR("\xE4");
    pack(&f);
    assert_wrong(&f, "UTF-8");
}

static void
test_a_text_full_of_figures_is_right(void **state)
{
    enum { COUNT = 40000 };
    static struct figure figures[COUNT];
    static char full[4 * COUNT];
    struct fixture f;
    struct error err = {""};

    (void)state;
    begin(&f);
    for (uint32_t i = 0; i < COUNT; i++) {
        memcpy(full + (size_t)4 * i, "8人", 4);
        figures[i] = (struct figure){.span = {4 * i, 4 * i + 4},
                                     .sentence = {0, sizeof full},
                                     .id = i + 1,
                                     .text = STR_INIT("8人"),
                                     .value = {8, 0},
                                     .unit = STR_INIT("人"),
                                     .object = STR_INIT("人"),
                                     .period = STR_INIT("2023"),
                                     .rule = STR_INIT("plain")};
    }
    f.report.span.end = sizeof full;
    f.report.section_count = f.report.mention_count = f.report.repair_count = 0;
    f.report.figures = figures;
    f.report.figure_count = COUNT;
    pack(&f);
    pack_text(&f, (struct str){full, sizeof full});
    if (verify(&f, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    arena_release(&f.arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_right_extraction_has_its_terms),
        cmocka_unit_test(test_a_text_of_another_size_is_wrong),
        cmocka_unit_test(test_a_text_that_does_not_inflate_is_wrong),
        cmocka_unit_test(test_a_text_that_is_not_utf8_is_wrong),
        cmocka_unit_test(test_records_that_do_not_parse_are_wrong),
        cmocka_unit_test(test_every_span_lies_inside_the_text),
        cmocka_unit_test(test_no_span_cuts_a_character),
        cmocka_unit_test(test_a_string_that_is_not_utf8_is_wrong),
        cmocka_unit_test(test_a_text_full_of_figures_is_right),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
