/* The sentence of a figure. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "publisher/report/cite.h"
#include "tests/publisher/fixture.h"

/* ---- citations --------------------------------------------------------- */

static struct citation
cite_object(const char *object, struct arena *a)
{
    struct answer answer =
        ask((struct query){.rows = ROW_FIGURE, .object = str_from(object)});
    struct citation citation = {0};
    struct error err;

    assert_int_equal(answer.st, STATUS_OK);
    assert_int_equal(
        cite_run(fixture_store, answer.page.rows[0].id, a, &citation, &err),
        STATUS_OK);
    arena_release(&answer.arena);
    return citation;
}

static void
test_cite_marks_the_figure_in_its_sentence(void **state)
{
    struct arena a = {0};
    struct citation c = cite_object("委员会客厅", &a);

    (void)state;
    assert_str(c.sentence, "建成委员会客厅110个。");
    assert_str(str_slice(c.sentence, c.mark.begin, c.mark.end), "110个");
    assert_int_equal(c.line, 3);
    assert_int_equal(c.as_of, SAMPLE_DOCUMENTS);
    assert_str(c.row.section_title, "过去一年");
    assert_str(c.row.report->title, "浙江省政协工作汇报");
    arena_release(&a);
}

static void
test_cite_without_a_sentence_shows_the_line(void **state)
{
    struct arena a = {0};
    struct citation c = cite_object("满意率", &a);

    (void)state;
    assert_str(c.sentence,
               "建成委员会客厅110个。接待群众2.5万人次，满意率98%。");
    assert_str(str_slice(c.sentence, c.mark.begin, c.mark.end), "98%");
    arena_release(&a);
}

static void
test_cite_refuses_what_is_gone(void **state)
{
    char id[DOCUMENT_ID_DIGITS + 1], text[64];
    struct citation citation;
    struct arena a = {0};
    struct error err;

    (void)state;
    snprintf(text, sizeof text, "%s.f1-2", sample_document_id(1, id));
    assert_int_equal(
        cite_run(fixture_store, str_from(text), &a, &citation, &err),
        STATUS_NOT_FOUND);
    assert_int_equal(
        cite_run(fixture_store, STR("0000.f1-2"), &a, &citation, &err),
        STATUS_NOT_FOUND);
    snprintf(text, sizeof text, "%s.s1-2", id);
    assert_int_equal(
        cite_run(fixture_store, str_from(text), &a, &citation, &err),
        STATUS_INVALID);
    assert_int_equal(cite_run(fixture_store, STR(""), &a, &citation, &err),
                     STATUS_INVALID);
    arena_release(&a);
}

static void
test_cite_damaged_text_is_corrupt(void **state)
{
    struct query q = {.rows = ROW_FIGURE, .object = STR("委员会客厅")};
    struct citation citation;
    struct answer answer;
    struct arena a = {0};
    struct error err;

    (void)state;
    fixture_reopen(sample_store_add_damaged);
    answer = ask(q);
    assert_int_equal(answer.page.row_count, 2);
    assert_int_equal(
        cite_run(fixture_store, answer.page.rows[1].id, &a, &citation, &err),
        STATUS_CORRUPT);
    arena_release(&answer.arena);
    arena_release(&a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        ON_A_STORE(test_cite_marks_the_figure_in_its_sentence),
        ON_A_STORE(test_cite_without_a_sentence_shows_the_line),
        ON_A_STORE(test_cite_refuses_what_is_gone),
        ON_A_STORE(test_cite_damaged_text_is_corrupt),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
