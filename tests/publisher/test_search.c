/* A search finds what a look at every text finds, and tells where. */
#include "publisher/query/query.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "fulltext/query.h"
#include "tests/publisher/text_store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct query_bounds patient = {
    .time_ms = 60000,
    .total_ms = 60000,
    .sorted_ms = 60000,
    .ranked_ms = 60000,
    .documents = 20000,
    .row_bytes = 8 << 20,
};

static struct page
ask_within(struct text_store *s, struct query q,
           const struct query_bounds *bounds, struct arena *a)
{
    struct page page;
    struct str field = {"", 0};
    struct error err;

    if (query_run(s->store, NULL, &q, bounds, a, &page, &field, &err) !=
        STATUS_OK)
        fail_msg("%.*s: %s", STR_ARG(field), err.text);
    return page;
}

static struct page
ask(struct text_store *s, struct query q, struct arena *a)
{
    return ask_within(s, q, &patient, a);
}

/* ---- against a look at every text --------------------------------------- */

static bool
has_words(const struct known_text *t, size_t report,
          const struct text_query *words, struct arena *a)
{
    bool is_alone = t->report_count == 1;
    struct span span = t->reports[report];
    struct form form;

    assert_int_equal(form_read(t->text, a, &form, NULL), STATUS_OK);
    for (size_t i = 0; i < words->count; i++) {
        const struct phrase *p = &words->phrases[i];
        uint32_t at = 0;
        bool found = false;
        while (!found && (at = phrase_find(p, &form, at)) < form.count) {
            uint32_t end = form_end(&form, at + p->count - 1);
            found =
                is_alone || (form.bytes[at] >= span.begin && end <= span.end);
            at++;
        }
        if (!found)
            return false;
    }
    return true;
}

/* Which reports were answered with, each at most once. */
struct seen {
    bool reports[TEXTS_MAX][REPORTS_MAX];
    size_t count;
};

static void
see(struct seen *seen, const struct row *row)
{
    bool *cell = &seen->reports[row->document_no - 1][row->report->ordinal];

    assert_false(*cell);
    *cell = true;
    seen->count++;
}

static void
assert_marks(const struct known_text *t, const struct row *row,
             const struct text_query *words)
{
    assert_in_range(row->snippet_count, 1, 3);
    for (size_t i = 0; i < row->snippet_count; i++) {
        const struct snippet *s = &row->snippets[i];
        struct str stored = str_slice(t->text, s->span.begin, s->span.end);
        assert_true(str_equal(s->text, stored));
        assert_in_range(s->mark_count, 1, s->text.len);
        for (size_t j = 0; j < s->mark_count; j++) {
            struct str marked =
                str_slice(s->text, s->marks[j].begin, s->marks[j].end);
            struct arena a = {0};
            struct form form;
            bool begins = false;
            assert_int_equal(form_read(marked, &a, &form, NULL), STATUS_OK);
            assert_int_equal(utf8_valid_prefix(marked), marked.len);
            for (size_t k = 0; k < words->count; k++)
                begins |= words->phrases[k].count <= form.count &&
                          memcmp(words->phrases[k].codes, form.codes,
                                 words->phrases[k].count * 4) == 0;
            assert_true(begins);
            arena_release(&a);
        }
    }
}

/* All pages; what comes after is the same as in one large page. */
static void
read_pages(struct text_store *s, struct query q, const struct text_query *words,
           struct seen *seen, struct arena *a)
{
    struct query whole = q;
    struct page page, all;
    size_t at = 0;

    whole.limit = QUERY_LIMIT_MAX;
    all = ask(s, whole, a);
    q.limit = 1 + (uint32_t)numbers_below(&s->numbers, 7);
    do {
        page = ask(s, q, a);
        assert_true(page.has_candidates);
        for (size_t i = 0; i < page.row_count; i++, at++) {
            see(seen, &page.rows[i]);
            assert_marks(&s->texts[page.rows[i].document_no - 1], &page.rows[i],
                         words);
            assert_true(at < all.row_count);
            assert_true(str_equal(page.rows[i].id, all.rows[at].id));
        }
        q.cursor = page.next_cursor;
    } while (record_has(q.cursor));
    assert_int_equal(at, all.row_count);
    assert_false(page.is_at_least);
    assert_int_equal(page.total, at);
    assert_int_equal(all.total, at);
}

/* Each kind of row that the reports with the words have. */
static void
assert_other_rows(struct text_store *s, struct query q, size_t reports,
                  struct arena *a)
{
    struct page page;

    q.rows = ROW_FIGURE;
    q.limit = QUERY_LIMIT_MAX;
    page = ask(s, q, a);
    assert_int_equal(page.row_count, reports);
    q.rows = ROW_REPORT;
    q.has_sort = true;
    q.sort = SORT_DATE;
    page = ask(s, q, a);
    assert_int_equal(page.row_count, reports);
    q.sort = SORT_DOCUMENT;
    page = ask(s, q, a);
    assert_int_equal(page.row_count, reports);
}

static size_t
assert_finds_all(struct text_store *s, struct query q)
{
    struct arena a = {0};
    struct text_query words;
    struct seen seen = {0};
    size_t wanted = 0;

    if (text_query_read(q.text, &a, &words, NULL) != STATUS_OK) {
        arena_release(&a);
        return 0;
    }
    read_pages(s, q, &words, &seen, &a);
    for (size_t i = 0; i < s->count; i++) {
        const struct known_text *t = &s->texts[i];
        if (!record_has(t->text) || (q.year && t->year != q.year))
            continue;
        for (size_t j = 0; j < t->report_count; j++) {
            bool has = has_words(t, j, &words, &a);
            if (has != seen.reports[i][j])
                fail_msg("\"%.*s\": document %zu, report %zu: %d",
                         STR_ARG(q.text), i + 1, j, has);
            wanted += has;
        }
    }
    assert_int_equal(seen.count, wanted);
    assert_other_rows(s, q, wanted, &a);
    arena_release(&a);
    return wanted;
}

/* A piece of some text, in quotes or not, or two. */
static struct str
random_words(struct text_store *s, struct arena *a)
{
    const struct known_text *t =
        &s->texts[numbers_below(&s->numbers, s->count)];
    size_t begin, end;
    struct str piece;

    if (!record_has(t->text))
        return STR("经济");
    begin = numbers_below(&s->numbers, t->text.len);
    while (begin > 0 && ((unsigned char)t->text.ptr[begin] & 0xC0) == 0x80)
        begin--;
    end = begin + 1 + numbers_below(&s->numbers, 12);
    while (end < t->text.len &&
           ((unsigned char)t->text.ptr[end] & 0xC0) == 0x80)
        end++;
    piece = str_slice(t->text, begin, end);
    switch (numbers_below(&s->numbers, 4)) {
    case 0:
        return arena_format(a, "“%.*s”", STR_ARG(piece));
    case 1:
        return arena_format(a, "%.*s 改革", STR_ARG(piece));
    default:
        return arena_copy(a, piece);
    }
}

static void
assert_finds_what_texts_have(struct text_store *s, int searches)
{
    size_t found = 0;

    for (int i = 0; i < searches; i++) {
        struct arena a = {0};
        struct query q = {.text = random_words(s, &a)};
        if (numbers_below(&s->numbers, 4) == 0)
            q.year = 2000 + (uint32_t)numbers_below(&s->numbers, 5);
        found += assert_finds_all(s, q);
        arena_release(&a);
    }
    assert_true(found > (size_t)searches); /* they do find */
}

static void
test_a_search_finds_what_a_look_at_every_text_finds(void **state)
{
    struct text_store s;

    (void)state;
    text_store_open(&s, 31);
    for (int i = 0; i < 20; i++)
        text_store_add_random(&s, 1 + numbers_below(&s.numbers, 5));
    assert_finds_what_texts_have(&s, 300);
    text_store_close(&s);
}

static void
test_so_it_does_after_texts_have_changed_and_gone(void **state)
{
    struct text_store s;

    (void)state;
    text_store_open(&s, 32);
    for (int i = 0; i < 12; i++)
        text_store_add_random(&s, 4);
    for (uint64_t number = 1; number <= s.count; number += 3)
        text_store_reread(&s, number);
    for (uint64_t number = 2; number <= s.count; number += 3)
        text_store_forget(&s, number);
    assert_finds_what_texts_have(&s, 150);
    text_store_close(&s);
}

/* ---- order and pages ---------------------------------------------------- */

static void
test_what_says_most_in_fewest_words_comes_first(void **state)
{
    static const uint64_t order[] = {3, 2, 4, 1};
    struct text_store s;
    struct arena a = {0};
    struct page page;

    (void)state;
    text_store_open(&s, 33);
    text_store_add(&s, "经济发展。其他的事情还有很多很多很多很多很多很多",
                   2001);
    text_store_add(&s, "经济发展，经济发展，其他的事情还有很多很多很多。",
                   2001);
    text_store_add(&s, "经济发展，经济发展。", 2001);
    text_store_add(&s, "经济发展，其他的事情还有很多。", 2001);
    text_store_add(&s, "发展经济，其他的事情还有很多。", 2001);
    page = ask(&s, (struct query){.text = STR("经济发展")}, &a);
    assert_int_equal(page.row_count, 4);
    for (size_t i = 0; i < page.row_count; i++)
        assert_int_equal(page.rows[i].document_no, order[i]);
    arena_release(&a);
    text_store_close(&s);
}

static void
test_what_was_there_throughout_is_seen_once_while_others_come(void **state)
{
    struct query q = {.text = STR("经济"), .limit = 3};
    struct text_store s;
    struct seen seen = {0};
    struct arena a = {0};
    struct page page, whole;

    (void)state;
    text_store_open(&s, 34);
    text_store_add_random(&s, 40);
    whole = ask(&s, (struct query){.text = q.text, .limit = 1000}, &a);
    assert_true(whole.row_count > 10);
    do {
        page = ask(&s, q, &a);
        for (size_t i = 0; i < page.row_count; i++)
            see(&seen, &page.rows[i]);
        q.cursor = page.next_cursor;
        if (s.count + 5 < TEXTS_MAX)
            text_store_add_random(&s, 5);
    } while (record_has(q.cursor));
    for (size_t i = 0; i < whole.row_count; i++)
        assert_true(seen.reports[whole.rows[i].document_no - 1]
                                [whole.rows[i].report->ordinal]);
    arena_release(&a);
    text_store_close(&s);
}

static void
test_a_page_without_time_still_goes_on(void **state)
{
    struct query q = {.text = STR("经 济 发")};
    struct query_bounds hasty = patient;
    struct text_store s;
    struct seen seen = {0};
    struct arena a = {0};
    struct page page;
    size_t pages = 0;

    (void)state;
    hasty.ranked_ms = -1;
    text_store_open(&s, 35);
    text_store_add_random(&s, 30);
    do {
        page = ask_within(&s, q, &hasty, &a);
        for (size_t i = 0; i < page.row_count; i++)
            see(&seen, &page.rows[i]);
        assert_int_equal(page.is_at_least, record_has(page.next_cursor));
        q.cursor = page.next_cursor;
        assert_true(++pages <= 31);
    } while (record_has(q.cursor));
    q.cursor = (struct str){NULL, 0};
    page = ask(&s, q, &a);
    assert_int_equal(seen.count, page.row_count);
    assert_int_equal(page.candidates, pages);
    arena_release(&a);
    text_store_close(&s);
}

/* ---- what is refused ---------------------------------------------------- */

static void
assert_refused(struct text_store *s, struct query q, const char *field)
{
    struct arena a = {0};
    struct page page;
    struct str at_fault = {"", 0};
    struct error err;

    assert_int_equal(
        query_run(s->store, NULL, &q, &patient, &a, &page, &at_fault, &err),
        STATUS_INVALID);
    assert_true(str_equal(at_fault, str_from(field)));
    arena_release(&a);
}

static void
test_what_means_nothing_is_refused_by_its_field(void **state)
{
    struct text_store s;
    struct arena a = {0};
    struct page page;
    struct query q;

    (void)state;
    text_store_open(&s, 36);
    text_store_add_random(&s, 20);
    assert_refused(&s, (struct query){.text = STR("\"经济")}, "text");
    assert_refused(&s, (struct query){.text = STR("、。")}, "text");
    assert_refused(&s, (struct query){.text = STR("")}, "text");
    q = (struct query){.has_sort = true, .sort = SORT_RELEVANCE};
    assert_refused(&s, q, "sort");
    q.text = STR("经济");
    q.rows = ROW_FIGURE;
    assert_refused(&s, q, "sort");
    q.rows = ROW_REPORT;
    q.is_descending = true;
    assert_refused(&s, q, "descending");
    page = ask(&s, (struct query){.text = STR("经"), .limit = 1}, &a);
    q = (struct query){.text = STR("经 济"), .cursor = page.next_cursor};
    assert_true(record_has(q.cursor));
    assert_refused(&s, q, "cursor");
    arena_release(&a);
    text_store_close(&s);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_search_finds_what_a_look_at_every_text_finds),
        cmocka_unit_test(test_so_it_does_after_texts_have_changed_and_gone),
        cmocka_unit_test(test_what_says_most_in_fewest_words_comes_first),
        cmocka_unit_test(
            test_what_was_there_throughout_is_seen_once_while_others_come),
        cmocka_unit_test(test_a_page_without_time_still_goes_on),
        cmocka_unit_test(test_what_means_nothing_is_refused_by_its_field),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
